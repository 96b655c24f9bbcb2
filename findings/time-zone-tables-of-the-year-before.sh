#!/usr/bin/env bash
# spacetime 7.15.0 and timezone-support 3.1.0 (npm): in Vancouver, Edmonton and Winnipeg it is an hour earlier than it is.
# These zones keep their summer offset from autumn 2026 on (IANA 2026f, in tzdata 2026.6). Both packages carry a table of their
# own that no system update reaches, of September 2026 and of December 2024, and say nothing of its age where a time is asked
# for; timezone-support lacks what changed in Almaty, Nuuk and Cairo since 2023 as well. moment-timezone 0.6.6 is right. A
# read signed at 7:10 in Winnipeg, after the night, is one of 6:10 in it, and its surcharge is charged all winter.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "spacetime@7.15.0" "timezone-support@3.1.0" "moment-timezone@0.6.6"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "tzdata==2026.6"
cd "$folder"
PYTHONTZPATH='' venv/bin/python - > clocks.json <<'PYTHON'
import json
from datetime import datetime
from zoneinfo import ZoneInfo

SUMMER, WINTER = "2026-07-15T12:00:00+00:00", "2027-01-15T13:10:00+00:00"
ZONES = {"America/Chicago": WINTER, "America/Vancouver": WINTER, "America/Edmonton": WINTER, "America/Winnipeg": WINTER,
         "Asia/Almaty": SUMMER, "America/Nuuk": SUMMER, "Africa/Cairo": SUMMER}
print(json.dumps([[zone, at, f"{datetime.fromisoformat(at).astimezone(ZoneInfo(zone)):%H:%M}"] for zone, at in ZONES.items()]))
PYTHON
node - <<'NODE'
const assert = require('assert')
const spacetime = require('spacetime')
const { findTimeZone, getZonedTime } = require('timezone-support')
const moment = require('moment-timezone')
const two = number => String(number).padStart(2, '0')
const clocks = [
  (zone, at) => moment.tz(at, zone).format('HH:mm'),
  (zone, at) => spacetime(at).goto(zone).format('{hour-24-pad}:{minute-pad}'),
  (zone, at) => {
    const { hours, minutes } = getZonedTime(new Date(at), findTimeZone(zone))
    return `${two(hours)}:${two(minutes)}`
  }
]
const seen = require('./clocks.json').map(([zone, at, right]) => [zone, right, ...clocks.map(clock => clock(zone, at))].join(' '))
console.log('zone, IANA 2026f, moment-timezone, spacetime, timezone-support', seen)
assert.deepEqual(seen, [
  'America/Chicago 07:10 07:10 07:10 07:10',
  'America/Vancouver 06:10 06:10 05:10 05:10',
  'America/Edmonton 07:10 07:10 06:10 06:10',
  'America/Winnipeg 08:10 08:10 07:10 07:10',
  'Asia/Almaty 17:00 17:00 17:00 18:00',
  'America/Nuuk 11:00 11:00 11:00 10:00',
  'Africa/Cairo 15:00 15:00 15:00 14:00'])
NODE
