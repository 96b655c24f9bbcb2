#!/usr/bin/env bash
# dicom2fhir 0.1.25: an exam of half past eleven at night began at midnight before, and a patient's family name begins with "{".
# DICOM PS3.5 (6.2, TM) lets minutes and seconds be absent, so that 2330 is a time: here one of less than six digits is dropped,
# and the study begins at 00:00 of its day, 23.5 hours early. TimezoneOffsetFromUTC is not asked, and the offset that its own
# comment gives as an example for the time zone, +01:00, leaves a time of day without one, which FHIR R4 (dateTime) forbids. Of
# the name the JSON around it is read too. With fhir.resources 8.3.0, which it allows, it takes no study at all. Nights are free.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "dicom2fhir==0.1.25" "pydicom==3.0.2" "pydantic==2.14.4" \
    "fhir.resources==8.0.0" "fhir-core==1.0.1" "annotated-types==0.7.0"
cd "$folder"
cat > convert.py <<'PYTHON'
import asyncio
import json
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from dicom2fhir.dicom2fhir import from_directory
from pydantic import ValidationError
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian


def study(time: str, offset: str) -> Dataset:
    """A CT of 31 October 2026, of one image."""
    made = Dataset()
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.SOPClassUID = made.file_meta.MediaStorageSOPClassUID = CTImageStorage
    made.SOPInstanceUID = made.file_meta.MediaStorageSOPInstanceUID = "2.25.3"
    made.StudyInstanceUID, made.SeriesInstanceUID = "2.25.1", "2.25.2"
    made.PatientName, made.PatientID, made.Modality, made.AccessionNumber = "DOE^JANE", "00123", "CT", "A100245"
    made.StudyDate, made.StudyTime, made.TimezoneOffsetFromUTC = "20261031", time, offset
    return made


def converted(time: str, zone: str) -> tuple[str, str]:
    """When the study began and the patient's family name, as FHIR has them."""
    with tempfile.TemporaryDirectory() as folder:
        study(time, "+0000").save_as(Path(folder) / "1.dcm", enforce_file_format=True)
        bundle = asyncio.run(from_directory(folder, config={"dicom_timezone": zone}))
    began, patient = (entry["resource"] for entry in json.loads(bundle.model_dump_json())["entry"][:2])
    return began["started"], patient["name"][0]["family"]


if sys.argv[1:] == ["none"]:
    try:
        converted("233000", "America/Chicago")
    except ValidationError as error:
        print("fhir.resources", version("fhir.resources"), error.errors()[0]["loc"], error.errors()[0]["msg"])
    else:
        raise SystemExit("it takes a study now")
else:
    seen = {(time, zone): converted(time, zone) for time in ("233000", "2330") for zone in ("America/Chicago", "+01:00")}
    print("dicom2fhir", version("dicom2fhir"), seen)
    assert [began for began, _ in seen.values()] == [
        "2026-10-31T23:30:00-05:00", "2026-10-31T23:30:00", "2026-10-31T00:00:00-05:00", "2026-10-31T00:00:00"]
    assert {name for _, name in seen.values()} == {'{\n  "Alphabetic": "DOE'}
PYTHON
venv/bin/python convert.py
venv/bin/pip install --quiet --disable-pip-version-check "fhir.resources==8.3.0" "fhir-core==1.1.12" "annotated-types==0.8.0"
venv/bin/python convert.py none
