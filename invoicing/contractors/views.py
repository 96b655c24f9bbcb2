"""What is owed and was paid to readers, as scripts get it (spec 6): amounts as texts, days RFC 3339. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.contractors.agreement_list import Listed
from invoicing.contractors.statement import Payroll, PayStatement
from invoicing.contractors.year import Year, YearRow
from reads.routing.route import Reason


def payroll_as_json(
    said: Payroll, chosen: Sequence[PayStatement], files: Sequence[tuple[str, str]]
) -> dict[str, object]:
    """A month's statements; `files` are the paths of PDF and CSV of each chosen one."""
    return {
        "month": str(said.month),
        "statements": [
            {**_statement_as_json(each), "pdf": pdf, "csv": table}
            for each, (pdf, table) in zip(chosen, files, strict=True)
        ],
        "without_agreement": [{"radiologist": reader, "reads": count} for reader, count in said.without_agreement],
        "unknown_readers": [{"radiologist": word, "reads": count} for word, count in said.strangers],
    }


def _statement_as_json(each: PayStatement) -> dict[str, object]:
    pay = each.pay
    return {
        "agreement": pay.agreement.id,
        "radiologist": each.radiologist.id,
        "name": each.radiologist.name,
        "tax_form": each.form.kind or None,
        "tax_form_until": None if each.form.last_day is None else each.form.last_day.isoformat(),
        "reads": len(pay.reads),
        "hours": f"{pay.hours_total:f}",
        "currency": pay.agreement.currency,
        "lines": [
            {
                "name": line.name,
                "quantity": f"{line.quantity:f}",
                "unit": line.unit,
                "unit_price": None if line.unit_price is None else f"{line.unit_price:f}",
                "amount": str(line.amount),
                "basis": line.basis,
            }
            for line in pay.lines
        ],
        "total": str(pay.total),
        "paid_in": pay.agreement.paid_in,
        "exchange_rate": f"{each.rate.rate:f}" if each.rate else None,
        "payment": None if each.payment is None else str(each.payment),
        "payable": not each.holds,
        "holds": [_reason(hold) for hold in each.holds],
        "notes": [_reason(note) for note in each.notes],
        "places": [
            {
                "country": place.country or None,
                "reads": place.reads,
                "hours": f"{place.hours:f}",
                "amount": str(place.amount),
            }
            for place in each.places
        ],
        "unpaid": [
            {"accession": one.performed.read.accession, "facility": one.performed.read.facility, **_reason(one.reason)}
            for one in pay.unpaid
        ],
    }


def _reason(reason: Reason) -> dict[str, str]:
    return {"code": reason.code, "message": reason.message, "remedy": reason.remedy}


def listed_as_json(row: Listed) -> dict[str, object]:
    """One agreement with its reader's tax form."""
    agreement, problem = row.agreement, row.missing or row.expiring
    return {
        "agreement": agreement.id,
        "radiologist": row.radiologist.id,
        "name": row.radiologist.name,
        "title": agreement.title,
        "effective": agreement.effective.isoformat(),
        "until": None if agreement.until is None else agreement.until.isoformat(),
        "in_force": row.in_force,
        "tax_form": row.form.kind or None,
        "tax_form_signed": None if row.form.signed is None else row.form.signed.isoformat(),
        "tax_form_until": None if row.form.last_day is None else row.form.last_day.isoformat(),
        "tax_form_valid": row.missing is None,
        "problem": problem and {"code": problem.code, "message": problem.message, "remedy": problem.remedy},
    }


def year_as_json(said: Year, out: str | None) -> dict[str, object]:
    """The year's list; `out` is the file that it was written to."""
    return {
        "year": said.year,
        "threshold": str(said.threshold),
        "threshold_indexed": said.indexed,
        "readers": [_row_as_json(row) for row in said.rows],
        "csv": out,
    }


def _row_as_json(row: YearRow) -> dict[str, object]:
    return {
        "radiologist": row.radiologist,
        "name": row.name,
        "tax_form": row.form.kind or None,
        "tax_form_until": None if row.form.last_day is None else row.form.last_day.isoformat(),
        "paid": [{"amount": str(amount), "currency": amount.currency} for amount in row.paid],
        "places": [
            {
                "country": place.country or None,
                "reads": place.reads,
                "hours": f"{place.hours:f}",
                "earned": str(place.earned),
                "currency": place.earned.currency,
            }
            for place in row.places
        ],
        "lists": list(row.lists),
    }
