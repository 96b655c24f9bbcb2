"""Puts issued papers right: memos of a month's difference, agreed credits, manual lines, reads credited or disputed (spec 3.6).

Each verb decides and writes within the session's one transaction; an issued paper is never touched.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from invoicing.closing.adjustments_due import Reckoner
from invoicing.closing.caps import caps_of
from invoicing.closing.credit_limit import refuse_reads_too_large, refuse_too_large
from invoicing.closing.difference import Difference, Waived
from invoicing.closing.draft import blank, memo
from invoicing.closing.named_reads import ReadList
from invoicing.contracts.model import AppliedContract
from invoicing.contracts.repository import load_contracts, load_version
from invoicing.papers import closings, recorded_adjustments, repository
from invoicing.papers.adjustment import WORDS, Adjustment, Fact, line_of
from invoicing.papers.billed_reads import billed_before
from invoicing.papers.errors import (
    Cancelled,
    MadeBefore,
    MemoDate,
    MemoOverCap,
    NoGroup,
    NoSuchLine,
    NotClosedYet,
    UnknownClient,
    WhichContract,
)
from invoicing.papers.issue import Issue, issue_paper
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.outside_data import refuse_moved
from invoicing.papers.paper import Paper, PaperKind
from invoicing.papers.snapshot import paper_of
from reads.core import typed
from reads.core.actor_and_moment import By
from reads.core.clock import Clock, today
from reads.core.money import Money
from reads.core.month import Month
from reads.core.reason import Because
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory

Check = Callable[[Paper], None]
"""Refuses a paper that could never be printed."""


@dataclass(frozen=True, slots=True)
class AdjustAsk:
    """Which month of which client, of one contract only or all, and the memos' date (today where none is given)."""

    client: str
    month: Month
    contract: str | None = None
    over_cap: bool = False
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """A credit of an amount above zero on a paper, dated today where no date is given; `again` although it was given before."""

    issued: IssuedPaper
    amount: Money
    because: str
    again: bool = False
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The reads of a paper that a fact changed, and those that were so already, by their keys."""

    paper: IssuedPaper
    fact: Fact
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """What became of one contract's month: its memo, `issued` once it is; None where it costs what was billed."""

    contract: str
    difference: Difference | None
    waived: Waived | None
    paper: Paper | None = None
    issued: IssuedPaper | None = None


def drafted_memos(session: Session, ask: AdjustAsk, clock: Clock) -> list[Memo]:
    """The memos that `adjust` would issue now; UnknownClient or NotClosedYet where there is nothing to put right.

    A difference that comes to 0.00 is no memo: the next invoice shows it.
    """
    reckoner = Reckoner.load(session)
    directory = reckoner.ground.directory
    _known_client(directory, ask.client)
    contracts = [each.contract.id for each in reckoner.ground.contracts if ask.contract in (None, each.contract.id)]
    closed = {
        contract: months[ask.month]
        for contract, months in closings.closings(session, contracts).items()
        if ask.month in months and months[ask.month].client == ask.client
    }
    if not closed:
        raise NotClosedYet(ask.client, ask.month)
    opened = reckoner.open(dict.fromkeys(closed, (ask.month,)))
    found = []
    for contract, closing in closed.items():
        day = memo_date(ask.dated, closing, directory, clock)
        due = next(iter(opened[contract].due), None)
        paper = memo(due, directory, day, closing) if due is not None and due.total else None
        found.append(Memo(contract, due, next(iter(opened[contract].waived), None), paper))
    return found


def printable_memos(session: Session, ask: AdjustAsk, clock: Clock, check: Check) -> list[Memo]:
    """The drafted memos, each of which passed the check: what `issue_memos` may issue."""
    drafted = drafted_memos(session, ask, clock)
    for each in drafted:
        if each.paper is not None:
            check(each.paper)
    return drafted


def adjust(session: Session, ask: AdjustAsk, by: By, clock: Clock, check: Check) -> list[Memo]:
    """Issues a memo for each contract of the client whose month costs something else than was billed for it.

    In one transaction of its caller's, which others wait for: `adjusting.adjust_month` reckons while they work.
    """
    return issue_memos(session, ask, printable_memos(session, ask, clock, check), by)


def issue_memos(session: Session, ask: AdjustAsk, drafted: Sequence[Memo], by: By) -> list[Memo]:
    """Issues the drafted memos, which can be printed and hold; a contract without one stays as it is."""
    refuse_moved(session)
    found = []
    for each in drafted:
        if each.paper is None:
            found.append(each)
            continue
        if not ask.over_cap:
            _refuse_over_cap(session, each.paper, load_contracts(session))
        keys = [row.read_key for row in each.paper.schedule]
        issue = Issue(by.actor, by.at, frozenset(billed_before(session, keys)))
        issued, _ = issue_paper(session, each.paper, repository.number_pattern(session), issue)
        found.append(replace(each, issued=issued))
    return found


def withdraw_named(
    session: Session, paper: IssuedPaper, fact: Fact, named: ReadList, because: str, by: By
) -> Withdrawn:
    """Records the fact for the reads of the paper that a list names; what the paper doesn't bill is told, and nothing done."""
    keys = named.keys_on(repository.whole(session, paper.id).schedule, paper.number or "")
    return withdraw(session, paper, fact, keys, because, by)


def withdraw(session: Session, paper: IssuedPaper, fact: Fact, keys: Sequence[str], because: str, by: By) -> Withdrawn:
    """Records that reads of a paper are credited, disputed or restored; those that were so already stay as they are.

    What is disputed may be credited after all: the dispute is settled by it. What is credited isn't disputed any more.
    NoReason for a credit that has none; a dispute may have none, since it only waits. CreditTooLarge where an agreed
    credit leaves less of the paper than they would give back.
    """
    because = Because(because) if fact is Fact.CREDIT else because.strip()
    if memo := closings.cancelled_by(session, paper.id):
        raise Cancelled(paper.number or "", memo)
    known = recorded_adjustments.withdrawn(session)
    settled = {key for key in keys if fact is Fact.CREDIT and known.get(key) == WORDS[Fact.DISPUTE]}
    new = [key for key in keys if key in settled or (key in known) == (fact is Fact.RESTORE)]
    if new:
        if fact is not Fact.RESTORE:
            refuse_reads_too_large(session, paper, new)
        nothing = Money(0, paper.total.currency)
        wanted = Adjustment(fact, paper.client, paper.contract, paper.number or "", nothing, because)
        recorded_adjustments.add(session, wanted, new, actor=by.actor, at=by.at)
    return Withdrawn(paper, fact, tuple(new), tuple(key for key in keys if key not in set(new)))


def agree(session: Session, agreed: Agreed, by: By, clock: Clock, check: Check) -> IssuedPaper:
    """Issues a credit memo of an agreed amount on a paper; no tax is worked out of it, and no difference touches it.

    CreditTooLarge past what the paper asks for, MadeBefore where the same credit was given, NoReason without a reason.
    """
    issued, amount, because = agreed.issued, agreed.amount, Because(agreed.because)
    refuse_moved(session)
    if memo := closings.cancelled_by(session, issued.id):
        raise Cancelled(issued.number or "", memo)
    wanted = Adjustment(Fact.AGREED, issued.client, issued.contract, issued.number or "", -amount, because)
    _refuse_twice(session, wanted, again=agreed.again)
    refuse_too_large(session, issued, amount)
    directory = load_directory(session, ("group", "clients"))
    day = memo_date(agreed.dated, issued, directory, clock)
    paper = replace(
        blank(applied_to(session, issued), issued.month, directory, day, issued.client),
        kind=PaperKind.CREDIT_MEMO,
        currency=amount.currency,
        lines=(line_of(wanted, issued.month),),
        total=-amount,
        about=((wanted.number, issued.issued_on),),
        notes=(f"Credit on {wanted.number} of {issued.issued_on.isoformat()}.",),
    )
    check(paper)
    adjustment = recorded_adjustments.add(session, wanted, actor=by.actor, at=by.at)
    memo_, _ = issue_paper(session, paper, repository.number_pattern(session), Issue(by.actor, by.at, because=because))
    recorded_adjustments.mark_billed(session, [replace(wanted, id=adjustment)], memo_)
    return memo_


def add_line(
    session: Session, client: str, amount: str, because: str, contract: str | None, by: By, *, again: bool
) -> Adjustment:
    """Records a manual line for the client's next invoice, as agreed: no tax is added to it.

    WhichContract where the client has several and none is named, BadAmount for 0.00 and what is no amount, MadeBefore where
    the same line is recorded already, NoReason without a reason.
    """
    because = Because(because)
    _known_client(load_directory(session, ("clients",)), client)
    terms = {each.contract.id: each.contract for each in load_contracts(session) if each.contract.client == client}
    if contract is None and len(terms) == 1:
        contract = next(iter(terms))
    if contract is None or contract not in terms:
        raise WhichContract(client, sorted(terms))
    money = typed.amount(amount, terms[contract].currency, negative=True)
    wanted = Adjustment(Fact.LINE, client, contract, "", money, because)
    _refuse_twice(session, wanted, again=again)
    return replace(wanted, id=recorded_adjustments.add(session, wanted, actor=by.actor, at=by.at))


def remove_line(session: Session, number: int, because: str, by: By) -> Adjustment:
    """Takes a manual line back before it is on a paper; NoSuchLine where none waits under that number, NoReason."""
    because = Because(because)
    contracts = [each.contract.id for each in load_contracts(session)]
    waiting = [each for some in recorded_adjustments.pending_lines(session, contracts).values() for each in some]
    meant = next((each for each in waiting if each.id == number), None)
    if meant is None:
        raise NoSuchLine(number, [(each.id, each.amount, each.because) for each in waiting])
    removal = replace(meant, kind=Fact.LINE_REMOVED, number=str(number), because=because, id=0)
    recorded_adjustments.add(session, removal, actor=by.actor, at=by.at)
    return meant


def _refuse_twice(session: Session, wanted: Adjustment, *, again: bool) -> None:
    before = None if again else recorded_adjustments.made_before(session, wanted)
    if before is not None:
        raise MadeBefore(wanted.number or wanted.client, wanted.amount, wanted.because)


def _refuse_over_cap(session: Session, paper: Paper, contracts: Sequence[AppliedContract]) -> None:
    """MemoOverCap where a debit memo would go past a cap of the contract."""
    contract = next((each.contract for each in contracts if each.contract.id == paper.contract), None)
    if contract is None or paper.total.minor <= 0:
        return
    for cap in caps_of(session, contract, paper.month):
        if cap.passed_by(paper.total):
            raise MemoOverCap(paper.contract, cap.so_far + paper.total, cap.limit)


def applied_to(session: Session, issued: IssuedPaper) -> AppliedContract:
    """The contract as it stands now; as the paper had it where it was withdrawn since."""
    now: Mapping[str, AppliedContract] = {each.contract.id: each for each in load_contracts(session)}
    if issued.contract in now:
        return now[issued.contract]
    return load_version(session, issued.contract, paper_of(repository.snapshot(session, issued.id)).contract_version)


def _known_client(directory: Directory, client: str) -> None:
    if client not in directory.clients:
        raise UnknownClient(client, difflib.get_close_matches(client, directory.clients, 3))


def memo_date(asked: date | None, issued: IssuedPaper, directory: Directory, clock: Clock) -> date:
    """The date of a memo on a paper: the one asked for, else today; MemoDate where it is no day since the paper's."""
    if directory.group is None:
        raise NoGroup
    now = today(clock, directory.group.timezone)
    if asked is not None and not issued.issued_on <= asked <= now:
        raise MemoDate(asked, issued.number or str(issued.month), issued.issued_on, now)
    return asked or now
