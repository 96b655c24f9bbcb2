#!/usr/bin/env bash
# pyedi 1.1.0: reason 3 of a remittance is an adjustment of 3.00, reason 2 is none, and a line belongs to no claim.
# In an 835 (005010X221A1) a CAS has its reasons in threes, CAS02 to 04, 05 to 07 and so on, and a PLB its amounts in twos; a line
# (loop 2110) stands within its claim (2100). pyedi reads a CAS in fives: of deductible, coinsurance and copay the second is lost
# and the third's code is the amount of a reason without one. Of a PLB the last amount is kept. Claims stand in one list and
# lines in another, without a word which is whose. And pyx12 4.0.0, which it allows, leaves neither. What patients owe is wrong.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pyedi==1.1.0" "pyx12==2.3.3" "setuptools==80.9.0"
cd "$folder"
tr -d '\n' > two.835 <<'X12'
ISA*00*          *00*          *ZZ*PAYER          *ZZ*GROUP          *261030*0900*^*00501*000000001*0*P*:~
GS*HP*PAYER*GROUP*20261030*0900*1*X*005010X221A1~
ST*835*0001~
BPR*I*126.90*C*ACH*CCP*01*091000019*DA*123456*1999999992**01*091000019*DA*654321*20261102~
TRN*1*EFT1*1999999992~
DTM*405*20261030~
N1*PR*ANY INSURANCE~
N3*1 MAIN ST~
N4*DULUTH*MN*55802~
PER*BL*EDI DESK*TE*2185550100~
N1*PE*ANY GROUP*XX*1234567893~
LX*1~
CLP*A1*1*38.10*30.00*8.10*12*ICN1~
NM1*QC*1*DOE*JANE****MI*M1~
SVC*HC:70450:26*38.10*30.00~
DTM*472*20261003~
CAS*PR*1*5.00**2*2.10**3*1.00~
CLP*A2*1*120.00*100.00**12*ICN3~
NM1*QC*1*ROE*RICHARD****MI*M2~
SVC*HC:71046:26*120.00*100.00~
DTM*472*20261001~
CAS*CO*45*20.00~
PLB*1234567893*20261231*WO:ICN8*5.00*FB:ICN9*-1.90~
SE*22*0001~
GE*1*1~
IEA*1*000000001~
X12
cat > read.py <<'PYTHON'
import sys
from importlib.metadata import version

from pyedi import StructuredFormatter, X12Parser

detail = StructuredFormatter().format(X12Parser().parse("two.835"))["detail"]
loops = list(detail)
if sys.argv[1:] == ["none"]:
    print("pyx12", version("pyx12"), "loops", loops)
    assert loops == ["transaction_set_header_loop"]
    raise SystemExit
claims = [claim["claim_payment_information_CLP"]["patient_control_number"] for claim in detail["claim_payment_information_loop"]]
lines = detail["service_payment_information_loop"]
reasons = [(each["reason_code"], each["amount"]) for each in lines[0]["service_adjustment_CAS"][0]["adjustments"]]
plb = detail["provider_adjustment_loop"]["provider_adjustment_PLB"]
print("pyedi", version("pyedi"), claims, "lines", len(lines), list(lines[0]), "reasons", reasons, "PLB", plb)
assert claims == ["A1", "A2"]
assert reasons == [("1", 5.0), ("", 3.0)]
assert list(lines[0]) == ["service_payment_information_SVC", "service_date_DTM", "service_adjustment_CAS"]
assert (plb["adjustment_identifier"], plb["provider_adjustment_amount"]) == (["FB", "ICN9"], -1.9)
PYTHON
venv/bin/python read.py
venv/bin/pip install --quiet --disable-pip-version-check "pyx12==4.0.0"
venv/bin/python read.py none | tail -1
