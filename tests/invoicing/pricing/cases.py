"""Contracts as their text, reads as a line each, and the bill that comes of them as text."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from invoicing.contracts.contract_of_read import Coverage, CoveredBy
from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.holiday_calendars import HolidayCalendars, country_calendar, is_country
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.pricing.engine import price_month
from invoicing.pricing.priced_month import PricedMonth
from reads.core.codes import PatientClass, Priority, ReadType
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.core.times import parse_time
from reads.directory.directory import Directory
from reads.directory.model import Exam, Facility, Radiologist
from reads.fees.release import FeeValue, Release, Releases
from reads.routing.route import ToHospital

CHICAGO = ZoneInfo("America/Chicago")
OCTOBER = Month(2026, 10)
NO_RELEASES = Releases({})


def facility(
    name: str = "mercy-general",
    client: str = "mercy-health",
    starts: date | None = None,
    ends: date | None = None,
    zone: ZoneInfo = CHICAGO,
) -> Facility:
    """An invented hospital."""
    return Facility(
        name, client, name.title(), "1234567893", "1 Main St", "Chicago", "IL", "60611", zone, starts=starts, ends=ends
    )


FACILITIES = (facility(), facility("mercy-west"))


def contract(text: str) -> Contract:
    """The contract of a text, which may leave out client and effective date."""
    head = "".join(
        f"{key} = {value}\n"
        for key, value in (("client", '"mercy-health"'), ("effective", "2025-01-01"))
        if f"{key} " not in text.split("[", 1)[0]
    )
    found, findings = read_contract("mercy-nights", head + text, "mercy-nights.toml")
    assert found is not None, findings
    return found


def read(
    accession: str,
    signed: str = "2026-10-14 02:00",
    *,
    received: str = "",
    at: str = "mercy-general",
    exam: str = "CTHEAD",
    cpt: str = "70450",
    modality: str = "CT",
    regions: int = 1,
    priority: str = "routine",
    read_type: str = "preliminary",
    radiologist: str = "jane-doe",
    payer: str = "",
    patient_class: str | None = None,
    modifiers: str = "",
    zone: ZoneInfo = CHICAGO,
) -> tuple[Read, Exam]:
    """A read as it was logged, times on the facility's clock, and the exam it is of."""
    codes = tuple(cpt.split("+")) if cpt else ()
    logged = Read(
        facility=at,
        accession=accession,
        exam_code=exam,
        modality=modality,
        read_type=ReadType(read_type),
        priority=Priority(priority),
        radiologist=radiologist,
        received_at=parse_time(received, zone).at if received else None,
        signed_at=parse_time(signed, zone).at,
        payer=payer,
        patient_class=PatientClass(patient_class) if patient_class else None,
        modifiers=tuple(modifiers.split("+")) if modifiers else (),
    )
    return logged, Exam(at, exam, codes, modality, regions)


def routed(
    terms: Contract, reads: Iterable[tuple[Read, Exam]], facilities: Sequence[Facility] = FACILITIES
) -> list[ToHospital]:
    """The reads as the routing room hands them over, under this contract."""
    rows = {row.id: row for row in facilities}
    coverage = Coverage.of([AppliedContract(terms, 1, 1)], Directory.of(facilities=facilities))
    found = []
    for number, (logged, exam) in enumerate(reads, 1):
        covered = coverage.terms(logged)
        assert isinstance(covered, CoveredBy), f"{logged.accession} is not covered"
        found.append(
            ToHospital(
                LoggedRead(logged, logged.key, number, 1),
                covered,
                rows[logged.facility],
                exam,
                Radiologist(logged.radiologist, logged.radiologist.title()),
                "wet read",
            )
        )
    return found


def priced(
    text: str,
    reads: Iterable[tuple[Read, Exam]] = (),
    month: Month = OCTOBER,
    *,
    releases: Releases = NO_RELEASES,
    facilities: Sequence[Facility] = FACILITIES,
) -> PricedMonth:
    """The month under the contract of a text, of those reads that fall into it."""
    terms = contract(text)
    those = [one for one in routed(terms, reads, facilities) if one.terms.month == month]
    directory = Directory.of(facilities=facilities)
    return price_month(
        AppliedContract(terms, 1, 1, country_calendars(terms.holidays, 2024, 2027)),
        month,
        those,
        releases,
        directory.facilities,
    )


def bill(month: PricedMonth) -> list[str]:
    """The lines and the total as a person would read them: kind, name, facility, quantity × unit price, amount."""
    lines = []
    for line in month.lines:
        price = "" if line.unit_price is None else f" × {line.unit_price}"
        where = f" at {line.facility}" if line.facility else ""
        lines.append(f"{line.kind}: {line.name}{where}: {line.quantity}{price} = {line.amount.printed()}")
    return [*lines, f"total {month.total.printed()}"]


def charges(month: PricedMonth) -> dict[str, str]:
    """What each accession's reads were charged."""
    return {one.routed.logged.read.accession: f"{one.charge}" for one in month.reads}


def many(count: int, **what: str) -> list[tuple[Read, Exam]]:
    """So many reads, a minute after another."""
    return [read(f"A{n:04}", f"2026-10-{1 + n // 1440:02} {n // 60 % 24:02}:{n % 60:02}", **what) for n in range(count)]


def releases(**names: dict[str, str]) -> Releases:
    """Releases of work RVUs: `releases(r2026D={"74177": "1.77"})`."""
    found = {}
    for word, values in names.items():
        name = word.removeprefix("r")
        first = Month(int(name[:4]), "ABCD".index(name[4]) * 3 + 1)
        rows = {(code, ""): FeeValue(code, "", Decimal(value), "A", "1") for code, value in values.items()}
        found[name] = Release(name, first.first, first.next().next().end, rows)
    return Releases(found)


def moment(text: str, zone: ZoneInfo = CHICAGO) -> datetime:
    """An instant from a local time."""
    return parse_time(text, zone).at


def country_calendars(names: Iterable[str], first: int, last: int) -> HolidayCalendars:
    """The calendars of those names that are countries."""
    return HolidayCalendars({name: country_calendar(name, first, last) for name in names if is_country(name)})
