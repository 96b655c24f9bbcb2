"""The journal as an hledger file that `hledger check --strict` accepts; its last entry asserts every balance, exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from invoicing.exports.import_file import clean
from invoicing.exports.journal import JournalEntry, Posting, journal
from invoicing.exports.ledger_account_words import words_of
from invoicing.exports.papers_and_deeds import Material, Written, one
from reads.core.currency import places_of
from reads.core.money import Money


def ledger(material: Material) -> Written:
    """One file; its amounts are those of the papers, to the cent."""
    return one(text_of(journal(material), f"{material.period}").encode())


def text_of(entries: tuple[JournalEntry, ...], title: str) -> str:
    """A whole file of entries, in the order of their days."""
    ordered = sorted(entries, key=lambda entry: entry.day)
    declared = [f"; wetread, {title}", "decimal-mark .", *_declared(ordered)]
    sections = ["\n".join(declared), *map(_entry, ordered), _asserted(ordered)]
    return "\n\n".join(section for section in sections if section) + "\n"


def _account(entry: JournalEntry, posting: Posting) -> str:
    root, *rest = words_of(posting, entry.client.id)
    return ":".join((root.lower(), *map(_word, rest)))


def _word(text: str) -> str:
    """A part of an account's name: one space at most between words, nothing that ends it or begins a comment."""
    return clean("".join(" " if each in ';:"|()[]' else each for each in text)) or "x"


def _declared(entries: Iterable[JournalEntry]) -> Iterator[str]:
    currencies: set[str] = set()
    accounts: set[str] = set()
    for entry in entries:
        currencies.add(entry.currency)
        accounts.update(_account(entry, posting) for posting in entry.postings)
    for currency in sorted(currencies):
        places = places_of(currency)
        yield f"commodity 1000{'.' + '0' * places if places else '.'} {currency}"
    for account in sorted(accounts):
        yield f"account {account}"


def _entry(entry: JournalEntry) -> str:
    code = "".join(each for each in entry.document if each not in "()")
    text = _description(f"{entry.client.name}, {entry.text}")
    lines = [f"{entry.day} * ({code}) {text}", f"    ; external_id: {code}", f"    ; period: {entry.period}"]
    lines += [f"    {_account(entry, posting)}  {posting.amount} {entry.currency}" for posting in entry.postings]
    return "\n".join(lines)


def _description(text: str) -> str:
    return clean(text.replace(";", ",").replace("|", "/"))


def _asserted(entries: list[JournalEntry]) -> str:
    """An entry of nothing that asserts what each account comes to."""
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for entry in entries:
        for posting in entry.postings:
            sums[_account(entry, posting), posting.amount.currency] += posting.amount.minor
    if not sums:
        return ""
    lines = [f"{entries[-1].day} * balances of this file"]
    for (account, currency), minor in sorted(sums.items()):
        lines.append(f"    {account}  {Money(0, currency)} {currency} = {Money(minor, currency)} {currency}")
    return "\n".join(lines)
