"""Closes months: what `close` shows and what `--issue` writes are decided by the same code (spec 4.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from invoicing.closing.caps import caps_of
from invoicing.closing.draft import scheduled
from invoicing.closing.month_to_close import EARLY, Check, Closing, ContractClosing, Permissions, unprintable
from invoicing.closing.months_to_recheck import add_settlement, known_now
from invoicing.closing.preview import Ask, preview
from invoicing.papers import closings, recorded_adjustments, repository
from invoicing.papers.errors import ClosedElsewhere
from invoicing.papers.issue import Issue, issue_paper
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.outside_data import refuse_moved
from invoicing.papers.paper import Paper
from invoicing.papers.snapshot import paper_of
from reads.core.actor_and_moment import By
from reads.core.findings import Finding
from reads.core.money import Money
from reads.store.engine import Store
from reads.store.retry_when_busy import with_patience

_LOOKS = 3
"""How often a month that moved is decided again without the lock, before it is decided under it so that it comes to an end."""


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What is to be issued, what may be done all the same, and who says so.

    `expected` are the totals that a person has seen, by contract, where somebody has: another total is left.
    """

    ask: Ask
    permissions: Permissions
    by: By
    expected: Mapping[str, Money] | None = None


@dataclass(frozen=True, slots=True)
class IssueStep:
    """What became of one contract, and whether this order issued it; `left` says why it was not issued."""

    part: ContractClosing
    new: bool
    left: Finding | None = None


def looked_at(store: Store, ask: Ask) -> Closing:
    """The month as `close` shows it; nothing is stored."""
    with store.read() as session:
        return preview(session, ask, store.clock)


def issue(store: Store, order: IssueOrder, closing: Closing, check: Check) -> Iterator[IssueStep]:
    """Issues the month, contract by contract, each in a transaction of its own; yields each as it is committed.

    A contract whose month was issued before is yielded with that paper. One that would go past its not_to_exceed, whose
    total is not the expected one, or that `check` refuses, is left and told; the others are issued. TooEarly and HeldBack
    come before anything is written. Interrupted anywhere, a second call does what is left.
    """
    closing.refuse(order.permissions)
    for contract in list(closing.contracts):
        closing, outcome = _issue_one(store, _Issuing(order, check), closing, contract)
        if outcome is not None:
            yield outcome


@dataclass(frozen=True, slots=True)
class _Issuing:
    """The order, and what each paper has to pass."""

    order: IssueOrder
    check: Check


def _issue_one(store: Store, issuing: _Issuing, closing: Closing, contract: str) -> tuple[Closing, IssueStep | None]:
    """Issues the contract's part, with patience; answers with the decision that it was issued on.

    The month is decided again only where something that it was decided on has changed since, and not under the lock.
    """
    for _ in range(_LOOKS):
        outcome = with_patience(partial(_settled_as_decided, store, issuing, closing, contract))
        if outcome is not None:
            return closing, outcome.step
        closing = looked_at(store, issuing.order.ask)
        closing.refuse(issuing.order.permissions)
    return with_patience(partial(_decided_under_the_lock, store, issuing, closing, contract))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a contract; without a step where it has no part in the month any more."""

    step: IssueStep | None


def _settled_as_decided(store: Store, issuing: _Issuing, closing: Closing, contract: str) -> _Outcome | None:
    """One transaction: takes the lock, makes sure of what was decided, numbers and stores; None where that has moved."""
    with _lock(store, issuing, contract) as session:
        earlier = _issued_before(session, issuing, contract)
        if earlier is None and _has_moved(session, closing, contract):
            return None
        return _Outcome(_step(session, issuing, closing, contract, earlier))


def _decided_under_the_lock(
    store: Store, issuing: _Issuing, closing: Closing, contract: str
) -> tuple[Closing, IssueStep | None]:
    """The same where others are too quick: decides under the lock."""
    with _lock(store, issuing, contract) as session:
        earlier = _issued_before(session, issuing, contract)
        if earlier is None and _has_moved(session, closing, contract):
            closing = preview(session, issuing.order.ask, store.clock)
            closing.refuse(issuing.order.permissions)
        return closing, _step(session, issuing, closing, contract, earlier)


@contextmanager
def _lock(store: Store, issuing: _Issuing, contract: str) -> Iterator[Session]:
    """A transaction that alone appends; ClosedElsewhere where the database refuses what another command did meanwhile."""
    try:
        with store.write() as session:
            refuse_moved(session)
            yield session
    except IntegrityError as error:
        raise ClosedElsewhere(contract, issuing.order.ask.month) from error


def _issued_before(session: Session, issuing: _Issuing, contract: str) -> IssuedPaper | None:
    return closings.closings(session, [contract])[contract].get(issuing.order.ask.month)


def _step(
    session: Session, issuing: _Issuing, closing: Closing, contract: str, earlier: IssuedPaper | None
) -> IssueStep | None:
    part = closing.contracts.get(contract)
    return None if part is None else _settled(session, issuing, closing, part, earlier)


def _has_moved(session: Session, closing: Closing, contract: str) -> bool:
    """Whether anything that the contract's part was decided on has changed since: books, log, or its papers."""
    if known_now(session) != closing.state:
        return True
    part, newest = closing.contracts.get(contract), repository.newest_papers(session, [contract])
    return part is not None and part.standing.newest != newest.get(contract, 0)


def _settled(
    session: Session, issuing: _Issuing, closing: Closing, part: ContractClosing, earlier: IssuedPaper | None
) -> IssueStep:
    """The contract's outcome, decided under the lock on what is issued by now."""
    order = issuing.order
    if earlier is not None or part.priced is None:
        return IssueStep(part if earlier is None else _as_issued(session, part, earlier), new=False)
    whole = scheduled(part.paper, part.priced, part.open.due)
    if left := _stands_in_the_way(session, issuing, part, whole):
        return IssueStep(part, new=False, left=left)
    issued, paper = issue_paper(
        session, whole, closing.number_pattern, Issue(order.by.actor, order.by.at, part.billed_before)
    )
    closings.add_closing(session, issued)
    recorded_adjustments.mark_billed(session, part.manual, issued)
    add_settlement(session, part.applied.contract.id, closing.state)
    standing = replace(part.standing, issued=issued)
    still = tuple(warning for warning in part.warnings if warning.code not in EARLY)
    return IssueStep(replace(part, paper=paper, standing=standing, warnings=still), new=True)


def _stands_in_the_way(session: Session, issuing: _Issuing, part: ContractClosing, whole: Paper) -> Finding | None:
    """Why the contract's draft may not be issued although the month may."""
    order, contract, due = issuing.order, part.paper.contract, part.paper.total
    if order.expected is not None and order.expected.get(contract) != due:
        seen = order.expected.get(contract)
        was = (
            f"{seen.printed()} {seen.currency} when it was looked at"
            if seen is not None
            else "not there when it was looked at"
        )
        return Finding("moved", f"{contract}: {due.printed()} {due.currency} by now, {was}", "look at it again")
    if not order.permissions.over_cap and _over_cap(session, part):
        return Finding("over_cap", f"{contract}: it would go past its not_to_exceed", "--over-cap issues it")
    return unprintable(whole, issuing.check)


def _as_issued(session: Session, part: ContractClosing, issued: IssuedPaper) -> ContractClosing:
    """The contract's part where its month was issued before, maybe by another command a moment ago."""
    reads = repository.count_of_reads(session, issued)
    standing = replace(part.standing, issued=issued, issued_reads=reads)
    paper = paper_of(repository.snapshot(session, issued.id))
    return replace(part, paper=paper, standing=standing, priced=None, warnings=())


def _over_cap(session: Session, part: ContractClosing) -> bool:
    """Whether the draft would go past a cap of the contract, with all that is issued by now."""
    paper = part.paper
    return any(cap.passed_by(paper.total) for cap in caps_of(session, part.applied.contract, paper.month))
