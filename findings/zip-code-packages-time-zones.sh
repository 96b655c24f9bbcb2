#!/usr/bin/env bash
# zipcode-to-timezone 0.0.9 (npm), pyzipcode 3.0.1 and zipcodes 3.0.0 (PyPI): no two agree on when night is in Evansville,
# Mandan, Indianapolis or Tuba City, and none is right for all.
# 49 CFR 71.4 to 71.9 draw the lines between zones: Evansville, Bowling Green and Mandan are in central time, Ontario (Oregon)
# in mountain time. Indiana keeps daylight saving time since 2006 (15 U.S.C. 260a), and so does the Navajo Nation in Arizona,
# which has none else. A surcharge for nights, by the clock of the hospital, is an hour off. LaPorte is a known issue
# (DoubleDor/node-zipcode-to-timezone 6).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pyzipcode==3.0.1" "zipcodes==3.0.0" "tzdata==2026.1"
npm install --silent --no-audit --no-fund --prefix "$folder" "zipcode-to-timezone@0.0.9"
cd "$folder"
node -e '
const { lookup } = require("zipcode-to-timezone")
console.log(JSON.stringify(Object.fromEntries(process.argv.slice(1).map(code => [code, lookup(code)]))))
' 47710 42101 58554 97914 46202 86045 55802 > npm.json
venv/bin/python - <<'PYTHON'
import json
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import zipcodes
from pyzipcode import ZipCodeDatabase

NIGHT = datetime(2026, 7, 4, 1, 0)
PLACES = {
    "47710": ("Evansville", "America/Chicago"),
    "42101": ("Bowling Green", "America/Chicago"),
    "58554": ("Mandan", "America/Chicago"),
    "97914": ("Ontario", "America/Boise"),
    "46202": ("Indianapolis", "America/Indiana/Indianapolis"),
    "86045": ("Tuba City", "America/Denver"),
    "55802": ("Duluth", "America/Chicago"),
}


def hours(zone):
    return NIGHT.replace(tzinfo=ZoneInfo(zone)).utcoffset() / timedelta(hours=1)


by_npm, database = json.loads(Path("npm.json").read_text()), ZipCodeDatabase()
print("hours from UTC on 4 July 2026: right, npm, pyzipcode", version("pyzipcode"), "zipcodes", version("zipcodes"))
off = {"npm": [], "pyzipcode": [], "zipcodes": []}
for code, (place, zone) in PLACES.items():
    found = {
        "npm": hours(by_npm[code]),
        "pyzipcode": float(database[code].timezone + database[code].dst),
        "zipcodes": hours(zipcodes.matching(code)[0]["timezone"]),
    }
    print(f"{place:14}", hours(zone), *found.values())
    for package, offset in found.items():
        off[package] += [place] if offset != hours(zone) else []
print(off)
assert off["npm"] == ["Evansville", "Bowling Green", "Mandan", "Ontario"]
assert off["pyzipcode"] == ["Indianapolis", "Tuba City"]
assert off["zipcodes"] == ["Tuba City"]
PYTHON
