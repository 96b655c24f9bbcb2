"""A priced month becomes a paper: who, when and what, copied from what is true now; not numbered, not stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from invoicing.closing.difference import Difference
from invoicing.contracts.choices import Rounding
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.contracts.payment_terms import client_of, days_to_pay, due_date, purchase_order
from invoicing.papers.errors import MonthDoesNotAddUp, NoGroup
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import BillTo, Issuer, Paper, PaperKind, PaperLine
from invoicing.papers.schedule_rows import schedule_of
from invoicing.pricing.priced_month import Amount, LineKind, PricedMonth
from reads.core.currency import places_of
from reads.core.money import Money, total
from reads.core.month import Month
from reads.directory.directory import Directory
from reads.directory.row_of_moment import in_force


def draft(
    priced: PricedMonth,
    directory: Directory,
    issued_on: date,
    prior: Sequence[Difference] = (),
    manual: Sequence[PaperLine] = (),
) -> Paper:
    """The paper of a contract's month, as `close` shows it and `--issue` numbers it, but for its schedule.

    On it are also the differences of earlier months, and manual lines. Of kind `closed` where there is nothing of all
    that, and no read, minimum or fee to bill. MonthDoesNotAddUp where the lines are not the total or
    the reads not the lines, to the cent (spec 3.4); NoGroup before the books were applied.
    """
    check_sums(priced)
    contract = priced.applied.contract
    lines = (*_lines(priced), *manual, *(line for each in prior for line in each.lines))
    facilities = {facility: name for each in prior for facility, name in each.facilities}
    facilities.update(_facilities(priced, directory))
    return replace(
        blank(priced.applied, priced.month, directory, issued_on),
        kind=PaperKind.INVOICE if priced.reads or lines else PaperKind.CLOSED,
        facilities=tuple(sorted(facilities.items())),
        lines=lines,
        total=total([line.amount for line in lines], contract.currency),
        rvu_releases=_releases(priced),
        unmeasured=priced.unmeasured,
        notes=priced.notes,
    )


def memo(difference: Difference, directory: Directory, issued_on: date, about: IssuedPaper | None = None) -> Paper:
    """The memo that puts a month's invoice right at once: a credit memo where the client is owed, else a debit memo."""
    amount = difference.total
    return replace(
        blank(difference.applied, difference.month, directory, issued_on, difference.client),
        kind=PaperKind.CREDIT_MEMO if amount.minor < 0 else PaperKind.DEBIT_MEMO,
        facilities=difference.facilities,
        lines=difference.lines,
        schedule=difference.rows,
        total=amount,
        currency=difference.currency,
        about=((about.number, about.issued_on),) if about and about.number else (),
    )


def blank(applied: AppliedContract, month: Month, directory: Directory, issued_on: date, billed_to: str = "") -> Paper:
    """A paper of the contract with nothing on it: who, when and under what terms; NoGroup before the books were applied.

    `billed_to` is the client of the paper that it is about, where that isn't the contract's any more.
    """
    contract = applied.contract
    if directory.group is None:
        raise NoGroup
    client = client_of(contract, directory, billed_to)
    days = days_to_pay(contract, client)
    return Paper(
        kind=PaperKind.CLOSED,
        number=None,
        contract=contract.id,
        contract_title=contract.title,
        contract_version=applied.version,
        month=month,
        currency=contract.currency,
        issued_on=issued_on,
        due_on=due_date(issued_on, days),
        terms_days=days,
        po_number=purchase_order(contract, client),
        issuer=Issuer.of(directory.group),
        bill_to=BillTo.of(client),
        facilities=(),
        lines=(),
        schedule=(),
        total=Money(0, contract.currency),
        separate_schedule=contract.separate_schedule,
        prompt_percent=None if contract.prompt_payment is None else contract.prompt_payment.percent,
        prompt_days=None if contract.prompt_payment is None else contract.prompt_payment.days,
        print_names=_print_names(contract),
    )


def _print_names(contract: Contract) -> tuple[tuple[str, str], ...]:
    """By rate, the longest names first, so that a line is told by the whole name of its rate."""
    named = {rate.name: rate.printed for rate in contract.rates if rate.printed}
    return tuple(sorted(named.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def scheduled(paper: Paper, priced: PricedMonth, prior: Sequence[Difference] = ()) -> Paper:
    """The paper with a row a read, by facility and time, then what earlier months' reads differ by.

    Apart from the draft, since a big month's rows are many.
    """
    return replace(paper, schedule=(*schedule_of(priced), *(row for each in prior for row in each.rows)))


def check_sums(priced: PricedMonth) -> None:
    """Refuses a month whose lines are not its total, or whose reads are not its lines, to the cent."""
    contract, month = priced.applied.contract, priced.month
    summed = total([line.amount for line in priced.lines], contract.currency)
    if summed != priced.total:
        raise MonthDoesNotAddUp(contract.id, month, f"its lines are {summed}, its total {priced.total}")
    prices = priced.reads.prices
    charged: Amount | int = sum(price.charge * count for price, count in prices.items())
    credited: Amount | int = sum(price.credited * count for price, count in prices.items())
    _check_kind(priced, {LineKind.READS, LineKind.SURCHARGE}, Fraction(charged))
    _check_kind(priced, {LineKind.TURNAROUND}, Fraction(credited))


def _check_kind(priced: PricedMonth, kinds: set[LineKind], of_reads: Fraction) -> None:
    """Lines of these kinds are what the reads say: exactly, or within half a minor unit a line where lines round."""
    contract = priced.applied.contract
    lines = [line for line in priced.lines if line.kind in kinds]
    of_lines = total([line.amount for line in lines], contract.currency)
    off = abs(Fraction(of_lines.amount) - of_reads)
    unit = Fraction(1, 10 ** places_of(contract.currency))
    allowed = unit * len(lines) / 2 if contract.rounding is Rounding.LINE else Fraction(0)
    if off > allowed:
        names = " and ".join(sorted(kind.value for kind in kinds))
        exact = Money.rounded(of_reads, contract.currency)
        raise MonthDoesNotAddUp(contract.id, priced.month, f"its {names} lines are {of_lines}, its reads {exact}")


def _lines(priced: PricedMonth) -> tuple[PaperLine, ...]:
    return tuple(
        PaperLine(
            kind=line.kind,
            name=line.name,
            facility=line.facility,
            quantity=line.quantity,
            unit_price=line.unit_price,
            amount=line.amount,
            month=priced.month,
            basis=line.basis,
            wrvus=line.wrvus,
        )
        for line in priced.lines
    )


def _releases(priced: PricedMonth) -> tuple[str, ...]:
    return tuple(sorted({price.release.name for price in priced.reads.prices if price.release}))


def _facilities(priced: PricedMonth, directory: Directory) -> tuple[tuple[str, str], ...]:
    """Id and name of every facility that the paper speaks of, by its name at the end of the month."""
    used = {line.facility for line in priced.lines if line.facility}
    names = priced.reads.facilities
    for facility in used:
        rows = directory.facilities.get(facility, ())
        row = in_force(rows, priced.month.end - timedelta(days=1)) or (rows[-1] if rows else None)
        names[facility] = row.name if row else names.get(facility, facility)
    return tuple(sorted(names.items()))
