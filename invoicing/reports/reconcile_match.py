"""Puts a list's rows and our orders together, and says of each what it is (spec 4.6). Pure.

rows ──accession──> groups of rows and orders ──┬─> duplicates apart, then units, then amounts
  │                                             │
  └─ without ──close match──────────────────────┘   what is left: another month's, theirs only, ours only
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from invoicing.reports.reconcile import Class, Found, Item, OurRead, TheirRow
from invoicing.reports.reconcile_accessions import HOUR, Accessions, OrderKey, OurOrder, apart, orders_of, tight
from reads.core.money import Money

_FOUND = (Found.CLOSE, Found.GROUPED, Found.NORMALISED, Found.ACCESSION)
"""Ways of finding, the least sure first: of a group the least sure is told."""

Explain = Callable[[TheirRow], str]
"""What else is known of a row that we don't bill: that its read is held, or goes to an insurer."""


@dataclass(slots=True)
class _Group:
    """Rows and orders that belong together."""

    rows: list[TheirRow] = field(default_factory=list)
    orders: set[OrderKey] = field(default_factory=set)
    found: set[Found] = field(default_factory=set)


def matched(
    rows: Sequence[TheirRow],
    reads: Iterable[OurRead],
    others: Iterable[OurRead],
    currency: str,
    explain: Explain = lambda _: "",
) -> tuple[Item, ...]:
    """Every row and every read in exactly one item; `others` are our reads of other months, of which only those met are."""
    orders = {order.key: order for order in orders_of(reads)}
    priced = any(row.amount is not None for row in rows)
    groups, left = _grouped(rows, Accessions(orders.values()))
    met = {key for group in groups for key in group.orders}
    close, left = _close(left, [order for key, order in orders.items() if key not in met])
    met |= {key for group in close for key in group.orders}
    items = [item for group in (*groups, *close) for item in _items(group, orders, currency, priced=priced)]
    items += _left(left, orders_of(others), currency, explain)
    items += [
        Item(Class.OURS_ONLY, (), order.reads, Found.NOT, currency) for key, order in orders.items() if key not in met
    ]
    return tuple(sorted(items, key=_place))


def _place(item: Item) -> tuple[str, int, str]:
    """Where an item stands: by class, then by their line, then by our accession."""
    line = item.rows[0].line if item.rows else 0
    return item.kind.value, line, item.reads[0].accession if item.reads else ""


def _grouped(rows: Iterable[TheirRow], accessions: Accessions) -> tuple[list[_Group], list[TheirRow]]:
    """Rows with the orders that they mean; those that mean an order in common are one group."""
    groups: dict[OrderKey, _Group] = {}
    left: list[TheirRow] = []
    for row in rows:
        keys, found = accessions.meant_by(row)
        if not keys:
            left.append(row)
            continue
        merged = _Group([row], set(keys), {found})
        for other in {id(groups[key]): groups[key] for key in sorted(keys) if key in groups}.values():
            merged.rows += other.rows
            merged.orders |= other.orders
            merged.found |= other.found
        groups |= dict.fromkeys(merged.orders, merged)
    return list({id(group): group for group in groups.values()}.values()), left


def _close(rows: Iterable[TheirRow], orders: Sequence[OurOrder]) -> tuple[list[_Group], list[TheirRow]]:
    """Rows whose accession says nothing, with orders of the same facility and modality within an hour; nearest first."""
    rows = list(rows)
    near = _Moments(orders)
    pairs = [
        (distance, row.line, order.key, row)
        for row in rows
        for order in near.orders(row)
        if _same_kind(row, order) and (distance := apart(row.times, order.times)) is not None
    ]
    taken: set[OrderKey] = set()
    groups: dict[int, _Group] = {}
    for _, line, key, row in sorted(pairs, key=lambda pair: pair[:3]):
        if key not in taken and line not in groups:
            taken.add(key)
            groups[line] = _Group([row], {key}, {Found.CLOSE})
    return list(groups.values()), [row for row in rows if row.line not in groups]


class _Moments:
    """Orders by facility and time."""

    def __init__(self, orders: Iterable[OurOrder]) -> None:
        found: defaultdict[str, list[tuple[datetime, OrderKey, OurOrder]]] = defaultdict(list)
        for order in orders:
            found[order.key[0]] += [(at, order.key, order) for at in order.times]
        self._moments = {
            facility: sorted(moments, key=lambda moment: moment[:2]) for facility, moments in found.items()
        }

    def orders(self, row: TheirRow) -> list[OurOrder]:
        """The orders within an hour of a row, at its facility; where it names none, at the only one that has any."""
        named = row.facility or (next(iter(self._moments)) if len(self._moments) == 1 else "")
        moments = self._moments.get(named, [])
        found: dict[OrderKey, OurOrder] = {}
        for at in row.times:
            first = bisect_left(moments, at - HOUR, key=lambda moment: moment[0])
            last = bisect_right(moments, at + HOUR, key=lambda moment: moment[0])
            found |= {key: order for _, key, order in moments[first:last]}
        return list(found.values())


def _same_kind(row: TheirRow, order: OurOrder) -> bool:
    """Whether the modality is one of the order's; where the row has none, its exam must be."""
    if row.modality:
        return row.modality in order.modalities
    return bool(row.exam) and any(tight(row.exam) == tight(read.exam) for read in order.reads)


def _items(group: _Group, orders: Mapping[OrderKey, OurOrder], currency: str, *, priced: bool) -> Iterator[Item]:
    """The group as one item, and each row that was entered too often as another."""
    reads = tuple(read for key in sorted(group.orders) for read in orders[key].reads)
    rows, surplus = _without_duplicates(sorted(group.rows, key=lambda row: row.line), reads)
    for row in surplus:
        yield Item(Class.DUPLICATE, (row,), (), Found.NOT, currency, "the same row stands above")
    found = next(each for each in _FOUND if each in group.found)
    if found in {Found.ACCESSION, Found.NORMALISED} and len(group.orders) > 1:
        found = Found.GROUPED
    item = Item(Class.MATCHED, tuple(rows), reads, found, currency)
    kind = _class_of(item, priced=priced)
    yield replace(item, kind=kind, note=_credits(reads, currency) if kind is Class.PRICE_DIFFERS else "")


def _credits(reads: Sequence[OurRead], currency: str) -> str:
    """What of our amount is a credit that their list may not have."""
    credited = sum((read.credited for read in reads if read.credited), Money(0, currency))
    return f"ours is after a turnaround credit of {(-credited).printed()}" if credited else ""


def _without_duplicates(rows: Sequence[TheirRow], reads: Sequence[OurRead]) -> tuple[list[TheirRow], list[TheirRow]]:
    """The rows, and those that repeat another while there are more units than we have by any count."""
    most = max(_counts(reads).values())
    kept = list(rows)
    surplus: list[TheirRow] = []
    for row in reversed(rows):
        too_many = sum((each.units for each in kept), Decimal(0)) > most
        if too_many and sum(1 for each in kept if each.said == row.said) > 1:
            kept.remove(row)
            surplus.insert(0, row)
    return kept, surplus


def _counts(reads: Sequence[OurRead]) -> dict[str, int]:
    """Our units as the contract counts them, and by other counts: exams, codes, regions."""
    counts = {"units": sum(read.units for read in reads), "exams": len(reads)}
    for name in sorted({name for read in reads for name in read.counts}):
        counts[name] = sum(read.counts.get(name, 1) for read in reads)
    return counts


def _class_of(item: Item, *, priced: bool) -> Class:
    """Units first: they agree as the contract counts them, or by another count at the same amount.

    Amounts are compared where the list has any; a row without one in such a list differs in price.
    """
    same_amount = not priced or (item.ours == item.theirs and all(row.amount is not None for row in item.rows))
    if item.their_units == item.our_units:
        return Class.MATCHED if same_amount else Class.PRICE_DIFFERS
    by_another = item.their_units in _counts(item.reads).values()
    return Class.MATCHED if by_another and same_amount else Class.UNITS_DIFFER


def _left(rows: Sequence[TheirRow], others: Sequence[OurOrder], currency: str, explain: Explain) -> Iterator[Item]:
    """Rows that none of this month's orders answers: another month's, entered twice, or theirs alone."""
    elsewhere = Accessions(others)
    by_key = {order.key: order for order in others}
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        if row.said in seen and row.accession:
            yield Item(Class.DUPLICATE, (row,), (), Found.NOT, currency, "the same row stands above")
            continue
        seen.add(row.said)
        keys, found = elsewhere.meant_by(row)
        if keys:
            reads = tuple(read for key in sorted(keys) for read in by_key[key].reads)
            yield Item(Class.OTHER_MONTH, (row,), reads, found, currency, _months(reads))
        else:
            note = explain(row) if row.accession else "it has no accession"
            yield Item(Class.THEIRS_ONLY, (row,), (), Found.NOT, currency, note)


def _months(reads: Sequence[OurRead]) -> str:
    """In which months we bill them, and by which invoices."""
    said = dict.fromkeys(f"{read.month.spelled()}, {read.number or 'not issued yet'}" for read in reads)
    return "; ".join(said)
