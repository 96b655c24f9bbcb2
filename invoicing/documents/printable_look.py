"""A month is looked at with a word on what can't be printed, before it is issued: for every face the same (spec 4.1, 4.11)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from invoicing.audit.books_checks import unloaded_warnings
from invoicing.closing.draft import scheduled
from invoicing.closing.month_to_close import Closing, ContractClosing, unprintable
from invoicing.closing.preview import Ask, preview
from invoicing.documents.missing_glyphs import in_every_font, texts_of
from invoicing.documents.print_files import check_printable
from invoicing.papers.paper import Paper
from invoicing.pricing.priced_month import PricedMonth
from reads.core.clock import Clock
from reads.core.english import counted
from reads.core.findings import Finding, Severity

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


def look_at(reading: Reading, ask: Ask, clock: Clock, books: Path | None = None) -> Closing:
    """The month as it would be issued; a contract with a text that can't be printed has a warning that names it.

    So have files of `books` that say otherwise than what is loaded.
    """
    closing = preview(reading, ask, clock)
    said = () if books is None else unloaded_warnings(reading, books)
    return replace(
        closing,
        contracts={name: _checked(part) for name, part in closing.contracts.items()},
        warnings=(*said, *closing.warnings),
    )


def _checked(part: ContractClosing) -> ContractClosing:
    if part.priced is None:
        return part
    found = None
    if not _is_plain(part, part.priced) or unprintable(part.paper, check_printable):
        found = unprintable(scheduled(part.paper, part.priced, part.open.due), check_printable)
    said = [replace(found, severity=Severity.WARNING)] if found else []
    return replace(part, warnings=(*part.warnings, *said, *_unmeasured(part.paper)))


def _is_plain(part: ContractClosing, priced: PricedMonth) -> bool:
    """Whether all that a schedule would say of the reads is ASCII, which every font has: then it need not be laid out."""
    if not in_every_font("".join(priced.reads.words)):
        return False
    texts = [text for price in priced.reads.prices for text in (price.rate, *(tier.name for tier in price.tiers))]
    texts += [text for each in part.open.due for row in each.rows for _, text in texts_of("", row)]
    return in_every_font("".join(texts))


def _unmeasured(paper: Paper) -> list[Finding]:
    """That reads have no turnaround though a rule asks for it: said here, before the client reads the paper."""
    if not paper.unmeasured:
        return []
    verb = "has" if paper.unmeasured == 1 else "have"
    why = "one of its two times lacks, or they stand the wrong way round"
    message = f"{paper.contract}: {counted(paper.unmeasured, 'read')} {verb} no turnaround: {why}"
    remedy = "import the reads again with both times as they were, or issue: they count as in time"
    return [Finding("unmeasured", message, remedy, severity=Severity.WARNING)]
