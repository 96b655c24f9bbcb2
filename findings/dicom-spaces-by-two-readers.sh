#!/usr/bin/env bash
# pydicom 3.0.2 and dcmjs 0.52.2: one file has accession " A100245" in the first and "A100245" in the second.
# A short string (SH, PS3.5 6.2) may be padded with spaces at either end, and they mean nothing. pydicom takes off those at
# the end, dcmjs both; a worklist by the one and a log by the other name two studies. The other way round with a date and
# time (DT), which is padded to an even length: dcmjs hands out the pad.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pydicom==3.0.2"
npm install --silent --no-audit --no-fund --prefix "$folder" "dcmjs@0.52.2"
cd "$folder"
venv/bin/python - <<'PYTHON'
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import BasicTextSRStorage, ExplicitVRLittleEndian

report = Dataset()
report.file_meta = FileMetaDataset()
report.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
report.file_meta.MediaStorageSOPClassUID = report.SOPClassUID = BasicTextSRStorage
report.file_meta.MediaStorageSOPInstanceUID = report.SOPInstanceUID = "1.2.3.4"
report.AccessionNumber = " A100245"
report.AcquisitionDateTime = "20261003011200-0500"
report.save_as("report.dcm", enforce_file_format=True)
read = pydicom.dcmread("report.dcm")
print("pydicom", pydicom.__version__, [read.AccessionNumber, read.AcquisitionDateTime])
assert [read.AccessionNumber, read.AcquisitionDateTime] == [" A100245", "20261003011200-0500"]
PYTHON
node - <<'NODE'
const { DicomMessage, DicomMetaDictionary } = require('dcmjs').data
const bytes = new Uint8Array(require('fs').readFileSync('report.dcm'))
const read = DicomMetaDictionary.naturalizeDataset(DicomMessage.readFile(bytes.buffer).dict)
const seen = [read.AccessionNumber, read.AcquisitionDateTime]
console.log('dcmjs', JSON.parse(require('fs').readFileSync('node_modules/dcmjs/package.json')).version, seen)
require('assert').deepEqual(seen, ['A100245', '20261003011200-0500 '])
NODE
