"""The head of a paper that was issued: what lists, accounts and comparisons need of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from invoicing.papers.paper import PaperKind
from reads.core.money import Money
from reads.core.month import Month


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A stored paper's head: what lists and comparisons need of it."""

    id: int
    kind: PaperKind
    number: str | None
    client: str
    contract: str
    month: Month
    total: Money
    issued_on: date
    due_on: date
    sha256: str
