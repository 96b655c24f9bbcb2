"""Step 1: what a read costs before anything else, or why it can't be priced (spec 3.3, 3.4, 3.5, 3.9).

One function prices a base, for contracts and for readers' agreements: `base_of`. A free rate needs no release and is 0.00.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from invoicing.contracts.model import Rate
from invoicing.pricing import medicare_fee
from reads.directory.model import Exam
from reads.fees.release import NoRelease, Release, Releases
from reads.fees.release_names import cms_file
from reads.routing.route import Reason

_WHERE = "from the CMS page 'PFS Relative Value Files'"


class RatePrices(Protocol):
    """A rate on one day: its prices after escalators."""

    @property
    def rate(self) -> Rate:
        """The rate itself."""
        ...

    @property
    def per_read(self) -> Decimal | None:
        """The price of a unit."""
        ...

    @property
    def per_wrvu(self) -> Decimal | None:
        """The price of a work RVU."""
        ...


@dataclass(frozen=True, slots=True)
class ExamToPrice:
    """What is priced: an exam of so many units on a day, by the pinned release or that of the day; `file` has the rate."""

    exam: Exam
    units: int
    day: date
    rvu: str | None
    file: str


@dataclass(frozen=True, slots=True)
class CmsValue:
    """What CMS says of a read's codes together, where its rate needs it, the release that says so, and a warning.

    `work_rvu` is the sum of the work RVUs; `fees` are the codes' professional amounts, each as the fee schedule prints it.
    """

    work_rvu: Decimal | None = None
    fees: tuple[Decimal, ...] = ()
    release: Release | None = None
    warning: Reason | None = None


NO_VALUE = CmsValue()


def value_of(rate: Rate, asked: ExamToPrice, releases: Releases) -> CmsValue | Reason:
    """What CMS says of the exam's codes, as far as the rate needs it; else why it must be held."""
    if not rate.needs_release:
        return NO_VALUE
    chosen = releases.on(asked.day, asked.rvu)
    if isinstance(chosen, NoRelease):
        return _no_release(chosen.wanted)
    release = chosen.release
    warning = _older(release, asked.day) if chosen.older else None
    work = _work_of(release, asked) if rate.per_wrvu is not None else None
    if isinstance(work, Reason):
        return work
    if rate.medicare_percent is None:
        return CmsValue(work, (), release, warning)
    fees = medicare_fee.fees_of(rate, release, asked.exam)
    return fees if isinstance(fees, Reason) else CmsValue(work, fees, release, warning)


def base_of(price: RatePrices, units: int, value: CmsValue) -> Fraction:
    """The exact base: per_read × units, per_wrvu × work RVUs, percent of Medicare's amounts; what is given, added."""
    rate = price.rate
    if rate.free:
        return Fraction(0)
    base = Fraction(price.per_read or 0) * units
    if value is NO_VALUE:
        return base
    base += Fraction(price.per_wrvu or 0) * Fraction(value.work_rvu or 0)
    return base + medicare_fee.share_of(rate, value.fees)


def _work_of(release: Release, asked: ExamToPrice) -> Decimal | Reason:
    """The sum of the work RVUs of the exam's codes."""
    rows = [(code, release.professional(code)) for code in asked.exam.cpt]
    missing = [code for code, row in rows if row is None]
    if missing or not rows:
        return _no_wrvu(missing, release, asked)
    return sum((row.work_rvu for _, row in rows if row is not None), Decimal(0))


def _no_wrvu(codes: list[str], release: Release, asked: ExamToPrice) -> Reason:
    what = f"no professional work RVU for {', '.join(codes)}" if codes else "no code to look up"
    exam = asked.exam.code or "+".join(asked.exam.cpt)
    return Reason(
        "no_wrvu",
        f"release {release.name} has {what}",
        f"correct the CPT codes of exam {exam} in directory/exams.csv, or price it by a rate with per_read in {asked.file}",
        f"CMS relative value file {release.name}",
    )


def _no_release(wanted: str) -> Reason:
    file = cms_file(wanted)
    return Reason(
        "no_release",
        f"the relative value release {wanted} is not imported",
        f"download {file} {_WHERE}, then: wetread fees import FILE",
        "spec 3.5",
    )


def _older(release: Release, day: date) -> Reason:
    wanted = f"{day.year}{'ABCD'[(day.month - 1) // 3]}"
    return Reason(
        "older_release",
        f"work RVUs are those of {release.name}, since {wanted} is not imported",
        f"download {cms_file(wanted)} {_WHERE}, then: wetread fees import FILE",
        "spec 3.5",
    )
