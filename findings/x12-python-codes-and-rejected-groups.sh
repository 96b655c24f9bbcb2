#!/usr/bin/env bash
# x12-python 0.1.0: of right codes of imaging and of ICD-10-CM it refuses some, and one bad claim rejects all that came with it.
# A code of CPT's category III is four digits and a T, of its category II four digits and an F. In ICD-10-CM the second
# character is a digit, the third may be a letter (C7A, M1A, O9A, Z3A). Here the former is no code, as is every diagnosis
# with a letter there. In a 999 (005010X231A1) AK9 says P where some transaction sets of a group are accepted: here it is R, by
# which a biller sends all claims again, the accepted ones too.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "x12-python==0.1.0"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from x12.acknowledgments import AcknowledgmentGenerator
from x12.codes.validators import validate_diagnosis_code, validate_procedure_code
from x12.core.parser import Parser
from x12.core.validator import ValidationReport, ValidationResult, ValidationSeverity

print("x12-python", version("x12-python"))
procedures = {code: validate_procedure_code(code) for code in ("71046", "G0279", "0042T", "3341F")}
diagnoses = {code: validate_diagnosis_code(code) for code in ("R0789", "S060X0A", "C7A020", "Z3A38", "M1A9XX0")}
print(procedures, diagnoses)
assert procedures == {"71046": True, "G0279": True, "0042T": False, "3341F": False}
assert diagnoses == {"R0789": True, "S060X0A": True, "C7A020": False, "Z3A38": False, "M1A9XX0": False}
CLAIMS = "".join(f"ST*837*{n}*005010X222A1~BHT*0019*00*{n}*20261030*0900*CH~SE*3*{n}~" for n in ("0001", "0002", "0003"))
head = f"ISA*00*{'':10}*00*{'':10}*ZZ*{'GROUP':15}*ZZ*{'PAYER':15}*261030*0900*^*00501*000000001*0*P*:~"
group = "GS*HC*GROUP*PAYER*20261030*0900*1*X*005010X222A1~" + CLAIMS + "GE*3*1~"
(received,) = Parser().parse(head + group + "IEA*1*000000001~").functional_groups
fault = ValidationResult("CLM_REQUIRED", "no claim", ValidationSeverity.ERROR, segment_id="CLM", segment_position=3)
reports = [ValidationReport(), ValidationReport(results=[fault]), ValidationReport()]
answer = AcknowledgmentGenerator().generate_999(received, reports)
sets = [each.status.value for each in answer.transaction_acks]
print("999: sets", sets, "group", answer.group_ack_code.value)
assert sets == ["A", "R", "A"]
assert answer.group_ack_code.value == "R"
PYTHON
