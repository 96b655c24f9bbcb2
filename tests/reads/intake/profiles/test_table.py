"""Profiles of tables: what they may say, what is wrong with them, and what a file comes to by them."""

import io
from datetime import UTC, datetime

import pytest

from reads.core.errors import FaultyInput
from reads.intake.candidate import Status
from reads.intake.errors import UnknownColumns, UnreadableFile
from reads.intake.profiles.profile import ProfileText
from reads.intake.profiles.table import TableProfile, table_profile
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from tests.reads.directories import MERCY

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
PROFILE = """\
kind = "csv"
encoding = "cp1252"
delimiter = ";"
times = ["M/D/YYYY h:mm AM"]
timezone = "America/Chicago"
skip_rows = ["Total"]

[columns]
facility = "Site"
accession = ["Accession #", "Acc No"]
exam_code = "Exam"
signed_at = "Report Time"
read_type = "Status"
radiologist = "Read by"
patient_last = "Patient"

[constants]
modality = "CT"

[values.facility]
"Mercy Main Campus" = "mercy-main"

[values.read_type]
"Wet Read" = "preliminary"
Cancelled = "cancelled"
Unread = "not_a_read"
Final = "final"
"""
HEADER = "Site;Acc No;Exam;Report Time;Status;Read by;Patient;MRN\n"
ROW = "MERCY  MAIN CAMPUS;00123;Sch\u00e4del;10/3/2026 5:12 AM;wet read;Ada Moreno;Canary;M77\n"


def profile(text: str = PROFILE) -> TableProfile:
    return table_profile(ProfileText.of(text, "profiles/mercy.toml"), "mercy")


def table(content: str, text: str = PROFILE):
    return table_of(io.BytesIO(content.encode("cp1252")), "export.txt", Fields(MERCY, NOW), profile(text))


def one(content: str, text: str = PROFILE):
    [candidate] = table(content, text)
    return candidate


def test_columns_words_times_and_zone_are_the_profiles():
    read = one(HEADER + ROW).read
    assert (read.facility, read.accession, read.exam, read.radiologist) == (
        "mercy-main",
        "00123",
        "Sch\u00e4del",
        "moreno",
    )
    assert (read.read_type, read.modality) == ("preliminary", "CT")
    assert read.signed_at == datetime(2026, 10, 3, 10, 12, tzinfo=UTC)


def test_titles_above_the_header_and_totals_below_are_no_reads():
    read = table(f"Night coverage\nPrinted 11/2/2026\n\n{HEADER}{ROW}Total;1;;;;;;\n")
    assert [candidate.line for candidate in read] == [5]
    assert read.skipped == 1
    assert "1 row is no read" in read.notes[0].message


def test_a_header_row_is_where_the_profile_says():
    assert one(f"x;y\n{HEADER}{ROW}", f"header_row = 2\n{PROFILE}").line == 3
    with pytest.raises(UnreadableFile, match="no header in line 9"):
        table(HEADER + ROW, f"header_row = 9\n{PROFILE}")


def test_what_the_profile_names_and_the_file_lacks_is_told_by_its_name():
    with pytest.raises(UnknownColumns) as refused:
        table((HEADER + ROW).replace("Report Time", "Reported"))
    [problem] = refused.value.problems
    assert (problem.where.field, problem.where.line) == ("signed_at", 1)
    assert "'report time'" in problem.message


def test_a_word_of_a_status_column_may_take_back_a_read_or_be_none():
    gone, unread = (
        table(HEADER + ROW.replace("wet read", word).replace("10/3/2026 5:12 AM", ""))
        for word in ("CANCELLED", "Unread")
    )
    [cancelled] = gone
    assert cancelled.keys == (one(HEADER + ROW).key, one(HEADER + ROW.replace("wet read", "final")).key)
    [early] = unread
    assert early.status is Status.NOT_A_READ_YET
    assert "Canary" not in repr(early)


def test_a_time_of_another_form_is_held_against_the_pattern():
    candidate = one(HEADER + ROW.replace("10/3/2026 5:12 AM", "3.10.2026 5:12"))
    [finding] = candidate.findings
    assert "M/D/YYYY h:mm AM" in finding.message
    assert finding.where.column == 4


def test_a_time_that_happens_twice_in_the_profiles_zone_is_reported():
    candidate = one(HEADER + ROW.replace("10/3/2026 5:12 AM", "11/1/2026 1:30 AM"))
    assert [finding.code for finding in candidate.findings] == ["time_ambiguous"]
    assert candidate.content


def test_what_no_column_asks_for_is_kept_nowhere():
    """Neither of a rejected row, nor of one whose cells have slipped; a final's own columns go on with it."""
    rows = [ROW.replace("wet read", "strange"), ROW.replace("00123;", ""), ROW.replace("wet read", "final")]
    found = list(table(HEADER + "".join(rows)))
    assert [each.content is not None for each in found] == [False, False, True]
    assert "anary" not in repr(found)
    assert "M77" not in repr(found)
    assert dict(found[2].carried.texts) == {"patient_last": "Canary"}


def test_without_quotes_a_quote_is_a_character():
    text = PROFILE.replace('delimiter = ";"', 'delimiter = ";"\nquote = ""')
    assert one(HEADER + ROW.replace("Sch\u00e4del", '7" arm'), text).read.exam == '7" arm'


@pytest.mark.parametrize(
    "old, new, code, line",
    [
        ('kind = "csv"', 'kind = "cvs"', "unknown_value", 1),
        ('"cp1252"', '"cp9999"', "unknown_encoding", 2),
        ('";"', '";;"', "not_a_character", 3),
        ('"M/D/YYYY h:mm AM"', '"M/D/YYYY"', "not_a_pattern", 4),
        ("Chicago", "Chicgo", "unknown_value", 5),
        ('exam_code = "Exam"', 'exam = "Exam"', "unknown_key", 11),
        ('signed_at = "Report Time"', 'signed_at = ""', "empty_text", 12),
        ('modality = "CT"', 'colour = "red"', "unknown_key", 18),
        ('"Wet Read" = "preliminary"', '"Wet Read" = "wet"', "unknown_value", 24),
        ("skip_rows", "skip_row", "unknown_key", 6),
        ("[columns]", "[columns", "toml_syntax", 8),
        ("[columns]", "[column]", "unknown_key", 8),
        ('signed_at = "Report Time"', 'signed_at = {join = ["Report Time"], with = "T"}', "unknown_key", 12),
        ('signed_at = "Report Time"', "signed_at = 7", "wrong_type", 12),
    ],
)
def test_a_fault_of_a_profile_is_told_by_its_line(old, new, code, line):
    with pytest.raises(FaultyInput) as refused:
        profile(PROFILE.replace(old, new))
    assert [(problem.code, problem.where.line) for problem in refused.value.problems] == [(code, line)]


def test_a_profile_must_say_what_every_read_needs():
    with pytest.raises(FaultyInput) as refused:
        profile('[columns]\naccession = "A"\n')
    said = " ".join(problem.message for problem in refused.value.problems)
    assert all(name in said for name in ("facility", "read_type", "signed_at", "the exam"))


def test_a_row_that_begins_like_a_total_and_says_a_read_waits_for_a_person():
    """Reads of a hospital called Total Imaging were no reads by the profile, and the import said done."""
    rows = [ROW, ROW.replace("MERCY  MAIN CAMPUS", "Total Imaging").replace("00123", "00124"), "Total;1;;;;;;\n"]
    read = table(HEADER + "".join(rows))
    found = list(read)
    assert [[finding.code for finding in each.findings] for each in found][1:] == [["skipped_read"]]
    assert (len(found), read.skipped) == (2, 1)
    assert "Canary" not in repr(found)


def test_of_two_columns_with_the_name_that_the_profile_asks_for_the_first_is_read_and_that_is_said():
    read = table(HEADER.replace("MRN", "Report Time") + ROW.replace("M77", "10/3/2026 9:12 AM"))
    assert [(warning.code, warning.where.column) for warning in read.header.warnings] == [("column_twice", 4)]
