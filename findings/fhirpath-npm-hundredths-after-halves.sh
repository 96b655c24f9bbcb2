#!/usr/bin/env bash
# fhirpath 5.2.2 (npm): 12 hundredths of a second come after half a second, and half a second is not 500 ms.
# FHIRPath N1 (2.0.0), 6.1.1 and 6.2: the second and its fraction are one decimal when two times are equal or one is less.
# The digits are taken for a number of milliseconds, in comparison, in distinct() and in arithmetic; three digits are right.
# A RIS writes .5, a dictation system .500: one preliminary is two, and the final, signed .38 s later, is before it. And a
# time to which a second was added has the offset of the machine: in a container the last read of October is November's.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "fhirpath@5.2.2"
cd "$folder"
cat > ask.js <<'NODE'
const assert = require('assert')
const { evaluate } = require('fhirpath')
const r4 = require('fhirpath/fhir-context/r4')
const report = {
  resourceType: 'DiagnosticReport', status: 'preliminary', code: { text: 'CT head' },
  effectiveDateTime: '2026-10-31T23:45:00.12-05:00', issued: '2026-10-31T23:45:00.5-05:00'
}
const asked = [
  'DiagnosticReport.effective < DiagnosticReport.issued',
  'DiagnosticReport.issued = @2026-10-31T23:45:00.500-05:00',
  '(DiagnosticReport.issued | @2026-10-31T23:45:00.500-05:00).distinct().count()',
  '@2026-10-31T23:45:00.120-05:00 < @2026-10-31T23:45:00.500-05:00',
  '(DiagnosticReport.issued + 1 second).toString()'
]
const seen = Object.fromEntries(asked.map(one => [one, String(evaluate(report, one, null, r4)[0])]))
console.log('fhirpath', require('fhirpath/package.json').version, 'in', process.env.TZ, seen)
assert.deepEqual(Object.values(seen), ['false', 'false', '2', 'true', process.argv[2]])
NODE
TZ=America/Chicago node ask.js 2026-10-31T23:45:01.005-05:00
TZ=UTC node ask.js 2026-11-01T04:45:01.005-00:00
