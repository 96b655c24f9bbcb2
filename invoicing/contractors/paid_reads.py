"""Which readers' statements some reads were paid by: those of months of which the books say that they were paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from sqlmodel import Session

from invoicing.contractors.books import Arrangements
from invoicing.contractors.hours_and_payments import ReaderPayment
from invoicing.contractors.reads_done import Performed, performed
from reads.core.month import Month
from reads.directory.load_directory import load_directory
from reads.log.read_versions import reads_by_keys
from reads.routing.facts import Lookup
from reads.routing.second_interpretations import Studies


def statements_paid(session: Session, arrangements: Arrangements, keys: Collection[str]) -> list[str]:
    """The statements, each with how many of the reads it paid.

    A payment that names no month is taken to pay what was signed before its day.
    """
    readers = {payment.radiologist for payment in arrangements.payments}
    if not readers:
        return []
    lookup = Lookup(load_directory(session), lambda _: None, Studies())
    done = performed(reads_by_keys(session, keys).values(), lookup)
    paid: Counter[str] = Counter()
    for each in done:
        reader = each.radiologist.id
        if reader in readers and any(
            payment.radiologist == reader and _pays(payment, each) for payment in arrangements.payments
        ):
            paid[f"{reader}'s statement of {Month.of(each.local_time(None).date())}"] += 1
    return [f"{number} of its reads on {statement}, paid" for statement, number in sorted(paid.items())]


def _pays(payment: ReaderPayment, read: Performed) -> bool:
    day = read.local_time(None).date()
    return payment.month == Month.of(day) if payment.month is not None else day < payment.paid_on
