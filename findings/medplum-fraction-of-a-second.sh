#!/usr/bin/env bash
# @medplum/core 5.0.10: 0.9999 seconds after a quarter past three becomes 9.999 seconds after it, and half a second 5 ms.
# An HL7 time may have one to four digits after the second (2.A.22, DTM: .S[S[S[S]]]). The digits are taken for a number of
# milliseconds, however many there are, so that two reads can change their order and a turnaround its minute. Three digits
# are right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "@medplum/core@5.0.10"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const { parseHl7DateTime } = require('@medplum/core')
const seen = Object.fromEntries(['.5', '.500', '.9999'].map(digits => [digits, parseHl7DateTime(`20261003031500${digits}-0500`)]))
const { version } = JSON.parse(require('fs').readFileSync('node_modules/@medplum/core/package.json'))
console.log('@medplum/core', version, seen)
assert.deepEqual(seen, {
  '.5': '2026-10-03T08:15:00.005Z',
  '.500': '2026-10-03T08:15:00.500Z',
  '.9999': '2026-10-03T08:15:09.999Z'
})
NODE
