"""What is printed of a statement of pay, as frozen values: strings only, so that a template only places them.

PayView
├── issuer, pay_to, details, amount    who pays whom, for what, and how much
├── holds                              why nothing may be paid yet
└── lines, places, unpaid              rows of three tables; no read is named
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from invoicing.contractors.hourly import PayLine
from invoicing.contractors.statement import PayStatement, WorkPlace
from invoicing.documents import figures
from invoicing.documents.parties import Labelled, Party, labelled, plain_lines
from reads.routing.route import Reason

_COUNTRIES = {"US": "United States", "": "Not known"}


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line of pay; `note` is the smaller print under its name."""

    name: str
    note: str
    quantity: str
    unit_price: str
    amount: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What was done in one country."""

    country: str
    reads: str
    hours: str
    amount: str


@dataclass(frozen=True, slots=True)
class UnpaidRow:
    """How many reads wait for the same reason."""

    reads: str
    reason: str


@dataclass(frozen=True, slots=True)
class PayView:
    """All that is printed; `converted` is empty where pay and agreement are in one currency."""

    kind: str
    title: str
    document_title: str
    currency: str
    issuer: Party
    pay_to: Party
    details: tuple[Labelled, ...]
    amount_label: str
    amount: str
    amount_note: str
    holds: tuple[str, ...]
    lines: tuple[PaidLine, ...]
    total: str
    converted: tuple[Labelled, ...]
    places: tuple[PlaceRow, ...]
    unpaid: tuple[UnpaidRow, ...]
    questions: tuple[Labelled, ...]
    notes: tuple[str, ...]

    @property
    def footer(self) -> tuple[str, str]:
        """What stands under each page."""
        return self.document_title, ""


def pay_view_of(statement: PayStatement) -> PayView:
    """The statement as it is printed."""
    pay, group = statement.pay, statement.group
    agreement, payment = pay.agreement, statement.payment
    name = figures.plain(statement.radiologist.name)
    return PayView(
        kind="statement",
        title="Statement",
        document_title=f"Statement of pay, {name}, {pay.month.spelled()}",
        currency=agreement.currency,
        issuer=Party(figures.plain(group.name), plain_lines(group.address)),
        pay_to=Party(name, ()),
        details=_details(statement),
        amount_label="On hold" if statement.holds else "To be paid",
        amount=(payment or pay.total).printed_with_sign(),
        amount_note="Not payable yet" if statement.holds else figures.period(pay.month),
        holds=tuple(map(_sentence, statement.holds)),
        lines=tuple(_line(line, agreement.currency) for line in pay.lines),
        total=pay.total.printed_as_column(),
        converted=_converted(statement),
        places=tuple(_place(place) for place in statement.places),
        unpaid=_unpaid(statement),
        questions=labelled(("Phone", group.phone), ("E-mail", group.email)),
        notes=_notes(statement),
    )


def _sentence(reason: Reason) -> str:
    text = figures.plain(reason.message)
    return f"{text[:1].upper()}{text[1:]}."


def _details(statement: PayStatement) -> tuple[Labelled, ...]:
    pay, form = statement.pay, statement.form
    until = f", valid to {figures.long_date(form.last_day)}" if form.last_day else ""
    return labelled(
        ("Period", figures.period(pay.month)),
        ("Agreement", pay.agreement.title),
        ("Reads", figures.quantity(len(pay.reads))),
        ("Hours", figures.quantity(pay.hours_total) if pay.hours else ""),
        ("Tax form", f"{form.kind}{until}" if form.kind else "none on file"),
    )


def _line(line: PayLine, currency: str) -> PaidLine:
    price = "" if line.unit_price is None else figures.unit_price(line.unit_price, currency)
    return PaidLine(
        figures.plain(line.name),
        figures.plain(line.basis),
        figures.quantity(line.quantity),
        price,
        line.amount.printed_as_column(),
    )


def _converted(statement: PayStatement) -> tuple[Labelled, ...]:
    """The payment in another currency, with the rate that it was converted by."""
    rate, payment = statement.rate, statement.payment
    if rate is None or payment is None or payment.currency == statement.pay.agreement.currency:
        return ()
    label = f"1 {rate.source} = {rate.rate:f} {rate.target}, rate of {figures.short_date(rate.on)}"
    return (Labelled(label, f"{payment.printed_as_column()} {payment.currency}"),)


def _place(place: WorkPlace) -> PlaceRow:
    return PlaceRow(
        _COUNTRIES.get(place.country, place.country),
        figures.quantity(place.reads),
        figures.quantity(place.hours) if place.hours != Decimal(0) else "",
        place.amount.printed_as_column(),
    )


def _unpaid(statement: PayStatement) -> tuple[UnpaidRow, ...]:
    counts = Counter(each.reason.message for each in statement.pay.unpaid)
    return tuple(UnpaidRow(figures.quantity(count), figures.plain(reason)) for reason, count in counts.items())


def _notes(statement: PayStatement) -> tuple[str, ...]:
    notes = ["Each read is listed, with what it earned, in the table that comes with this statement."]
    if statement.pay.unpaid:
        notes.append("Reads that can't be priced yet are paid once what is missing is known.")
    return tuple(notes)
