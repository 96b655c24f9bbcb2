"""A workbook is read whole, or refused before it can exhaust the machine."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress

import pytest
from openpyxl import Workbook

from reads.core.sheet_cells import NotAWorkbook
from reads.core.spreadsheet import first_sheet, is_zip


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_cells(**cells: object) -> bytes:
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    return saved(book)


def texts(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in first_sheet(content)]


def test_cells_come_from_a1_on_with_what_is_empty():
    assert texts(with_cells(B2="two", C3=3.5)) == [["", "", ""], ["", "two", ""], ["", "", "3.5"]]


def test_only_the_first_sheet_is_read():
    book = Workbook()
    book.active["A1"] = "first"
    book.create_sheet()["A1"] = "second"
    assert texts(saved(book)) == [["first"]]


def test_a_cell_far_from_the_others_is_refused():
    """The reader takes memory for the whole rectangle: this one would need half a terabyte, and end the process."""
    with pytest.raises(NotAWorkbook, match="far from the others"):
        first_sheet(with_cells(A1="HCPCS", XFD1048576="x"))


def test_a_long_sheet_is_none_that_is_far():
    assert len(first_sheet(with_cells(A1="x", C90000="y"))) == 90_000


def test_a_zip_bomb_is_refused_unopened():
    packed = io.BytesIO(with_cells(A1="x"))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as bomb:
        for _ in range(201):
            bomb.write(b" " * 1_000_000)
    with pytest.raises(NotAWorkbook, match="unpack to more than 200 MB"):
        first_sheet(packed.getvalue())


@pytest.mark.parametrize("length", [0, 3, 40, 1000, 3000])
def test_what_is_cut_short_is_refused(length):
    content = with_cells(A1="x")[:length]
    assert is_zip(content) == (length >= 4)
    with pytest.raises(NotAWorkbook):
        first_sheet(content)


def test_an_archive_of_other_things_is_no_workbook():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("reads.csv", "facility\n")
    with pytest.raises(NotAWorkbook, match="not a workbook"):
        first_sheet(packed.getvalue())


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_workbook_is_read_or_refused(seed):
    chance = random.Random(seed)
    content = bytearray(with_cells(A1="HCPCS", B2=3.5, C3="=A1"))
    for _ in range(chance.choice([1, 3, 20])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with suppress(NotAWorkbook):
        assert first_sheet(bytes(content))
