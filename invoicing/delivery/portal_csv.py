"""A portal's CSV by template: the client's own header, our fields; a row a paper, or a row a line where a field is of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from invoicing.delivery.errors import CurrencyNotHeld
from invoicing.delivery.parcel import Parcel, ParcelCharge
from invoicing.delivery.profile import Profile
from reads.core.csv_text import csv_text
from reads.core.formula_guard import guarded

Dated = Callable[[date], str]

_PAPER: Mapping[str, Callable[[Parcel, Dated], str]] = {
    "number": lambda parcel, _: parcel.number,
    "kind": lambda parcel, _: parcel.paper.kind.value,
    "month": lambda parcel, _: str(parcel.paper.month),
    "issued_on": lambda parcel, dated: dated(parcel.paper.issued_on),
    "due_on": lambda parcel, dated: dated(parcel.paper.due_on),
    "po_number": lambda parcel, _: parcel.paper.po_number,
    "contract": lambda parcel, _: parcel.paper.contract,
    "vendor_number": lambda parcel, _: parcel.paper.bill_to.vendor_number,
    "cost_center": lambda parcel, _: parcel.paper.bill_to.cost_center,
    "client": lambda parcel, _: parcel.paper.bill_to.name,
    "supplier": lambda parcel, _: parcel.paper.issuer.name,
    "tax_id": lambda parcel, _: parcel.paper.issuer.tax_id,
    "remit_to": lambda parcel, _: ", ".join(parcel.paper.issuer.remit_to),
    "about": lambda parcel, _: ", ".join(number for number, _day in parcel.paper.about),
    "currency": lambda parcel, _: parcel.paper.currency,
    "before_tax": lambda parcel, _: str(parcel.before_tax),
    "tax": lambda parcel, _: str(parcel.tax),
    "total": lambda parcel, _: str(parcel.paper.total),
    "pdf": lambda parcel, _: parcel.pdf_name,
}
_LINE: Mapping[str, Callable[[int, ParcelCharge, Dated], str]] = {
    "line.number": lambda place, _charge, _: str(place),
    "line.name": lambda _place, charge, _: charge.name,
    "line.text": lambda _place, charge, _: charge.text,
    "line.quantity": lambda _place, charge, _: f"{charge.quantity:f}",
    "line.unit_price": lambda _place, charge, _: f"{charge.unit_price:f}",
    "line.amount": lambda _place, charge, _: str(charge.amount),
    "line.service_date": lambda _place, charge, dated: dated(charge.service),
}
FIELDS = (*_PAPER, *_LINE)
"""What a column may hold."""

_TEXTS = frozenset({"client", "supplier", "remit_to", "po_number", "line.name", "line.text", "contract"})


def portal_csv(parcels: Sequence[Parcel], profile: Profile) -> bytes:
    """One file for all papers; CurrencyNotHeld where no column says the currency and it isn't the one that is meant."""
    fields = [field for _, field in profile.columns]
    for parcel in parcels:
        held = profile.currencies or ("USD",)
        if "currency" not in fields and parcel.paper.currency not in held[:1]:
            raise CurrencyNotHeld(parcel.paper.bill_to.name, parcel.paper.currency, profile.name, held[0])
    rows = [row for parcel in parcels for row in _rows(parcel, fields, profile.dates)]
    return csv_text([[title for title, _ in profile.columns], *rows]).encode()


def _rows(parcel: Parcel, fields: Sequence[str], dates: str) -> Iterable[list[str]]:
    def dated(day: date) -> str:
        return day.strftime(dates)

    def cell(field: str, place: int, charge: ParcelCharge | None) -> str:
        if field.startswith("="):
            return field[1:]
        found = (
            _PAPER[field](parcel, dated) if charge is None or field in _PAPER else _LINE[field](place, charge, dated)
        )
        return guarded(found) if field in _TEXTS else found

    if not any(field in _LINE for field in fields):
        yield [cell(field, 0, None) for field in fields]
        return
    for place, charge in enumerate(parcel.charges, 1):
        yield [cell(field, place, charge) for field in fields]
