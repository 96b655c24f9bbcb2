#!/usr/bin/env bash
# linuxforhealth-x12 0.57.0: an 835 with the payer's technical contact is refused; without it, it is taken.
# PER*BL is required in loop 1000A of 005010X221A1, and pyx12 asks for it. The model wants a list and its reader gives it
# one segment, so that no remittance that keeps to the guide can be read; only one that breaks it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    "linuxforhealth-x12==0.57.0" "pydantic==1.10.24" "python-dotenv==1.1.1"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

from linuxforhealth.x12.io import X12ModelReader

REMITTANCE = """ISA*00*          *00*          *ZZ*PAYER          *ZZ*GROUP          *261103*0900*^*00501*000000001*0*P*:~
GS*HP*PAYER*GROUP*20261103*0900*1*X*005010X221A1~
ST*835*0001~
BPR*I*95.00*C*ACH*CCP*01*091000019*DA*123456*1999999992**01*091000019*DA*654321*20261103~
TRN*1*EFT1*1999999992~
DTM*405*20261103~
N1*PR*ANY INSURANCE~
N3*1 MAIN ST~
N4*DULUTH*MN*55802~
PER*BL*EDI DESK*TE*2185550100~
N1*PE*ANY GROUP*XX*1234567893~
LX*1~
CLP*A2*1*120.00*100.00**12*ICN3~
NM1*QC*1*ROE*RICHARD****MI*M2~
SVC*HC:71046:26*120.00*100.00~
DTM*472*20261001~
CAS*CO*45*15.00**253*5.00~
PLB*1234567893*20261231*WO:ICN8*5.00~
SE*17*0001~
GE*1*1~
IEA*1*000000001~
""".replace("\n", "")


def said(text):
    try:
        with X12ModelReader(text) as reader:
            return [type(model).__name__ for model in reader.models()]
    except ValueError as refused:
        return str(refused)


without = REMITTANCE.replace("PER*BL*EDI DESK*TE*2185550100~", "").replace("SE*17", "SE*16")
print("linuxforhealth-x12", version("linuxforhealth-x12"))
print("with PER*BL   ", said(REMITTANCE))
print("without PER*BL", said(without))
assert "per_segment" in said(REMITTANCE)
assert "value is not a valid list" in said(REMITTANCE)
assert said(without) == ["HealthCareClaimPayment"]
PYTHON
