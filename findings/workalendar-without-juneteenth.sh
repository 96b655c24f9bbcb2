#!/usr/bin/env bash
# workalendar 17.0.0: its calendar of the United States has no 19 June.
# Juneteenth is a federal holiday since 2021 (5 U.S.C. 6103(a)); holidays 0.109 has it, and workalendar only in a calendar
# of its own for banks. The states inherit the gap. A surcharge for "federal holidays" depends on which one is asked; the
# Friday after Thanksgiving in Illinois differs the other way round.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "workalendar==17.0.0" "holidays==0.109"
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import date
from importlib.metadata import version

import holidays
from workalendar.registry import registry

JUNETEENTH, FRIDAY = date(2026, 6, 19), date(2026, 11, 27)


def of_workalendar(place):
    return {day for day, _ in registry.get(place)().holidays(2026)}


def of_holidays(state):
    return set(holidays.country_holidays("US", subdiv=state, years=2026))


print("workalendar", version("workalendar"), "holidays", version("holidays"))
for place, state in (("US", None), ("US-NY", "NY"), ("US-IL", "IL")):
    print(place, "19 June 2026:", JUNETEENTH in of_workalendar(place), JUNETEENTH in of_holidays(state))
    assert JUNETEENTH not in of_workalendar(place)
    assert JUNETEENTH in of_holidays(state)
print("IL 27 November 2026:", FRIDAY in of_workalendar("US-IL"), FRIDAY in of_holidays("IL"))
assert FRIDAY in of_workalendar("US-IL")
assert FRIDAY not in of_holidays("IL")
PYTHON
