#!/usr/bin/env bash
# openx12 0.2.1 and edi-cli 0.2.2: a line has no day, a payment is of the month before, and what balances is out of balance.
# In 005010X221A1 BPR04 says how was paid and BPR16 on which day; DTM02 is a line's day of service; the payment is the sum of
# the claims less that of the PLB (1.10.2.1), whose PLB03 is a composite. openx12 takes BPR01 for the method, the day on which
# the file was made (ISA09) for that of the payment, and DTM03, which is empty. edi-cli looks for the day in BPR11, reads PLB in
# threes and so none of it, and calls each payment with a PLB out of balance.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "openx12==0.2.1" "edi-cli==0.2.2"
cd "$folder"
tr -d '\n' > one.835 <<'X12'
ISA*00*          *00*          *ZZ*PAYER          *ZZ*GROUP          *261030*0900*^*00501*000000001*0*P*:~
GS*HP*PAYER*GROUP*20261030*0900*1*X*005010X221A1~
ST*835*0001~
BPR*I*95*C*ACH*CCP*01*091000019*DA*123456*1999999992**01*091000019*DA*654321*20261102~
TRN*1*EFT1*1999999992~
DTM*405*20261030~
N1*PR*ANY INSURANCE~
N3*1 MAIN ST~
N4*DULUTH*MN*55802~
PER*BL*EDI DESK*TE*2185550100~
N1*PE*ANY GROUP*XX*1234567893~
LX*1~
CLP*A2*1*120*100**12*ICN3~
NM1*QC*1*ROE*RICHARD****MI*M2~
SVC*HC:71046:26*120*100~
DTM*472*20261001~
CAS*CO*45*20~
PLB*1234567893*20261231*WO:ICN8*5~
SE*17*0001~
GE*1*1~
IEA*1*000000001~
X12
venv/bin/python - <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

from openx12 import x835

era = x835.parse(Path("one.835").read_text())
(line,) = era.claims[0]["services"]
seen = {name: era.summary()[name] for name in ("payment_method", "payment_date", "payment_amount")}
print("openx12", version("openx12"), seen, "day of service", line.get("service_date"))
assert seen == {"payment_method": "I", "payment_date": "261030", "payment_amount": 95}
assert "service_date" not in line
PYTHON
venv/bin/edi convert one.835 --to json --out one.json
venv/bin/python - <<'PYTHON'
import json
from importlib.metadata import version
from pathlib import Path

read = json.loads(Path("one.json").read_text())
payment, balance = read["financial_information"], (read["out_of_balance"], read["balance_delta"])
print("edi-cli", version("edi-cli"), payment, "out of balance, by", balance, "PLB", read.get("plb"))
assert payment["payment_date"] == ""
assert balance == (True, -5)
assert "plb" not in read
PYTHON
