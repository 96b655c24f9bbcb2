"""What deeds on clients' accounts did, as effects that post: from the entries and allocations of receivables.

An allocation is undone by the first reversal that takes back its deed or its payment, so that what a deed did never
changes once it is recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from invoicing.exports.papers_and_deeds import Effect, Movement, Owed
from invoicing.receivables.account import Account, Allocation, Entry, EntryKind
from invoicing.receivables.aging import Aging


def movements(account: Account, names: Mapping[str, str]) -> list[Movement]:
    """Every deed on the account in the order of recording; `names` are the clients', by id."""
    known = _Known.of(account)
    return [
        Movement(
            id=entry.id,
            kind=entry.kind,
            client=entry.client,
            name=names.get(entry.client, entry.client),
            day=entry.day,
            amount=entry.amount,
            reference=entry.reference,
            because=entry.because,
            effects=tuple(known.effects(entry)),
        )
        for entry in account.entries
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    """Entries by id, allocations by their deed and by the reversal that undid them, papers' numbers by id."""

    entries: Mapping[int, Entry]
    made: Mapping[int, list[Allocation]]
    undone: Mapping[int, list[Allocation]]
    numbers: Mapping[int, str]

    @classmethod
    def of(cls, account: Account) -> _Known:
        reversals = {entry.reverses: entry.id for entry in account.entries if entry.reverses is not None}
        made: defaultdict[int, list[Allocation]] = defaultdict(list)
        undone: defaultdict[int, list[Allocation]] = defaultdict(list)
        for each in account.allocations:
            made[each.entry].append(each)
            ends = [reversals[deed] for deed in (each.entry, each.payment) if deed in reversals]
            if ends:
                undone[min(ends)].append(each)
        return cls(
            {entry.id: entry for entry in account.entries},
            made,
            undone,
            {paper.id: paper.number or "" for paper in account.papers},
        )

    def effects(self, entry: Entry) -> Iterator[Effect]:
        """What the deed did, day by day."""
        if entry.kind is EntryKind.PAYMENT:
            yield Effect(entry.day, "", cash=entry.amount.minor, unapplied=entry.amount.minor)
        if entry.kind is EntryKind.REFUND:
            yield Effect(entry.day, "", cash=-entry.amount.minor, unapplied=-entry.amount.minor)
        for each in self.made.get(entry.id, ()):
            yield self._settled(each, each.amount)
        if entry.reverses is not None:
            yield from self._taken_back(entry, self.entries[entry.reverses])

    def _settled(self, each: Allocation, amount: int) -> Effect:
        """So much of a paper settled: out of unapplied cash, out of a credit, deducted or given up."""
        paper = self.numbers[each.paper]
        if each.payment is not None:
            return Effect(each.day, paper, unapplied=-amount, receivable=-amount)
        if each.credit is not None:
            return Effect(each.day, paper)
        if self.entries[each.entry].kind is EntryKind.DISCOUNT:
            return Effect(each.day, paper, receivable=-amount, discount=amount)
        return Effect(each.day, paper, receivable=-amount, written_off=amount)

    def _taken_back(self, reversal: Entry, deed: Entry) -> Iterator[Effect]:
        if deed.kind is EntryKind.PAYMENT:
            yield Effect(reversal.day, "", cash=-deed.amount.minor, unapplied=-deed.amount.minor)
        if deed.kind is EntryKind.REFUND:
            yield Effect(reversal.day, "", cash=deed.amount.minor, unapplied=deed.amount.minor)
        for each in self.undone.get(reversal.id, ()):
            done = self._settled(each, -each.amount)
            yield Effect(
                reversal.day,
                done.paper,
                unapplied=done.unapplied,
                receivable=done.receivable,
                written_off=done.written_off,
                discount=done.discount,
            )


def owed(rows: Iterable[Aging]) -> tuple[Owed, ...]:
    """The rows of the aging that show anything."""
    return tuple(
        Owed(row.client, row.currency, row.buckets, row.unapplied, row.total) for row in rows if not row.is_empty
    )
