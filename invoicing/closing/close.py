"""Closes months: what `close` shows and what `--issue` writes are decided by the same code (spec 4.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from invoicing.closing.caps import caps_of
from invoicing.closing.draft import scheduled
from invoicing.closing.month_to_close import EARLY, Closing, ContractClosing, Permissions
from invoicing.closing.months_to_recheck import add_settlement, known_now
from invoicing.closing.preview import Ask, preview
from invoicing.papers import closings, recorded_adjustments, repository
from invoicing.papers.errors import ClosedElsewhere
from invoicing.papers.issue import Issue, issue_paper
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.outside_data import refuse_moved
from invoicing.papers.paper import Paper
from invoicing.papers.snapshot import paper_of
from reads.core.by import By
from reads.core.errors import WetreadError
from reads.core.findings import Finding
from reads.core.money import Money
from reads.store.engine import Store
from reads.store.errors import DatabaseUnavailable
from reads.store.events import hold_chain

_TRIES = 5
"""How often a transaction is begun that PostgreSQL gave up for another's sake."""

_GIVEN_UP = frozenset({"40001", "40P01"})
"""SQLSTATE of a serialization failure and of a deadlock."""


Check = Callable[[Paper], None]
"""Refuses, by an error with its problems, a paper that could never be printed; see `documents.issuing`."""


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
        closing, outcome = _with_patience(store, _Issuing(order, check), closing, contract)
        if outcome is not None:
            yield outcome


@dataclass(frozen=True, slots=True)
class _Issuing:
    """The order, and what each paper has to pass."""

    order: IssueOrder
    check: Check


def _with_patience(
    store: Store, issuing: _Issuing, closing: Closing, contract: str, tries: int = _TRIES
) -> tuple[Closing, IssueStep | None]:
    """Begins again where PostgreSQL gave the transaction up for another's sake."""
    try:
        return _issue_one(store, issuing, closing, contract)
    except DatabaseUnavailable as error:
        if tries == 1 or not _was_given_up(error):
            raise
    return _with_patience(store, issuing, closing, contract, tries - 1)


def _was_given_up(error: DatabaseUnavailable) -> bool:
    cause = error.__cause__
    return isinstance(cause, OperationalError) and getattr(cause.orig, "sqlstate", "") in _GIVEN_UP


def _issue_one(store: Store, issuing: _Issuing, closing: Closing, contract: str) -> tuple[Closing, IssueStep | None]:
    """One transaction: takes the lock, makes sure of what it decides on, numbers and stores.

    The month is decided again only where something that it was decided on has changed since; answers with the decision.
    """
    order = issuing.order
    try:
        with store.write() as session:
            hold_chain(session)
            refuse_moved(session)
            earlier = closings.closings(session, [contract])[contract].get(order.ask.month)
            if earlier is None and _has_moved(session, closing, contract):
                closing = preview(session, order.ask, store.clock)
                closing.refuse(order.permissions)
            part = closing.contracts.get(contract)
            return closing, None if part is None else _settled(session, issuing, closing, part, earlier)
    except IntegrityError as error:
        raise ClosedElsewhere(contract, order.ask.month) from error


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


def unprintable(paper: Paper, check: Check) -> Finding | None:
    """That the paper could never become a PDF, each text that can't be printed named; None where it can."""
    try:
        check(paper)
    except WetreadError as error:
        texts = "; ".join(problem.message for problem in error.problems) or error.message
        return Finding(error.code, f"{paper.contract}: {texts}", error.remedy)
    return None


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
