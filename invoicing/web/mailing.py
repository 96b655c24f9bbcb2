"""What the pages that mail have in common: where mails are sent from, and the password of schedules."""

from __future__ import annotations

import os

from invoicing.documents.mails import MailRoom, SchedulePassword
from invoicing.web.printing import PASSWORD
from invoicing.web.site import Site
from reads.store.engine import Store


def schedule_password(*, wanted: bool) -> SchedulePassword:
    """The schedule's password, as the command line takes it from the environment."""
    return SchedulePassword(wanted, os.environ.get(PASSWORD), PASSWORD)


def mail_room(site: Site, actor: str, told_in: Store | None = None) -> MailRoom:
    """Where these pages' mails are sent from; a form is carried out, in `told_in`, once its mail was sent."""
    return MailRoom(site.store, site.books.absolute(), site.clock, f"{actor} via web", told_in)
