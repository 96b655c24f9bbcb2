#!/usr/bin/env bash
# read-excel-file 9.3.17, convert-excel-to-json 1.7.0 (npm): of a day's minutes a third or a fifth comes a millisecond too early.
# A date cell of SpreadsheetML (ISO/IEC 29500-1, 18.17.4) is a count of days as a floating-point number: 46298.2916666... is
# 7:00 in the morning, and who reads it rounds it to the clock, as Excel does. The first cuts it: of 1,440 minutes it moves 448,
# among them 7:00 and 22:00, at which a night ends and begins; the second moves 320. A read at 7:00 so belongs to the night. The
# second also reads no date1904: in a book that says so, as those made on old Macs do, October 2030 is October 2026.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" \
    "read-excel-file@9.3.17" "convert-excel-to-json@1.7.0" "xlsx@0.12.13"
cd "$folder"
python3 - <<'PYTHON'
from zipfile import ZipFile

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "styles": "styles"}
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill></fills>'
    "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs><xf/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def related(*targets):
    found = (f'<Relationship Id="r{n}" Type="{KINDS}/{kind}" Target="{part}"/>' for n, (kind, part) in enumerate(targets))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(found)}</Relationships>'


def book(name, first_day, settings):
    rows = (f'<row r="{n + 1}"><c r="A{n + 1}" s="1"><v>{first_day + n / 1440!r}</v></c></row>' for n in range(1440))
    kinds = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{SHEETML}.{kind}+xml"/>' for part, kind in PARTS.items()
    )
    with ZipFile(name, "w") as file:
        rels = f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}'
        file.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{rels}</Types>')
        file.writestr("_rels/.rels", related(("officeDocument", "xl/workbook.xml")))
        sheets = '<sheets><sheet name="night" sheetId="1" r:id="r0"/></sheets>'
        head = f'<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><workbookPr {settings}/>'
        file.writestr("xl/workbook.xml", f"{head}{sheets}</workbook>")
        parts = related(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))
        file.writestr("xl/_rels/workbook.xml.rels", parts)
        file.writestr("xl/styles.xml", STYLES)
        data = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
        file.writestr("xl/worksheets/sheet1.xml", data)


book("day.xlsx", 46298, "")
book("mac.xlsx", 46298, 'date1904="1"')
PYTHON
TZ=UTC node --input-type=module - <<'NODE'
import assert from 'assert'
import { readFileSync } from 'fs'
import convert from 'convert-excel-to-json'
import read from 'read-excel-file/node'

const version = name => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version
const readers = {
  'read-excel-file': async file => (await read(file))[0].data.map(([cell]) => cell),
  'convert-excel-to-json': async file => convert({ sourceFile: file }).night.map(row => row.A)
}
const seen = {}
for (const [name, cells] of Object.entries(readers)) {
  const day = await cells('day.xlsx')
  const early = day.filter((cell, minute) => cell.getTime() === Date.UTC(2026, 9, 3) + minute * 60000 - 1)
  const late = day.filter((cell, minute) => cell.getTime() > Date.UTC(2026, 9, 3) + minute * 60000)
  const [old] = await cells('mac.xlsx')
  seen[name] = [early.length, late.length, day[420].toISOString(), old.toISOString().slice(0, 10)]
  console.log(name, version(name), seen[name])
}
assert.deepEqual(seen, {
  'read-excel-file': [448, 0, '2026-10-03T06:59:59.999Z', '2030-10-04'],
  'convert-excel-to-json': [320, 0, '2026-10-03T07:00:00.000Z', '2026-10-03']
})
NODE
