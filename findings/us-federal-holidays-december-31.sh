#!/usr/bin/env bash
# @18f/us-federal-holidays 4.0.0: 31 December 2027 is a federal holiday, and December 2027 has none on that day.
# New Year's Day 2028 is a Saturday, so the Friday before is observed (5 U.S.C. 6103(b)). Asked for the day, the package says
# yes; asked for the holidays of 2027, or from 1 to 31 December, it leaves the day out, since it belongs to 2028. A surcharge
# for holidays is due or not by which of its functions was called.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "@18f/us-federal-holidays@4.0.0"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const { isAHoliday, allForYear, inRange } = require('@18f/us-federal-holidays')
const DAY = '2027-12-31'
const has = days => [...days].some(each => each.dateString === DAY)
const seen = {
  'the day': isAHoliday(DAY),
  'the year 2027': has(allForYear(2027)),
  'December 2027': has(inRange(new Date('2027-12-01'), new Date(DAY))),
  'the year 2028': has(allForYear(2028))
}
console.log('@18f/us-federal-holidays', require('@18f/us-federal-holidays/package.json').version, seen)
assert.deepEqual(Object.values(seen), [true, false, false, true])
NODE
