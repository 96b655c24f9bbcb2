"""Random contracts that use every mechanism, with amounts, days and hours chosen so that the edges are met."""

from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from invoicing.contracts.choices import (
    AddPer,
    Every,
    MinimumMode,
    MonthBy,
    Period,
    Rounding,
    Scope,
    TierMode,
    Unit,
    Within,
)
from invoicing.contracts.match import LocalHours, Match
from invoicing.contracts.minimum_and_maximum import Maximum, Minimum
from invoicing.contracts.model import (
    Compliance,
    Contract,
    CoverageFee,
    Escalator,
    FixedFee,
    Multiple,
    Rate,
    Step,
    Surcharge,
    Tax,
    Tier,
    Turnaround,
)
from reads.core.codes import ReadType
from tests.properties.made_once import any_of, fine, prices
from tests.properties.random_matches import matches

PERCENTS = st.sampled_from(["-100", "-33.3", "-5", "0.5", "2.5", "10", "12.5", "12.5", "50", "110"]).map(Decimal)
SHARES = st.sampled_from(["0", "1", "12.5", "33.3", "50", "80", "95", "100"]).map(Decimal)
DISCOUNTS = st.none() | SHARES
MONTHLY = st.sampled_from(["0", "50", "99", "333", "4000"]).map(Decimal)
MAXIMUMS = st.none() | st.builds(Maximum, monthly=MONTHLY)
ANY_MATCH = st.just(Match()) | matches()
DAYS = st.sampled_from([None, None, date(2026, 7, 1), date(2026, 7, 4), date(2026, 7, 12), date(2026, 7, 20)])


def spans(draw: st.DrawFn) -> dict[str, date | None]:
    """Dates of an item, often none."""
    if draw(st.booleans()):
        return {}
    starts, ends = draw(DAYS), draw(DAYS)
    return {"starts": starts, "ends": None if starts and ends and ends <= starts else ends}


def some(draw: st.DrawFn, most: int) -> range:
    """As many numbers, often none."""
    return range(draw(st.integers(0, most)))


@cache
@st.composite
def rates(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Rate, ...]:
    """Up to three rates that match something, and nearly always one that matches the rest; names may come twice."""
    found = []
    for last in [*(False for _ in some(draw, 3)), True]:
        if last and draw(st.integers(0, 9)) == 0:
            continue
        kind = draw(any_of("read", "read", "wrvu", "both", "free", "medicare", "medicare"))
        found.append(
            Rate(
                name=draw(any_of("CT", "Other", "Night")),
                match=Match() if last else draw(matches()),
                per_read=draw(fine(money)) if kind in ("read", "both") else None,
                medicare_percent=draw(SHARES) if kind == "medicare" else None,
                qpp=kind == "medicare" and draw(any_of(False, False, True)),
                locality=draw(any_of("", "", "0610216", "0000000")) if kind == "medicare" else "",
                per_wrvu=draw(money) if kind in ("wrvu", "both") else None,
                free=kind == "free",
                **({} if last else spans(draw)),
            )
        )
    return tuple(found)


@cache
@st.composite
def steps(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Step, ...]:
    """One to three rising steps, low enough for a short month."""
    above = sorted(draw(st.sets(any_of(0, 1, 2, 3, 4, 6), min_size=1, max_size=3)))
    return tuple(
        Step(above=edge, percent=draw(PERCENTS)) if draw(st.booleans()) else Step(above=edge, per_read=draw(money))
        for edge in above
    )


@cache
@st.composite
def tiers(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Tier, ...]:
    """Up to two tiers; over several months mostly of all units, which alone changes what earlier months cost."""
    periods = [(Period.MONTH, mode) for mode in TierMode]
    periods += [(Period.QUARTER, TierMode.GRADUATED), (Period.QUARTER, TierMode.ALL_UNITS)]
    periods += [(Period.YEAR, TierMode.GRADUATED), (Period.YEAR, TierMode.ALL_UNITS), (Period.YEAR, TierMode.ALL_UNITS)]
    chosen = [draw(any_of(*periods)) for _ in range(2)]
    return tuple(
        Tier(
            name=f"Tier {number}",
            match=draw(ANY_MATCH) if number == 0 else Match(),
            count=draw(any_of(None, None, Match(), Match(modality=frozenset({"CT"})))),
            period=chosen[number][0],
            mode=chosen[number][1],
            scope=draw(any_of(*Scope)),
            steps=draw(steps(money)),
            **spans(draw),
        )
        for number in range(draw(any_of(0, 1, 1, 2)))
    )


@cache
@st.composite
def volume(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Tier, ...]:
    """One tier of all units over several months, which a short month reaches: what it changes for earlier ones is a line."""
    step = Step(above=draw(any_of(1, 2, 4, 6)), per_read=draw(money))
    period = draw(any_of(Period.QUARTER, Period.YEAR))
    return (Tier(name="Volume", period=period, mode=TierMode.ALL_UNITS, scope=draw(any_of(*Scope)), steps=(step,)),)


@cache
def tiers_or_volume(money: st.SearchStrategy[Decimal]) -> st.SearchStrategy[tuple[Tier, ...]]:
    """Mostly tiers of any kind."""
    return st.one_of(tiers(money), tiers(money), tiers(money), volume(money))


@cache
@st.composite
def surcharges(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Surcharge, ...]:
    """Up to three surcharges."""
    found = []
    for number in some(draw, 3):
        price: dict[str, Any] = {"percent": draw(PERCENTS)}
        if draw(st.booleans()):
            price = {"add": draw(fine(money)), "add_per": draw(any_of(*AddPer))}
        found.append(Surcharge(name=f"Surcharge {number}", match=draw(matches()), **price, **spans(draw)))
    return tuple(found)


@cache
@st.composite
def turnaround(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Turnaround, ...]:
    """Up to three credits."""
    found = []
    for number in some(draw, 3):
        price = {"credit_percent": draw(SHARES)} if draw(st.booleans()) else {"credit": draw(money)}
        minutes = draw(any_of(10, 30, 60))
        clock = draw(any_of(("received_at", "signed_at"), ("exam_at", "signed_at")))
        found.append(
            Turnaround(
                name=f"Credit {number}",
                match=draw(matches()),
                clock=clock,
                within_minutes=minutes,
                **price,
                **spans(draw),
            )
        )
    return tuple(found)


@cache
@st.composite
def compliance(draw: st.DrawFn) -> tuple[Compliance, ...]:
    """Up to two."""
    return tuple(
        Compliance(
            name=f"Compliance {number}",
            match=draw(matches()),
            within_minutes=draw(any_of(10, 30, 60)),
            at_least_percent=draw(SHARES),
            credit_percent=draw(SHARES),
            **spans(draw),
        )
        for number in some(draw, 2)
    )


@cache
@st.composite
def fixed(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[FixedFee, ...]:
    """Up to two fees."""
    return tuple(
        FixedFee(
            name=f"Fee {number}",
            amount=draw(money),
            every=draw(any_of(*Every)),
            starts=draw(any_of(date(2026, 7, 1), date(2026, 7, 10), date(2025, 7, 20), date(2026, 3, 1))),
            ends=draw(any_of(None, None, date(2026, 7, 15))),
            quantity=draw(st.integers(1, 3)),
        )
        for number in some(draw, 2)
    )


@cache
@st.composite
def multiples(draw: st.DrawFn) -> Multiple | None:
    """Often none; of some exams only, within an accession or a visit."""
    share = draw(any_of(None, "80", "33.3", "50"))
    if share is None:
        return None
    match = Match() if draw(st.booleans()) else Match(modality=frozenset({"CT"}))
    return Multiple(percent=Decimal(share), match=match, within=draw(any_of(*Within)))


@cache
@st.composite
def minimums(draw: st.DrawFn, amounts: st.SearchStrategy[Decimal], money: st.SearchStrategy[Decimal]) -> Minimum | None:
    """None, of an amount for any period, or of reads."""
    scope = draw(any_of(*Scope))
    match draw(any_of("none", "none", "monthly", "monthly", "quarterly", "yearly", "reads")):
        case "none":
            return None
        case "reads":
            number, period = draw(any_of(1, 5, 20)), draw(any_of(*Period))
            return Minimum(reads=number, price=draw(money), period=period, scope=scope)
        case "monthly":
            return Minimum(monthly=draw(amounts), mode=draw(any_of(*MinimumMode)), scope=scope)
        case longer:
            return Minimum(**{longer: draw(amounts)}, scope=scope)


@cache
@st.composite
def coverage(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[CoverageFee, ...]:
    """Up to one fee by the night or the hour, often on some days only."""
    return tuple(
        CoverageFee(
            name=f"Coverage {number}",
            **{draw(any_of("per_hour", "per_night")): draw(money)},
            hours=draw(
                any_of(LocalHours(time(23), time(7)), LocalHours(time(8), time(8)), LocalHours(time(8), time(12, 30)))
            ),
            weekdays=draw(any_of(frozenset(), frozenset({4, 5}))),
            timezone=draw(any_of("America/New_York", None)),
            **spans(draw),
        )
        for number in some(draw, 1)
    )


@cache
@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    """A contract of the client mercy, in force in at least part of July 2026."""
    unit = draw(any_of(*Unit, Unit.REGION))
    currency = draw(any_of("USD", "USD", "USD", "JPY", "KWD"))
    money = prices({"USD": 2, "JPY": 0, "KWD": 3}[currency])
    minimum = draw(minimums(MONTHLY, money))
    by_facility = minimum is not None and minimum.scope is Scope.FACILITY
    return Contract(
        id="mercy-nights",
        client="mercy",
        title="Nights",
        effective=draw(any_of(date(2025, 1, 1), *[date(2026, 5, 10)] * 3, date(2026, 7, 1), date(2026, 7, 3))),
        until=draw(any_of(None, None, date(2026, 8, 1), date(2026, 7, 25))),
        facilities=draw(any_of(frozenset(), frozenset(), frozenset({"north", "south"}))),
        currency=currency,
        month_by=draw(any_of(MonthBy.SIGNED, MonthBy.SIGNED, MonthBy.RECEIVED)),
        timezone=draw(any_of(None, None, "UTC")),
        unit=unit,
        rounding=draw(any_of(*Rounding)),
        rvu=draw(any_of(None, None, None, "2026A")),
        bill=frozenset({ReadType.PRELIMINARY, ReadType.OVERREAD}),
        rates=draw(rates(money)),
        surcharges=draw(surcharges(money)),
        multiple=None if unit is Unit.ACCESSION else draw(multiples()),
        tiers=draw(tiers_or_volume(money)),
        minimum=minimum,
        maximum=None if by_facility else draw(MAXIMUMS),
        fixed=draw(fixed(money)),
        coverage=draw(coverage(money)),
        discount=draw(DISCOUNTS),
        turnaround=draw(turnaround(money)),
        compliance=draw(compliance()),
        escalators=tuple(
            Escalator(
                on=draw(any_of(date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 12))),
                percent=draw(PERCENTS),
            )
            for _ in some(draw, 2)
        ),
        taxes=tuple(Tax(name=f"Tax {number}", percent=draw(SHARES), **spans(draw)) for number in some(draw, 2)),
    )
