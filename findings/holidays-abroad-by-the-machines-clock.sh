#!/usr/bin/env bash
# poland-public-holidays 4.0.0, holidays-nordic 0.1.1 (npm): asked in Chicago, Poland has no holiday at all, and Denmark others.
# A holiday is a day of the hospital's country, whoever asks. The first makes its days at midnight in UTC and reads them by the
# machine's clock: west of Greenwich each is the day before, and none matches, even where it is asked for "2026-11-11". East of it
# 24 December is missing, free by law since 2025. The second's Danish days move with where it runs; in UTC it has no Whit Monday,
# and Great Prayer Day, abolished from 2024, a week too late. holidays 0.109 has both countries right. Readers in America who
# charge a hospital in Warsaw more on holidays charge it on none.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "poland-public-holidays@4.0.0" "holidays-nordic@0.1.1"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "holidays==0.109"
cd "$folder"
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import holidays

year = {country: sorted(holidays.country_holidays(country, years=2026)) for country in ("PL", "DK")}
days = {country: " ".join(f"{day:%m-%d}" for day in each) for country, each in year.items()}
print("holidays", version("holidays"), days)
assert days["PL"] == "01-01 01-06 04-05 04-06 05-01 05-03 05-24 06-04 08-15 11-01 11-11 12-24 12-25 12-26"
assert days["DK"] == "01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-25 12-26"
PYTHON
cat > ask.js <<'NODE'
const assert = require('assert')
const polish = require('poland-public-holidays').isHoliday
const nordic = require('holidays-nordic')
const days = Array.from({ length: 365 }, (_, index) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10))
const local = day => new Date(...day.split('-').map((part, index) => Number(part) - (index === 1)))
const seen = [day => polish(day), day => nordic(local(day), 'dk')].map(is => days.filter(is).map(day => day.slice(5)).join(' '))
console.log('in', process.env.TZ, seen)
assert.deepEqual(seen, process.argv.slice(2))
NODE
TZ=America/Chicago node ask.js '' \
    '01-01 04-03 04-04 04-05 04-07 05-09 05-14 05-24 11-01 12-24 12-25 12-26 12-31'
TZ=UTC node ask.js '01-01 01-06 04-05 04-06 05-01 05-03 05-24 06-04 08-15 11-01 11-11 12-25 12-26' \
    '01-01 04-02 04-03 04-05 04-06 05-08 05-14 05-24 10-31 12-24 12-25 12-26 12-31'
TZ=Europe/Warsaw node ask.js '01-01 01-06 04-05 04-06 05-01 05-03 05-24 06-04 08-15 11-01 11-11 12-25 12-26' \
    '01-01 01-02 04-03 04-04 04-06 04-07 05-09 05-15 05-25 11-01 12-25 12-26 12-27'
