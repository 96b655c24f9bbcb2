"""Whether a reader's tax form is on file and still valid on a day; what it means for taxes is the accountant's to say.

A W-8BEN or W-8BEN-E is valid from its signing to the last day of the third year after it (IRS, Instructions for the
Requester of Forms W-8, "Period of validity"); a W-9 until it is replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from invoicing.contractors.agreement import Agreement
from reads.directory.model import FOREIGN_FORMS, Radiologist
from reads.routing.route import Reason

_YEARS = 3
_SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class TaxForm:
    """The form on file: its kind (empty for none), when it was signed, and the last day of its validity where it has one."""

    kind: str
    signed: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day of a W-8; None of other forms and where nobody wrote down when it was signed."""
        if self.kind not in FOREIGN_FORMS or self.signed is None:
            return None
        return date(self.signed.year + _YEARS, 12, 31)


def tax_form(radiologist: Radiologist, agreement: Agreement) -> TaxForm:
    """The kind that the directory has, with the day that the agreement has."""
    return TaxForm(radiologist.tax_form, agreement.tax_form_signed)


def missing(form: TaxForm, radiologist: Radiologist, agreement: Agreement, day: date) -> Reason | None:
    """Why nobody may be paid on that form on a day, None where nothing is in the way."""
    if not form.kind:
        remedy = f"get a W-9, W-8BEN or W-8BEN-E, and write it as tax_form of {radiologist.id} in radiologists.csv"
        return Reason("no_tax_form", f"{radiologist.name} has no tax form on file", remedy)
    if form.kind not in FOREIGN_FORMS:
        return None
    if form.signed is None:
        remedy = f"write `tax_form_signed = DATE` in {agreement.file}"
        message = f"nobody wrote down when the {form.kind} of {radiologist.name} was signed: it may have expired"
        return Reason("tax_form_undated", message, remedy)
    if form.last_day is not None and form.last_day < day:
        remedy = f"get a new one, and correct `tax_form_signed` in {agreement.file}"
        message = f"the {form.kind} of {radiologist.name}, signed {form.signed}, expired on {form.last_day}"
        return Reason("tax_form_expired", message, remedy)
    return None


def expiring(form: TaxForm, radiologist: Radiologist, day: date) -> Reason | None:
    """That a form which still holds will expire within 90 days."""
    if form.last_day is None or not day <= form.last_day <= day + _SOON:
        return None
    message = f"the {form.kind} of {radiologist.name} expires on {form.last_day}"
    return Reason("tax_form_expires", message, "ask for a new one in time")
