#!/usr/bin/env bash
# hl7-date 1.0.1, node-hl7-client 4.0.0 (npm): a read signed at midnight has no time, one signed in India has the offset +-6-30.
# In HL7 (DTM) the number of characters says how exact a time is: a message that stops at the day or month doesn't know the hour.
# Both writers leave out what is zero: midnight of 1 November is "20261101" in one and the month "202611" in the other, where
# nothing says that it is a night. East of Greenwich hl7-date writes +-6-30 for +0530 and +-100 for +0100, which are offsets to
# nobody. The half second of node-hl7-client is .0500, a twentieth, and the offset behind an hour it reads as 50 seconds more.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "hl7-date@1.0.1" "node-hl7-client@4.0.0"
cd "$folder"
cat > write.js <<'NODE'
const assert = require('assert')
const { Message, createHL7Date } = require('node-hl7-client')
const hl7Date = require('hl7-date')
const message = time => new Message({ text: 'MSH|^~\\&|RIS|LAKEVIEW|||20261101||ORU^R01|1|P|2.5.1\r' +
  `OBR|1||A100245|70450^CT HEAD^C4|||${time}|||||||||||||||20261101||||F\r` })
const set = moment => { const made = message(''); made.set('OBR.7', moment); return made.get('OBR.7').toString() }
const midnight = new Date(2026, 10, 1)
const three = new Date(2026, 10, 1, 3)
const half = new Date(2026, 10, 1, 0, 0, 0, 500)
const seen = [set(midnight), hl7Date.stringify(midnight), hl7Date.stringify(three, 'second'), createHL7Date(half, '24'),
  message('2026110103-0500').get('OBR.7').toDate().toISOString()]
console.log(process.env.TZ, seen)
assert.deepEqual(seen, process.argv.slice(2))
NODE
TZ=America/Chicago node write.js 20261101 202611 20261101030000-0600 20261101000000.0500-0500 2026-11-01T08:00:50.000Z
TZ=Asia/Kolkata node write.js 20261101 202611 20261101030000+-6-30 20261101000000.0500+0530 2026-11-01T08:00:50.000Z
TZ=Europe/Berlin node write.js 20261101 202611 20261101030000+-100 20261101000000.0500+0100 2026-11-01T08:00:50.000Z
