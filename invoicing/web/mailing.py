"""Where the mails of pages are sent from."""

from __future__ import annotations

from invoicing.documents.mails import MailRoom
from invoicing.web.site import Site
from reads.store.engine import Store


def mail_room(site: Site, actor: str, told_in: Store | None = None) -> MailRoom:
    """Where these pages' mails are sent from; a form is carried out, in `told_in`, once its mail was sent."""
    return MailRoom(site.store, site.books.absolute(), site.clock, f"{actor} via web", told_in)
