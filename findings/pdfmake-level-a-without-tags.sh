#!/usr/bin/env bash
# pdfmake 0.3.11 (npm): an invoice that calls itself PDF/A-3a or PDF/UA has no table, no heading and no tag at all.
# ISO 19005-3, 6.7: level A needs the structure of the text, described below StructTreeRoot; ISO 14289-1, 7.1: all that is
# read must be tagged. `subset` only writes the claim into the metadata; with `tagged: true` there is a root that nothing
# hangs on. A screen reader gets loose numbers without their columns from a file that each portal takes for accessible
# (a hospital must offer such, 45 CFR 84.84). That tags are missing is known (pdfmake 942), not that they are claimed.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pikepdf==10.18.0"
npm install --silent --no-audit --no-fund --prefix "$folder" "pdfmake@0.3.11"
cd "$folder"
node - <<'NODE' 2> /dev/null
const pdfmake = require('pdfmake')
const fonts = 'node_modules/pdfmake/fonts/Roboto/'
pdfmake.setFonts({ Roboto: { normal: `${fonts}Roboto-Regular.ttf`, bold: `${fonts}Roboto-Medium.ttf` } })
const content = [
  { text: 'Invoice 12', headlineLevel: 1 },
  { table: { headerRows: 1, body: [['Accession', 'Fee'], ['A100245', '45.00']] } }
]
const write = (name, subset) =>
  pdfmake.createPdf({ version: '1.7', subset, tagged: true, lang: 'en-US', info: { title: 'Invoice 12' }, content }).write(name)
write('a.pdf', 'PDF/A-3a').then(() => write('ua.pdf', 'PDF/UA'))
NODE
venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

import pikepdf

print("pdfmake", json.loads(Path("node_modules/pdfmake/package.json").read_text())["version"])
seen = []
for name in ("a.pdf", "ua.pdf"):
    with pikepdf.open(name) as pdf, pdf.open_metadata() as metadata:
        claim = metadata.pdfa_status or "PDF/UA-" + metadata["pdfuaid:part"]
        root = pdf.Root.StructTreeRoot
        marked = [str(op) for _, op in pikepdf.parse_content_stream(pdf.pages[0]) if str(op) in ("BDC", "BMC")]
        seen.append((claim, "/K" in root, len(root.ParentTree.Nums), len(marked)))
        print("claims", claim, "| below its root:", root.get("/K"), "| marked pieces of text:", len(marked))
assert seen == [("3A", False, 0, 0), ("PDF/UA-1", False, 0, 0)]
PYTHON
