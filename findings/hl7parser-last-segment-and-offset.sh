#!/usr/bin/env bash
# hl7parser (npm) 1.0.1: a message that ends as HL7 says is refused, and a time's offset from UTC is read past.
# HL7 2.x, 2.5: every segment ends with a carriage return, the last one too. Here the last one must not. 01:12 in India and
# 01:12 in New York are one moment: the offset is accepted and dropped, and the clock of the computer taken instead, so that
# an interval between a scanner and a reader elsewhere is wrong by hours.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "hl7parser@1.0.1"
cd "$folder"
TZ=America/New_York node - <<'NODE'
const assert = require('assert')
const hl7parser = require('hl7parser')
const message = time => `MSH|^~\\&|RIS|LAKEVIEW|||${time}||ORU^R01|1|P|2.5\rOBR|1|P1|A1|CTHEAD`
const refused = text => {
  try { return hl7parser.create(text).get('OBR.3').toString() } catch (error) { return error.message }
}
const moment = time => hl7parser.create(message(time)).get('MSH.7').toDate().toISOString()
const seen = {
  'without the last return': refused(message('20261003011200')),
  'with it': refused(message('20261003011200') + '\r'),
  '20261003011200+0530': moment('20261003011200+0530'),
  '20261003011200-0400': moment('20261003011200-0400')
}
console.log('hl7parser', require('hl7parser/package.json').version, seen)
assert.equal(seen['without the last return'], 'A1')
assert.equal(seen['with it'], 'Segment must have a name.')
assert.equal(seen['20261003011200-0400'], '2026-10-03T05:12:00.000Z')
assert.equal(seen['20261003011200+0530'], '2026-10-03T05:12:00.000Z')
NODE
