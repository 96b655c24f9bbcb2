"""The queries of papers: what was issued, what it bills, which files show it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import case, func, insert, text
from sqlmodel import Session, col, or_, select

from invoicing.papers.errors import NoGroup
from invoicing.papers.heads import PaperFile, head_with_id
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper, ScheduleRow
from invoicing.papers.row_reasons import LATE
from invoicing.papers.snapshot import paper_of
from invoicing.papers.tables import BilledReadRow, CancellationRow, PaperFileRow, PaperRow, ReclosingRow
from reads.core.currency import places_of
from reads.core.money import Money, round_half_away
from reads.core.month import Month
from reads.core.times import stored
from reads.directory.load_directory import load_directory
from reads.store.events import GENESIS
from reads.store.look_without_orm import portions

_FIRST = frozenset({"", LATE})
"""Reasons of rows that may be the first of their read."""


def snapshot(session: Session, paper_id: int) -> str:
    """All that a paper says but its schedule, as it is stored."""
    return session.exec(select(PaperRow.snapshot).where(PaperRow.id == paper_id)).one()


def schedule(session: Session, paper_id: int) -> str:
    """A paper's schedule, as it is stored."""
    return session.exec(select(PaperRow.schedule).where(PaperRow.id == paper_id)).one()


def whole(session: Session, paper_id: int) -> Paper:
    """A paper with its schedule, as it was issued."""
    return paper_of(snapshot(session, paper_id), schedule(session, paper_id))


def billed_by_month(session: Session, contract: str, currency: str) -> dict[Month, Money]:
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


def billed_on(session: Session, keys: Sequence[str]) -> dict[str, str]:
    """Those of the reads that are billed already, each with the number of its paper; a cancelled paper bills none."""
    if not keys:
        return {}
    found: dict[str, str] = {}
    gone = select(CancellationRow.id).where(col(CancellationRow.paper_id) == col(PaperRow.id))
    again = select(ReclosingRow.id).where(
        col(ReclosingRow.paper_id) == col(PaperRow.id), col(BilledReadRow.month) == col(PaperRow.month)
    )
    query = (
        select(col(BilledReadRow.read_key), col(PaperRow.number))
        .join(PaperRow, col(PaperRow.id) == col(BilledReadRow.paper_id))
        .where(or_(col(BilledReadRow.kind) == "original", again.exists()), ~gone.exists())
    )
    for some in portions(keys):
        found.update(
            (key, number or "") for key, number in session.exec(query.where(col(BilledReadRow.read_key).in_(some)))
        )
    return found


def billed_before(session: Session, keys: Sequence[str]) -> set[str]:
    """Those of the reads that any paper has billed, cancelled ones included: the database takes each once as its first."""
    if not keys:
        return set()
    query = select(col(BilledReadRow.read_key)).where(col(BilledReadRow.kind) == "original")
    return {key for some in portions(keys) for key in session.exec(query.where(col(BilledReadRow.read_key).in_(some)))}


def billed_of_reads_signed(session: Session, start: datetime, end: datetime) -> frozenset[str]:
    """The keys of the reads signed in [start, end), in any version, that any paper has billed: for a month at once."""
    query = text(
        "SELECT read_key FROM read_versions WHERE signed_at >= :start AND signed_at < :end AND EXISTS "
        "(SELECT 1 FROM billed_reads WHERE billed_reads.read_key = read_versions.read_key AND kind = 'original')"
    )
    if session.execute(text("SELECT 1 FROM billed_reads LIMIT 1")).first() is None:
        return frozenset()
    return frozenset(session.execute(query, {"start": stored(start), "end": stored(end)}).scalars())


def newest_papers(session: Session, contracts: Collection[str]) -> dict[str, int]:
    """The id of each contract's newest paper; a contract without papers is left out."""
    query = (
        select(col(PaperRow.contract), func.max(PaperRow.id))
        .where(col(PaperRow.contract).in_(contracts))
        .group_by(col(PaperRow.contract))
    )
    return {contract: newest or 0 for contract, newest in session.exec(query)}


def charges_on(session: Session, contract: str, keys: Collection[str]) -> dict[str, int]:
    """What all papers of a contract together have billed for each of these reads, in minor units."""
    query = (
        select(col(BilledReadRow.read_key), func.sum(BilledReadRow.charge))
        .join(PaperRow, col(PaperRow.id) == col(BilledReadRow.paper_id))
        .where(col(PaperRow.contract) == contract, col(BilledReadRow.read_key).in_(keys))
        .group_by(col(BilledReadRow.read_key))
    )
    return {key: int(charge) for key, charge in session.exec(query)}


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


def add_billed(
    session: Session, issued: IssuedPaper, schedule: Sequence[ScheduleRow], before: Collection[str] = ()
) -> None:
    """Records the reads of a paper; the database refuses one that was billed before, but for those that are said to be.

    What puts a read right, and one that was `before` on a paper of another month or contract, is a difference.
    """
    places = places_of(issued.total.currency)
    values = [
        {
            "paper_id": issued.id,
            "read_key": row.read_key,
            "version_id": row.version_id,
            "kind": "original" if row.reason in _FIRST and row.read_key not in before else "difference",
            "month": str(row.month),
            "charge": round_half_away(row.charge, places),
        }
        for row in schedule
    ]
    if values:
        session.connection().execute(insert(BilledReadRow), values)


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
