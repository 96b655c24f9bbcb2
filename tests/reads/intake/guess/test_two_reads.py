"""Rows that hold a preliminary and a final read, and columns of times that a spreadsheet has spoilt."""

import io
from datetime import UTC, datetime

import pytest

from reads.core.errors import FaultyInput
from reads.intake.guess.preview import preview
from reads.intake.guess.proposal import Proposal, proposed
from reads.intake.guess.told_by_person import Said
from reads.intake.profiles.profile import ProfileText
from reads.intake.profiles.table import table_profile
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from tests.reads.directories import MERCY
from tests.reads.intake.workbooks import xlsx

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
WIDE = """Facility,Accession,Exam Code,Exam Status,Prelim Radiologist,Prelim Date,Final Radiologist,Final Date
mercy-main,WD1,CTHEAD,Final,"Moreno, Ada",10/03/2026 01:31 AM,"Two, Bob",10/03/2026 08:31 AM
mercy-main,WD2,CTHEAD,Final,"Moreno, Ada",10/13/2026 01:31 AM,"Two, Bob",10/13/2026 08:31 AM
mercy-main,WD3,CTHEAD,Prelim,"Moreno, Ada",10/14/2026 01:31 AM,,
"""


def guessed(content: bytes) -> Proposal:
    return proposed(io.BytesIO(content), "export", MERCY, NOW, Said(facility="mercy-main"))


def candidates(content: bytes, proposal: Proposal):
    profile = table_profile(ProfileText.of(proposal.text("export"), "profiles/x.toml"), "x")
    return list(table_of(io.BytesIO(content), "export", Fields(MERCY, NOW), profile))


def signed(content: str) -> list[tuple[str, str, str, str]]:
    found = candidates(content.encode(), guessed(content.encode()))
    return [
        (each.read.accession, each.read.read_type.value, each.read.radiologist, each.read.signed_at.isoformat()[:16])
        for each in found
    ]


def test_each_read_of_a_row_has_its_own_reader_and_time():
    reader = signed(WIDE)[0][2]
    assert signed(WIDE) == [
        ("WD1", "preliminary", reader, "2026-10-03T05:31"),
        ("WD1", "final", "Two, Bob", "2026-10-03T12:31"),
        ("WD2", "preliminary", reader, "2026-10-13T05:31"),
        ("WD2", "final", "Two, Bob", "2026-10-13T12:31"),
        ("WD3", "preliminary", reader, "2026-10-14T05:31"),
    ]


@pytest.mark.parametrize(
    "heads",
    [
        "Prelim By,Prelim At,Signed By,Signed At",
        "Wet Read Radiologist,Wet Read Date/Time,Radiologist,Report Date/Time",
        "Preliminary Interpreting Physician,Preliminary Report Finalized,Interpreting Physician,Report Finalized",
    ],
)
def test_where_only_the_preliminary_read_is_named_as_such_the_other_is_the_final(heads):
    """The night's read is never billed by the day's reader and time."""
    named = WIDE.replace("Prelim Radiologist,Prelim Date,Final Radiologist,Final Date", heads)
    assert signed(named) == signed(WIDE)


def test_two_reads_a_row_are_said():
    assert any("each row was taken as two reads" in doubt for doubt in guessed(WIDE.encode()).doubts)


def test_a_day_and_a_time_of_day_on_each_side_are_put_together():
    days = WIDE.replace("Prelim Date", "Prelim Date,Prelim Time").replace("Final Date", "Final Date,Final Time")
    for hour in ("01:31 AM", "08:31 AM"):
        days = days.replace(f" {hour}", f",{hour}")
    days = days.replace("AM,,\n", "AM,,,\n")
    assert signed(days) == signed(WIDE)


@pytest.mark.parametrize("gone", ["Prelim Date", "Final Date"])
def test_the_one_readers_name_never_goes_with_the_others_time(gone):
    content = WIDE.replace(gone, "Remark").encode()
    proposal = guessed(content)
    reader = proposal.profile.columns.get("radiologist")
    time = proposal.profile.columns["signed_at"].names[0].split()[0]
    assert reader is None or reader.names[0].startswith(time)


def test_a_row_with_neither_read_is_no_row_that_is_lost():
    content = (WIDE + "mercy-main,WD4,CTHEAD,Final,,,,\n").encode()
    last = candidates(content, guessed(WIDE.encode()))[-1]
    assert [finding.where.field for finding in last.findings] == ["signed_at"]


def test_a_row_that_was_cancelled_is_one_row():
    proposal = guessed(WIDE.encode())
    content = WIDE.replace("WD1,CTHEAD,Final", "WD1,CTHEAD,cancelled").encode()
    assert candidates(content, proposal)[0].status.value == "cancellation"
    assert len(candidates(content, proposal)) == len(candidates(WIDE.encode(), proposal)) - 1


@pytest.mark.parametrize(
    "text, told",
    [
        ('[reads.wet]\nsigned_at = "Prelim Date"', "the key `wet` is not known here"),
        ('[reads.final]\naccession = "Acc"\nsigned_at = "F"', "is the same for both reads"),
        ('[reads.final]\nsigned_at = ["One", "Other"]', "names several columns"),
        ('swapped = "yes"', "must be true or false"),
    ],
)
def test_a_faulty_profile_of_two_reads_is_refused(text, told):
    with pytest.raises(FaultyInput) as refused:
        table_profile(ProfileText.of(f'kind = "csv"\n{text}\n', "p.toml"), "p")
    assert told in str(refused.value.problems)


HEADER = ("Accession", "Exam Code", "Status", "Radiologist", "Exam Date/Time", "Signed")


def sheet(stamps) -> bytes:
    rows = [(f"N{number}", "CTHEAD", "P", "Moreno, Ada", stamp, stamp) for number, stamp in enumerate(stamps, 1)]
    return xlsx(("Reads", [HEADER, *rows]))


def test_a_column_of_dates_and_texts_is_kept_and_its_texts_are_named():
    stamps = [
        f"10/{day}/2026 1:31 AM" if day % 3 == 0 else datetime.fromisoformat(f"2026-10-{day:02}T01:31")
        for day in range(1, 29)
    ]
    proposal = guessed(sheet(stamps))
    assert proposal.profile.columns["signed_at"].names == ("signed",)
    assert any("'Signed': 9 cells are text, not dates (rows 4, 7, 10," in doubt for doubt in proposal.doubts)
    assert {each.read.signed_at.month for each in candidates(sheet(stamps), proposal)} == {10}


@pytest.mark.parametrize("order", ["{day:02}/10/2026 01:31", "10/{day:02}/2026 01:31"])
def test_a_month_that_a_spreadsheet_has_spread_over_the_year_is_named_and_turned_back(order):
    stamps = [
        order.format(day=day) if day > 12 else datetime.fromisoformat(f"2026-{day:02}-10T01:31") for day in range(1, 29)
    ]
    content = sheet(stamps)
    proposal = guessed(content)
    assert any("took day for month" in doubt for doubt in proposal.doubts)
    found = candidates(content, proposal)
    assert [each.read.exam_at.date().isoformat() for each in found] == [f"2026-10-{day:02}" for day in range(1, 29)]


def test_dates_of_a_whole_year_are_left_as_they_are():
    stamps = [datetime.fromisoformat(f"2026-{month:02}-{day:02}T01:31") for month in range(1, 11) for day in (3, 9, 12)]
    assert not guessed(sheet([*stamps, "10/13/2026 01:31", "03/25/2026 01:31"])).profile.swapped


def test_a_column_called_like_a_field_is_not_left_out_in_silence():
    rows = [(f"N{number}", "CTHEAD", "P", "x", datetime(2026, 10, 3, 1), "soon") for number in range(1, 9)]  # noqa: DTZ001
    proposal = guessed(xlsx(("Reads", [("Accession", "Exam Code", "Status", "Note", "Signed", "Received"), *rows])))
    assert any("'Received' is called like received_at" in doubt for doubt in proposal.doubts)


def test_the_first_rows_are_on_the_facilitys_clock_beside_what_was_sent():
    proposal = guessed(WIDE.encode())
    first = preview(io.BytesIO(WIDE.encode()), "export", MERCY, NOW, proposal.profile).first[0]
    assert (first.fields["signed_at"], first.sent["signed_at"]) == ("2026-10-03T01:31:00-04:00", "10/03/2026 01:31 AM")


def test_midnight_leaves_no_column_out():
    stamps = [datetime.fromisoformat(f"2026-10-{day:02}T00:00") for day in range(1, 9)]
    proposal = guessed(sheet(stamps))
    assert set(proposal.profile.columns) >= {"signed_at", "exam_at"}
    assert all(each.read for each in candidates(sheet(stamps), proposal))
