"""The head of a file of terms, a contract's or an agreement's: whose it is, how long it holds, in what it reckons."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from typing import TypeVar
from zoneinfo import available_timezones

from invoicing.contracts.file.rates_and_surcharges import Life
from invoicing.contracts.file.section import ContractFile, Section, Unquoted, did_you_mean
from reads.core.currency import is_currency, places_of
from reads.core.findings import Finding, Severity
from reads.core.ids import is_id
from reads.core.times import zone_named
from reads.core.toml_places import key_places
from reads.core.toml_syntax import syntax_fault
from reads.fees.release_names import is_release_name

T = TypeVar("T")


def read_terms(
    text: str, file: str, keys: Collection[str], read: Callable[[Section], T]
) -> tuple[T | None, list[Finding]]:
    """What `read` makes of the head of the text, None with any error among the findings, which are in its order.

    `keys` are those that stand above all sections; `file` is what findings name as the place.
    """
    text = text.removeprefix("\ufeff")
    try:
        table = tomllib.loads(text, parse_float=Unquoted)
        source = ContractFile(file, key_places(text), keys)
    except (ValueError, RecursionError) as error:
        return None, [syntax_fault(error, text, file)]
    terms = read(Section(source, "", table))
    failed = any(finding.severity is Severity.ERROR for finding in source.findings)
    findings = sorted(source.findings, key=lambda finding: (finding.where.line, finding.where.column))
    return None if failed else terms, findings


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
        remedy = 'write three capital letters (ISO 4217), like "USD"'
        head.fault("bad_currency", f'`{key} = "{currency}"` is not a currency\'s code', remedy, key)
    return currency


def read_timezone(head: Section) -> str | None:
    """The zone whose clock decides, None for each facility's own."""
    zone = head.text("timezone", '"facility"') or "facility"
    if zone == "facility":
        return None
    if zone_named(zone) is None:
        remedy = 'write "facility", or a zone like "America/Chicago"'
        near = did_you_mean(zone, available_timezones())
        remedy = f"{remedy}; {near}" if near.startswith("did") else remedy
        head.fault("unknown_value", f'`timezone = "{zone}"` is not a time zone', remedy, "timezone")
    return zone


def read_release(head: Section) -> str | None:
    """The release of work RVUs that is pinned, None for the one of each read's day."""
    release = head.text("rvu", '"current"') or "current"
    if release == "current":
        return None
    if not is_release_name(release):
        remedy = 'write "current", or the year and quarter of a CMS release: "2025D" is that of October 2025'
        head.fault("bad_release", f'`rvu = "{release}"` is not a release', remedy, "rvu")
    return release
