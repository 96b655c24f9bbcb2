"""Reads of one study under other words, held before both are billed (spec 2.4); who bills says what is billed already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from reads.log.read_versions import keys_under, reads_by_keys
from reads.routing.route import Held, Route, ToHospital, ToInsurer
from reads.routing.rules import Router
from reads.routing.same_study import Billable, groups, held_twins

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

BilledOf = Callable[["Reading", set[str]], Collection[str]]
"""Which of the reads with these keys are on a paper or claim."""


def twins_among(
    reading: Reading, routes: Iterable[Billable], released: Mapping[str, Collection[str]], billed_of: BilledOf
) -> dict[str, Held]:
    """Those of these reads that wait, by key, since another of them is of the same study."""
    studies = groups(routes)
    keys = {route.logged.key for study in studies for route in study}
    return held_twins(studies, billed_of(reading, keys), released) if studies else {}


def apart(
    reading: Reading,
    routes: Sequence[Route],
    router: Router,
    released: Mapping[str, Collection[str]],
    billed_of: BilledOf,
) -> list[Route]:
    """The routes of a few reads, held where another read of the log is of the same study."""
    billable = [route for route in routes if isinstance(route, (ToHospital, ToInsurer))]
    keys = {route.logged.key for route in billable}
    others = keys_under(reading, {route.logged.read.accession for route in billable}) - keys
    beside = (router.route(logged) for logged in reads_by_keys(reading, others).values()) if others else ()
    mates = [route for route in beside if isinstance(route, (ToHospital, ToInsurer))]
    if not mates and len(billable) < 2:
        return list(routes)
    waiting = twins_among(reading, [*billable, *mates], released, billed_of)
    return [waiting.get(route.logged.key, route) for route in routes]
