#!/usr/bin/env bash
# csv2ofx 0.34.2: two payments of one hospital on one day, of one amount, have one FITID, and no reader opens the file.
# In OFX (2.2, 3.2) a FITID is unique within an account, so that whoever imports takes each once; here it is a digest of day,
# payee and amount, and an importer that honours it has one deposit of two. OFX 1.x begins with OFXHEADER:100 (2.2.1), which
# is left out: ofxparse and ofxtools refuse the file. "&" is written as "&amp" without its semicolon.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "csv2ofx==0.34.2" "ofxparse==0.21" "ofxtools==1.1.1"
cd "$folder"
printf '%s\n' 'Date,Description,Amount,Account' '10/30/2026,MERCY & SONS,1250.00,Checking' \
    '10/30/2026,MERCY & SONS,1250.00,Checking' '10/31/2026,LAKEVIEW,1250.00,Checking' > bank.csv
venv/bin/csv2ofx bank.csv bank.ofx
venv/bin/python -W ignore - <<'PYTHON'
import re
from importlib.metadata import version
from pathlib import Path

from ofxparse import OfxParser
from ofxtools.Parser import OFXTree


def refused(read):
    try:
        return read()
    except Exception as error:
        return type(error).__name__


text = Path("bank.ofx").read_text()
ids, names = (re.findall(f"<{tag}>([^<]*)", text) for tag in ("FITID", "NAME"))
print("csv2ofx", version("csv2ofx"), text.split("<")[0].split(), ids, names)
by = [refused(lambda: OfxParser.parse(Path("bank.ofx").open("rb")).account), refused(lambda: OFXTree().parse("bank.ofx"))]
print("ofxparse", version("ofxparse"), by[0], "ofxtools", version("ofxtools"), by[1])
assert len(ids) == 3
assert ids[0] == ids[1] != ids[2]
assert names[0] == "MERCY &amp SONS"
assert "OFXHEADER" not in text
assert by == ["IndexError", "OFXHeaderError"]
PYTHON
