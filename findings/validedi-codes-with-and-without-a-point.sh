#!/usr/bin/env bash
# validedi 0.4.0: a diagnosis of four characters is wrong without its point, and with it; an 835 that balances does not.
# In an 837 (005010X222A1) a diagnosis code stands without its point, R0789. One rule asks for the point, the other forbids it,
# so that only codes of three characters pass. In an 835 (005010X221A1, 1.10.2) a claim's adjustments are those of its lines as
# well, and the payment is the claims less the PLB, whose amounts are PLB04, 06 and so on. Here those of the lines are left
# out, the amount of the PLB is taken for a claim that is missing, and an 835 whose PLB is its only difference is warned of.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "validedi==0.4.0"
cd "$folder"
tr -d '\n' > one.837 <<'X12'
ISA*00*          *00*          *ZZ*GROUP          *ZZ*PAYER          *261030*0900*^*00501*000000001*0*P*:~
GS*HC*GROUP*PAYER*20261030*0900*1*X*005010X222A1~
ST*837*0001*005010X222A1~
BHT*0019*00*1*20261030*0900*CH~
NM1*41*2*ANY GROUP*****46*GROUP~
PER*IC*EDI DESK*TE*2185550100~
NM1*40*2*ANY INSURANCE*****46*PAYER~
HL*1**20*1~
NM1*85*2*ANY GROUP*****XX*1234567893~
N3*1 MAIN ST~
N4*DULUTH*MN*558020001~
REF*EI*123456789~
HL*2*1*22*0~
SBR*P*18*******CI~
NM1*IL*1*ROE*RICHARD****MI*M2~
N3*2 MAIN ST~
N4*DULUTH*MN*55802~
DMG*D8*19600101*M~
NM1*PR*2*ANY INSURANCE*****PI*12345~
CLM*A2*120***21:B:1*Y*A*Y*Y~
HI*ABK:R0789~
LX*1~
SV1*HC:71046:26*120*UN*1***1~
DTP*472*D8*20261001~
SE*22*0001~
GE*1*1~
IEA*1*000000001~
X12
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

from validedi import validate

print("validedi", version("validedi"))
claim = Path("one.837").read_text()


def refused(code):
    Path("other.837").write_text(claim.replace("R0789", code))
    return sorted(each.code for each in validate("other.837").errors if each.segment == "HI")


seen = {code: refused(code) for code in ("R05", "R0789", "R07.89")}
print(seen)
assert seen == {"R05": [], "R0789": ["DIAGNOSIS_CODE_FORMAT"], "R07.89": ["837-016"]}
found = validate("one.835")
said = {each.code: each.message for each in found.errors}
print(said)
assert sorted(said) == ["835-007", "835-010", "835-012"]
assert "adjustments=$0.00" in said["835-010"]
assert "'5'" in said["835-012"]
PYTHON
