"""A month is looked at and issued by papers that can be printed: for every face the same (spec 4.1, 4.11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from invoicing.audit.books_checks import refuse_paid_elsewhere, unloaded_warnings
from invoicing.closing.close import IssueOrder, IssueStep, issue, looked_at, unprintable
from invoicing.closing.draft import scheduled
from invoicing.closing.month_to_close import EARLY, Closing, ContractClosing
from invoicing.closing.preview import Ask
from invoicing.documents.missing_glyphs import in_every_font, texts_of
from invoicing.documents.print_files import check_printable
from invoicing.papers.paper import Paper
from invoicing.pricing.priced_month import PricedMonth
from reads.core.english import counted
from reads.core.findings import Finding, Severity
from reads.store.engine import Store


def look_at_month(store: Store, ask: Ask, books: Path | None = None) -> Closing:
    """The month as `issue_month` would issue it; a contract with a text that can't be printed has a warning that names it.

    So have files of `books` that say otherwise than what is loaded.
    """
    closing = looked_at(store, ask)
    said: tuple[Finding, ...] = ()
    if books is not None:
        with store.read() as session:
            said = unloaded_warnings(session, books)
    return replace(
        closing,
        contracts={name: _checked(part) for name, part in closing.contracts.items()},
        warnings=(*said, *closing.warnings),
    )


def issue_month(
    store: Store, order: IssueOrder, closing: Closing | None = None, books: Path | None = None
) -> Iterator[IssueStep]:
    """Issues the month contract by contract, from a look at it or anew; each step as it is committed.

    A draft that can't be printed is left and told, and the others are issued; so is one whose total is not the expected
    one, or goes past its not_to_exceed. TooEarly, HeldBack and PaidElsewhere (against the files of `books`) come before
    anything is written.
    """
    if books is not None:
        with store.read() as session:
            refuse_paid_elsewhere(session, books)
    return issue(store, order, closing or looked_at(store, order.ask), check_printable)


def as_issued(closing: Closing, steps: Iterable[IssueStep]) -> Closing:
    """The month as it stands after its issue: what stood in its way is no warning any more, all others are."""
    parts = {step.part.paper.contract: step.part for step in steps}
    warnings = tuple(warning for warning in closing.warnings if warning.code not in EARLY)
    return replace(closing, contracts=parts, warnings=warnings)


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
    return all(map(in_every_font, texts))


def _unmeasured(paper: Paper) -> list[Finding]:
    """That reads have no turnaround though a rule asks for it: said here, before the client reads the paper."""
    if not paper.unmeasured:
        return []
    verb = "has" if paper.unmeasured == 1 else "have"
    why = "one of its two times lacks, or they stand the wrong way round"
    message = f"{paper.contract}: {counted(paper.unmeasured, 'read')} {verb} no turnaround: {why}"
    remedy = "import the reads again with both times as they were, or issue: they count as in time"
    return [Finding("unmeasured", message, remedy, severity=Severity.WARNING)]
