"""Hours that nobody pays, or pays without the extra that their kind was written for: told with the agreements, never passed over. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from invoicing.contractors.agreement import Agreement
from invoicing.contractors.hours_and_payments import HOURS, Hours
from reads.core.english import did_you_mean
from reads.core.findings import Finding, Severity, Where


def unasked_hours(hours: Iterable[Hours], agreements: Sequence[Agreement]) -> Iterator[Finding]:
    """A warning for the first such row of a reader without pay by the hour on that day, and for each kind that no extra asks for."""
    told: set[tuple[str, str]] = set()
    for each in hours:
        paying = [one for one in agreements if one.radiologist == each.radiologist and one.in_force(each.day)]
        asked = {kind for one in paying if one.hourly for extra in one.hourly.extras for kind in extra.kinds}
        if not any(one.hourly for one in paying):
            key, found = (each.radiologist, ""), _unpaid(each)
        elif each.kind and each.kind not in asked:
            key, found = (each.radiologist, each.kind), _plain(each, asked)
        else:
            continue
        if key not in told:
            told.add(key)
            yield found


def _unpaid(hours: Hours) -> Finding:
    message = (
        f"{hours.radiologist} has hours on {hours.day}, and no agreement that pays by the hour is in force on that day: "
        "nobody pays them"
    )
    remedy = "correct the reader or the day, or write [hourly] in an agreement of agreements/"
    return Finding("hours_unpaid", message, remedy, Where(HOURS.file, 0, 0, "radiologist"), Severity.WARNING)


def _plain(hours: Hours, asked: Iterable[str]) -> Finding:
    message = (
        f'{hours.radiologist} has hours of the kind "{hours.kind}" on {hours.day}, for which no [[hourly.extras]] asks: '
        "they are paid without an extra"
    )
    remedy = did_you_mean(hours.kind, sorted(asked)) if asked else "leave the kind empty, or write it into an extra"
    return Finding("kind_not_asked", message, remedy, Where(HOURS.file, 0, 0, "kind"), Severity.WARNING)
