#!/usr/bin/env bash
# hl7conv2 0.2.5: a message that goes to JSON and back has other separators than it says; a report is cut where it says "^".
# MSH-2 (HL7 2.5.1, 2.5.4) names the separators, and in a text what is escaped is data (2.7): it is split first, unescaped then.
# Here all is unescaped before it is split, so that "5 \S\ 2 mm" is two components and \.br\ the text ".br" behind a backslash;
# on the way back MSH-2 is escaped, and every space. By its own header the message now repeats with "\", and hl7 0.4.5, which
# goes by it, reads none of it (`hl7_string_unescaped` leaves MSH-2, and escapes nothing). A night of reads isn't billed.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "hl7conv2==0.2.5" "hl7==0.4.5"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import hl7
from hl7conv2 import Hl7Json, JsonHl7

MESSAGE = "\r".join((
    "MSH|^~\\&|RIS|LAKEVIEW|||20261101||ORU^R01|1|P|2.5.1",
    "OBR|1||A100245|70450^CT HEAD^C4|||20261031233000-0500",
    "OBX|1|TX|18782-3^FINDINGS^LN||5 \\S\\ 2 mm\\.br\\No bleed||||||F"))
read = Hl7Json(MESSAGE).hl7_json
finding = {key: value for key, value in read[2].items() if key.startswith("5")}
written = JsonHl7(read).hl7_string.replace("\n", "\r").strip("\r")
header, order, text = written.split("\r")
try:
    accession = str(hl7.parse(written).segment("OBR")[3])
except AssertionError as error:
    accession = type(error).__name__
print("hl7conv2", version("hl7conv2"), finding, header, text, "hl7", version("hl7"), accession)
assert finding == {"5.1": "5 ", "5.2": " 2 mm\\.brNo bleed"}
assert header.split("|")[1] == "^\\R\\\\\\\\T\\"
assert accession == "AssertionError"
assert str(hl7.parse(MESSAGE).segment("OBR")[3]) == "A100245"
assert order.split("|")[4] == "70450^CT\\X20\\HEAD^C4"
PYTHON
