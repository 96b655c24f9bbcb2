"""The books' tables as LibreOffice saves them: kept as files here, and made anew by `make nightly`.

tests/data/libreoffice has the good books' tables after a round trip through LibreOffice 7.4: the CSV files opened and saved
(numbers detected, as a person does it), some of them as ODS, and the workbook of `wetread books edit` saved again.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from reads.directory.books import read_books
from reads.directory.directory import Directory
from reads.directory.schema import DIRECTORY, FILES
from reads.directory.workbook_round_trip import write_workbook
from tests.conftest import TESTS
from tests.reads.directory.written import GOOD, write

SAVED = TESTS / "data" / "libreoffice"
TABLES = [sort.kind for sort in DIRECTORY]
_IN = "CSV:44,34,76,1,,1033,false,true"
_OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    write(folder, {"coverage.csv": GOOD["coverage.csv"]})
    return folder


def said(books: Path) -> tuple[Directory, list[tuple[str, str, str]]]:
    """The directory, and every error with its file and column."""
    found = read_books(books)
    faults = [each for each in found.findings if each.severity.value == "error"]
    return found.directory, [(each.where.file, each.where.field, each.code) for each in faults]


def replaced(books: Path, files: Mapping[str, Path]) -> None:
    for kind, path in files.items():
        (books / "directory" / f"{kind}.csv").unlink()
        shutil.copy(path, books / "directory" / path.name)


def test_the_workbook_of_books_edit_comes_back_as_it_was(books: Path):
    before, _ = said(books)
    write_workbook(books, FILES)
    shutil.copy(SAVED / "books.xlsx", books / "books.xlsx")
    assert said(books) == (before, [])


@pytest.mark.parametrize("ending", ["csv", "ods"])
def test_a_table_that_lost_its_zeros_is_named_and_all_others_come_back(books: Path, ending: str):
    """00901, a ZIP code, has become 901: it can't be one. 06102, a payer's id, has become 6102: `apply` warns of it."""
    before, _ = said(books)
    replaced(books, {path.stem: path for path in SAVED.glob(f"*.{ending}")})
    after, errors = said(books)
    assert errors == [(f"directory/locations.{ending}", "zip", "wrong_form")]
    assert after.charges == before.charges
    assert after.payers["medicare-il"].edi_id == "6102"


def converted(target: str, files: list[Path], folder: Path, *more: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        *more,
        "--convert-to",
        target,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


@pytest.mark.nightly
def test_libreoffice_still_saves_them_so(books: Path, tmp_path: Path):
    before, _ = said(books)
    saved = tmp_path / "saved"
    saved.mkdir()
    tables = sorted((books / "directory").glob("*.csv"))
    converted(_OUT, tables, saved, f"--infilter={_IN}")
    write_workbook(books, FILES)
    converted("xlsx", [books / "books.xlsx"], saved)
    shutil.copy(saved / "books.xlsx", books / "books.xlsx")
    assert said(books) == (before, [])
    (books / "books.xlsx").unlink()
    replaced(books, {kind: saved / f"{kind}.csv" for kind in TABLES})
    assert said(books)[1] == [("directory/locations.csv", "zip", "wrong_form")]
