"""A month is issued by papers that can be printed: for every face the same (spec 4.1, 4.11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from invoicing.audit.books_checks import refuse_paid_elsewhere
from invoicing.closing.close import IssueOrder, IssueStep, issue, looked_at
from invoicing.closing.month_to_close import EARLY, Closing
from invoicing.closing.preview import Ask
from invoicing.documents.print_files import check_printable
from invoicing.documents.printable_look import look_at
from reads.store.engine import Store


def look_at_month(store: Store, ask: Ask, books: Path | None = None) -> Closing:
    """The month as `issue_month` would issue it, with the warnings of `look_at`."""
    with store.read() as session:
        return look_at(session, ask, store.clock, books)


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
