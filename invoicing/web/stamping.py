"""Time stamps for what the pages did: asked for as the commands ask, after an issue and a backup."""

from __future__ import annotations

from invoicing.audit.stamping import stamped_beside
from invoicing.web.long_work import Work
from invoicing.web.site import Site


def stamp_in(site: Site, work: Work) -> None:
    """Has the books' authority stamp where the audit log stands; without an answer the work says so, and is done all the same."""
    failed = stamped_beside(site.store, site.books)
    if failed is not None:
        work.lines.append(f"! {failed.message}; {failed.remedy}")
