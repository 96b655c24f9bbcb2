#!/usr/bin/env bash
# brightohir 2.1.2: an exam that is scheduled leaves as a final report, and of two reads in a message the first has both findings.
# HL7's own map (v2-to-FHIR, table 0123 to DiagnosticReport status) makes "S", scheduled and not done, "registered". Here it is
# "unknown", and what is unknown goes back to HL7 as "F", as do FHIR's "amended" and "entered-in-error". Each OBX belongs to the
# OBR that it follows; here all belong to the first, and the second read has none. OBR-3, the filler's number and in radiology
# mostly the accession, is not read at all. A time loses its offset: FHIR's dateTime must have one where it has an hour.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "brightohir==2.1.2" "hl7apy==1.3.5" "fhir.resources==8.3.0"
"$folder/venv/bin/python" - <<'PYTHON'
import json
from importlib.metadata import version

from brightohir import r5_to_v2, v2_to_r5


def of_kind(bundle, kind):
    return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]


def read(number, accession, code, status, text):
    return [
        f"OBR|{number}|P{number}|{accession}|{code}^CT^L|||20261003031500-0500" + "|" * 18 + status,
        f"OBX|1|TX|{code}^CT^L||{text}||||||{status or 'F'}",
    ]


def message(*reads):
    head = "MSH|^~\\&|RIS|LAKEVIEW|BILL|GROUP|20261003033501-0500||ORU^R01^ORU_R01|1|P|2.5.1"
    return "\r".join([head, "PID|1||M1||ROE^JANE||19600101|F", *(line for each in reads for line in each)]) + "\r"


def goes_back_as(report):
    order = next(line for line in r5_to_v2(report, message_type="ORU_R01").split("\r") if line.startswith("OBR"))
    return order.split("|")[25]


def there_and_back(status):
    (report,) = of_kind(v2_to_r5(message(read(1, "A100245", "70450", status, "-"))), "DiagnosticReport")
    return report["status"], goes_back_as(report)


print("brightohir", version("brightohir"), "by hl7apy", version("hl7apy"))
seen = {status: there_and_back(status) for status in "OSPF"}
amended = {
    status: goes_back_as({"resourceType": "DiagnosticReport", "status": status}) for status in ("amended", "entered-in-error")
}
print(seen, amended)
assert seen == {
    "O": ("registered", "O"),
    "S": ("unknown", "F"),
    "P": ("preliminary", "P"),
    "F": ("final", "F"),
}
assert amended == {"amended": "F", "entered-in-error": "F"}
two = v2_to_r5(message(read(1, "A100245", "70450", "F", "Head: no bleed."), read(2, "A100246", "72125", "F", "Spine: fracture.")))
said = {f"Observation/{each['id']}": each["valueString"] for each in of_kind(two, "Observation")}
reports = of_kind(two, "DiagnosticReport")
findings = [[said[each["reference"]] for each in report.get("result", [])] for report in reports]
print(findings, reports[0]["effectiveDateTime"])
assert findings == [["Head: no bleed.", "Spine: fracture."], []]
assert "A100245" not in json.dumps(two)
assert reports[0]["effectiveDateTime"] == "2026-10-03T03:15:00"
PYTHON
