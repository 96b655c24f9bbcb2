"""The head of a file of terms, a contract's or an agreement's: whose it is, how long it holds, in what it reckons."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from invoicing.contracts.file.rates_and_surcharges import Life
from reads.core.currency import is_currency, places_of, remedy_for
from reads.core.findings import Finding
from reads.core.ids import is_id
from reads.core.toml_file import TomlFile
from reads.core.toml_table import Section
from reads.fees.release_names import is_release_name

T = TypeVar("T")


def read_terms(
    text: str, file: str, keys: Collection[str], read: Callable[[Section], T], *, placed: bool = True
) -> tuple[T | None, list[Finding]]:
    """What `read` makes of the head of the text, None with any error among the findings, which are in its order.

    `keys` are those that stand above all sections; `file` is what findings name as the place. Terms that are not `placed`
    know no lines: to find them costs as much as to read the terms.
    """
    source = TomlFile.opened(text, file, head=keys, placed=placed)
    if not source.is_toml:
        return None, source.findings
    terms = read(Section.head(source))
    return None if source.failed else terms, source.sorted_findings


def check_id(head: Section, terms_id: str, kind: str, example: str) -> None:
    """Records that the file's name is no id."""
    if not is_id(terms_id):
        remedy = f"name the file with lower-case words joined by hyphens, like {example}.toml"
        head.fault("bad_id", f"\"{terms_id}\" can't be {kind}'s id", remedy)


def read_life(head: Section, kind: str, currency: str) -> Life:
    """From which day to which the terms hold, and how finely they reckon."""
    head.need("effective", "2026-01-01")
    life = Life(head.day("effective"), head.day("until"), places_of(currency))
    if life.effective and life.until and life.until <= life.effective:
        remedy = "`until` is the first day that it no longer covers: write one after `effective`"
        message = f"the {kind} ends ({life.until}) before it begins ({life.effective})"
        head.fault("reversed_dates", message, remedy, "until")
    return life


def read_currency(head: Section, key: str = "currency", default: str = "USD") -> str:
    """The currency under the key."""
    currency = head.text(key, '"USD"') or default
    if head.has(key) and not is_currency(currency):
        head.fault("bad_currency", f'`{key} = "{currency}"` is not a currency\'s code', remedy_for(currency), key)
    return currency


def read_timezone(head: Section) -> str | None:
    """The zone whose clock decides, None for each facility's own."""
    zone = head.zone("timezone", "facility")
    return None if zone is None else zone.key


def read_release(head: Section) -> str | None:
    """The release of work RVUs that is pinned, None for the one of each read's day."""
    release = head.text("rvu", '"current"') or "current"
    if release == "current":
        return None
    if not is_release_name(release):
        remedy = 'write "current", or the year and quarter of a CMS release: "2025D" is that of October 2025'
        head.fault("bad_release", f'`rvu = "{release}"` is not a release', remedy, "rvu")
    return release
