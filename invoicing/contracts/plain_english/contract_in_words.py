"""A contract's terms in plain words, as they stand on a day: to be read to a hospital over the phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from invoicing.contracts.choices import LateReads, MonthBy, Rounding, Unit
from invoicing.contracts.contract_of_read import covered
from invoicing.contracts.holiday_calendars import NO_CALENDARS, HolidayCalendars
from invoicing.contracts.model import Contract, PaidFinals
from invoicing.contracts.payment_terms import days_to_pay, purchase_order
from invoicing.contracts.plain_english.amounts_in_words import SentenceWriter
from invoicing.contracts.plain_english.holidays_in_words import holidays
from invoicing.contracts.plain_english.period_in_words import bounds, caps, coverage, discount, prompt_payment
from invoicing.contracts.plain_english.phrases import Names, last_day, percent
from reads.core.codes import ReadType
from reads.core.english import counted, listed, spelled_day
from reads.directory.directory import Directory
from reads.directory.model import PayerKind

_UNITS = {
    Unit.EXAM: "Each exam counts as one unit.",
    Unit.CPT: "Each CPT code of an exam counts as one unit.",
    Unit.REGION: "Each body region of an exam counts as one unit.",
    Unit.ACCESSION: "Each accession counts as one unit: of its exams the dearest is billed, the others cost nothing.",
}
_MOMENTS = {
    MonthBy.SIGNED: "it was signed",
    MonthBy.RECEIVED: "it was received",
    MonthBy.EXAM: "its exam took place",
}
_BILLED = (
    (ReadType.PRELIMINARY, "preliminary reads (wet reads)"),
    (ReadType.OVERREAD, "over-reads"),
    (ReadType.ADDENDUM, "addenda"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and the sentences under it."""

    heading: str
    sentences: tuple[str, ...]


def in_words(
    contract: Contract, on: date, directory: Directory, calendars: HolidayCalendars = NO_CALENDARS
) -> list[Passage]:
    """All terms as they stand on the day, escalators included; before or after the contract's life, on its nearest day.

    What is not yet in force is told with its first day, what is over is left out.
    """
    day = nearest_day(contract, on)
    pen = SentenceWriter(contract, day, Names(directory, day))
    parts: list[tuple[str, Callable[[], list[str]]]] = [
        ("Parties and term", lambda: _parties(contract, on, pen.names)),
        ("What is billed", lambda: _billed(contract, pen.hours(), pen.names)),
        ("Prices", pen.prices),
        ("Volume", pen.tiers),
        ("Surcharges", pen.surcharges),
        ("Holidays", lambda: holidays(contract, day, calendars)),
        ("Credits for slow reads", pen.credits),
        ("Minimum and maximum", lambda: bounds(pen)),
        ("Discount", lambda: discount(pen)),
        ("Fixed fees", pen.fees),
        ("Coverage", lambda: coverage(pen)),
        ("Price changes", pen.escalators),
        ("Taxes", pen.taxes),
        ("Invoices and payment", lambda: _payment(contract, pen)),
    ]
    passages = [Passage(heading, tuple(tell())) for heading, tell in parts]
    return [passage for passage in passages if passage.sentences]


def nearest_day(contract: Contract, on: date) -> date:
    """The day itself, or the contract's first or last one."""
    if contract.until is not None:
        on = min(on, contract.until - timedelta(days=1))
    return max(on, contract.effective)


def _parties(contract: Contract, on: date, names: Names) -> list[str]:
    client = names.client(contract.client)
    there = {row.id for row, days in covered(contract, names.directory) if days.contains(names.day)}
    where = listed(sorted(names.facility(key) for key in contract.facilities or there), "and")
    if contract.facilities:
        scope = f"It covers {where}."
    else:
        scope = f"It covers all facilities of the client{f': now {where}' if where else ''}."
    term = f"It is in force from {spelled_day(contract.effective)}"
    term += f" to {last_day(contract.until)}." if contract.until else ", with no end agreed."
    said = [f"{contract.title}: a contract with {client}.", scope, term]
    if on < contract.effective:
        said.append(f"On {spelled_day(on)} it is not yet in force: these are the terms of its first day.")
    elif not contract.in_force(on):
        said.append(f"On {spelled_day(on)} it is no longer in force: these are the terms of its last day.")
    return said


def _billed(contract: Contract, hours: list[str], names: Names) -> list[str]:
    billed = [words for kind, words in _BILLED if kind in contract.bill]
    left = [words for kind, words in _BILLED if kind not in contract.bill]
    calendar = f"of the time zone {contract.timezone}" if contract.timezone else "of its facility"
    rounding = {
        Rounding.READ: "The price and each surcharge are rounded for each read, halves up.",
        Rounding.LINE: "Nothing is rounded before the line of the invoice, there halves up.",
    }
    but = f", not {listed(left, 'or')}" if left else ""
    said = [f"Billed are {listed(billed, 'and')}{but}."]
    if not billed:
        said = ["No read is billed."] if contract.finals is None else []
    if contract.finals is not None:
        said += _finals(contract.finals, names, alone=not billed)
    moment = _MOMENTS[contract.month_by]
    said.append(f"A read belongs to the day and month in which {moment}, by the calendar {calendar}.")
    return [*said, *hours, _UNITS[contract.unit], rounding[contract.rounding]]


def _finals(finals: PaidFinals, names: Names, *, alone: bool) -> list[str]:
    """Which finals the client pays for, and that nobody else is asked for them (spec 5.5)."""
    asked = [names.payer(key) for key in sorted(finals.payer)]
    kinds = [kind.words for kind in PayerKind if kind in finals.payer_kind]
    excepted = [kind.words for kind in PayerKind if kind in finals.unless_payer_kind]
    of = f" of patients insured with {listed([*asked, *kinds], 'or')}" if asked or kinds else ""
    but = f", but not of those of {listed(excepted, 'or')}" if excepted else ""
    verb = "Billed are only" if alone else "Also billed are"
    said = [f"{verb} final reads made in the United States{of}{but}."]
    said.append("A final that is billed to the client is never claimed from an insurer.")
    if finals.asks_for_payer:
        said.append("A final whose payer nobody names is held until it is known.")
    return said


def _payment(contract: Contract, pen: SentenceWriter) -> list[str]:
    names = pen.names
    client = names.directory.clients.get(contract.client)
    terms = days_to_pay(contract, client) if client else contract.terms_days
    order = purchase_order(contract, client) if client else contract.po_number
    invoice = f"Invoices are monthly, in {contract.currency}"
    invoice += f", under purchase order {order}" if order else ""
    invoice += "." if terms is None else f", and due {counted(terms, 'day')} after their date."
    said = [invoice]
    if contract.separate_schedule:
        said.append("The schedule of reads is a file of its own, protected by a password.")
    said.append(
        {
            LateReads.NEXT_INVOICE: "What changes in a month already invoiced goes on the next invoice.",
            LateReads.WAIVE: "What a month already invoiced should have cost more is waived; what it should have cost "
            "less is paid back.",
        }[contract.late_reads]
    )
    said += [*prompt_payment(pen), *caps(pen)]
    if contract.interest_percent_per_month is not None:
        rate = percent(contract.interest_percent_per_month)
        said.append(
            f"An invoice paid late bears {rate} interest a month, shown on statements and not billed by itself."
        )
    return said
