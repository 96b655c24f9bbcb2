#!/usr/bin/env bash
# hl7 0.4.5: highlighting in a report's text becomes underscores that nobody wrote.
# HL7 2.x, 2.7: \H\ starts highlighting, \N\ ends it, and neither is a character of the text. `unescape` writes "_" for
# each, so that an accession, a name or a code in bold no longer equals the same one in plain text.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "hl7==0.4.5"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import hl7

MESSAGE = (
    "MSH|^~\\&|RIS|LAKEVIEW|||20261003031500||ORU^R01|1|P|2.5\r"
    "OBX|1|TX|IMP||\\H\\CRITICAL\\N\\: no flow distal to M1, 3 mm \\T\\ 5 mm||||||F\r"
)
message = hl7.parse(MESSAGE)
text = message.unescape(str(message.segment("OBX")[5]))
print("hl7", version("hl7"))
print(text)
assert text == "_CRITICAL_: no flow distal to M1, 3 mm & 5 mm"
PYTHON
