"""Random contracts that use every mechanism, with amounts, days and hours chosen so that the edges are met."""

from datetime import date, time
from decimal import Decimal
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
from tests.properties.random_matches import matches


def prices(places: int) -> st.SearchStrategy[Decimal]:
    """Amounts with no more decimals than the currency has, as contracts may have them; half cents are near."""
    cents = st.one_of(st.sampled_from([4500, 2500, 3333, 5, 1, 0]), st.integers(1, 9999))
    return cents.map(lambda amount: Decimal(amount).scaleb(-min(places, 2)))


def fine(money: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Decimal]:
    """Prices of a read, which may have parts of a cent."""
    return st.one_of(money, money, st.sampled_from(["38.1255", "0.005", "12.5", "7.0001"]).map(Decimal))


PERCENTS = st.sampled_from(["-100", "-33.3", "-5", "0.5", "2.5", "10", "12.5", "12.5", "50", "110"]).map(Decimal)
SHARES = st.sampled_from(["0", "1", "12.5", "33.3", "50", "80", "95", "100"]).map(Decimal)
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


@st.composite
def rates(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Rate, ...]:
    """Up to three rates that match something, and nearly always one that matches the rest; names may come twice."""
    found = []
    for last in [*(False for _ in some(draw, 3)), True]:
        if last and draw(st.integers(0, 9)) == 0:
            continue
        kind = draw(st.sampled_from(["read", "read", "wrvu", "both", "free", "medicare", "medicare"]))
        found.append(
            Rate(
                name=draw(st.sampled_from(["CT", "Other", "Night"])),
                match=Match() if last else draw(matches()),
                per_read=draw(fine(money)) if kind in ("read", "both") else None,
                medicare_percent=draw(SHARES) if kind == "medicare" else None,
                qpp=kind == "medicare" and draw(st.sampled_from([False, False, True])),
                locality=draw(st.sampled_from(["", "", "0610216", "0000000"])) if kind == "medicare" else "",
                per_wrvu=draw(money) if kind in ("wrvu", "both") else None,
                free=kind == "free",
                **({} if last else spans(draw)),
            )
        )
    return tuple(found)


@st.composite
def steps(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Step, ...]:
    """One to three rising steps, low enough for a short month."""
    above = sorted(draw(st.sets(st.sampled_from([0, 1, 2, 3, 4, 6]), min_size=1, max_size=3)))
    return tuple(
        Step(above=edge, percent=draw(PERCENTS)) if draw(st.booleans()) else Step(above=edge, per_read=draw(money))
        for edge in above
    )


@st.composite
def tiers(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Tier, ...]:
    """Up to two tiers; over several months mostly of all units, which alone changes what earlier months cost."""
    periods = [(Period.MONTH, mode) for mode in TierMode]
    periods += [(Period.QUARTER, TierMode.GRADUATED), (Period.QUARTER, TierMode.ALL_UNITS)]
    periods += [(Period.YEAR, TierMode.GRADUATED), (Period.YEAR, TierMode.ALL_UNITS), (Period.YEAR, TierMode.ALL_UNITS)]
    chosen = [draw(st.sampled_from(periods)) for _ in range(2)]
    return tuple(
        Tier(
            name=f"Tier {number}",
            match=draw(st.one_of(st.just(Match()), matches())) if number == 0 else Match(),
            count=draw(st.sampled_from([None, None, Match(), Match(modality=frozenset({"CT"}))])),
            period=chosen[number][0],
            mode=chosen[number][1],
            scope=draw(st.sampled_from(Scope)),
            steps=draw(steps(money)),
            **spans(draw),
        )
        for number in range(draw(st.sampled_from([0, 1, 1, 2])))
    )


@st.composite
def volume(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Tier, ...]:
    """One tier of all units over several months, which a short month reaches: what it changes for earlier ones is a line."""
    step = Step(above=draw(st.sampled_from([1, 2, 4, 6])), per_read=draw(money))
    period = draw(st.sampled_from([Period.QUARTER, Period.YEAR]))
    return (
        Tier(name="Volume", period=period, mode=TierMode.ALL_UNITS, scope=draw(st.sampled_from(Scope)), steps=(step,)),
    )


@st.composite
def surcharges(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Surcharge, ...]:
    """Up to three surcharges."""
    found = []
    for number in some(draw, 3):
        price: dict[str, Any] = {"percent": draw(PERCENTS)}
        if draw(st.booleans()):
            price = {"add": draw(fine(money)), "add_per": draw(st.sampled_from(AddPer))}
        found.append(Surcharge(name=f"Surcharge {number}", match=draw(matches()), **price, **spans(draw)))
    return tuple(found)


@st.composite
def turnaround(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[Turnaround, ...]:
    """Up to three credits."""
    found = []
    for number in some(draw, 3):
        price = {"credit_percent": draw(SHARES)} if draw(st.booleans()) else {"credit": draw(money)}
        minutes = draw(st.sampled_from([10, 30, 60]))
        clock = draw(st.sampled_from([("received_at", "signed_at"), ("exam_at", "signed_at")]))
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


@st.composite
def compliance(draw: st.DrawFn) -> tuple[Compliance, ...]:
    """Up to two."""
    return tuple(
        Compliance(
            name=f"Compliance {number}",
            match=draw(matches()),
            within_minutes=draw(st.sampled_from([10, 30, 60])),
            at_least_percent=draw(SHARES),
            credit_percent=draw(SHARES),
            **spans(draw),
        )
        for number in some(draw, 2)
    )


@st.composite
def fixed(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[FixedFee, ...]:
    """Up to two fees."""
    return tuple(
        FixedFee(
            name=f"Fee {number}",
            amount=draw(money),
            every=draw(st.sampled_from(Every)),
            starts=draw(st.sampled_from([date(2026, 7, 1), date(2026, 7, 10), date(2025, 7, 20), date(2026, 3, 1)])),
            ends=draw(st.sampled_from([None, None, date(2026, 7, 15)])),
            quantity=draw(st.integers(1, 3)),
        )
        for number in some(draw, 2)
    )


@st.composite
def multiples(draw: st.DrawFn) -> Multiple | None:
    """Often none; of some exams only, within an accession or a visit."""
    share = draw(st.sampled_from([None, "80", "33.3", "50"]))
    if share is None:
        return None
    match = Match() if draw(st.booleans()) else Match(modality=frozenset({"CT"}))
    return Multiple(percent=Decimal(share), match=match, within=draw(st.sampled_from(Within)))


@st.composite
def minimums(draw: st.DrawFn, amounts: st.SearchStrategy[Decimal], money: st.SearchStrategy[Decimal]) -> Minimum | None:
    """None, of an amount for any period, or of reads."""
    scope = draw(st.sampled_from(Scope))
    match draw(st.sampled_from(["none", "none", "monthly", "monthly", "quarterly", "yearly", "reads"])):
        case "none":
            return None
        case "reads":
            number, period = draw(st.sampled_from([1, 5, 20])), draw(st.sampled_from(Period))
            return Minimum(reads=number, price=draw(money), period=period, scope=scope)
        case "monthly":
            return Minimum(monthly=draw(amounts), mode=draw(st.sampled_from(MinimumMode)), scope=scope)
        case longer:
            return Minimum(**{longer: draw(amounts)}, scope=scope)


@st.composite
def coverage(draw: st.DrawFn, money: st.SearchStrategy[Decimal]) -> tuple[CoverageFee, ...]:
    """Up to one fee by the night or the hour, often on some days only."""
    return tuple(
        CoverageFee(
            name=f"Coverage {number}",
            **{draw(st.sampled_from(["per_hour", "per_night"])): draw(money)},
            hours=draw(
                st.sampled_from(
                    [LocalHours(time(23), time(7)), LocalHours(time(8), time(8)), LocalHours(time(8), time(12, 30))]
                )
            ),
            weekdays=draw(st.sampled_from([frozenset(), frozenset({4, 5})])),
            timezone=draw(st.sampled_from(["America/New_York", None])),
            **spans(draw),
        )
        for number in some(draw, 1)
    )


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    """A contract of the client mercy, in force in at least part of July 2026."""
    unit = draw(st.sampled_from([*Unit, Unit.REGION]))
    currency = draw(st.sampled_from(["USD", "USD", "USD", "JPY", "KWD"]))
    money = prices({"USD": 2, "JPY": 0, "KWD": 3}[currency])
    monthly = st.sampled_from(["0", "50", "99", "333", "4000"]).map(Decimal)
    minimum = draw(minimums(monthly, money))
    by_facility = minimum is not None and minimum.scope is Scope.FACILITY
    return Contract(
        id="mercy-nights",
        client="mercy",
        title="Nights",
        effective=draw(
            st.sampled_from([date(2025, 1, 1), *[date(2026, 5, 10)] * 3, date(2026, 7, 1), date(2026, 7, 3)])
        ),
        until=draw(st.sampled_from([None, None, date(2026, 8, 1), date(2026, 7, 25)])),
        facilities=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"north", "south"})])),
        currency=currency,
        month_by=draw(st.sampled_from([MonthBy.SIGNED, MonthBy.SIGNED, MonthBy.RECEIVED])),
        timezone=draw(st.sampled_from([None, None, "UTC"])),
        unit=unit,
        rounding=draw(st.sampled_from(Rounding)),
        rvu=draw(st.sampled_from([None, None, None, "2026A"])),
        bill=frozenset({ReadType.PRELIMINARY, ReadType.OVERREAD}),
        rates=draw(rates(money)),
        surcharges=draw(surcharges(money)),
        multiple=None if unit is Unit.ACCESSION else draw(multiples()),
        tiers=draw(st.one_of(tiers(money), tiers(money), tiers(money), volume(money))),
        minimum=minimum,
        maximum=None if by_facility else draw(st.none() | st.builds(Maximum, monthly=monthly)),
        fixed=draw(fixed(money)),
        coverage=draw(coverage(money)),
        discount=draw(st.none() | SHARES),
        turnaround=draw(turnaround(money)),
        compliance=draw(compliance()),
        escalators=tuple(
            Escalator(
                on=draw(st.sampled_from([date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 12)])),
                percent=draw(PERCENTS),
            )
            for _ in some(draw, 2)
        ),
        taxes=tuple(Tax(name=f"Tax {number}", percent=draw(SHARES), **spans(draw)) for number in some(draw, 2)),
    )
