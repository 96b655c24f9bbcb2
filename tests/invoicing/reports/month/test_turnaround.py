"""How long reads took, and for which clauses that was in time."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from invoicing.contracts.match import Match
from invoicing.contracts.model import AppliedContract, Compliance, Contract, Turnaround
from invoicing.reports.month.turnaround import IN_TIME, LATE, UNTIMED, Times, punctuality
from reads.core.codes import Priority
from reads.routing.route import ToHospital
from tests.invoicing.closing.october import priced_read

STAT = Turnaround(
    name="STAT in 30", match=Match(priority=frozenset({"stat"})), within_minutes=30, credit_percent=Decimal(100)
)
HOUR = Compliance(name="All in 60", within_minutes=60, at_least_percent=Decimal(90), credit_percent=Decimal(2))


def taken(minutes: int | None, priority: str = "routine", seconds: int = 0) -> ToHospital:
    """A read under `mercy-nights` that took so long; None where nobody knows when it was received."""
    routed = priced_read(minutes or 0, Decimal(1)).routed
    signed = routed.logged.read.signed_at
    received = None if minutes is None else signed - timedelta(minutes=minutes, seconds=seconds)
    read = replace(routed.logged.read, received_at=received, priority=Priority(priority))
    return replace(routed, logged=replace(routed.logged, read=read))


def contract(*rules: Turnaround | Compliance) -> AppliedContract:
    own = [rule for rule in rules if isinstance(rule, Turnaround)]
    months = [rule for rule in rules if isinstance(rule, Compliance)]
    day = date(2026, 1, 1)
    found = Contract(
        id="mercy-nights", client="mercy", title="", effective=day, turnaround=tuple(own), compliance=tuple(months)
    )
    return AppliedContract(found, 1, 1)


@pytest.mark.parametrize("percent, minutes", [(50, 3), (90, 9), (95, 30), (100, 30), (1, 1)])
def test_a_percentile_is_the_nearest_rank(percent: int, minutes: int):
    """Of 1, 2, 3, 3, 3, 4, 5, 6, 9, 30: five of ten were done within 3 minutes, nine within 9."""
    assert Times({1: 1, 2: 1, 3: 3, 4: 1, 5: 1, 6: 1, 9: 1, 30: 1}).percentile(percent) == minutes


def test_without_a_read_there_is_no_percentile():
    assert Times({}).percentile(50) is None


def test_to_the_second_as_credits_are():
    """30:00 is in time, 30:01 is late, though both are credited and shown in whole minutes."""
    found = punctuality([[taken(30, "stat"), taken(30, "stat", seconds=1)]], [contract(STAT)])
    assert (found.verdicts[IN_TIME], found.verdicts[LATE]) == ({30: 1}, {31: 1})


def test_late_for_one_clause_is_late():
    found = punctuality([[taken(45, "stat"), taken(45), taken(70)]], [contract(STAT, HOUR)])
    assert [found.judged(verdict) for verdict in (IN_TIME, LATE, UNTIMED)] == [1, 2, 0]
    stat, hour = found.targets
    assert (stat.measured, stat.in_time, stat.missed) == (1, 0, False)
    assert (hour.measured, hour.in_time, hour.missed) == (3, 2, True)


def test_what_no_clause_looks_at_has_no_target():
    found = punctuality([[taken(45)]], [contract(STAT)])
    assert found.judged(UNTIMED) == 1
    assert found.targets == ()


def test_reads_without_a_clock_are_counted_apart():
    found = punctuality([[taken(None, "stat"), taken(10, "stat")]], [contract(STAT)])
    assert (found.all.known, found.all.unknown) == (1, 1)
    assert [(each.measured, each.unmeasured) for each in found.targets] == [(1, 1)]


def test_a_clause_that_has_ended_measures_nothing():
    over = replace(STAT, ends=date(2026, 10, 5))
    assert punctuality([[taken(45, "stat")]], [contract(over)]).targets == ()
