#!/usr/bin/env bash
# simple-hl7 3.3.0, hl7-standard 1.0.4, tiny-hl7 1.0.7 (npm): three readers that don't read by what a message is separated.
# HL7 2.5.1, 2.5.4: only the end of a segment, a carriage return, is fixed; the other delimiters are those that MSH-1 and
# MSH-2 name. A message with "*" between components has no procedure code and one long name for all three. Two of them pass
# it on with "^" declared and "*" kept, so that the next reader, who goes by the standard, finds it no more; the one of
# these ends its segments with a line feed too. node-hl7-client 4.0.0 is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "simple-hl7@3.3.0" "hl7-standard@1.0.4" "tiny-hl7@1.0.7" \
    "node-hl7-client@4.0.0"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const { Parser } = require('simple-hl7')
const Standard = require('hl7-standard')
const tiny = require('tiny-hl7')
const { Message } = require('node-hl7-client')

const MESSAGE =
  'MSH|*~\\&|RIS|LAKEVIEW|BILL|GROUP|20261003031500||ORU*R01*ORU_R01|1|P|2.5.1\r' +
  'PID|1||M1***LAKEVIEW*MR||DOE*JANE\rOBR|1||A100245|70450*CT HEAD*C4\r'
const code = text => new Message({ text }).get('OBR.4.1').toString()

const simple = new Parser().parse(MESSAGE)
const standard = new Standard(MESSAGE)
standard.transform()
const order = tiny.parse(MESSAGE)[2]
const seen = {
  'node-hl7-client': code(MESSAGE),
  'simple-hl7': simple.getSegment('OBR').getComponent(4, 1),
  'hl7-standard': standard.get('OBR.4.1'),
  'tiny-hl7': order['OBR.4.1'] ?? order['OBR.4'],
  'passed on by simple-hl7': code(simple.toString()),
  'passed on by hl7-standard': code(standard.build().replaceAll('\n', ''))
}
console.log(seen)
console.log(JSON.stringify(standard.build()))
const { 'node-hl7-client': right, ...others } = seen
assert.equal(right, '70450')
assert.deepEqual(new Set(Object.values(others)), new Set(['70450*CT HEAD*C4']))
assert(simple.toString().startsWith('MSH|^~\\&|'))
assert(standard.build().startsWith('MSH|^~\\&|') && standard.build().includes('|\r\nPID|'))
NODE
