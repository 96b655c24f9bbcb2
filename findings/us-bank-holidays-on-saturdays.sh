#!/usr/bin/env bash
# @date/holidays-us 0.4.0, business-days-js 2.3.0, moment-holiday 1.5.1 (npm): none knows on which days a US bank moves money.
# The Federal Reserve's holidays are eleven, Juneteenth among them. One on a Saturday leaves the Friday before open, one on a
# Sunday closes the Monday after; federal offices (5 USC 6103) close on that Friday. The first's `bank()` closes Friday 3 July
# 2026 and has no Juneteenth. The second has neither rule: of 2026 and 2027 it closes each such Friday but Christmas Eve 2027.
# The third, of US holidays, has no Juneteenth and no Monday after a Sunday. A due date or a lockbox day counted so is off by one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" \
    "@date/holidays-us@0.4.0" "business-days-js@2.3.0" "date-holidays@3.37.0" "moment-holiday@1.5.1" "moment@2.31.0"
cd "$folder"
TZ=America/New_York node - <<'NODE'
const assert = require('assert')
const bank = require('@date/holidays-us').bank()
const business = require('business-days-js')()
const moment = require('moment')
require('moment-holiday')
moment.modifyHolidays.set('United States')
const closed = {
  '@date/holidays-us': day => Boolean(bank.isHoliday(new Date(`${day}T12:00`))),
  'business-days-js': day => !business.check(day),
  'moment-holiday': day => Boolean(moment(day).isHoliday())
}
// whether the Federal Reserve is closed; all are weekdays
const days = {
  '2026-06-19': true, // Juneteenth
  '2026-07-03': false, // Independence Day is the Saturday after
  '2026-11-26': true, // Thanksgiving
  '2027-06-18': false, // Juneteenth is the Saturday after
  '2027-07-05': true, // Independence Day was the Sunday before
  '2027-12-24': false, // Christmas is the Saturday after
  '2027-12-31': false // New Year's Day is the Saturday after
}
const wrong = Object.fromEntries(Object.entries(closed).map(([name, is]) => [name, Object.keys(days).filter(day => is(day) !== days[day])]))
const versions = Object.keys(closed).map(name => JSON.parse(require('fs').readFileSync(`node_modules/${name}/package.json`)).version)
console.log(versions, wrong)
assert.deepEqual(wrong, {
  '@date/holidays-us': ['2026-06-19', '2026-07-03', '2027-12-24'],
  'business-days-js': ['2026-07-03', '2027-06-18', '2027-12-31'],
  'moment-holiday': ['2026-06-19', '2027-07-05', '2027-12-24', '2027-12-31']
})
NODE
