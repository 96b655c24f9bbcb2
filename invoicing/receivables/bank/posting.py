"""Decides on the bank's lines: posts one as a person says or as it matches exactly, ties it to what is booked, or leaves it.

A line becomes a payment with the bank's reference and the bank's own day. What the payer kept back with a reason, its own or
the person's, becomes a query on the paper: no price moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from invoicing.papers.heads import numbered, numbers
from invoicing.papers.locks import next_open_day
from invoicing.receivables import book_payments
from invoicing.receivables.account import EntryKind
from invoicing.receivables.bank import repository
from invoicing.receivables.bank.bank_line import LineNature
from invoicing.receivables.bank.errors import (
    BookedByHand,
    LineIsDecided,
    MatchMoved,
    NoMatch,
    NoSuchBankLine,
    NotMoneyThatCame,
    NotTheWholeLine,
    NotThisPayment,
)
from invoicing.receivables.bank.match_ground import exact_by, match_ground, matched, matches
from invoicing.receivables.bank.match_values import KeptPayment, LineMatch, MatchGround, PaperToPay
from invoicing.receivables.bank.payment_matching import match, untied, untied_like
from invoicing.receivables.bank.payment_queries import PaymentQuery, add_query
from invoicing.receivables.bank.repository import NewDecision, StoredLine, stored_lines
from invoicing.receivables.errors import NobodysPayment, NotYet
from invoicing.receivables.repository import entry as entry_of
from reads.core import typed
from reads.core.actor_and_moment import By
from reads.core.money import Money, total
from reads.core.reason import Because
from reads.store.events import Deed, record

_ADVICE_OF_SEVERAL = (
    "a payer's advice for several clients: post the bank's own line with --to once it is there, and leave this one"
)
"""The bank's line could be tied to one payment of its amount alone, and would book the money again."""


@dataclass(frozen=True, slots=True)
class PostOrder:
    """How a line is posted: `to` papers (or clients, for unapplied cash) with amounts, or tied to `entry`, else as it matches.

    `day` is the booking day where the bank's own can't be; `because` says why less was paid than is open; `again` books it
    although the same amount was booked by hand.
    """

    line: int
    today: date
    to: Mapping[str, str] = field(default_factory=dict)
    entry: int | None = None
    day: date | None = None
    because: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """What became of a line: the entries that it is now, and the queries that it opened."""

    line: StoredLine
    kind: str
    why: str
    entries: tuple[int, ...] = ()
    booked: tuple[book_payments.Booked, ...] = ()
    queries: tuple[KeptPayment, ...] = ()
    deposit: int | None = None


def post(session: Session, order: PostOrder, by: By) -> DecidedLine:
    """Posts or ties one line; nothing is done where that can't be, and the error says why."""
    lines = stored_lines(session)
    line = _undecided(lines, order.line)
    if line.line.amount.minor <= 0 or line.line.nature not in {LineNature.CASH, LineNature.ADVICE}:
        what = "money that left" if line.line.amount.minor < 0 else f"{line.line.nature.value}, no booked money"
        raise NotMoneyThatCame(order.line, what)
    ground = match_ground(session, lines)
    if order.entry is not None:
        return _tie(session, line, _payment_named(session, line, order.entry, ground), by)
    if order.to:
        parts = _as_said(session, line, order, ground)
        if len(parts) > 1 and line.line.nature is LineNature.ADVICE:
            raise NotMoneyThatCame(order.line, _ADVICE_OF_SEVERAL)
        for part in parts:
            _refuse_booked(line, part, order, ground)
        return _pay(session, line, parts, order, by)
    found = {each.number: how for each, how in matched([*lines], ground)}.get(order.line) or match(line.line, ground)
    if not found.is_found:
        raise NoMatch(order.line, found.why)
    if found.to:
        _refuse_booked(line, found, order, ground)
    return _done(session, line, found, order, by)


def post_exact(session: Session, today: date, by: By) -> list[DecidedLine]:
    """Posts every line that matches exactly and shares what it matches with no other.

    One that lies in a locked period is told as such and left open.
    """
    done: list[DecidedLine] = []
    while True:
        found = {line.number: (line, each) for line, each in matches(session)}
        exact = exact_by(found.values(), today)
        locked = [
            number
            for number, each in exact.items()
            if each.to and next_open_day(session, found[number][0].line.day) != found[number][0].line.day
        ]
        exact = {number: each for number, each in exact.items() if number not in locked}
        if not exact:
            return done + [_locked(session, *found[number]) for number in locked]
        done += [_done(session, found[number][0], each, PostOrder(number, today), by) for number, each in exact.items()]


def post_seen(session: Session, seen: Mapping[int, str], today: date, by: By) -> list[DecidedLine]:
    """Posts lines as they were proposed to a person, all or none; MatchMoved where one is proposed otherwise by now.

    `seen` is the fingerprint of what each line was matched with.
    """
    lines = stored_lines(session)
    for number in seen:
        _undecided(lines, number)
    found = {line.number: (line, each) for line, each in matched(lines, match_ground(session, lines))}
    done = []
    for number, fingerprint in seen.items():
        if number not in found or found[number][1].fingerprint != fingerprint:
            raise MatchMoved(number)
        line, each = found[number]
        if not each.is_found:
            raise NoMatch(number, each.why)
        done.append(_done(session, line, each, PostOrder(number, today), by))
    return done


def _locked(session: Session, line: StoredLine, found: LineMatch) -> DecidedLine:
    opened = next_open_day(session, line.line.day)
    why = f"{found.why}; its day is locked: wetread bank post {line.number} --on {opened}"
    return DecidedLine(line, "locked", why)


def leave(session: Session, numbers_: Sequence[int], because: str, by: By) -> list[DecidedLine]:
    """Leaves lines as they are, for a reason: rent, a transfer, a stranger's money that went back."""
    reason = Because(because)
    lines = stored_lines(session)
    done = []
    for number in numbers_:
        line = _undecided(lines, number)
        said = line.left_before(reason)
        left = DecidedLine(line, "left", said or str(reason))
        done.append(left if said else _decided(session, line, LineMatch("left", str(reason)), left, by))
    return done


def _undecided(lines: Sequence[StoredLine], number: int) -> StoredLine:
    found = next((each for each in lines if each.number == number), None)
    if found is None:
        raise NoSuchBankLine(number)
    if found.decision is not None and found.decision.kind != "left":
        raise LineIsDecided(number, found.decision.kind, found.decision.entries)
    return found


def _done(session: Session, line: StoredLine, found: LineMatch, order: PostOrder, by: By) -> DecidedLine:
    if found.entry is not None or found.deposit is not None:
        return _tie(session, line, found, by)
    return _pay(session, line, [found], order, by)


def _tie(session: Session, line: StoredLine, found: LineMatch, by: By) -> DecidedLine:
    kind = "deposit" if found.deposit is not None else "tied"
    entries = () if found.entry is None else (found.entry,)
    return _decided(session, line, found, DecidedLine(line, kind, found.why, entries, deposit=found.deposit), by)


def _payment_named(session: Session, line: StoredLine, number: int, ground: MatchGround) -> LineMatch:
    entry = entry_of(session, number)
    if entry is None or entry.kind is not EntryKind.PAYMENT:
        raise NotThisPayment(line.number, number, "it is no payment")
    if number not in {each.entry for each in untied(line.line, ground.payments)}:
        raise NotThisPayment(line.number, number, "it was taken back, or has its line")
    if entry.amount != line.line.amount:
        raise NotThisPayment(line.number, number, f"it is {entry.amount.printed_with_code()}")
    return LineMatch("payment", f"payment {number}, as said", client=entry.client, entry=number)


def _as_said(session: Session, line: StoredLine, order: PostOrder, ground: MatchGround) -> list[LineMatch]:
    """What a person named, all of the line: papers, and clients for unapplied cash; a part for each client, in the order named.

    A lockbox's deposit, or a wire of a system for its hospitals, is one line of the bank and a payment of each.
    """
    currency = line.line.amount.currency
    said = {word: typed.amount(text, currency) for word, text in order.to.items()}
    named = total(list(said.values()), currency)
    if named != line.line.amount or any(amount.minor <= 0 for amount in said.values()):
        raise NotTheWholeLine(line.number, named, line.line.amount)
    to: dict[str, list[tuple[str, Money]]] = {}
    over: Counter[str] = Counter()
    for word, amount in said.items():
        paper = numbered(session, word)
        if paper is not None:
            to.setdefault(paper.client, []).append((word, amount))
        elif word in ground.names:
            to.setdefault(word, [])
            over[word] += amount.minor
        else:
            raise NobodysPayment(word, [each for each in numbers(session) if each.casefold() == word.casefold()])
    open_ = {paper.number: paper for paper in ground.papers}
    return [
        LineMatch("said", "as said", False, client, tuple(some), over[client], _kept_back(some, open_))
        for client, some in to.items()
    ]


def _kept_back(to: Sequence[tuple[str, Money]], open_: Mapping[str, PaperToPay]) -> tuple[KeptPayment, ...]:
    """What stays open of papers that are paid short."""
    return tuple(
        KeptPayment(number, open_[number].open - amount, "")
        for number, amount in to
        if number in open_ and open_[number].open.minor > amount.minor
    )


def _refuse_booked(line: StoredLine, found: LineMatch, order: PostOrder, ground: MatchGround) -> None:
    """BookedByHand where the client's money of that amount stands in the books, without such a line, and nobody said `again`."""
    same = [each for each in untied_like(line.line, ground.payments) if each.client == found.client]
    if same and not order.again:
        raise BookedByHand(line.number, line.line.nature, same[0])


def _pay(session: Session, line: StoredLine, parts: Sequence[LineMatch], order: PostOrder, by: By) -> DecidedLine:
    """Books the line: a payment of each client that it is of."""
    day = order.day or line.line.day
    if day > order.today:
        raise NotYet(day, order.today)
    booked: list[book_payments.Booked] = []
    queries: list[KeptPayment] = []
    for part in parts:
        of_part = Money(sum(amount.minor for _, amount in part.to) + part.over, line.line.amount.currency)
        payment = book_payments.Payment(
            client=part.client,
            amount=line.line.amount if len(parts) == 1 else of_part,
            day=day,
            reference=line.line.reference or f"bank line {line.number}",
            to=dict(part.to),
            again=True,
            paid_on=line.line.day,
            unapplied=not part.to,
        )
        booked.append(book_payments.pay(session, payment, by))
        queries += _queries(session, part, booked[-1], order.because, by)
    entries = tuple(each.entry.id for each in booked)
    done = DecidedLine(line, "posted", parts[0].why, entries, tuple(booked), tuple(queries))
    return _decided(session, line, parts[0], done, by)


def _queries(
    session: Session, found: LineMatch, booked: book_payments.Booked, because: str, by: By
) -> tuple[KeptPayment, ...]:
    """What is still open of the papers that were paid short, where the payer or the person gave a reason."""
    papers = {paper.number: paper for paper in booked.account.papers}
    opened = []
    for each in found.kept:
        words = " ".join(filter(None, (each.words, because.strip())))
        left = booked.account.owed[papers[each.number].id].last
        amount = Money(min(each.amount.minor, left), each.amount.currency)
        if words and amount:
            query = PaymentQuery(papers[each.number].id, booked.entry.id, booked.entry.day, amount, words)
            add_query(session, query, by)
            detail = {"entry": booked.entry.id, "amount": str(amount), "currency": amount.currency}
            record(session, Deed("invoice.queried", each.number, detail, words), actor=by.actor, at=by.at)
            opened.append(KeptPayment(each.number, amount, words))
    return tuple(opened)


def _decided(session: Session, line: StoredLine, found: LineMatch, done: DecidedLine, by: By) -> DecidedLine:
    """Records the decision and its event."""
    because = done.why if done.kind == "left" else ""
    detail = {
        "key": line.line.key,
        "entries": list(done.entries),
        "deposit": done.deposit,
        "by": found.by,
        "why": done.why,
    }
    deed = Deed(f"bank.{done.kind}", f"bank-line:{line.number}", detail, because)
    made = record(session, deed, actor=by.actor, at=by.at)
    new = NewDecision(line.number, made, done.kind, done.entries, done.deposit, because or done.why)
    repository.add_decision(session, new, by)
    return done
