"""What stands beside an issued paper: its status, what is paid on it, and where its PDF is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from invoicing.papers.heads import files_of
from invoicing.papers.invoice_json import PaperAccount
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.paper_status import Standing, standings
from invoicing.receivables.repository import accounts

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


def paper_accounts(reading: Reading, papers: Sequence[IssuedPaper], books: Path) -> dict[int, PaperAccount]:
    """Status, balance and file of issued papers, by their ids."""
    clients = {paper.client for paper in papers}
    files = files_of(reading, [paper.id for paper in papers])
    found = accounts(reading, next(iter(clients)) if len(clients) == 1 else None)
    standing = {paper: each for account in found for paper, each in standings(account).items()}
    paths = {file.paper_id: str(books / file.path) for file in files if file.kind == "pdf"}
    return {
        paper.id: PaperAccount(stands.status, stands.paid, stands.balance, paper.sha256, paths.get(paper.id))
        for paper in papers
        for stands in [standing.get(paper.id) or Standing.closed(paper.total)]
    }
