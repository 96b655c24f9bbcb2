"""The queries of papers: what was issued, what it bills, which files show it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, func, text
from sqlmodel import Session, col, select

from invoicing.papers.errors import NoGroup
from invoicing.papers.heads import PaperFile, head_with_id
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper
from invoicing.papers.snapshot import paper_of
from invoicing.papers.tables import BilledReadRow, PaperFileRow, PaperRow
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.load_directory import load_directory
from reads.store.events import GENESIS


def snapshot(session: Session, paper_id: int) -> str:
    """All that a paper says but its schedule, as it is stored."""
    return session.exec(select(PaperRow.snapshot).where(PaperRow.id == paper_id)).one()


def schedule(session: Session, paper_id: int) -> str:
    """A paper's schedule, as it is stored."""
    return session.exec(select(PaperRow.schedule).where(PaperRow.id == paper_id)).one()


def whole(session: Session, paper_id: int) -> Paper:
    """A paper with its schedule, as it was issued."""
    return paper_of(snapshot(session, paper_id), schedule(session, paper_id))


def issued_by_month(session: Session, contract: str, currency: str) -> dict[Month, Money]:
    """What all papers issued under a contract have billed, by the month of the paper."""
    query = text("SELECT month, sum(total) FROM papers WHERE contract = :contract GROUP BY month")
    rows = session.execute(query, {"contract": contract})
    return {Month.parse(month): Money(int(amount), currency) for month, amount in rows}


def count_of_reads(session: Session, paper: IssuedPaper) -> int:
    """How many reads of its own month a paper bills; those of earlier ones put papers right."""
    query = text("SELECT count(*) FROM billed_reads WHERE paper_id = :paper AND month = :month")
    return int(session.execute(query, {"paper": paper.id, "month": str(paper.month)}).scalar_one())


def has_schedule(session: Session, paper_id: int) -> bool:
    """Whether a paper bills or puts right any read at all."""
    query = text("SELECT 1 FROM billed_reads WHERE paper_id = :paper LIMIT 1")
    return session.execute(query, {"paper": paper_id}).first() is not None


def newest_papers(session: Session, contracts: Collection[str]) -> dict[str, int]:
    """The id of each contract's newest paper; a contract without papers is left out."""
    query = (
        select(col(PaperRow.contract), func.max(PaperRow.id))
        .where(col(PaperRow.contract).in_(contracts))
        .group_by(col(PaperRow.contract))
    )
    return {contract: newest or 0 for contract, newest in session.exec(query)}


def papers_about(session: Session, contract: str, month: Month) -> list[Paper]:
    """The contract's papers in the order of issue, with the schedules of those that bill reads of the month."""
    billing = select(col(BilledReadRow.paper_id)).where(
        col(BilledReadRow.paper_id) == col(PaperRow.id), col(BilledReadRow.month) == str(month)
    )
    query = (
        select(PaperRow.snapshot, case((billing.exists(), col(PaperRow.schedule)), else_=None))
        .where(PaperRow.contract == contract)
        .order_by(col(PaperRow.id))
    )
    return [paper_of(said, rows) for said, rows in session.execute(query)]


def last_hash(session: Session) -> str:
    """The hash of the paper issued last, in any series."""
    query = text("SELECT sha256 FROM papers ORDER BY id DESC LIMIT 1")
    return session.execute(query).scalar_one_or_none() or GENESIS


def take_number(session: Session, series: str) -> int:
    """The next number of the series, 1 for the first; given back whole if the transaction doesn't commit.

    On PostgreSQL the series' row is locked until then, so that numbers have no gap (spec 7).
    """
    query = text(
        "INSERT INTO series (name, last) VALUES (:name, 1) "
        "ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last"
    )
    return int(session.execute(query, {"name": series}).scalar_one())


def add_paper(session: Session, row: PaperRow) -> IssuedPaper:
    """Stores the paper."""
    session.add(row)
    session.flush()
    return head_with_id(session, row.id or 0)


def add_file(session: Session, file: PaperFile, at: datetime) -> None:
    """Records a file as it was written."""
    session.add(PaperFileRow(paper_id=file.paper_id, kind=file.kind, path=file.path, sha256=file.sha256, at=at))
    session.flush()


def number_pattern(session: Session) -> str:
    """What numbers are made by; NoGroup before the books were applied."""
    group = load_directory(session, ("group",)).group
    if group is None:
        raise NoGroup
    return group.invoice_number
