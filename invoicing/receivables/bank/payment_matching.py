"""What a bank's line pays, as a proposal with its reason: exact where nothing is left to judge, else for a person to say.

Looked for in this order, the first that is found counts:

    deposit     an insurer's payment (835) of the same trace and amount
    payment     one booked by hand, of the same amount, that no line has yet: tied to it, never booked again
    remitted    papers that the payer itself names with amounts
    number      papers whose numbers stand in the words
    amount      one open paper of that amount, or the papers of a named client that add up to it in one way only
    count       a paper with as many reads as the words say
    client      a client named in the words, and nothing more

Pure: no database, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from invoicing.receivables.bank.bank_line import BankLine, LineNature, RemittedPaper, each_once
from invoicing.receivables.bank.match_values import (
    KeptPayment,
    LineMatch,
    MatchGround,
    PaperToPay,
    UntiedDeposit,
    UntiedPayment,
)
from invoicing.receivables.bank.named_papers import and_numbers, papers_apart, settled_named
from invoicing.receivables.bank.words_of_line import is_named, named_clients, said_in, stands_in
from reads.core.money import Money

_LEFT = (
    "money that left; where a payment came back: wetread invoice pay --reverse ID, then wetread bank leave both lines, "
    "this one and that of the payment, which is open again"
)
_NEAR = timedelta(days=10)
_MOST_ADDED = 12
_COUNT = re.compile(r"\b([0-9]{1,6})\s*(?:READS?|EXAMS?|STUDIES|ACCESSIONS?|PROCEDURES?)\b")


def match(line: BankLine, ground: MatchGround) -> LineMatch:
    """The line's match; one that says why where nothing is found."""
    if line.amount.minor <= 0 or line.nature not in {LineNature.CASH, LineNature.ADVICE}:
        return LineMatch("none", _LEFT if line.amount.minor < 0 else "no money that came")
    for find in (_deposit, _payment):
        if (found := find(line, ground)) is not None:
            return _doubted(found, line.remark)
    if told := papers_apart(line, ground):
        return LineMatch("none", told)
    settled = settled_named(line, ground)
    paid = f"names {and_numbers(settled)}, of which nothing is open" if settled else ""
    for find in (_remitted, _numbered, _amounted, _counted):
        if (found := find(line, ground)) is not None:
            return _doubted(found, paid, line.remark)
    if len({*settled.values()}) == 1:
        return LineMatch("client", paid, client=next(iter(settled.values())))
    named = named_clients(line, ground.names)
    if len(named) == 1:
        return LineMatch(
            "client", f"names {named[0]}, and nothing open of it is {line.amount.printed()}", client=named[0]
        )
    return LineMatch("none", "names no paper and no client, and no open paper is of that amount")


def _doubted(found: LineMatch, *doubts: str) -> LineMatch:
    """The match with what a person must see of it; with any of that it isn't exact."""
    said = [each for each in doubts if each]
    return replace(found, exact=False, why="; ".join((found.why, *said))) if said else found


def _deposit(line: BankLine, ground: MatchGround) -> LineMatch | None:
    same = [each for each in ground.deposits if each.amount == line.amount and line.amount.currency == "USD"]
    traced = [each for each in same if each.trace and stands_in(each.trace, said_in(line))]
    for found, exact, why in (
        (traced, True, "trace and amount of an insurer's payment"),
        (_by_payer(line, same), False, "an insurer's name and amount"),
    ):
        if len(found) == 1:
            return LineMatch("deposit", f"{why}: {found[0].trace}", exact=exact, deposit=found[0].set_id)
    return None


def _by_payer(line: BankLine, deposits: Sequence[UntiedDeposit]) -> list[UntiedDeposit]:
    said = said_in(line)
    return [each for each in deposits if is_named(each.payer, said)]


def untied(line: BankLine, payments: Iterable[UntiedPayment]) -> list[UntiedPayment]:
    """The payments that the line may be tied to: a bank's line has at most one payment, and so has a payer's advice."""
    is_advice = line.nature is LineNature.ADVICE
    return [each for each in payments if not (each.advised if is_advice else each.banked)]


def untied_like(line: BankLine, payments: Iterable[UntiedPayment]) -> list[UntiedPayment]:
    """Those that may be the line's own money: of its amount, at most ten days before or after it."""
    return [
        each
        for each in untied(line, payments)
        if each.amount.currency == line.amount.currency
        and each.amount == line.amount
        and abs(each.day - line.day) <= _NEAR
    ]


def _payment(line: BankLine, ground: MatchGround) -> LineMatch | None:
    """Exact where one payment alone can be meant and the line names its client, a paper of it or its reference."""
    same = untied_like(line, ground.payments)
    said, named = said_in(line), named_clients(line, ground.names)
    telling = [
        each
        for each in same
        if each.client in named
        or any(stands_in(number, said) for number in each.numbers)
        or (each.reference and stands_in(each.reference, said))
        or any(paid.number in each.numbers for paid in line.remitted)
    ]
    if len(telling) == 1:
        one = telling[0]
        return LineMatch(
            "payment", f"payment {one.entry} of {one.day}, booked already", True, one.client, entry=one.entry
        )
    foreign = named and not any(each.client in named for each in same)
    if not same or foreign or any(stands_in(paper.number, said) for paper in ground.papers):
        return None
    one = (telling or same)[0]
    many = f", one of {len(telling or same)} of that amount" if len(telling or same) > 1 else ""
    return LineMatch("payment", f"perhaps payment {one.entry} of {one.day}{many}", False, one.client, entry=one.entry)


def _remitted(line: BankLine, ground: MatchGround) -> LineMatch | None:
    if not line.remitted:
        return None
    papers = {paper.number.upper(): paper for paper in ground.papers if paper.open.currency == line.amount.currency}
    known = [(paid, papers.get(paid.number.strip().upper())) for paid in each_once(line.remitted)]
    missing = [paid.number for paid, paper in known if paper is None]
    found = [(paid, paper) for paid, paper in known if paper is not None]
    if not found or len({paper.client for _, paper in found}) > 1:
        return None
    said = sum(paid.paid.minor for paid, _ in known)
    to = tuple((paper.number, _up_to(paid.paid, paper.open)) for paid, paper in found if paid.paid.minor > 0)
    kept = tuple(each for paid, paper in found if (each := _kept(paid, paper, line.day)) is not None)
    over = line.amount.minor - sum(amount.minor for _, amount in to)
    doubts = []
    if missing:
        doubts.append(f"{', '.join(missing)} is not open here")
    if said != line.amount.minor:
        doubts.append("its papers don't add up to it")
    if over > 0 and not missing:
        doubts.append(f"{Money(over, line.amount.currency).printed()} more than is open")
    doubts += [f"{each.number} is short by {each.amount.printed()}: {each.words or 'no reason given'}" for each in kept]
    why = "; ".join(["the payer names its papers", *doubts])
    if over < 0 or not to:
        return None
    return LineMatch("remitted", why, not doubts, found[0][1].client, to, over, kept)


def _kept(paid: RemittedPaper, paper: PaperToPay, day: date) -> KeptPayment | None:
    """What the payer leaves open beyond the discount that it may take."""
    left = paper.open.minor - paid.paid.minor
    if left <= 0 or (_may_deduct(paper, day) and left <= paper.discount.minor):
        return None
    said = [f"{each.words or each.reason} {each.amount.printed()}" for each in paid.withheld]
    taken = [f"discount taken {paid.discount.printed()}"] if paid.discount else []
    words = ", ".join((*said, *taken))
    return KeptPayment(paper.number, Money(left, paper.open.currency), words)


def _up_to(amount: Money, most: Money) -> Money:
    return amount if amount.minor <= most.minor else most


def _may_deduct(paper: PaperToPay, day: date) -> bool:
    return paper.until is not None and day <= paper.until and paper.discount.minor > 0


def _numbered(line: BankLine, ground: MatchGround) -> LineMatch | None:
    said = said_in(line)
    papers = [
        paper
        for paper in ground.papers
        if paper.open.currency == line.amount.currency and stands_in(paper.number, said)
    ]
    if not papers or len({paper.client for paper in papers}) > 1:
        return None
    client, named = papers[0].client, " and ".join(paper.number for paper in papers)
    if (to := _settling(papers, line.amount, line.day)) is not None:
        return LineMatch("number", f"names {named}, the amount is what is open", True, client, to)
    open_ = sum(paper.open.minor for paper in papers)
    currency = line.amount.currency
    if line.amount.minor > open_:
        over = line.amount.minor - open_
        to = tuple((paper.number, paper.open) for paper in papers)
        why = f"names {named}, {Money(over, currency).printed()} more than is open"
        return LineMatch("number", why, False, client, to, over)
    paid, kept = _short(papers, line.amount)
    why = f"names {named}, {Money(open_ - line.amount.minor, currency).printed()} less than is open"
    return LineMatch("number", why, False, client, paid, 0, kept)


def _short(
    papers: Sequence[PaperToPay], amount: Money
) -> tuple[tuple[tuple[str, Money], ...], tuple[KeptPayment, ...]]:
    """An amount that is too small for the papers: it pays them in their order, what stays open of each is kept back."""
    paid: list[tuple[str, Money]] = []
    kept: list[KeptPayment] = []
    left = amount.minor
    for paper in papers:
        part = min(left, paper.open.minor)
        left -= part
        if part:
            paid.append((paper.number, Money(part, amount.currency)))
        if part < paper.open.minor:
            kept.append(KeptPayment(paper.number, Money(paper.open.minor - part, amount.currency), ""))
    return tuple(paid), tuple(kept)


def _settling(papers: Sequence[PaperToPay], amount: Money, day: date) -> tuple[tuple[str, Money], ...] | None:
    """How the amount settles all of the papers to the cent, each whole or each with the discount that it offers."""
    if sum(paper.open.minor for paper in papers) == amount.minor:
        return tuple((paper.number, paper.open) for paper in papers)
    reduced = [paper.open - paper.discount if _may_deduct(paper, day) else paper.open for paper in papers]
    if sum(each.minor for each in reduced) == amount.minor:
        return tuple((paper.number, part) for paper, part in zip(papers, reduced, strict=True))
    return None


def _amounted(line: BankLine, ground: MatchGround) -> LineMatch | None:
    """One paper of that amount, or papers of one named client that add up to it in one way only."""
    named = named_clients(line, ground.names)
    fitting = [paper for paper in ground.papers if paper.open.currency == line.amount.currency]
    of_named = [paper for paper in fitting if paper.client in named]
    found = list(_ways(of_named, line))
    if len(found) == 1 and len(named) == 1:
        why = f"names {named[0]}, {' and '.join(number for number, _ in found[0])} come to the amount"
        return LineMatch("amount", why, True, named[0], found[0])
    if found:
        why = f"the amount alone: {len(found)} ways in which open papers come to it"
        return LineMatch("amount", why, False, named[0], found[0])
    if named:
        return None
    alone = [(paper, to) for paper in fitting if (to := _settling([paper], line.amount, line.day)) is not None]
    if len(alone) == 1:
        paper, to = alone[0]
        return LineMatch("amount", f"the amount alone: {paper.number} of {paper.client}", False, paper.client, to)
    return None


def _ways(papers: Sequence[PaperToPay], line: BankLine) -> Iterator[tuple[tuple[str, Money], ...]]:
    """Every choice of papers of one client that the amount settles; only all of them together where there are many."""
    by_client: dict[str, list[PaperToPay]] = {}
    for paper in papers:
        by_client.setdefault(paper.client, []).append(paper)
    for own in by_client.values():
        sizes = range(1, len(own) + 1) if len(own) <= _MOST_ADDED else (1, len(own))
        for size in sizes:
            for some in combinations(own, size):
                if (to := _settling(some, line.amount, line.day)) is not None:
                    yield to


def _counted(line: BankLine, ground: MatchGround) -> LineMatch | None:
    counts = {int(count) for text in said_in(line) for count in _COUNT.findall(text)}
    named = named_clients(line, ground.names)
    fitting = [
        paper
        for paper in ground.papers
        if paper.reads in counts
        and paper.open.currency == line.amount.currency
        and (not named or paper.client in named)
        and paper.open.minor >= line.amount.minor
    ]
    if len(fitting) != 1:
        return None
    paper = fitting[0]
    left = paper.open - line.amount
    kept = (KeptPayment(paper.number, left, ""),) if left else ()
    why = f"{paper.number} has the {paper.reads} reads that the words say" + (
        f", {left.printed()} less than is open" if left else ""
    )
    return LineMatch("count", why, False, paper.client, ((paper.number, line.amount),), 0, kept)
