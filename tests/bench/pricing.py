"""Pricing a month of routed reads, beside a bare loop that looks up a rate and multiplies Decimals for the same reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from invoicing.contracts.contract_of_read import Coverage, CoveredBy
from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.model import AppliedContract
from invoicing.pricing.engine import price_month
from reads.core.codes import PatientClass, Priority
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.core.times import parse_time
from reads.directory.directory import Directory
from reads.directory.model import Exam, Facility, Radiologist
from reads.fees.release import Releases
from reads.routing.route import ToHospital
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import CONTRACT, EXAMS, SCALES, Scale, facility, rows_of

MONTH = Month(2026, 10)


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table."""
    work, bare = measured(
        [
            Work("pricing the month", "tests.bench.pricing:engine", (scale.name,)),
            Work("bare loop: look up, multiply Decimals", "tests.bench.pricing:bare_loop", (scale.name,)),
        ]
    )
    yield Row(work, (bare,), "≤ 3 ×, < 600 MB")


def engine(watch: Stopwatch, scale: str) -> None:
    """Every contract of the month through the engine."""
    applied, directory, reads = routed(SCALES[scale])
    watch.start()
    total = 0
    for one in applied:
        month = price_month(one, MONTH, reads[one.contract.id], Releases({}), directory.facilities)
        total += month.total.minor
    print(total)


def bare_loop(watch: Stopwatch, scale: str) -> None:
    """The least that pricing could be: a rate from a dict, a product, a sum, for each facility."""
    applied, _, reads = routed(SCALES[scale])
    rates = {
        (one.contract.id, exam): price
        for one in applied
        for exam, price in (("CTHEAD", Decimal("34.00")), ("CTCAP", Decimal("38.00")))
    }
    other = Decimal("12.00")
    watch.start()
    totals: dict[str, Decimal] = {}
    for name, those in reads.items():
        total = Decimal(0)
        for one in those:
            read = one.logged.read
            total += rates.get((name, read.exam_code), other) * len(one.exam.cpt)
        totals[name] = total
    print(len(totals))


def routed(scale: Scale) -> tuple[list[AppliedContract], Directory, dict[str, list[ToHospital]]]:
    """The contracts, and the reads that each of them covers."""
    applied = []
    for number in range(scale.facilities):
        text = CONTRACT.format(client=f"client-{number:04d}")
        found, findings = read_contract(f"contract-{number:04d}", text, "contract.toml")
        assert found is not None, findings
        applied.append(AppliedContract(found, 1, number))
    directory = Directory.of(
        facilities=[_facility(number) for number in range(scale.facilities)],
        radiologists=[Radiologist(f"r-{number:04d}", f"Reader {number}") for number in range(scale.radiologists)],
        exams=[Exam("*", code, tuple(cpt.split("+")), modality, regions) for code, cpt, modality, regions in EXAMS],
    )
    coverage = Coverage.of(applied, directory)
    reads: dict[str, list[ToHospital]] = {one.contract.id: [] for one in applied}
    for number, row in enumerate(rows_of(scale, MONTH.year, MONTH.number), 1):
        read = _read(row)
        terms = coverage.terms(read)
        if isinstance(terms, CoveredBy) and terms.month == MONTH:
            exam = directory.exam(read.facility, read.exam_code, terms.service_date)
            assert exam is not None
            reader = directory.radiologists[read.radiologist]
            logged = LoggedRead(read, read.key, number, 1)
            reads[terms.contract].append(
                ToHospital(logged, terms, directory.facilities[read.facility][0], exam, reader, "wet read")
            )
    return applied, directory, reads


def _facility(number: int) -> Facility:
    name, zone = facility(number)
    client = f"client-{number:04d}"
    return Facility(name, client, name, "1234567893", "1 Main St", "Town", "IL", "60601", ZoneInfo(zone))


def _read(row: tuple[str, ...]) -> Read:
    facility, accession, code, _, modality, _, priority, radiologist, received, signed, _ = row
    return Read(
        facility=facility,
        accession=accession,
        exam_code=code,
        modality=modality,
        priority=Priority(priority),
        radiologist=radiologist,
        received_at=_utc(received),
        signed_at=_utc(signed),
        patient_class=PatientClass.EMERGENCY,
    )


def _utc(text: str) -> datetime:
    return parse_time(text, None).at
