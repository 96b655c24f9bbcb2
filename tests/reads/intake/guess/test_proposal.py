"""An unknown export, and the profile proposed for it: what a biller gets to see in the first minute."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reads.directory.model import Name, NamedKind
from reads.directory.names import TaughtNames
from reads.directory.person_names import people, person
from reads.intake.errors import UnreadableFile
from reads.intake.guess.preview import preview
from reads.intake.guess.proposal import Proposal, proposed
from reads.intake.guess.times import patterns_of
from reads.intake.guess.told_by_person import Said
from reads.intake.profiles.profile import ProfileText
from reads.intake.profiles.table import table_profile
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from reads.intake.words import read_type_of
from tests.reads.intake.guess import exports
from tests.reads.intake.guess.exports import BOOKS, COUNT, NIGHTS

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
EXPORTS = {
    exports.workflow: "",
    exports.pacs_dump: "",
    exports.ris_report: "mercy-main",
    exports.night_workbook: "",
    exports.warehouse: "",
    exports.cloud: "mercy-main",
}
ALL = pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.__name__)


def guessed(content: bytes, facility: str = "") -> Proposal:
    return proposed(io.BytesIO(content), "export", BOOKS, NOW, Said(facility=facility))


def reads(export):
    """The export's reads by its proposal, written down and read back as a biller would."""
    content = export()
    proposal = guessed(content, EXPORTS[export])
    profile = table_profile(ProfileText.of(proposal.text("export"), "profiles/x.toml"), "x")
    return [candidate.read for candidate in table_of(io.BytesIO(content), "export", Fields(BOOKS, NOW), profile)]


@ALL
def test_every_row_is_a_read_with_the_right_reader_hospital_and_times(export):
    found = reads(export)
    assert len(found) == COUNT
    for read, night in zip(found, NIGHTS, strict=True):
        hospital = EXPORTS[export] or {"Mercy Main Campus": "mercy-main", "Mercy West": "mercy-west"}[night.hospital]
        zone = BOOKS.facilities[hospital][0].zone
        assert read.facility == hospital
        assert read.radiologist == night.reader[1].lower()
        assert read.signed_at.astimezone(zone).replace(tzinfo=None) == night.signed
        assert read.modality in ("", "XR" if night.exam[0] == "CR" else night.exam[0])
        assert read.exam in (night.exam[1], night.exam[2], night.exam[1] + " Schädel")


@ALL
def test_nobodys_name_is_proposed_or_shown(export):
    content = export()
    proposal = guessed(content, EXPORTS[export])
    seen = preview(io.BytesIO(content), "export", BOOKS, NOW, proposal.profile)
    assert "CANARY" not in repr(proposal) + repr(seen) + proposal.text("export")
    assert (seen.rows, seen.reads, seen.same_key, seen.signed_first) == (COUNT, COUNT, 0, 0)


def test_the_vendors_columns_are_understood_and_the_patients_left_out():
    proposal = guessed(exports.workflow())
    assert {name: column.names for name, column in proposal.profile.columns.items()} == {
        "facility": ("hospital",),
        "accession": ("workflow id",),
        "exam_code": ("procedure",),
        "modality": ("modality",),
        "radiologist": ("final rad",),
        "signed_at": ("report comp time",),
    }
    assert proposal.ignored == ("MRN", "Image Count", "Patient")
    assert proposal.doubts == ("no column says whether a read is preliminary or final: all were taken as preliminary",)


def test_words_that_mean_types_of_reads_are_mapped():
    assert guessed(exports.pacs_dump()).profile.values["read_type"] == {
        "wet read": "preliminary",
        "final": "final",
        "prelim": "preliminary",
    }


def test_where_no_column_names_the_hospital_the_person_is_asked():
    assert any("--facility" in doubt for doubt in guessed(exports.cloud()).doubts)


def test_a_hospital_or_status_that_nobody_knows_becomes_a_line_to_complete():
    proposal = guessed(exports.workflow().replace(b"Mercy West", b"Saint Elsewhere"))
    assert '# "Saint Elsewhere" = ' in proposal.text("export")
    assert any("'Saint Elsewhere'" in doubt for doubt in proposal.doubts)


def test_what_names_csv_teaches_is_known_to_a_proposal_too():
    names = [
        Name(NamedKind.FACILITY, "Saint Elsewhere", "mercy-west"),
        Name(NamedKind.STATUS, "Overnight", "preliminary"),
    ]
    export = exports.pacs_dump().replace(b"Mercy West", b"Saint Elsewhere")
    for sent in (b"Wet Read", b"WET READ", b"wet read"):
        export = export.replace(sent, b"Overnight")
    assert any("Overnight" in doubt for doubt in guessed(export).doubts)
    taught = proposed(io.BytesIO(export), "export", replace(BOOKS, names=TaughtNames.of(names)), NOW)
    assert not any("Elsewhere" in doubt or "Overnight" in doubt for doubt in taught.doubts)
    assert taught.profile.values["facility"]["saint elsewhere"] == "mercy-west"
    assert taught.profile.values["read_type"]["overnight"] == "preliminary"


def test_a_hospital_spelled_nearly_right_is_taken_and_asked_about():
    proposal = guessed(exports.workflow().replace(b"Mercy West", b"Mercy Wst"))
    assert proposal.profile.values["facility"]["mercy wst"] == "mercy-west"
    assert any("is it?" in doubt for doubt in proposal.doubts)


@pytest.mark.parametrize(
    "texts, pattern, either",
    [
        (["10/3/2026 6:12 AM", "10/13/2026 6:12 AM"], "M/D/YYYY h:mm[:ss][ ]AM", False),
        (["13/10/2026 06:12", "3/10/2026 06:12"], "D/M/YYYY H:mm[:ss]", False),
        (["3/10/2026 06:12", "4/10/2026 06:12"], "D/M/YYYY H:mm[:ss]", True),
        (["10/3/2026 06:12", "10/4/2026 06:12"], "M/D/YYYY H:mm[:ss]", True),
        (["10/10/2026 06:12"], "M/D/YYYY H:mm[:ss]", False),
    ],
)
def test_day_or_month_first_is_told_by_all_rows_and_doubt_is_told(texts, pattern, either):
    found = patterns_of(texts, NOW)
    assert (found.patterns, bool(found.either)) == ((pattern,), either)


def test_times_that_are_written_in_two_ways_get_two_patterns_and_the_rest_is_counted():
    texts = [f"10/{day}/2026 6:12 AM" for day in range(1, 29)] + ["03-OCT-2026 06:12", "tomorrow"]
    found = patterns_of(texts, NOW)
    assert found.patterns == ("M/D/YYYY h:mm[:ss][ ]AM", "D-MMM-YYYY H:mm[:ss]")
    assert found.misfits == 1


def test_an_accession_that_is_the_same_all_over_is_told():
    content = exports.workflow().replace(b"Workflow ID", b"Accession")
    rows = content.split(b"\r\n")
    same = b"\r\n".join([rows[0]] + [b"1," + row.partition(b",")[2] for row in rows[1:] if row])
    proposal = guessed(same)
    assert preview(io.BytesIO(same), "export", BOOKS, NOW, proposal.profile).same_key > 0


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x00\x01\x02", b"PK\x03\x04"])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(UnreadableFile):
        guessed(content)


@pytest.mark.parametrize("name", ["MORENO, ADA MD", "Dr. Ada Moreno", "ada moreno", "A. Moreno", "Moreno", "Moreno, A"])
def test_a_readers_name_is_known_in_any_order_with_titles_and_initials(name):
    assert people([("moreno", "Ada Moreno"), ("okafor", "Ben Okafor")])[person(name)] == "moreno"


def test_a_name_that_two_readers_share_is_nobodys():
    assert person("Moreno") not in people([("a", "Ada Moreno"), ("b", "Bea Moreno")])


def test_a_status_word_is_a_type_of_read_or_none():
    words = {"Wet Read": "preliminary", "F": "final", "Canceled": "cancelled", "Scheduled": "not_a_read", "purple": ""}
    assert {word: read_type_of(word) for word in words} == words


@pytest.mark.parametrize("odd", ["10/6/2026", "soon"])
def test_a_column_that_is_called_signed_is_that_of_signing_whatever_some_of_its_cells_hold(odd: str):
    """One date without its midnight in two rows, and the reads were billed by their receipt."""
    rows = [
        "Site,Acc #,Procedure,Status,Received,Signed",
        f"Mercy Main Campus,A1,CTHEAD,Prelim,10/05/2026 23:50,{odd}",
        "Mercy Main Campus,A2,CTHEAD,Prelim,10/15/2026 14:00,10/15/2026 14:20",
    ]
    proposal = guessed("\n".join(rows).encode())
    assert proposal.profile.columns["signed_at"].names == ("signed",)
    assert proposal.profile.columns["received_at"].names == ("received",)
    assert any("1 of 4 times" in doubt for doubt in proposal.doubts)


def test_a_reader_of_whom_only_part_of_the_name_stands_there_is_a_doubt():
    rows = ["Site,Acc #,Procedure,Status,Radiologist,Signed"]
    rows += [f"Mercy Main Campus,A{at},CTHEAD,Prelim,A Moreno,10/{at}/2026 14:20" for at in range(13, 18)]
    proposal = guessed("\n".join(rows).encode())
    assert any("'A Moreno' was taken as the reader" in doubt for doubt in proposal.doubts)
