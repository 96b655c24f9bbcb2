#!/usr/bin/env bash
# business-duration 0.68: of an hour worked between 1 and 2 in the night nothing is left; whole nights are as long as the last.
# It counts the working time between two moments, for hours that pass midnight too: its code has a way of its own for "9PM - 3AM".
# There the small hours of the first day are never counted, nor the evening of the last, and each night between is taken to end
# when the last one did: from Monday at 20:00 to Thursday at 0:30 are 15.5 hours of night, and it says 10.5. Hours by day are
# right. Who pays readers for hours in the night by it pays a third too little; a turnaround of an hour took none.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "business-duration==0.68" "pandas==3.1.1"
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime, time, timedelta
from importlib.metadata import version

import pandas as pd
from business_duration import businessDuration

SPANS = (("2026-10-06 01:00", "2026-10-06 02:00"), ("2026-10-06 22:00", "2026-10-07 02:00"),
         ("2026-10-06 01:00", "2026-10-07 22:00"), ("2026-10-05 20:00", "2026-10-08 00:30"))


def by_it(start: str, end: str, opens: int, closes: int) -> float:
    """Hours between two moments that the package finds in hours of each day of the week."""
    return float(businessDuration(pd.Timestamp(start), pd.Timestamp(end), time(opens), time(closes), weekendlist=[], unit="hour"))


def by_hand(start: str, end: str, opens: int, closes: int) -> float:
    """The same, counted minute by minute."""
    at, until, minutes = datetime.fromisoformat(start), datetime.fromisoformat(end), 0
    while at < until:
        minutes += opens <= at.hour < closes if opens < closes else at.hour >= opens or at.hour < closes
        at += timedelta(minutes=1)
    return minutes / 60


nights = {span: (by_it(*span, 21, 3), by_hand(*span, 21, 3)) for span in SPANS}
print("business-duration", version("business-duration"), nights)
assert list(nights.values()) == [(0.0, 1.0), (4.0, 4.0), (6.0, 9.0), (10.5, 15.5)]
assert all(by_it(*span, 9, 18) == by_hand(*span, 9, 18) for span in SPANS)
PYTHON
