"""Lines and matches beside each other: an advice beside its line of the bank, and which exact matches may be posted together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from invoicing.receivables.bank.bank_line import BankLine, LineNature
from invoicing.receivables.bank.match_values import LineMatch
from invoicing.receivables.bank.words_of_line import said_in, stands_in


def with_advice(lines: Mapping[int, BankLine]) -> tuple[dict[int, BankLine], dict[int, int]]:
    """The lines, those of the bank with what a payer's advice of the same trace and amount says, and whose advice each is."""
    found, whose = dict(lines), {}
    for number, advice in lines.items():
        if advice.nature is not LineNature.ADVICE or not advice.reference:
            continue
        same = [
            other
            for other, line in lines.items()
            if line.nature is LineNature.CASH
            and line.amount.currency == advice.amount.currency
            and line.amount == advice.amount
            and stands_in(advice.reference, said_in(line))
        ]
        if len(same) == 1:
            whose[number] = same[0]
            found[same[0]] = replace(lines[same[0]], remitted=lines[same[0]].remitted or advice.remitted)
    return found, whose


def exact_together(matches: Mapping[int, LineMatch]) -> dict[int, LineMatch]:
    """The exact matches, but those that want the same paper, payment or deposit as another: a person says which."""
    wanted: dict[object, list[int]] = {}
    for line, found in matches.items():
        things = [number for number, _ in found.to] + [("entry", found.entry)] * (found.entry is not None)
        for thing in (*things, *[("deposit", found.deposit)] * (found.deposit is not None)):
            wanted.setdefault(thing, []).append(line)
    clashing = {line for lines in wanted.values() if len(lines) > 1 for line in lines}
    return {line: found for line, found in matches.items() if found.exact and line not in clashing}
