"""A row is added to or changed in a file of the books, and every other byte stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from reads.directory.row_writer import ChangedMeanwhile, NotWritable, seen, with_rows, write_rows
from reads.directory.schema import EXAMS, HOLIDAYS, NAMES

EXAM = {"facility": "mercy", "exam_code": "CTORBIT", "cpt": "70480"}
WRITTEN = b'\xef\xbb\xbffacility,exam_code,cpt,description\r\n\r\n*,CTH,70450,"Head, plain"\r\nmercy,CTH , 70460,\r\n'


def test_a_row_is_added_with_the_file_s_own_mark_columns_and_line_ends():
    found, added, changed = with_rows(WRITTEN, EXAMS, [EXAM], "directory/exams.csv")
    assert found == WRITTEN + b"mercy,CTORBIT,70480,\r\n"
    assert (added, changed) == (1, 0)


def test_a_row_of_the_same_key_is_changed_in_its_place():
    row = {"facility": "mercy", "exam_code": "cth", "cpt": "70470"}
    found, added, changed = with_rows(WRITTEN, EXAMS, [row], "directory/exams.csv")
    assert found == WRITTEN.replace(b"mercy,CTH , 70460,", b"mercy,cth,70470,")
    assert (added, changed) == (0, 1)


def test_a_row_that_is_there_already_changes_nothing():
    row = {"facility": "mercy", "exam_code": "CTH", "cpt": "70460"}
    assert with_rows(WRITTEN, EXAMS, [row], "directory/exams.csv") == (WRITTEN, 0, 0)


def test_a_last_line_without_an_end_gets_one():
    found, _, _ = with_rows(b"facility,exam_code,cpt\n*,CTH,70450", EXAMS, [EXAM], "directory/exams.csv")
    assert found == b"facility,exam_code,cpt\n*,CTH,70450\nmercy,CTORBIT,70480\n"


def test_a_column_that_the_file_lacks_is_added_empty_to_all_other_rows():
    row = {**EXAM, "until": "2026-12-01"}
    found, _, _ = with_rows(b"facility,exam_code,cpt\n*,CTH,70450\n", EXAMS, [row], "directory/exams.csv")
    assert found == b"facility,exam_code,cpt,until\n*,CTH,70450,\nmercy,CTORBIT,70480,2026-12-01\n"


def test_a_cell_with_a_comma_is_quoted():
    row = {**EXAM, "description": 'Orbit, "thin"'}
    found, _, _ = with_rows(WRITTEN, EXAMS, [row], "directory/exams.csv")
    assert found.endswith(b'mercy,CTORBIT,70480,"Orbit, ""thin"""\r\n')


def test_a_file_that_is_not_there_begins_with_its_header(tmp_path: Path):
    row = {"kind": "exam", "name": "ORBIT CT", "id": "CTORBIT", "facility": "mercy"}
    written = write_rows(tmp_path, NAMES, [row], seen(tmp_path, NAMES))
    path = tmp_path / "directory" / "names.csv"
    assert path.read_text() == "kind,name,id,facility\nexam,ORBIT CT,CTORBIT,mercy\n"
    assert (written.added, written.digest) == (1, seen(tmp_path, NAMES))
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_list_of_a_folder_is_written_by_its_name(tmp_path: Path):
    write_rows(tmp_path, HOLIDAYS, [{"date": "2026-12-24", "name": "Christmas Eve"}], "", name="ours")
    assert (tmp_path / "holidays" / "ours.csv").read_text() == "date,name\n2026-12-24,Christmas Eve\n"


def test_nothing_is_written_over_what_somebody_changed_meanwhile(tmp_path: Path):
    write_rows(tmp_path, EXAMS, [EXAM], "")
    looked_at = seen(tmp_path, EXAMS)
    path = tmp_path / EXAMS.file
    path.write_bytes(path.read_bytes() + b"*,CTH,70450\n")
    before = path.read_bytes()
    with pytest.raises(ChangedMeanwhile):
        write_rows(tmp_path, EXAMS, [{**EXAM, "cpt": "70481"}], looked_at)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["exams.csv"]


@pytest.mark.parametrize(
    "data, row, why",
    [
        (b"PK\x03\x04...", EXAM, "workbook"),
        (b"facility,exam_cod,cpt\n", EXAM, "exam_cod"),
        (b"facility,exam_code,cpt\n*,CTH\n", EXAM, "2 fields"),
        (b"facility,exam_code,cpt\n", {**EXAM, "exam_code": "A\nB"}, "line break"),
    ],
)
def test_what_cannot_be_written_without_loss_is_refused(data: bytes, row: dict[str, str], why: str):
    with pytest.raises(NotWritable, match=why):
        with_rows(data, EXAMS, [row], "directory/exams.csv")
