#!/usr/bin/env bash
# ics 0.7.3: a night of Outlook's rota, 22:00 in Chicago, is 22:00 in UTC, of four nights is one, and the calendar is Georgian.
# A time of iCalendar (RFC 5545) is in the zone that its TZID names, which the file itself defines in a VTIMEZONE (3.6.5): Outlook
# calls it "Central Standard Time". Where that is no name of IANA's, the time is UTC, without a word; so is one without any zone
# (3.3.5), and written again it says Z, which moves it for all who read it after. RRULE (3.8.5.3) is passed over, and CALSCALE
# (3.7.1), GREGORIAN or nothing, becomes GEORGIAN. icalevents 0.3.1 reads the rota. A surcharge for nights is due from 17:00 on.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "ics==0.7.3" "icalevents==0.3.1"
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import date
from importlib.metadata import version

import ics
from icalevents.icalevents import events

ZONE = """BEGIN:VTIMEZONE
TZID:Central Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def rota(zone: str) -> str:
    """Four nights from 22:00 to 7:00, the first that of 26 October 2026."""
    lines = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Night Reads//Rota//EN
{ZONE if zone else ""}BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20261001T000000Z
DTSTART{zone}:20261026T220000
DTEND{zone}:20261027T070000
RRULE:FREQ=DAILY;COUNT=4
SUMMARY:Dr. A
END:VEVENT
END:VCALENDAR
"""
    return lines.replace("\n", "\r\n")


OUTLOOK = ";TZID=Central Standard Time"
read = [each.begin.isoformat() for each in ics.Calendar(rota(OUTLOOK)).events]
month = events(string_content=rota(OUTLOOK).encode(), start=date(2026, 10, 1), end=date(2026, 11, 1))
right = sorted(each.start.isoformat() for each in month)
written = ics.Calendar(rota("")).serialize().split()
print("ics", version("ics"), read, "icalevents", version("icalevents"), right, written)
assert read == ["2026-10-26T22:00:00+00:00"]
assert right == [f"2026-10-{day}T22:00:00-05:00" for day in (26, 27, 28, 29)]
assert "DTSTART:20261026T220000Z" in written
assert "CALSCALE:GEORGIAN" in written
PYTHON
