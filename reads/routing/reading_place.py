"""Where the reader sat at signing, and when that isn't known well enough for a claim (spec 2.1, 5.1). Pure."""

from __future__ import annotations

from reads.core.read import Read
from reads.core.time_zones import zone
from reads.directory.directory import Directory
from reads.directory.model import Location, Radiologist
from reads.directory.united_states import US_STATES, us_code

_UTC = zone("UTC")


def reading_place(read: Read, radiologist: Radiologist | None, directory: Directory) -> Location | None:
    """What the source says of the country, else locations.csv on that day, else a state alone; None where that is in doubt.

    What the source says takes its address from locations.csv only where that names the same place. WA is Washington and
    Western Australia: a state alone moves a reader whom locations.csv has in the United States to another of its states,
    and nobody who is abroad. Where no row is in force it is one of the United States, but not for a reader whom another
    row or a tax form has abroad. One that the United States lack contradicts a row that has the reader there.
    """
    known = None
    if radiologist is not None and read.signed_at.tzinfo is not None:
        known = directory.location(radiologist.id, read.signed_at)
    country, state = read.read_country.upper(), read.read_state.upper()
    if not country:
        if not state or (known is not None and not known.in_united_states):
            return known
        if state not in US_STATES or (known is None and _may_be_abroad(radiologist, directory)):
            return None
        country = "US"
    if known is not None and _same_place(known, country, state):
        return known
    who = radiologist.id if radiologist else read.radiologist
    return Location(who, read.signed_at.date(), None, country, state, "", "", "", _UTC)


def _may_be_abroad(radiologist: Radiologist | None, directory: Directory) -> bool:
    if radiologist is None:
        return False
    rows = directory.locations.get(radiologist.id, ())
    return radiologist.is_foreign or not all(row.in_united_states for row in rows)


def _same_place(known: Location, country: str, state: str) -> bool:
    if us_code(country):
        said = state if country == "US" else country
        return known.in_united_states and said in ("", known.us_state.upper())
    return known.country == country and state in ("", known.state.upper())
