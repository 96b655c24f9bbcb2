"""Cancels an invoice: a memo of the whole paper, after which its month counts as never issued (spec 4.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from invoicing.closing.draft import blank
from invoicing.closing.memos import applied_to, memo_date
from invoicing.closing.month_to_close import Check
from invoicing.papers import closings, recorded_adjustments, repository
from invoicing.papers.adjustment import Adjustment, Fact, line_of
from invoicing.papers.issue import Issue, issue_paper
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.outside_data import refuse_moved
from invoicing.papers.paper import Paper, PaperKind, PaperLine, ScheduleRow
from invoicing.papers.row_reasons import CANCELLED
from invoicing.pricing.priced_month import LineKind
from reads.core.actor_and_moment import By
from reads.core.clock import Clock
from reads.core.errors import WetreadError
from reads.core.money import Money
from reads.core.reason import Because
from reads.directory.load_directory import load_directory
from reads.store.events import Deed, record


class NotCancellable(WetreadError):
    """What is named is no invoice that could be cancelled."""

    code = "not_cancellable"

    def __init__(self, number: str, why: str, remedy: str) -> None:
        super().__init__(f"{number} can't be cancelled: {why}", remedy)


@dataclass(frozen=True, slots=True)
class CancelAsk:
    """Which invoice, why, and the memo's date (today where none is given)."""

    invoice: IssuedPaper
    because: str
    dated: date | None = None


def cancel(session: Session, ask: CancelAsk, by: By, clock: Clock, check: Check) -> IssuedPaper:
    """Issues the memo that takes the whole invoice back, agreed credits on it too; `close --issue` bills its month anew.

    Manual lines that it carried wait for the next invoice again. NotCancellable for a memo, a paper that is cancelled, or
    one whose month a later paper has put right; NoReason without a reason. What was paid on it is the caller's to free.
    """
    refuse_moved(session)
    issued, because = ask.invoice, Because(ask.because)
    _refuse(session, issued)
    original = repository.whole(session, issued.id)
    back = recorded_adjustments.agreed_on(session, issued.number or "", issued.total.currency)
    decided = _taken_back(session, original, back, by)
    memo = _memo(session, ask, original, decided, clock)
    check(memo)
    memo_, _ = issue_paper(session, memo, repository.number_pattern(session), Issue(by.actor, by.at, because=because))
    recorded_adjustments.mark_billed(session, decided, memo_)
    closings.add_cancellation(session, issued, memo_)
    detail = {"memo": memo_.number, "contract": issued.contract, "month": str(issued.month)}
    record(session, Deed("invoice.cancelled", issued.number or "", detail, because), actor=by.actor, at=by.at)
    return memo_


def _refuse(session: Session, issued: IssuedPaper) -> None:
    number = issued.number or str(issued.month)
    if memo := closings.cancelled_by(session, issued.id):
        raise NotCancellable(
            number, f"{memo} cancelled it", f"`wetread close {issued.month} --issue` issues its month anew"
        )
    if issued.kind is not PaperKind.INVOICE:
        raise NotCancellable(number, "it is no invoice", "only an invoice is cancelled; a memo is put right by another")
    if later := closings.later_papers_about(session, issued):
        raise NotCancellable(
            number,
            f"{', '.join(later)} put {issued.month.spelled()} right after it",
            f"cancel {later[-1]} first where it is an invoice; else credit what is wrong: `wetread invoice credit {number}`",
        )


def _taken_back(session: Session, paper: Paper, agreed: Money, by: By) -> list[Adjustment]:
    """Decisions that undo the paper's manual lines and agreed credits; each manual line waits anew for the next invoice."""
    undone = []
    for line in (line for line in paper.lines if line.agreed):
        manual = Adjustment(Fact.LINE, paper.bill_to.id, paper.contract, "", line.amount, line.name)
        undone.append(_decided(session, replace(manual, amount=-line.amount, because=f"{line.name}, cancelled"), by))
        _decided(session, manual, by)
    if agreed:
        words = f"Credit agreed on {paper.number}, cancelled"
        wanted = Adjustment(Fact.LINE, paper.bill_to.id, paper.contract, "", -agreed, words)
        undone.append(_decided(session, wanted, by))
    return undone


def _decided(session: Session, wanted: Adjustment, by: By) -> Adjustment:
    return replace(wanted, id=recorded_adjustments.add(session, wanted, actor=by.actor, at=by.at))


def _memo(session: Session, ask: CancelAsk, original: Paper, decided: Sequence[Adjustment], clock: Clock) -> Paper:
    issued, directory = ask.invoice, load_directory(session, ("group", "clients"))
    day = memo_date(ask.dated, issued, directory, clock)
    lines = (
        *(_reversed_line(line, original.number or "") for line in original.lines if not line.agreed),
        *(replace(line_of(each, issued.month), kind=LineKind.PRIOR) for each in decided),
    )
    total = Money(sum(line.amount.minor for line in lines), original.currency)
    return replace(
        blank(applied_to(session, issued), issued.month, directory, day, issued.client),
        kind=PaperKind.DEBIT_MEMO if total.minor > 0 else PaperKind.CREDIT_MEMO,
        currency=original.currency,
        facilities=original.facilities,
        lines=lines,
        schedule=tuple(_reversed_row(row) for row in original.schedule),
        total=total,
        about=((issued.number or "", issued.issued_on),),
        notes=(f"Cancels {issued.number} of {issued.issued_on.isoformat()}.",),
    )


def _reversed_line(line: PaperLine, number: str) -> PaperLine:
    """The line the other way round; a tax stays a tax."""
    tax = line.kind is LineKind.TAX
    return replace(
        line,
        kind=LineKind.TAX if tax else LineKind.PRIOR,
        unit_price=None if line.unit_price is None else -line.unit_price,
        amount=-line.amount,
        wrvus=tuple((quantity, -rate) for quantity, rate in line.wrvus),
        basis=f"{number} is cancelled",
        corrects=None if tax else line.of,
        item=line.clause,
    )


def _reversed_row(row: ScheduleRow) -> ScheduleRow:
    return replace(
        row,
        units=-row.units,
        work_rvu=None if row.work_rvu is None else Decimal(0) - row.work_rvu,
        base=-row.base,
        surcharges=-row.surcharges,
        credits=-row.credits,
        charge=-row.charge,
        reason=CANCELLED,
    )
