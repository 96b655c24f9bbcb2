#!/usr/bin/env bash
# kw-x12-parser 0.1.6: a claim whose file declares ">" between components has no procedure code.
# ISA16 says which character divides a composite; many clearinghouses write ">". The reader expects ":" whatever the header
# says: HCPCS code and modifiers are empty, the charge is there, and nothing is said.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "kw-x12-parser==0.1.6" "pandas==2.3.3"
"$folder/venv/bin/python" - "$folder/one.837" <<'PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

from kw_x12_parser import full_parse_x837p

CLAIM = """ISA*00*          *00*          *ZZ*GROUP          *ZZ*PAYER          *261103*0900*^*00501*000000001*0*P*>~
GS*HC*GROUP*PAYER*20261103*0900*1*X*005010X222A1~
ST*837*0001*005010X222A1~
BHT*0019*00*1*20261103*0900*CH~
NM1*41*2*ANY GROUP*****46*1234~
PER*IC*DESK*TE*2185550100~
NM1*40*2*ANY INSURANCE*****46*5678~
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
DMG*D8*19800101*M~
NM1*PR*2*ANY INSURANCE*****PI*5678~
CLM*A2*120***23>B>1*Y*A*Y*Y~
HI*ABK>R519~
LX*1~
SV1*HC>70450>26*120*UN*1***1~
DTP*472*D8*20261001~
SE*22*0001~
GE*1*1~
IEA*1*000000001~
"""
WANTED = ("SV1_1_HCPCS_CODE", "SV1_1_MODIFIER_1", "SV1_1_LINE_CHARGE")
path = Path(sys.argv[1])


def seen(separator):
    path.write_text(CLAIM.replace(">", separator))
    (row,) = full_parse_x837p(str(path)).to_dict("records")
    return [row[name] or None for name in WANTED]


print("kw-x12-parser", version("kw-x12-parser"))
for separator in (":", ">"):
    print(separator, dict(zip(WANTED, seen(separator))))
assert seen(":") == ["70450", "26", "120"]
assert seen(">") == [None, None, "120"]
PYTHON
