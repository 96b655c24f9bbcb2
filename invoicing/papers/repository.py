"""The queries of papers: what was issued, what it bills, which files show it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from invoicing.papers.errors import NoGroup
from invoicing.papers.heads import PaperFile, head_with_id
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper
from invoicing.papers.snapshot import paper_of
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.load_directory import load_directory
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from invoicing.papers.tables import PaperRow
    from reads.store.look_without_orm import Reading


def snapshot(reading: Reading, paper_id: int) -> str:
    """All that a paper says but its schedule, as it is stored."""
    [(said,)] = rows(reading, "SELECT snapshot FROM papers WHERE id = :paper", paper=paper_id)
    return str(said)


def schedule(reading: Reading, paper_id: int) -> str:
    """A paper's schedule, as it is stored."""
    [(said,)] = rows(reading, "SELECT schedule FROM papers WHERE id = :paper", paper=paper_id)
    return str(said)


def whole(reading: Reading, paper_id: int) -> Paper:
    """A paper with its schedule, as it was issued."""
    return paper_of(snapshot(reading, paper_id), schedule(reading, paper_id))


def issued_by_month(reading: Reading, contract: str, currency: str) -> dict[Month, Money]:
    """What all papers issued under a contract have billed, by the month of the paper."""
    query = "SELECT month, sum(total) FROM papers WHERE contract = :contract GROUP BY month"
    found = rows(reading, query, contract=contract)
    return {Month.parse(month): Money(int(amount), currency) for month, amount in found}


def count_of_reads(reading: Reading, paper: IssuedPaper) -> int:
    """How many reads of its own month a paper bills; those of earlier ones put papers right."""
    query = "SELECT count(*) FROM billed_reads WHERE paper_id = :paper AND month = :month"
    [(count,)] = rows(reading, query, paper=paper.id, month=str(paper.month))
    return int(count)


def has_schedule(reading: Reading, paper_id: int) -> bool:
    """Whether a paper bills or puts right any read at all."""
    return bool(rows(reading, "SELECT 1 FROM billed_reads WHERE paper_id = :paper LIMIT 1", paper=paper_id))


def newest_papers(reading: Reading, contracts: Collection[str]) -> dict[str, int]:
    """The id of each contract's newest paper; a contract without papers is left out."""
    query = "SELECT contract, max(id) FROM papers WHERE contract IN :contracts GROUP BY contract"
    return {contract: newest or 0 for contract, newest in rows(reading, query, contracts=contracts)}


def papers_about(reading: Reading, contract: str, month: Month) -> list[Paper]:
    """The contract's papers in the order of issue, with the schedules of those that bill reads of the month."""
    query = (
        "SELECT snapshot, CASE WHEN EXISTS (SELECT 1 FROM billed_reads WHERE paper_id = papers.id AND month = :month) "
        "THEN schedule END FROM papers WHERE contract = :contract ORDER BY id"
    )
    found = rows(reading, query, contract=contract, month=str(month))
    return [paper_of(said, reads) for said, reads in found]


def last_hash(reading: Reading) -> str:
    """The hash of the paper issued last, in any series."""
    from reads.store.events import GENESIS

    found = rows(reading, "SELECT sha256 FROM papers ORDER BY id DESC LIMIT 1")
    return found[0][0] if found else GENESIS


def take_number(session: Session, series: str) -> int:
    """The next number of the series, 1 for the first; given back whole if the transaction doesn't commit.

    On PostgreSQL the series' row is locked until then, so that numbers have no gap (spec 7).
    """
    query = (
        "INSERT INTO series (name, last) VALUES (:name, 1) "
        "ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last"
    )
    [(taken,)] = rows(session, query, name=series)
    return int(taken)


def add_paper(session: Session, row: PaperRow) -> IssuedPaper:
    """Stores the paper."""
    session.add(row)
    session.flush()
    return head_with_id(session, row.id or 0)


def add_file(session: Session, file: PaperFile, at: datetime) -> None:
    """Records a file as it was written."""
    from invoicing.papers.tables import PaperFileRow

    session.add(PaperFileRow(paper_id=file.paper_id, kind=file.kind, path=file.path, sha256=file.sha256, at=at))
    session.flush()


def number_pattern(reading: Reading) -> str:
    """What numbers are made by; NoGroup before the books were applied."""
    group = load_directory(reading, ("group",)).group
    if group is None:
        raise NoGroup
    return group.invoice_number
