#!/usr/bin/env bash
# fhirpathpy 2.2.4: half a cent goes down, and a time less thirty minutes is an error.
# FHIRPath 5.8.8 asks of round() that a half go away from zero; here it goes to the even digit, so that 2.345 is 2.34, and
# fhirpath.js 5.2.2 makes 2.35 of it (and 1.00 of 1.005, being binary). A turnaround in minutes raises
# UnboundLocalError where fhirpath.js takes them off; days are added as they should.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "fhirpathpy==2.2.4"
npm install --silent --no-audit --no-fund --prefix "$folder" "fhirpath@5.2.2"
cd "$folder"
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from fhirpathpy import evaluate


def said(expression):
    try:
        return [str(each) for each in evaluate({}, expression, {})]
    except Exception as refused:
        return type(refused).__name__


EXPECTED = {
    "2.345.round(2)": ["2.34"],
    "1.005.round(2)": ["1"],
    "@2026-10-31 + 1 day": ["2026-11-01"],
    "@2026-10-03T03:15:00-05:00 - 30 minutes": "UnboundLocalError",
}
seen = {expression: said(expression) for expression in EXPECTED}
print("fhirpathpy", version("fhirpathpy"), seen)
assert seen == EXPECTED
PYTHON
node - <<'NODE'
const assert = require('assert')
const fhirpath = require('fhirpath')
const expressions = ['2.345.round(2)', '1.005.round(2)', '@2026-10-03T03:15:00-05:00 - 30 minutes']
const seen = expressions.map(each => String(fhirpath.evaluate({}, each)))
console.log('fhirpath.js', require('fhirpath/package.json').version, seen)
assert.deepEqual(seen.slice(0, 2), ['2.35', '1'])
assert.equal(Date.parse(seen[2]), Date.parse('2026-10-03T02:45:00-05:00'))
NODE
