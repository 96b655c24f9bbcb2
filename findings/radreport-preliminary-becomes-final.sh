#!/usr/bin/env bash
# radreport 0.4.0: a preliminary report leaves it as a final one, and a CT has the code of a chest film.
# DiagnosticReport.status of FHIR R4 has "preliminary" for early results that are not final; insurance pays for the final read.
# The writer puts "final" into each report, has no way to say otherwise, and takes for `issued` the moment of the export where
# none is given. Its code is LOINC 18748-4 for CT, radiography and nuclear medicine, each time under another name, where LOINC
# has it for a diagnostic imaging study of any kind: a price by code finds one price for all.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "radreport==0.4.0"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version
from inspect import signature

from radreport import FHIRExporter, ReportParser

TEXT = """PRELIMINARY REPORT, NOT REVIEWED BY ATTENDING
EXAM: {}
FINDINGS: No fracture. No hemorrhage.
IMPRESSION: No acute finding. Preliminary read, final report to follow.
"""


def exported(exam, modality):
    report = ReportParser().parse(TEXT.format(exam))
    report.modality = modality
    return FHIRExporter().export(report)


EXAMS = {"CT": "CT HEAD", "DX": "CHEST 2 VIEWS", "NM": "BONE SCAN"}
seen = {modality: exported(exam, modality) for modality, exam in EXAMS.items()}
said = {name: (each["status"], each["code"]["coding"][0]["code"], each["code"]["text"]) for name, each in seen.items()}
print("radreport", version("radreport"), said, list(signature(FHIRExporter().export).parameters))
assert {status for status, _, _ in said.values()} == {"final"}
assert {code for _, code, _ in said.values()} == {"18748-4"}
assert len({name for _, _, name in said.values()}) == 3
assert "status" not in signature(FHIRExporter().export).parameters
PYTHON
