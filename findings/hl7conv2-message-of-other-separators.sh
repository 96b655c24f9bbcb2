#!/usr/bin/env bash
# hl7conv2 0.2.5: a message that goes to JSON and back has other separators than it says, and a report is cut where it says "^".
# MSH-2 of HL7 (2.5.1, 2.5.4 and 2.7) names the separators and is never escaped itself, and what is escaped in a text is data: it is
# split first and unescaped then. Here all is unescaped and then split, so that "5 \S\ 2 mm" is two components, of which the field
# keeps the first half, \.br\ is the text ".br" behind a backslash, and each way back escapes MSH-2 and every space. By its own
# header the message repeats with "\", so that who reads it by that finds two findings in one. A night of reads is refused.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "hl7conv2==0.2.5"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from hl7conv2 import Hl7Json, JsonHl7

MESSAGE = "\r".join((
    "MSH|^~\\&|RIS|LAKEVIEW|||20261101||ORU^R01|1|P|2.5.1",
    "OBR|1||A100245|70450^CT HEAD^C4|||20261031233000-0500",
    "OBX|1|TX|18782-3^FINDINGS^LN||5 \\S\\ 2 mm\\.br\\No bleed||||||F"))
read = Hl7Json(MESSAGE).hl7_json
finding = {key: value for key, value in read[2].items() if key.startswith("5")}
header, order, text, *_ = JsonHl7(read).hl7_string.replace("\n", "\r").split("\r")
print("hl7conv2", version("hl7conv2"), finding, header, text)
assert finding == {"5.1": "5 ", "5.2": " 2 mm\\.brNo bleed"}
assert header.split("|")[1] == "^\\R\\\\\\\\T\\"
assert order.split("|")[4] == "70450^CT\\X20\\HEAD^C4"
PYTHON
