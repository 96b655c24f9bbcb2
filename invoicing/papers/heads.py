"""The heads of issued papers, their numbers and files: what lists show, asked without the ORM."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import PaperKind
from reads.core.money import Money
from reads.core.month import Month
from reads.store.look_without_orm import portions, rows

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_HEADS = "SELECT id, kind, number, client, contract, month, currency, total, issued_on, due_on, sha256 FROM papers "
CLOSED = (
    "NOT EXISTS (SELECT 1 FROM cancellations WHERE paper_id = papers.id) "
    "AND (EXISTS (SELECT 1 FROM closings WHERE paper_id = papers.id) "
    "OR EXISTS (SELECT 1 FROM reclosings WHERE paper_id = papers.id))"
)
"""The condition of papers that closed a month and were not cancelled."""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file that shows a paper, as it was written."""

    paper_id: int
    kind: str
    path: str
    sha256: str


def heads(reading: Reading, *, client: str | None = None, month: Month | None = None) -> list[IssuedPaper]:
    """All numbered papers in the order of issue, of one client or month where asked."""
    asked = {name: str(value) for name, value in (("client", client), ("month", month)) if value is not None}
    bounds = "".join(f"AND {name} = :{name} " for name in asked)
    return [_head(row) for row in rows(reading, _HEADS + "WHERE number IS NOT NULL " + bounds + "ORDER BY id", **asked)]


def newest_heads(
    reading: Reading, size: int, before: int | None = None, *, client: str | None = None, month: Month | None = None
) -> list[IssuedPaper]:
    """So many numbered papers, the newest first, or those before one; of one client or month where asked: a page by key."""
    asked = {name: str(value) for name, value in (("client", client), ("month", month)) if value is not None}
    bounds = "".join(f"AND {name} = :{name} " for name in asked) + ("" if before is None else "AND id < :before ")
    query = _HEADS + "WHERE number IS NOT NULL " + bounds + "ORDER BY id DESC LIMIT :size"
    given = asked | ({} if before is None else {"before": before})
    return [_head(row) for row in rows(reading, query, size=size, **given)]


def _head(row: tuple[Any, ...]) -> IssuedPaper:
    """The head of a stored paper, of its columns."""
    paper, kind, number, client, contract, month, currency, total, issued_on, due_on, sha256 = row
    days = date.fromisoformat(issued_on), date.fromisoformat(due_on)
    return IssuedPaper(
        paper, PaperKind(kind), number, client, contract, Month.parse(month), Money(total, currency), *days, sha256
    )


def head_with_id(reading: Reading, paper: int) -> IssuedPaper:
    """The head of the paper of that id, numbered or not."""
    [row] = rows(reading, _HEADS + "WHERE id = :paper", paper=paper)
    return _head(row)


def closing_heads(reading: Reading, contracts: Collection[str]) -> list[IssuedPaper]:
    """The papers that closed a month of these contracts and were not cancelled; those of kind `closed` too."""
    return [
        _head(row) for row in rows(reading, f"{_HEADS}WHERE contract IN :contracts AND {CLOSED}", contracts=contracts)
    ]


def numbered(reading: Reading, number: str) -> IssuedPaper | None:
    """The paper of that number."""
    found = rows(reading, _HEADS + "WHERE number = :number", number=number)
    return _head(found[0]) if found else None


def numbers(reading: Reading) -> list[str]:
    """All numbers, the newest first."""
    query = "SELECT number FROM papers WHERE number IS NOT NULL ORDER BY id DESC"
    return [number for (number,) in rows(reading, query)]


def po_numbers(reading: Reading, papers: Collection[int]) -> dict[int, str]:
    """The papers' purchase order numbers, by their ids."""
    query = "SELECT id, snapshot FROM papers WHERE id IN :papers"
    return {
        paper: str(json.loads(said)["po_number"])
        for some in portions(papers)
        for paper, said in rows(reading, query, papers=some)
    }


def files_of(reading: Reading, papers: Collection[int]) -> list[PaperFile]:
    """The files written of the papers, the oldest first."""
    query = "SELECT id, paper_id, kind, path, sha256 FROM paper_files WHERE paper_id IN :papers"
    found = sorted(row for some in portions(papers) for row in map(tuple, rows(reading, query, papers=some)))
    return [PaperFile(*row[1:]) for row in found]
