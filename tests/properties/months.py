"""Random months of reads for random contracts, at times and places on the edges of their clauses."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from invoicing.contracts.contract_of_read import Coverage, CoveredBy
from invoicing.contracts.holiday_calendars import CalendarHoliday, HolidayCalendar, HolidayCalendars
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.pricing.earlier_months_and_hours import Around
from invoicing.pricing.periods import earlier_months
from reads.core.codes import PatientClass, Priority, ReadType
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.directory.directory import Directory
from reads.directory.model import Exam, Facility, Radiologist
from reads.fees.release import FeeValue, Indices, Release, Releases
from reads.routing.route import ToHospital
from tests.invoicing.pricing.cases import country_calendars
from tests.properties.contracts import contracts
from tests.properties.restated_match import OWN

JULY = Month(2026, 7)
"""4 July 2026 is a Saturday, kept on Friday the 3rd."""

DIRECTORY = Directory.of(
    facilities=[
        Facility(
            name, client, name, "1234567893", "1 Main St", "Town", state, "60611", ZoneInfo(zone), starts=a, ends=b
        )
        for name, client, state, zone, a, b in (
            ("north", "mercy", "IL", "America/Chicago", None, None),
            ("south", "mercy", "NY", "America/New_York", date(2026, 7, 12), None),
            ("sold", "mercy", "IL", "America/Chicago", None, date(2026, 7, 15)),
            ("sold", "other", "IL", "America/Chicago", date(2026, 7, 15), None),
        )
    ]
)
EXAMS = (
    Exam("*", "CTHEAD", ("70450",), "CT", 1),
    Exam("*", "CTCAP", ("71260", "74177"), "CT", 3),
    Exam("*", "USABD", ("76700",), "US", 2),
    Exam("*", "XRKNEE", ("73562",), "", 1),
)
WORK = {"70450": "0.85", "71260": "1.16", "74177": "1.82", "76700": "0.805"}
"""An exam without a work RVU is among them."""


def release(name: str) -> Release:
    """A CMS release with the codes above."""
    first = Month(int(name[:4]), "ABCD".index(name[4]) * 3 + 1)
    parts = {"76700": (None, None)}.get
    values = {
        (code, ""): FeeValue(code, "", Decimal(work), "A", "1", *parts(code, (Decimal("0.31"), Decimal("0.04"))))
        for code, work in WORK.items()
    }
    factors = {"nonQPP": Decimal("33.4009"), "QPP": Decimal("33.5675")} if name >= "2026" else {"": Decimal("32.3465")}
    indices = Indices(Decimal("1.008"), Decimal("1.044"), Decimal("1.869"))
    return Release(name, first.first, first.next().next().end, values, factors, {"0610216": indices})


def calendars_of(contract: Contract) -> HolidayCalendars:
    """The holidays that a contract goes by: countries, and a list of the books' own."""
    countries = country_calendars(contract.holidays, 2024, 2027).by_name
    days = tuple(CalendarHoliday(observed, day) for day, observed in OWN["ours"].items())
    own = HolidayCalendar("ours", date(2025, 1, 1), date(2028, 1, 1), days)
    return HolidayCalendars({**countries, "ours": own})


RELEASES = st.sampled_from([["2026C"], ["2026A", "2026C"], ["2026A"], ["2026A"], ["2025D"]]).map(
    lambda names: Releases({name: release(name) for name in names})
)

MOMENTS = st.builds(
    lambda day, hour, minute: datetime(2026, 7, day, hour, minute, tzinfo=UTC),
    st.sampled_from([1, 2, 3, 4, 5, 10, 11, 12, 13, 20, 24, 25, 30]),
    st.sampled_from([0, 3, 4, 5, 9, 10, 13, 17, 22]),
    st.sampled_from([0, 0, 30, 59]),
)


@st.composite
def read_of(draw: st.DrawFn) -> tuple[Read, Exam]:
    """A read in or near July 2026, few accessions, times on the edges of the rules."""
    exam = draw(st.sampled_from([*EXAMS, EXAMS[1], EXAMS[1]]))
    signed = draw(MOMENTS)
    minutes = draw(st.sampled_from([0, 9, 30, 31, 75, 90]))
    received = signed - timedelta(minutes=minutes, seconds=draw(st.sampled_from([0, 0, 1])))
    return (
        Read(
            facility=draw(st.sampled_from(["north", "north", "north", "south", "sold"])),
            accession=draw(st.sampled_from(["A1", "A1", "a1", "A2"])),
            exam_code=exam.code,
            modality=draw(st.sampled_from(["CT", "XR"])),
            modifiers=draw(st.sampled_from([(), (), ("LT",), ("76",), ("RT",), ("76", "LT")])),
            sequence=draw(st.sampled_from(["", "", "1", "2"])),
            visit=draw(st.sampled_from(["", "V1", "V1", "v1"])),
            read_type=draw(st.sampled_from([ReadType.PRELIMINARY, ReadType.PRELIMINARY, ReadType.OVERREAD])),
            priority=draw(st.sampled_from(Priority)),
            radiologist=draw(st.sampled_from(["jane-doe", "john-roe"])),
            patient_class=draw(st.sampled_from([None, PatientClass.EMERGENCY])),
            payer=draw(st.sampled_from(["", "medicare-il"])),
            exam_at=draw(st.sampled_from([None, signed - timedelta(hours=1), signed + timedelta(hours=1)])),
            received_at=draw(st.sampled_from([received, received, received, None])),
            signed_at=signed,
        ),
        exam,
    )


@dataclass(frozen=True)
class Case:
    """A contract, and the reads that it puts into July 2026."""

    applied: AppliedContract
    reads: tuple[ToHospital, ...]
    releases: Releases
    earlier: Mapping[Month, tuple[ToHospital, ...]] = field(default_factory=dict)

    @property
    def around(self) -> Around:
        return Around(self.earlier)


@st.composite
def cases(draw: st.DrawFn, most: int = 12, change: Callable[[Contract], Contract] = lambda drawn: drawn) -> Case:
    """A contract, changed by `change`, with a month and the earlier months that it asks for."""
    contract = change(draw(contracts()))
    applied = AppliedContract(contract, 1, 1, calendars_of(contract))
    coverage = Coverage.of([applied], DIRECTORY)
    those = draw(st.lists(read_of(), min_size=draw(st.sampled_from([0, most // 2, most])), max_size=most))
    july = routed(coverage, those)[JULY]
    earlier: dict[Month, tuple[ToHospital, ...]] = {}
    if needed := earlier_months(applied.contract, JULY):
        days = draw(
            st.lists(st.tuples(read_of(), st.sampled_from([30, 61, 61, 92])), min_size=most // 2, max_size=most)
        )
        moved = [(earlier_by(read, number), exam) for (read, exam), number in days]
        found = routed(coverage, moved)
        earlier = {month: tuple(found[month]) for month in needed}
    return Case(applied, tuple(july), draw(RELEASES), earlier)


def earlier_by(read: Read, days: int) -> Read:
    """The read, so many days before."""
    back = timedelta(days=days)
    return replace(
        read,
        signed_at=read.signed_at - back,
        received_at=read.received_at and read.received_at - back,
        exam_at=read.exam_at and read.exam_at - back,
    )


def routed(coverage: Coverage, those: Iterable[tuple[Read, Exam]]) -> dict[Month, list[ToHospital]]:
    """The reads that the contract covers, by month; of one key the last."""
    found: dict[str, ToHospital] = {}
    for read, exam in those:
        terms = coverage.terms(read)
        if isinstance(terms, CoveredBy):
            facility = DIRECTORY.facility(read.facility, terms.service_date)
            assert facility is not None
            reader = Radiologist(read.radiologist, read.radiologist)
            logged = LoggedRead(read, read.key, len(found) + 1, 1)
            found[read.key] = ToHospital(logged, terms, facility, exam, reader, "wet read")
    months: dict[Month, list[ToHospital]] = defaultdict(list)
    for one in found.values():
        months[one.terms.month].append(one)
    return months
