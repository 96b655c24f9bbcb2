"""Gathers what is accrued: every contract's months of a period, priced as they are known now, less what was invoiced.

    stored form    {"contract", "client": [id, name], "month", "at", "currency", "performed", "invoiced", "lines", "reads"}

Kept with the batch, since reads that come later change what a month costs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from invoicing.closing.gather import gather_month
from invoicing.closing.month_by_door import Routed
from invoicing.contracts.model import AppliedContract
from invoicing.contracts.payment_terms import client_of
from invoicing.exports.accrual import PerformedMonth, accrual
from invoicing.exports.papers_and_deeds import Accrual, ExportPeriod, Reads
from invoicing.papers import recorded_adjustments
from invoicing.papers.paper import BillTo, PaperLine
from invoicing.papers.repository import papers_about
from invoicing.pricing.columns import keys_of, without
from invoicing.pricing.priced_month import LineKind
from reads.core.money import Money
from reads.core.month import Month
from reads.store.canonical_json import canonical


def accruals(session: Session, period: ExportPeriod) -> tuple[Accrual, ...]:
    """One for each contract and month of the period, at that month's end and at each later one while something is left."""
    withdrawn = recorded_adjustments.withdrawn(session)
    found: list[Accrual] = []
    for month in period.months:
        routed = gather_month(session, month)
        for applied in _contracts(routed, month):
            performed = _performed(routed, applied, month, withdrawn.keys())
            papers = papers_about(session, applied.contract.id, month)
            later = [each for each in period.months if each >= month]
            made = [accrual(performed, papers, at) for at in later]
            found += [each for each in made if each.at == month or each.lines]
    return tuple(sorted(found, key=lambda each: (each.at, each.month, each.contract)))


def _contracts(routed: Routed, month: Month) -> Iterator[AppliedContract]:
    """The contracts in force at any time of the month."""
    last = month.end - timedelta(days=1)
    for applied in sorted(routed.contracts, key=lambda each: each.contract.id):
        until = applied.contract.until
        if applied.contract.effective <= last and (until is None or month.first < until):
            yield applied


def _performed(routed: Routed, applied: AppliedContract, month: Month, withdrawn: Iterable[str]) -> PerformedMonth:
    contract, directory = applied.contract, routed.directory
    taken_back = dict.fromkeys(withdrawn, "")
    all_reads = routed.hospital.get((contract.id, month), ())
    reads = without(all_reads, taken_back)
    priced = routed.price(applied, month, reads)
    not_billable = set(keys_of(all_reads)).difference(priced.reads.keys)
    bill_to = BillTo.of(client_of(contract, directory))
    return PerformedMonth(bill_to, priced, frozenset(not_billable))


def kept(found: Sequence[Accrual]) -> str:
    """The accruals in their stored form."""
    return canonical(
        [
            {
                "contract": each.contract,
                "client": [each.client.id, each.client.name],
                "month": str(each.month),
                "at": str(each.at),
                "currency": each.performed.currency,
                "performed": each.performed.minor,
                "invoiced": each.invoiced.minor,
                "lines": [[line.kind.value, line.name, line.facility, line.amount.minor] for line in each.lines],
                "reads": list(astuple(each.reads)),
            }
            for each in found
        ]
    )


def kept_of(text: str, documents: Collection[str]) -> str:
    """The stored form of those accruals alone that are among the documents."""
    return kept([each for each in restored(text) if each.document in documents]) if text else text


def restored(text: str) -> tuple[Accrual, ...]:
    """The accruals of a stored form."""
    return tuple(_restored(each) for each in json.loads(text))


def _restored(found: dict[str, Any]) -> Accrual:
    month, currency = Month.parse(found["month"]), found["currency"]
    return Accrual(
        contract=found["contract"],
        client=BillTo(found["client"][0], found["client"][1], ()),
        month=month,
        at=Month.parse(found["at"]),
        performed=Money(found["performed"], currency),
        invoiced=Money(found["invoiced"], currency),
        lines=tuple(
            PaperLine(LineKind(kind), name, facility, Decimal(1), None, Money(minor, currency), month)
            for kind, name, facility, minor in found["lines"]
        ),
        reads=Reads(*found["reads"]),
    )
