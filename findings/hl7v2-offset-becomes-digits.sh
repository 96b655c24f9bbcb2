#!/usr/bin/env bash
# hl7v2 1.8.0 (npm): of 20261003031500-0500 it makes 202610030315000500, a number of 18 digits; +0100 stays.
# HL7 2.5.1, 2.A.22 (DTM): after the digits may stand an offset from UTC, "+" or "-" with four digits; how many digits are
# given says how exact the time is. The minus goes with the dashes of a date, so that every offset west of Greenwich joins the
# seconds. "1960" is read as 19600101, and midnight with its seconds as a day without any time. A bridge that only passes a
# message on sends times that no receiver can read, and a read signed at midnight has no hour, so no night surcharge.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "hl7v2@1.8.0" "hl7v2-dictionary@1.8.0"
cd "$folder"
node --input-type=module - <<'NODE'
import assert from 'assert'
import { readFileSync } from 'fs'
import { HL7Message } from 'hl7v2'

const passedOn = time => {
  const message = HL7Message.parse(
    'MSH|^~\\&|RIS|LAKEVIEW|BILL|GROUP|20261003031501||ORU^R01^ORU_R01|1|P|2.5.1\r' +
      `PID|1||M1||DOE^JANE||${time.slice(0, 4)}\rOBR|1||A100245|70450|||${time}\r`
  )
  const [, person, order] = message.toHL7String().split('\r')
  return [person.split('|')[7], order.split('|')[7]]
}
const times = ['20261003031500-0500', '20261003031500.5-0500', '20261003031500+0100', '20261003000000']
const seen = Object.fromEntries(times.map(time => [time, passedOn(time)]))
console.log('hl7v2', JSON.parse(readFileSync('node_modules/hl7v2/package.json')).version, seen)
assert.deepEqual(seen, {
  '20261003031500-0500': ['20260101', '202610030315000500'],
  '20261003031500.5-0500': ['20260101', '20261003031500.50500'],
  '20261003031500+0100': ['20260101', '20261003031500+0100'],
  20261003000000: ['20260101', '20261003']
})
NODE
