"""The books behind the pages, read as a whole where a page checks or applies them."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import Session

from invoicing.closing.third_door import Invoices
from invoicing.contracts.books import AllBooks
from invoicing.documents.checked_books import read_checked_books
from invoicing.web.site import Site
from reads.claims.office import Office
from reads.claims.vault import vault_opener


def books_at(folder: Path) -> AllBooks:
    """All that a person wrote down in the folder, with every fault."""
    return read_checked_books(folder)


def office_of(site: Site, session: Session) -> Office:
    """What the claims room looks finals up with."""
    return Office.load(session, vault_opener(site.books, site.clock, session), site.clock, Invoices(session))
