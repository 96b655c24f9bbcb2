"""What is said to stand behind another rate is never reached: proven on reads that are made up and matched one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from invoicing.contracts.file.unreachable_rates import Possible, takes_all
from invoicing.contracts.match import CodeRange, LocalHours, Match
from invoicing.contracts.model import Contract, Rate
from reads.core.codes import ReadType

CODES = ("70450", "70460", "70480", "74177")
FACILITIES = ("mercy-general", "mercy-lakeside")
BILLED = ("preliminary", "overread")
DAYS = st.dates(date(2026, 6, 26), date(2026, 7, 6))
HOURS = st.sampled_from([LocalHours(time(22), time(5)), LocalHours(time(20), time(2)), LocalHours(time(2), time(6))])


def some(*words: str) -> st.SearchStrategy[frozenset[str]]:
    """Often no condition at all, so that one match is often wider than another."""
    return st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(words), min_size=1))


MATCHES = st.builds(
    Match,
    cpt=st.lists(
        st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)).map(lambda pair: CodeRange(*sorted(pair))), max_size=2
    ).map(tuple),
    modality=some("CT", "MR"),
    read_type=some(*BILLED, "addendum"),
    priority=some("routine", "stat", "critical"),
    facility=some(*FACILITIES),
    patient_class=some("E", "I", "O"),
    local_time=st.lists(HOURS, max_size=2).map(tuple),
    weekdays=st.one_of(st.just(frozenset[int]()), st.frozensets(st.integers(0, 6), min_size=1)),
    night_of=st.booleans(),
    holiday=some("US", "US-IL"),
    regions=st.sampled_from([None, 1, 2, 3]),
)
DATED = st.builds(Rate, name=st.just("A"), starts=st.one_of(st.none(), DAYS), ends=st.one_of(st.none(), DAYS))


@dataclass(frozen=True)
class Facts:
    """What a match looks at."""

    cpt: tuple[str, ...]
    modality: str
    read_type: str
    priority: str
    facility: str
    patient_class: str
    day: date
    at: time
    holiday: frozenset[str]
    regions: int


READS = st.builds(
    Facts,
    cpt=st.lists(st.sampled_from(CODES), min_size=1, max_size=2).map(tuple),
    modality=st.sampled_from(["CT", "MR", "US"]),
    read_type=st.sampled_from(BILLED),
    priority=st.sampled_from(["routine", "stat", "critical"]),
    facility=st.sampled_from(FACILITIES),
    patient_class=st.sampled_from(["E", "I", "O", ""]),
    day=DAYS,
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    holiday=some("US", "US-IL"),
    regions=st.integers(1, 4),
)


def holds_on(rate: Rate, day: date) -> bool:
    return (rate.starts or date.min) <= day < (rate.ends or date.max)


def takes(rate: Rate, read: Facts) -> bool:
    """Spec 3.1, word for word: all given keys must hold, a list means any of."""
    match = rate.match
    began = read.day - timedelta(days=1) if match.night_of and read.at < time(12) else read.day
    return all(
        (
            holds_on(rate, read.day),
            not match.cpt or any(code in codes for code in read.cpt for codes in match.cpt),
            not match.modality or read.modality in match.modality,
            not match.read_type or read.read_type in match.read_type,
            not match.priority or read.priority in match.priority,
            not match.facility or read.facility in match.facility,
            not match.patient_class or read.patient_class in match.patient_class,
            not match.local_time or any(read.at in hours for hours in match.local_time),
            not match.weekdays or began.weekday() in match.weekdays,
            not match.holiday or bool(read.holiday & match.holiday),
            read.regions >= (match.regions or 1),
        )
    )


CONTRACT = Contract(
    id="mercy",
    client="mercy-health",
    title="Mercy",
    effective=date(2026, 6, 26),
    until=date(2026, 7, 7),
    bill=frozenset({ReadType.PRELIMINARY, ReadType.OVERREAD}),
)
POSSIBLE = Possible.under(CONTRACT, FACILITIES)


KEYS = ("cpt", "modality", "read_type", "priority", "facility", "local_time", "weekdays", "night_of", "regions")
PAIRS = st.builds(
    lambda earlier, other, keys: (earlier, replace(earlier, **{key: getattr(other, key) for key in keys})),
    MATCHES,
    MATCHES,
    st.lists(st.sampled_from(KEYS), max_size=2),
)


@given(PAIRS, st.lists(READS, min_size=5, max_size=15))
def test_a_rate_said_to_take_all_takes_all(pair, reads):
    """The later match differs from the earlier in two keys at most, so that it often is the narrower one."""
    earlier, later = (Rate(name="A", match=match) for match in pair)
    if takes_all(earlier, later, CONTRACT, POSSIBLE):
        assert all(takes(earlier, read) for read in reads if takes(later, read))


@given(st.tuples(DATED, DATED), DAYS)
def test_days_are_part_of_it(pair, day):
    earlier, later = pair
    if takes_all(earlier, later, CONTRACT, POSSIBLE):
        assert not holds_on(later, day) or holds_on(earlier, day)


@given(MATCHES)
def test_a_catch_all_takes_everything_and_a_match_takes_all_of_itself(match):
    rate = Rate(name="A", match=match)
    assert takes_all(Rate(name="All"), rate, CONTRACT, POSSIBLE)
    assert takes_all(rate, rate, CONTRACT, POSSIBLE)
