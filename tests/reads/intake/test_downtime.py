"""The downtime log: numbered rows, printed, filled in, and read."""

import io
from datetime import UTC, datetime

import pytest

from reads.intake.downtime import blank_csv, downtime_reads
from reads.intake.errors import UnknownColumns, UnreadableFile
from reads.intake.read_fields import Fields
from tests.reads.directories import MERCY
from tests.reads.intake.workbooks import xlsx

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ROW = "7,mercy-main,A7,CTHEAD,CT,preliminary,,Ada Moreno,,10/3/2026 5:50,{signed},by hand\r\n"
AT = datetime(2026, 10, 3, 10, 12, tzinfo=UTC)


def reads(content: str | bytes):
    data = content.encode() if isinstance(content, str) else content
    return downtime_reads(io.BytesIO(data), "log.csv", Fields(MERCY, NOW))


def filled(signed: str) -> str:
    return blank_csv("mercy-main", 1, 6) + ROW.format(signed=signed)


def test_a_sheet_is_numbered_and_empty_rows_are_no_reads():
    sheet = blank_csv("mercy-main", 41, 3)
    assert [row.split(",")[0] for row in sheet.splitlines()] == ["number", "41", "42", "43"]
    assert list(reads(sheet)) == []


@pytest.mark.parametrize(
    "signed", ["2026-10-03 06:12", "10/3/2026 6:12", "10/3/26 6:12 AM", "2026-10-03T06:12:00-04:00"]
)
def test_what_was_written_is_a_read_in_the_times_that_people_and_spreadsheets_write(signed):
    source = reads(filled(signed))
    [candidate] = source
    assert (candidate.read.accession, candidate.read.signed_at, candidate.read.radiologist) == ("A7", AT, "moreno")
    assert source.kind == "downtime"


def test_a_row_without_an_accession_waits_for_one():
    """Else it would be billed again, when the system sends the read under its number."""
    [candidate] = reads(filled("10/3/2026 6:12").replace("A7", ""))
    assert [finding.where.field for finding in candidate.findings] == ["accession"]


def test_a_log_saved_as_a_workbook_is_read_as_well():
    header = ["number", "facility", "accession", "exam_code", "read_type", "signed_at"]
    rows = [
        [1, "mercy-main", "A7", "CTHEAD", "preliminary", datetime.fromisoformat("2026-10-03T06:12")],
        [2, "mercy-main", None, None, "preliminary"],
    ]
    [candidate] = reads(xlsx(("Log", [header, *rows])))
    assert candidate.read.signed_at == AT


def test_what_is_no_log_is_refused():
    with pytest.raises(UnknownColumns):
        reads("a,b\n1,2\n")


def test_an_ordinary_file_is_no_log_whatever_its_other_columns_are():
    """What a system wrote would be merged as if somebody had retyped it."""
    with pytest.raises(UnreadableFile, match="no column number"):
        reads(filled("2026-10-03 06:12").replace("number,", "row,"))
