#!/usr/bin/env bash
# hl7apy 1.3.5 and @redoxengine/redox-hl7-v2 1.0.1: a report that is read and written again has ".br" where lines ended.
# HL7 2.x, 2.7.6: in formatted text \.br\ ends a line. Both readers keep it as it is and both writers escape its backslashes,
# so that the next system in the chain prints \.br\ in the middle of an impression and finds no second line. Escapes of
# delimiters (\T\) come back as they were.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "hl7apy==1.3.5"
npm install --silent --no-audit --no-fund --prefix "$folder" "@redoxengine/redox-hl7-v2@1.0.1"
printf '%s\r' 'MSH|^~\&|RIS|LAKEVIEW|||20261003031500||ORU^R01^ORU_R01|1|P|2.5' 'PID|1||M1||ROE^RICHARD' 'OBR|1|P1|A1|CTHEAD' \
    'OBX|1|FT|IMP||No bleed \T\ no shift.\.br\Follow up in 3 days.||||||F' > "$folder/report.hl7"
cd "$folder"
venv/bin/python - <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

from hl7apy.parser import parse_message

written = parse_message(Path("report.hl7").read_bytes().decode()).to_er7()
print("hl7apy", version("hl7apy"), written.split("|")[-7])
assert r"|No bleed \T\ no shift.\E\.br\E\Follow up in 3 days.|" in written
PYTHON
node - <<'NODE'
const { Parser, Generator } = require('@redoxengine/redox-hl7-v2')
const { readFileSync } = require('fs')
const written = new Generator().write(new Parser().parse(readFileSync('report.hl7', 'utf8')))
const text = written.split('|').find(field => field.startsWith('No bleed'))
console.log('redox-hl7-v2', require('@redoxengine/redox-hl7-v2/package.json').version, text)
require('assert').equal(text, 'No bleed \\T\\ no shift.\\E\\.br\\E\\Follow up in 3 days.')
NODE
