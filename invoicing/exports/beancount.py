"""The journal as a beancount file that `bean-check` accepts: accounts opened, every entry linked to its paper.

A period's file stands alone: it opens its accounts, and its balances are those of its own entries. Each account ends
with a `balance ... ~ 0`: beancount's own tolerance would let a cent pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from invoicing.exports.import_file import clean
from invoicing.exports.journal import JournalEntry, Posting, journal
from invoicing.exports.ledger_account_words import bare, words_of
from invoicing.exports.papers_and_deeds import Material, Written, one
from reads.core.money import Money


def ledger(material: Material) -> Written:
    """One file; its amounts are those of the papers, to the cent."""
    return one(text_of(journal(material), f"{material.period}").encode())


def text_of(entries: tuple[JournalEntry, ...], title: str) -> str:
    """A whole file of entries, in the order of their days."""
    ordered = sorted(entries, key=lambda entry: entry.day)
    sections = [
        f"; wetread, {title}",
        "\n".join(_operating(ordered)),
        "\n".join(_opened(ordered)),
        *map(_entry, ordered),
        "\n".join(_closed(ordered)),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _operating(entries: Iterable[JournalEntry]) -> Iterator[str]:
    """The currencies that reports add up in, without which viewers show none."""
    for currency in sorted({posting.amount.currency for entry in entries for posting in entry.postings}):
        yield f'option "operating_currency" "{currency}"'


def _account(entry: JournalEntry, posting: Posting) -> str:
    root, *rest = words_of(posting, entry.client.id)
    return ":".join((root, *map(bare, rest)))


def _opened(entries: Iterable[JournalEntry]) -> Iterator[str]:
    first: dict[str, date] = {}
    for entry in entries:
        for posting in entry.postings:
            first.setdefault(_account(entry, posting), entry.day)
    for account, day in sorted(first.items()):
        yield f"{day} open {account}"


def _entry(entry: JournalEntry) -> str:
    link = "".join(each if each.isascii() and (each.isalnum() or each in "-_/.") else "-" for each in entry.document)
    lines = [
        f"{entry.day} * {_quoted(entry.client.name)} {_quoted(entry.text)} ^{link}",
        f"  external_id: {_quoted(entry.id)}",
        f"  period: {_quoted(str(entry.period))}",
    ]
    for posting in entry.postings:
        lines.append(f"  {_account(entry, posting)}  {posting.amount} {posting.amount.currency}")
        if posting.facility:
            lines.append(f"    facility: {_quoted(posting.facility)}")
    return "\n".join(lines)


def _closed(entries: list[JournalEntry]) -> Iterator[str]:
    """What each account must come to on the day after the last entry."""
    if not entries:
        return
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for entry in entries:
        for posting in entry.postings:
            sums[_account(entry, posting), posting.amount.currency] += posting.amount.minor
    day = entries[-1].day + timedelta(days=1)
    for (account, currency), minor in sorted(sums.items()):
        yield f"{day} balance {account}  {Money(minor, currency)} ~ 0 {currency}"


def _quoted(text: str) -> str:
    plain = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
