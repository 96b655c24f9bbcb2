"""An invoice is cancelled and what was paid on it freed, in one transaction; by a memo that can be printed (spec 4.8)."""

from __future__ import annotations

from invoicing.closing.cancel import CancelAsk, cancel
from invoicing.documents.print_files import check_printable
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.cancelled_papers import free_cancelled
from reads.core.actor_and_moment import By
from reads.store.engine import Store


def cancel_invoice(store: Store, ask: CancelAsk, by: By) -> IssuedPaper:
    """The memo, once it is issued; payments on the invoice are unapplied cash from then on."""
    with store.write() as session:
        memo = cancel(session, ask, by, store.clock, check_printable)
        free_cancelled(session, ask.invoice, memo, by)
    return memo
