#!/usr/bin/env bash
# pyx12 4.0.0: a valid 835 gets no acknowledgment; what is written ends after four segments, in a file named `.997`.
# A 999 copies the set's ST03 into AK203. An 835 (005010X221A1) has no ST03, unlike 837 and 277, and pyx12 asks for one. The
# file is said to be OK, and the exit status is 1. Whoever sends that file on sends an envelope without an end.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pyx12==4.0.0"
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

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
folder = Path(sys.argv[1])
(folder / "one.835").write_text(REMITTANCE)
command = [str(folder / "venv/bin/x12valid"), str(folder / "one.835")]
done = subprocess.run(command, capture_output=True, text=True, check=False)
said = done.stdout + done.stderr
answer = (folder / "one.835.997").read_text()
print("pyx12", version("pyx12"), "exit", done.returncode)
print([line for line in said.splitlines() if "999" in line or ": OK" in line][:2])
print([segment.split("*")[0].strip() for segment in answer.split("~")])
assert done.returncode == 1
assert ": OK" in said
assert "Failed to create 999 response" in said
assert [segment.split("*")[0].strip() for segment in answer.split("~")] == ["ISA", "GS", "ST", "AK1", ""]
PYTHON
