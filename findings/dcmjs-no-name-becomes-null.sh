#!/usr/bin/env bash
# dcmjs 0.52.2: a patient without a second number has the number "null", and a second physician takes the first one's place.
# DICOM JSON (PS3.18, F.2.5) writes an empty value among several as null; in a file it is nothing between two backslashes
# (PS3.5, 6.4). dcmjs writes the word, and drops an empty name with its delimiter. Two strangers then share the number "null",
# and as physicians and their identifications are paired by their order (PS3.3, C.7.2.1), the read is of someone else.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pydicom==3.0.2"
npm install --silent --no-audit --no-fund --prefix "$folder" "dcmjs@0.52.2"
cd "$folder"
cat > study.json <<'JSON'
{
  "00081060": {"vr": "PN", "Value": [null, {"Alphabetic": "Roe^Richard"}]},
  "00101000": {"vr": "LO", "Value": ["M1", null]},
  "00400010": {"vr": "SH", "Value": ["CT1", null, "CT3"]}
}
JSON
node - <<'NODE' 2> /dev/null
const fs = require('fs')
const { DicomDict } = require('dcmjs').data
const file = new DicomDict({ '00020010': { vr: 'UI', Value: ['1.2.840.10008.1.2.1'] } })
file.dict = JSON.parse(fs.readFileSync('study.json'))
fs.writeFileSync('study.dcm', Buffer.from(file.write({ allowInvalidVRLength: true })))
NODE
venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

import pydicom

version = json.loads(Path("node_modules/dcmjs/package.json").read_text())["version"]
right, written = pydicom.Dataset.from_json(Path("study.json").read_text()), pydicom.dcmread("study.dcm", force=True)


def shown(study):
    readers = study.NameOfPhysiciansReadingStudy
    readers = [str(name) for name in ([readers] if isinstance(readers, pydicom.valuerep.PersonName) else readers)]
    return readers, list(study.OtherPatientIDs), list(study.ScheduledStationName)


print("read by pydicom", pydicom.__version__, "from the JSON:", *shown(right))
print("from what dcmjs", version, "wrote of it:", *shown(written))
assert shown(right) == (["", "Roe^Richard"], ["M1", ""], ["CT1", "", "CT3"])
assert shown(written) == (["Roe^Richard"], ["M1", "null"], ["CT1", "null", "CT3"])
PYTHON
