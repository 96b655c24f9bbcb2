"""The paper that a person means by a number."""

from __future__ import annotations

import difflib

from sqlmodel import Session

from invoicing.papers.errors import UnknownNumber
from invoicing.papers.heads import numbered, numbers
from invoicing.papers.issued_paper import IssuedPaper


def paper_named(session: Session, number: str) -> IssuedPaper:
    """The paper of that number, in any spelling of its letters; UnknownNumber names those that are near."""
    issued = numbered(session, number)
    if issued is not None:
        return issued
    known = numbers(session)
    alike = [each for each in known if each.casefold() == number.casefold()]
    issued = numbered(session, alike[0]) if len(alike) == 1 else None
    if issued is None:
        raise UnknownNumber(number, difflib.get_close_matches(number, known, 3))
    return issued
