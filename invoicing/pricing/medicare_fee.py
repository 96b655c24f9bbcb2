"""The base of a rate that is a percent of Medicare: the professional amount of each code, as the fee schedule prints it (spec 3.9).

    (work RVU + facility practice expense RVU + malpractice RVU of modifier 26) × conversion factor, rounded to cents

Each part is multiplied with its locality's geographic index before, where the rate names one. Money of Medicare is USD.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.model import Rate
from reads.core.money import rounded
from reads.directory.model import Exam
from reads.fees.release import NATIONAL, FeeValue, Indices, Release
from reads.routing.route import Reason

_SOURCE = "42 CFR 414.22 to 414.26; CMS relative value file"
_CENTS = 2


def professional_amount(value: FeeValue, factor: Decimal, indices: Indices = NATIONAL) -> Decimal | None:
    """What the fee schedule prints for the row in a facility; None where the release was imported without its parts."""
    if value.facility_pe is None or value.malpractice is None:
        return None
    total = (
        Fraction(value.work_rvu) * Fraction(indices.work)
        + Fraction(value.facility_pe) * Fraction(indices.practice)
        + Fraction(value.malpractice) * Fraction(indices.malpractice)
    )
    return rounded(total * Fraction(factor), _CENTS)


def fees_of(rate: Rate, release: Release, exam: Exam) -> tuple[Decimal, ...] | Reason:
    """The professional amounts of the exam's codes, in their order; the reason `no_fee` where one can't be said."""
    factor = release.factor(qpp=rate.qpp)
    if factor is None:
        return _no_factor(rate, release)
    indices = release.indices(rate.locality)
    if indices is None:
        return _no_fee(
            release,
            f"the geographic indices of locality {rate.locality} for {release.year} are not imported",
            f"import CMS's file of them, GPCI{release.year} of the same zip: wetread fees import FILE",
        )
    amounts = [(code, _amount(release, code, factor, indices)) for code in exam.cpt]
    if not amounts:
        return _no_fee(
            release, f"exam {exam.code} has no CPT code", "add it to directory/exams.csv, then: wetread apply"
        )
    if faults := list(_faults(amounts)):
        return _no_fee(release, *faults[0])
    return tuple(amount for _, amount in amounts if isinstance(amount, Decimal))


def share_of(rate: Rate, fees: tuple[Decimal, ...]) -> Fraction:
    """The rate's percent of the amounts together, exact."""
    return sum(map(Fraction, fees), Fraction(0)) * Fraction(rate.medicare_percent or 0) / 100


def _amount(release: Release, code: str, factor: Decimal, indices: Indices) -> Decimal | str:
    """The amount of a code, or why there is none."""
    row = release.professional(code)
    if row is None:
        return "unpriced"
    amount = professional_amount(row, factor, indices)
    return "incomplete" if amount is None else amount or "unpriced"


def _faults(amounts: list[tuple[str, Decimal | str]]) -> Iterator[tuple[str, str]]:
    incomplete = [code for code, amount in amounts if amount == "incomplete"]
    if incomplete:
        yield (
            "it was imported without practice expense, malpractice and conversion factor",
            "import its file again: wetread fees import FILE",
        )
    unpriced = [code for code, amount in amounts if amount == "unpriced"]
    if unpriced:
        yield (
            f"Medicare has no professional amount for {', '.join(unpriced)}: carrier-priced, none, or not there",
            "correct the CPT codes in directory/exams.csv, or price it by a rate with per_read",
        )


def _no_factor(rate: Rate, release: Release) -> Reason:
    if not release.factors:
        return _no_fee(
            release,
            "it was imported without practice expense, malpractice and conversion factor",
            "import its file again: wetread fees import FILE",
        )
    variant = "QPP" if rate.qpp else "nonQPP"
    return _no_fee(
        release,
        f"the conversion factor of the {variant} file is not imported",
        f"import CMS's {variant} file of {release.name} under the name that CMS gave it: wetread fees import FILE",
    )


def _no_fee(release: Release, what: str, remedy: str) -> Reason:
    return Reason("no_fee", f"release {release.name}: {what}", remedy, _SOURCE)
