"""What a paper's forms do: each reads its words and calls the one service that the command of the same name calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from invoicing.closing import memos
from invoicing.closing.cancel import CancelAsk
from invoicing.closing.memos_of_month import adjust_month
from invoicing.closing.ticked_reads import withdraw_ticked
from invoicing.documents.print_files import check_printable
from invoicing.documents.printable_cancel import cancel_invoice
from invoicing.papers.adjustment import BEFORE, Fact
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.book_payments import WriteOff, write_off
from invoicing.receivables.sent_mail import mark_sent
from invoicing.web.form import NothingTicked
from reads.core import typed
from reads.core.actor_and_moment import By
from reads.core.clock import Clock
from reads.core.english import counted
from reads.core.errors import WrongUse
from reads.directory.load_directory import group_today
from reads.store.engine import Store


class NoSuchDeed(WrongUse):
    """A form of these pages asks for nothing that there is."""

    code = "no_such_deed"

    def __init__(self, name: str) -> None:
        super().__init__(f"nothing is called {name!r}", "open the page anew and press one of its buttons")


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form about a paper, who sent it, and the clock."""

    paper: IssuedPaper
    said: Mapping[str, str]
    by: By
    clock: Clock

    @property
    def because(self) -> str:
        """The reason, as typed."""
        return self.said.get("because", "")

    @property
    def keys(self) -> list[str]:
        """The reads that are ticked."""
        return [name.removeprefix("read:") for name in self.said if name.startswith("read:")]


Deed = Callable[[Store, PaperForm], IssuedPaper | str | None]
"""A memo that it issued, or what to tell of what was done before."""


def _withdraw(fact: Fact) -> Deed:
    def deed(store: Store, form: PaperForm) -> str | None:
        if not form.keys:
            raise NothingTicked("read")
        with store.write() as session:
            (done,) = withdraw_ticked(session, {form.paper.number or "": form.keys}, fact, form.because, form.by)
        if not done.unchanged:
            return None
        return f"{counted(len(done.unchanged), 'read')} of {done.paper.number} {BEFORE[fact]} before, left as they are"

    return deed


def _credit_amount(store: Store, form: PaperForm) -> IssuedPaper:
    amount = typed.amount(form.said.get("amount", ""), form.paper.total.currency)
    agreed = memos.Agreed(form.paper, amount, form.because, again="again" in form.said)
    with store.write() as session:
        return memos.agree(session, agreed, form.by, form.clock, check_printable)


def _adjust(store: Store, form: PaperForm) -> IssuedPaper | None:
    ask = memos.AdjustAsk(form.paper.client, form.paper.month, form.paper.contract, "over_cap" in form.said)
    made = adjust_month(store, ask, form.by, check_printable)
    return next((memo.issued for memo in made if memo.issued), None)


def _line(store: Store, form: PaperForm) -> None:
    with store.write() as session:
        memos.add_line(
            session,
            form.paper.client,
            form.said.get("amount", ""),
            form.because,
            form.paper.contract,
            form.by,
            again="again" in form.said,
        )


def _write_off(store: Store, form: PaperForm) -> None:
    said = form.said.get("amount", "")
    amount = typed.amount(said, form.paper.total.currency) if said else None
    with store.write() as session:
        day, again = group_today(session, form.clock), "again" in form.said
        write_off(session, WriteOff(form.paper, day, form.because, amount, again), form.by)


def _sent(store: Store, form: PaperForm) -> str | None:
    with store.write() as session:
        return mark_sent(session, form.paper.number or "", form.said.get("way", ""), form.by) or None


def _cancel(store: Store, form: PaperForm) -> IssuedPaper:
    if form.said.get("confirmed", "") != form.paper.number:
        raise NotTheNumber(form.paper.number or "")
    return cancel_invoice(store, CancelAsk(form.paper, form.because), form.by)


class NotTheNumber(WrongUse):
    """The paper's number was not typed where cancelling asks for it."""

    code = "not_confirmed"

    def __init__(self, number: str) -> None:
        super().__init__("the paper's number was not typed", f"type {number} to cancel it")


DEEDS: Mapping[str, Deed] = {
    "dispute": _withdraw(Fact.DISPUTE),
    "restore": _withdraw(Fact.RESTORE),
    "credit": _withdraw(Fact.CREDIT),
    "credit_amount": _credit_amount,
    "adjust": _adjust,
    "line": _line,
    "write_off": _write_off,
    "sent": _sent,
    "cancel": _cancel,
}
"""By the names of the forms' buttons."""
