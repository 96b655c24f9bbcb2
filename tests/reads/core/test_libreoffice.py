"""A night list that LibreOffice has saved, as XLSX and as ODS, is the list that was written."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from reads.core.spreadsheet import first_sheet

DATA = Path(__file__).parents[2] / "data" / "spreadsheets"
NIGHT = [
    ("accession", "received", "day", "clock", "priority"),
    (4711, "2026-10-03T00:00:00", "2026-10-03", "00:00:00", "stat"),
    (4712, "2026-10-31T23:59:59", "2026-10-31", "23:59:00", "#N/A"),
    (20261003000000012, "2026-11-01T00:00:00", "2026-11-01", "12:30:00", "routine"),
]
SHOWN = [
    ["accession", "received", "day", "clock", "priority"],
    ["004711", "2026-10-03T00:00:00", "2026-10-03", "00:00:00", "stat"],
    ["004712", "2026-10-31T23:59:59", "2026-10-31", "23:59:00", "#N/A"],
    ["", "2026-11-01T00:00:00", "2026-11-01", "12:30:00", "routine"],
]


def written() -> bytes:
    """The list as a program would write it for LibreOffice to open."""
    book = openpyxl.Workbook()
    for line, (accession, received, day, clock, priority) in enumerate(NIGHT, 1):
        first = line == 1
        cells = (
            (accession, "000000"),
            (received if first else datetime.fromisoformat(received), "m/d/yyyy h:mm:ss"),
            (day if first else datetime.fromisoformat(day), "m/d/yyyy"),
            (clock if first else time.fromisoformat(clock), "h:mm:ss"),
            ("=NA()" if priority == "#N/A" else priority, "General"),
        )
        for column, (value, form) in enumerate(cells, 1):
            book.active.cell(line, column, value).number_format = "General" if first else form
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def shown(content: bytes) -> list[list[str]]:
    """What the cells show, but for a number whose digits are lost."""
    return [["" if "digits" in cell.fault else cell.text for cell in row] for row in first_sheet(content)]


@pytest.mark.parametrize("name", ["night.xlsx", "night.ods"])
def test_what_libreoffice_saved_is_read_as_it_shows_it(name):
    content = (DATA / name).read_bytes()
    assert shown(content) == SHOWN
    assert first_sheet(content)[2][4].fault == "holds the error #N/A"


@pytest.mark.nightly
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_the_libreoffice_of_this_machine_saves_is_read_as_it_shows_it(tmp_path, kind):
    assert shown(by_libreoffice(tmp_path, kind)) == SHOWN


def by_libreoffice(folder: Path, kind: str) -> bytes:
    (folder / "written.xlsx").write_bytes(written())
    profile, target = f"-env:UserInstallation={(folder / 'profile').as_uri()}", folder / "saved"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(target), "written.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return (target / f"written.{kind}").read_bytes()
