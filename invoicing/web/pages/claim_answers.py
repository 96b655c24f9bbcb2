"""`/claims/answers`: what payers answer, dropped in and posted; denials, claims that nobody answers, and payments (spec 9.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from invoicing.receivables.bank.repository import banked_deposits
from invoicing.receivables.payment_request import today_at
from invoicing.web.file_form import carried_out_with_files
from invoicing.web.form import key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from invoicing.web.upload import Sent
from reads.claims import answers
from reads.claims.denials import denials as denials_of
from reads.claims.ledger.deposits import Deposit, list_deposits
from reads.claims.post_responses import Posted
from reads.claims.unanswered_claims import by_answer
from reads.claims.unanswered_claims import silent as silent_on
from reads.core import typed
from reads.core.english import counted

ADDRESS = "/claims/answers"


def page(request: Request) -> Response:
    """The place to drop answers, and the payments that came so far, by their trace numbers."""
    site: Site = request.app.state.site
    asked = request.query_params
    first = typed.day(asked["from"]) if asked.get("from") else None
    last = typed.day(asked["to"]) if asked.get("to") else None
    with site.store.read() as session:
        found = list_deposits(session, first, last + timedelta(days=1) if last else None, banked_deposits(session))
    return shown(request, "claim_answers.html", payments=found, first=first, last=last, once=key_for(request, ADDRESS))


async def take(request: Request) -> Response:
    """Posts the answers (999, TA1, 277CA, 835) to the ledger of each claim; what is not ours is refused by name."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, _form: Mapping[str, str], files: Sequence[Sent]) -> str:
        named = [answers.AnswerFile(each.name, partial(_opened, each.path)) for each in files]
        taken = answers.take_files(site.store, named, site.by(request.state.actor))
        store.keep()  # asked again before that, what was posted is told as such
        with site.store.read() as session:
            lines = [line for posted in taken.files for line in _posted(session, posted)]
        return told(request, lines + [f"! {each.message} {each.remedy}" for each in taken.findings], ADDRESS)

    return await carried_out_with_files(request, ADDRESS, ADDRESS, deed, page)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as stream:
        yield stream


def _posted(session: Session, posted: Posted) -> Iterator[str]:
    """What a file did, a line a claim and a payment."""
    if posted.nothing_new:
        yield f"{posted.path} was taken before; nothing changed"
    for each in answers.told(session, posted):
        reasons = "; ".join(map(str, each.said["reasons"]))  # type: ignore[call-overload]
        yield f"{each.row.control_number}: {each.said['kind']} {each.said['state']}" + (
            f" ({reasons})" if reasons else ""
        )
        yield from each.alarms
    for entry in answers.unknown(session, posted):
        why = "; ".join(entry.reasons)
        yield f"{entry.row.control_number}: 835 {entry.state} by {entry.row.payer} ({why}); not in these books"
    for batch in answers.batches(session, posted):
        reasons = "; ".join(map(str, batch["reasons"]))  # type: ignore[call-overload]
        yield f"{batch['level']} {batch['batch'] or batch['provider']}: {batch['state']} ({reasons})"
    for payment in answers.payments(session, posted):
        yield _payment(payment)


def _payment(payment: Deposit) -> str:
    return (
        f"payment {payment.trace} of {payment.payer}: {payment.amount.printed()} for {counted(payment.claims, 'claim')}"
    )


def denials(request: Request) -> Response:
    """What payers denied, rejected or paid too little, by payer and code, each with the field that mends it."""
    site: Site = request.app.state.site
    asked = request.query_params.get("month", "")
    month = typed.month(asked) if asked else None
    with site.store.read() as session:
        found = denials_of(session, month)
    return shown(request, "denials.html", rows=found, month=month)


def silent(request: Request) -> Response:
    """Claims that went out and were not answered in time, against the limit of filing."""
    site: Site = request.app.state.site
    asked = request.query_params.get("as_of", "")
    with site.store.read() as session:
        now = today_at(session, site.clock)
        day = typed.day(asked, now) if asked else now
        found = by_answer(silent_on(session, day))
    return shown(request, "silent.html", found=found, day=day, said=typed.in_words(day))
