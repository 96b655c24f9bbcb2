"""How a paper stands, from what was set against it: its status, what was paid, what is open (spec 4.2).

issued        nothing was set against it yet
partly paid   something was paid or credited, not all
paid          nothing is open; a discount for early payment may have been taken
credited      nothing is open, and credits alone did it; of a credit: all of it is used
written off   nothing is open, and the last of it was given up
"""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.account import Account, EntryKind
from reads.core.money import Money


@dataclass(frozen=True, slots=True)
class Standing:
    """One paper: `paid` is money that came, `balance` what is open after payments, credits and write-offs.

    The balance of a credit is what is left of it, negative as its total is.
    """

    status: str
    paid: Money
    credited: Money
    written_off: Money
    balance: Money
    discounted: Money

    @classmethod
    def closed(cls, total: Money) -> Standing:
        """Of a month that was closed with nothing to bill."""
        nothing = total - total
        return cls("closed", nothing, nothing, nothing, total, nothing)


def standings(account: Account) -> dict[int, Standing]:
    """Every paper of the account by its id, with all that is known."""
    sums = {paper.id: [0, 0, 0, 0] for paper in account.papers}
    discounts = {entry.id for entry in account.entries if entry.kind is EntryKind.DISCOUNT}
    for each in account.allocations:
        if account.stands(each):
            sums[each.paper][3 if each.entry in discounts else _way(each.payment, each.credit)] += each.amount
    return {paper.id: _standing(account, paper, sums[paper.id]) for paper in account.papers}


def _way(payment: int | None, credit: int | None) -> int:
    """0 for money, 1 for a credit, 2 for what was given up."""
    if payment is not None:
        return 0
    return 1 if credit is not None else 2


def _standing(account: Account, paper: IssuedPaper, sums: list[int]) -> Standing:
    paid, credited, written_off, discounted = (Money(amount, account.currency) for amount in sums)
    if paper.id in account.credits:
        left = Money(account.credits[paper.id].last, account.currency)
        return Standing("issued" if left else "credited", paid, credited, written_off, -left, discounted)
    balance = Money(account.owed[paper.id].last, account.currency)
    if balance:
        status = "issued" if balance == paper.total else "partly paid"
    elif written_off:
        status = "written off"
    else:
        status = "credited" if credited and not paid else "paid"
    return Standing(status, paid, credited, written_off, balance, discounted)
