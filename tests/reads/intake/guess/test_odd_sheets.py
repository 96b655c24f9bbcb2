"""Odd sheets, as hospitals send them: what a proposal makes of them, and what it must not leave out in silence."""

import io
from datetime import date, datetime, time

import pytest

from reads.intake.guess.proposal import Proposal, proposed
from reads.intake.guess.told_by_person import NOTHING_SAID
from reads.intake.profiles.profile import ProfileText
from reads.intake.profiles.table import table_profile
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from tests.reads.intake.guess.exports import BOOKS
from tests.reads.intake.guess.test_proposal import NOW
from tests.reads.intake.workbooks import xlsx

HEADER = ["Site", "Acc #", "Procedure", "Status", "Radiologist", "Received", "Signed"]
ROW = ["Mercy Main Campus", "A1", "CTHEAD", "Prelim", "Ada Moreno", "10/13/2026 01:11", "10/13/2026 01:31"]


def lines(*rows: list[str]) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def guessed(content: bytes) -> Proposal:
    return proposed(io.BytesIO(content), "export", BOOKS, NOW, NOTHING_SAID)


def found(content: bytes):
    """What the file comes to by its proposal, written down and read back."""
    profile = table_profile(ProfileText.of(guessed(content).text("export"), "profiles/x.toml"), "x")
    return list(table_of(io.BytesIO(content), "export", Fields(BOOKS, NOW), profile))


def other(**cells: str) -> list[str]:
    """The row with other cells under these columns."""
    return [cells.get(name.replace(" #", "").lower(), cell) for name, cell in zip(HEADER, ROW, strict=True)]


@pytest.mark.parametrize("between", [HEADER, [name.upper() for name in HEADER], ["-----"] * len(HEADER)])
def test_a_header_that_comes_again_or_a_line_below_it_costs_no_column(between):
    """The receipt was left out, and with it every credit for a slow read."""
    proposal = guessed(lines(HEADER, ROW, between, other(acc="A2")))
    assert proposal.profile.columns["received_at"].names == ("received",)
    assert not proposal.doubts


def test_reads_of_a_hospital_that_is_called_like_a_printed_line_are_not_passed_over():
    """A page's number at the end, and every read of Page Memorial was none."""
    rows = [HEADER, other(site="Page Memorial"), ["Page 1 of 2"] + [""] * 6, other(site="Page Memorial", acc="A2")]
    assert [each.content is not None for each in found(lines(*rows))] == [True, True]
    assert any("'page'" in doubt for doubt in guessed(lines(*rows)).doubts)


@pytest.mark.parametrize("called", ["Ordering Physician", "Referring MD", "Requested By", "Technologist"])
def test_who_ordered_or_scanned_is_never_the_reader(called):
    proposal = guessed(lines([called if name == "Radiologist" else name for name in HEADER], ROW))
    assert "radiologist" not in proposal.profile.columns
    assert any("no column was found for radiologist" in doubt for doubt in proposal.doubts)


def test_a_reader_taken_by_the_names_alone_is_a_doubt_and_so_is_a_second_one():
    header = ["Resident" if name == "Radiologist" else name for name in HEADER]
    doubts = guessed(lines([*header, "Attending"], [*ROW, "Ben Okafor"])).doubts
    assert any("'Resident' was taken as the radiologist" in doubt for doubt in doubts)
    assert any("radiologists, which nothing was made of: 'Attending'" in doubt for doubt in doubts)


@pytest.mark.parametrize(("called", "zone"), [("Signed (UTC)", "UTC"), ("Signed ET", "ET"), ("Signed EST", "EST")])
def test_a_zone_in_a_columns_name_is_told(called, zone):
    doubts = guessed(lines([*HEADER[:-1], called], ROW)).doubts
    assert any(f"says a time zone, {zone}:" in doubt for doubt in doubts)


def test_quantities_other_than_one_are_told():
    told = [
        [doubt for doubt in guessed(lines([*HEADER, "Qty"], [*ROW, said])).doubts if "Qty" in doubt]
        for said in ("1", "1.00", "2", "-1", "", "10", "100", "1,000")
    ]
    assert [len(each) for each in told] == [0, 0, 1, 1, 0, 1, 1, 1]


def test_a_time_of_day_is_put_to_no_day_of_another_time():
    """Exam date and, beside it, the time of receipt were one time of the exam."""
    header = ["Site", "Acc #", "Procedure", "Status", "Radiologist", "Exam Date", "Received Time", "Signed"]
    row = [*ROW[:5], date(2026, 10, 13), time(23, 50), "10/14/2026 00:05"]
    proposal = guessed(xlsx(("Reads", [header, row])))
    assert proposal.profile.columns["exam_at"].names == ("exam date",)
    assert any("'Received Time' is called like received_at" in doubt for doubt in proposal.doubts)


def test_times_that_a_spreadsheet_shows_as_numbers_are_times():
    """Cells without a format: a day and its part in one cell, or the part alone beside the day."""
    one = xlsx(("Reads", [HEADER, [*ROW[:5], 46308.05, 46308.0631944]]))
    two = xlsx(("Reads", [[*HEADER[:5], "Signed Date", "Signed Time"], [*ROW[:5], date(2026, 10, 13), 0.0631944]]))
    for content in (one, two):
        [candidate] = found(content)
        assert candidate.read.signed_at == datetime.fromisoformat("2026-10-13T01:31:00-04:00")


def test_hours_and_minutes_without_a_colon_belong_to_their_day():
    header = [*HEADER[:5], "Signed Date", "Signed Time"]
    [candidate] = found(lines(header, [*ROW[:5], "10/13/2026", "0131"]))
    assert candidate.read.signed_at == datetime.fromisoformat("2026-10-13T01:31:00-04:00")


def test_of_a_header_in_two_rows_the_lower_one_names_the_columns():
    band = ["Site", "Study", "", "Report", "Reader", "Times", ""]
    [candidate] = found(xlsx(("Reads", [["October"], band, HEADER, ROW])))
    assert candidate.read.accession == "A1"
