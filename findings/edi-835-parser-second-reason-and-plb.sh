#!/usr/bin/env bash
# edi-835-parser 1.8.0: the second reason of a CAS segment is not in the table, nor is any PLB.
# A CAS of 005010X221A1 holds up to six reasons with amounts. Medicare's sequestration (253) often stands second: the line
# below was charged 120.00 and paid 100.00, and 15.00 of the 20.00 between them is found. PLB, by which the deposit differs
# from the claims, is passed by with a warning of Python's that says nothing of money.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "edi-835-parser==1.8.0" "pandas==2.3.3"
"$folder/venv/bin/python" -W ignore - "$folder/one.835" <<'PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

import edi_835_parser

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
"""
path = Path(sys.argv[1])
path.write_text(REMITTANCE)
(row,) = edi_835_parser.parse(str(path)).to_dataframe().to_dict("records")
adjusted = {name: value for name, value in row.items() if name.startswith("adj_")}
print("edi-835-parser", version("edi-835-parser"))
print("charged", row["charge_amount"], "paid", row["paid_amount"], "adjusted", adjusted)
assert (row["charge_amount"], row["paid_amount"]) == (120, 100)
assert adjusted == {"adj_0_group": "CO", "adj_0_code": "45", "adj_0_amount": 15}
assert "WO" not in str(row) and "253" not in str(row)
PYTHON
