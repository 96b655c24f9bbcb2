#!/usr/bin/env bash
# tablib 3.10.0 and pandas 3.1.1 (odfpy 1.4.1): of an OpenDocument night list the one moves columns, the other refuses all.
# In ODF 1.3 (part 3) a cell with table:number-columns-repeated="2" is two, as office programs write equal or blank neighbours;
# an office:annotation is a note and no text of its cell, text:s is a space, and time-value="PT26H30M00S" a duration. In tablib
# two blanks are none (known: jazzband/tablib 616), so that all to the right of them stands under another head; a note takes
# the place of what it was written at; a text ends at its second space. Both refuse the whole sheet for a turnaround of a day or
# more; of a shorter one pandas reads what is shown, without its seconds.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "tablib==3.10.0" "pandas==3.1.1" "odfpy==1.4.1"
cd "$folder"
venv/bin/python - <<'PYTHON'
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pandas
import tablib

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
SHEET = (
    f'<office:document-content {SPACES} office:version="1.3"><office:body><office:spreadsheet><table:table table:name="night">'
    "{}</table:table></office:spreadsheet></office:body></office:document-content>"
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.3">'
    f'<m:file-entry m:full-path="/" m:media-type="{KIND}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)
BLANKS = '<table:table-cell table:number-columns-repeated="2"/>'
NOTE = "<office:annotation><text:p>ask</text:p></office:annotation>"


def cell(shown, more='office:value-type="string"', note=""):
    return f"<table:table-cell {more}>{note}<text:p>{shown}</text:p></table:table-cell>"


def spent(shown, value):
    return cell(shown, f'office:value-type="time" office:time-value="{value}"')


def read(*cells):
    head = [cell(name) for name in ("accession", "exam", "priority", "modality", "ordered by", "turnaround")]
    rows = "".join(f"<table:table-row>{''.join(each)}</table:table-row>" for each in (head, cells))
    with ZipFile("night.ods", "w") as book:
        book.writestr("mimetype", KIND)
        book.writestr("content.xml", SHEET.format(rows))
        book.writestr("META-INF/manifest.xml", MANIFEST)
    by = {
        "tablib": lambda: list(tablib.Dataset().load(Path("night.ods").read_bytes(), format="ods")[0]),
        "pandas": lambda: pandas.read_excel("night.ods", engine="odf", keep_default_na=False).values.tolist()[0],
    }
    return {name: said(how) for name, how in by.items()}


def said(how):
    try:
        return [str(each) for each in how()]
    except Exception as refused:
        return f"{type(refused).__name__}: {refused}"


print("tablib", version("tablib"), "pandas", version("pandas"), "odfpy", version("odfpy"))
short = read(cell("A1", note=NOTE), BLANKS, cell("CT"), cell('ROE,<text:s text:c="2"/>RICHARD'), spent("0:45", "PT00H45M30S"))
long = read(cell("A1"), BLANKS, cell("CT"), cell("ROE"), spent("26:30", "PT26H30M00S"))
print("short", short)
print("long ", long)
assert short["tablib"] == ["ask", "CT", "ROE,", "00:45:30", "", ""]
assert short["pandas"] == ["A1", "", "", "CT", "ROE,  RICHARD", "00:45:00"]
assert "PT26H30M00S" in long["tablib"]
assert "26:30" in long["pandas"]
PYTHON
