"""Which papers a line names that no one payment settles: of several clients, in another currency, or paid before. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from invoicing.receivables.bank.bank_line import BankLine
from invoicing.receivables.bank.match_values import MatchGround
from invoicing.receivables.bank.words_of_line import said_in, stands_in


def papers_apart(line: BankLine, ground: MatchGround) -> str:
    """Why the papers that are named, open or paid, are not one client's to be paid in the line's currency; empty where they are."""
    said, currency = _said(line), line.amount.currency
    named = [paper for paper in ground.papers if stands_in(paper.number, said)]
    if named and all(paper.open.currency != currency for paper in named):
        numbers = and_numbers(paper.number for paper in named)
        return f"names {numbers}, billed in {named[0].open.currency}, and the line is {currency}"
    settled = settled_named(line, ground)
    whose = {paper.number: paper.client for paper in named} | settled
    if len({*whose.values()}) < 2:
        return ""
    nothing = f" (nothing is open of {and_numbers(settled)}: CLIENT=AMOUNT for its client)" if settled else ""
    return f"names {and_numbers(whose)} of several clients: --to NUMBER=AMOUNT for each says how much is whose{nothing}"


def settled_named(line: BankLine, ground: MatchGround) -> dict[str, str]:
    """The papers of which nothing is open that the line names, each with its client."""
    said = _said(line)
    return {number: client for number, client in ground.settled.items() if stands_in(number, said)}


def and_numbers(numbers: Iterable[str]) -> str:
    """The numbers in their order, as words."""
    return " and ".join(sorted(numbers))


def _said(line: BankLine) -> tuple[str, ...]:
    """The line's words, and the papers that the payer names."""
    return (*said_in(line), *(paid.number.upper() for paid in line.remitted))
