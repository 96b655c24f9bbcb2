#!/usr/bin/env bash
# dcmjs 0.52.2, dwv 0.36.4, daikon 1.2.46 (npm): a report's text ends at its first backslash, or after its fourth letter.
# DICOM PS3.5, 6.2: texts (ST, LT, UT) have one value, and a backslash in them is a backslash, not the end of a value as in
# other strings. dcmjs parts UT, the text of a structured report, and ST; dwv these and LT; what reads the first value reads
# "No fracture". Of LT, the comments on patient and image, daikon gives four letters. dicom-parser 1.8.21 gives all of it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pydicom==3.0.2"
npm install --silent --no-audit --no-fund --prefix "$folder" "dcmjs@0.52.2" "dwv@0.36.4" "daikon@1.2.46" "dicom-parser@1.8.21"
cd "$folder"
venv/bin/python - <<'PYTHON'
from pydicom import dcmwrite
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import BasicTextSRStorage, ExplicitVRLittleEndian

TEXT = "No fracture\\dislocation. CRITICAL: bleed, 3 mm."
for name, keyword in (("lt.dcm", "ImageComments"), ("ut.dcm", "TextValue")):
    report = Dataset()
    report.file_meta = FileMetaDataset()
    report.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    report.file_meta.MediaStorageSOPClassUID = report.SOPClassUID = BasicTextSRStorage
    report.file_meta.MediaStorageSOPInstanceUID = report.SOPInstanceUID = "1.2.3"
    setattr(report, keyword, TEXT)
    dcmwrite(name, report, enforce_file_format=True)
PYTHON
node - <<'NODE' 2> /dev/null
const assert = require('assert')
const fs = require('fs')
const { DicomMessage } = require('dcmjs').data
const { DicomParser } = require('dwv')
const daikon = require('daikon')
const dicomParser = require('dicom-parser')

const read = (name, tag) => {
  const bytes = new Uint8Array(fs.readFileSync(name))
  const dwv = new DicomParser()
  dwv.parse(bytes.buffer)
  return {
    'dicom-parser': dicomParser.parseDicom(bytes).text(`x${tag}`),
    dcmjs: DicomMessage.readFile(bytes.buffer).dict[tag.toUpperCase()].Value[0],
    dwv: dwv.getDicomElements()[tag.toUpperCase()].value[0],
    daikon: name === 'lt.dcm' ? daikon.Series.parseImage(new DataView(bytes.buffer)).getTag(0x0020, 0x4000).value[0] : undefined
  }
}
const seen = { UT: read('ut.dcm', '0040a160'), LT: read('lt.dcm', '00204000') }
console.log(seen)
const all = 'No fracture\\dislocation. CRITICAL: bleed, 3 mm.'
assert.deepEqual(seen, {
  UT: { 'dicom-parser': all, dcmjs: 'No fracture', dwv: 'No fracture', daikon: undefined },
  LT: { 'dicom-parser': all, dcmjs: all, dwv: 'No fracture', daikon: 'No f' }
})
NODE
