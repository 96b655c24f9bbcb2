#!/usr/bin/env bash
# iso8601-duration 2.1.4 (npm): 30 minutes after 1:20, in the night that the clocks go back, is half an hour before it.
# ISO 8601-1 defines an hour as 60 minutes of 60 seconds; only days and longer follow the calendar. `end` adds the minutes to
# the local clock, so that a deadline of 90 minutes set at 0:50 falls after 150, and one of 24 hours after 25. `toSeconds` of
# the same duration is right. A leading minus (ISO 8601-2; XML Schema part 2, 3.3.6) is read past: -PT30M is half an hour.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "iso8601-duration@2.1.4"
cd "$folder"
TZ=America/Chicago node - <<'NODE'
const assert = require('assert')
const { parse, end, toSeconds } = require('iso8601-duration')
const both = (duration, from) => {
  const start = new Date(from)
  return [(end(parse(duration), start) - start) / 60000, toSeconds(parse(duration), start) / 60]
}
const seen = {
  'PT30M from 2026-11-01T01:20-06:00': both('PT30M', '2026-11-01T01:20:00-06:00'),
  'PT90M from 2026-11-01T00:50-05:00': both('PT90M', '2026-11-01T00:50:00-05:00'),
  'PT24H from 2026-10-31T22:00-05:00': both('PT24H', '2026-10-31T22:00:00-05:00'),
  'PT24H from 2026-03-07T22:00-06:00': both('PT24H', '2026-03-07T22:00:00-06:00'),
  'PT90M from 2026-10-03T00:50-05:00': both('PT90M', '2026-10-03T00:50:00-05:00'),
  'minus PT30M': toSeconds(parse('-PT30M')) / 60
}
console.log('iso8601-duration', JSON.parse(require('fs').readFileSync('node_modules/iso8601-duration/package.json')).version,
  'minutes by end and by toSeconds', seen)
assert.deepEqual(Object.values(seen), [[-30, 30], [150, 90], [1500, 1440], [1380, 1440], [90, 90], 30])
NODE
