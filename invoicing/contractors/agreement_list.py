"""All agreements with the tax forms of their readers, as they stand on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from invoicing.contractors import tax_form
from invoicing.contractors.agreement import Agreement
from invoicing.contractors.tax_form import TaxForm
from reads.directory.directory import Directory
from reads.directory.model import Radiologist
from reads.routing.route import Reason


@dataclass(frozen=True, slots=True)
class Listed:
    """An agreement, its reader, the tax form on file, and what is wrong with it or soon will be."""

    agreement: Agreement
    radiologist: Radiologist
    form: TaxForm
    in_force: bool
    missing: Reason | None
    expiring: Reason | None


def listed(agreements: Iterable[Agreement], directory: Directory, day: date) -> list[Listed]:
    """The agreements by reader and first day."""
    found = []
    for agreement in sorted(agreements, key=lambda each: (each.radiologist, each.effective)):
        radiologist = directory.radiologists[agreement.radiologist]
        form = tax_form.tax_form(radiologist, agreement)
        missing = tax_form.missing(form, radiologist, agreement, day)
        expiring = tax_form.expiring(form, radiologist, day)
        found.append(Listed(agreement, radiologist, form, agreement.in_force(day), missing, expiring))
    return found
