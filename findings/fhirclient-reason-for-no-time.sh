#!/usr/bin/env bash
# fhirclient 4.4.0: a report that says why it has no time says nothing any more, and an exact amount is of the wrong type.
# FHIR R4, JSON (primitive elements): what is said of one stands in a property of its name with an underscore, in place of
# the value or beside it. It is read without a word and not written again, so that "masked" or "unknown" becomes a field
# left out. And data types (decimal): precision counts, 100.10 is not 100.1; but an amount parsed to Python's Decimal is
# refused, which leaves float, and the invoice leaves with 100.1.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "fhirclient==4.4.0"
"$folder/venv/bin/python" - <<'PYTHON'
import json
from decimal import Decimal
from importlib.metadata import version

from fhirclient.models.diagnosticreport import DiagnosticReport
from fhirclient.models.fhirabstractbase import FHIRValidationError
from fhirclient.models.invoice import Invoice

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
report = {
    "resourceType": "DiagnosticReport",
    "status": "preliminary",
    "code": {"text": "CT head"},
    "_effectiveDateTime": {"extension": [{"url": ABSENT, "valueCode": "masked"}]},
}
invoice = '{"resourceType": "Invoice", "status": "issued", "totalNet": {"value": 100.10, "currency": "USD"}}'
again = DiagnosticReport(report).as_json()
print("fhirclient", version("fhirclient"), "lost:", sorted(report.keys() - again.keys()))
try:
    said = Invoice(json.loads(invoice, parse_float=Decimal)).status
except FHIRValidationError as refused:
    said = " ".join(str(refused).split())
print(said)
written = json.dumps(Invoice(json.loads(invoice)).as_json())
print(written)
assert report.keys() - again.keys() == {"_effectiveDateTime"}
assert "Wrong type <class 'decimal.Decimal'>" in said
assert '"value": 100.1}' in written or '"value": 100.1,' in written
PYTHON
