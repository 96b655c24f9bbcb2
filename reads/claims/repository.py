"""Queries of the claims room: finals by time, their sealed fields, claims with their lines, files and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple, TypeVar

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from reads.claims.tables import (
    AnswerFileRow,
    ClaimAnswerRow,
    ClaimFileRow,
    ClaimLineRow,
    ClaimRow,
    FiledClaimRow,
    FinalFieldsRow,
    OrderFieldsRow,
    RemittanceRow,
)
from reads.core.codes import ReadType
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.core.times import stored
from reads.log.read_versions import any_case, reads_by_keys
from reads.log.repository import newest_version
from reads.log.tables import ReadVersionRow
from reads.log.undone_imports import undone, undone_at
from reads.store.look_without_orm import portions
from reads.store.one_of_many import one_of
from reads.store.patient_fields import Sealed, SealPlace

T = TypeVar("T")

_PASSED_BY = 10
"""So many rows of the log are gone through in the time in which an index finds one."""


def keys_of_finals(session: Session, start: datetime, end: datetime) -> list[str]:
    """The finals of which some version was signed in [start, end), as they came; a day more at both ends."""
    low, high = stored(start - timedelta(days=1)), stored(end + timedelta(days=1))
    keys = session.exec(
        select(col(ReadVersionRow.read_key))
        .where(col(ReadVersionRow.signed_at) >= low, col(ReadVersionRow.signed_at) < high)
        .where(col(ReadVersionRow.read_type) == ReadType.FINAL.value)
        .order_by(col(ReadVersionRow.id))
    )
    return list(dict.fromkeys(keys))


def reads_under(session: Session, accessions: Iterable[str], read_type: ReadType) -> list[LoggedRead]:
    """The reads of a type under these accessions, whatever month they are of.

    Where looking up each would take longer than going through the log once, that is done.
    """
    spelled = {word for accession in accessions for word in any_case(accession)}
    key, accession = col(ReadVersionRow.read_key), col(ReadVersionRow.accession)
    of_type = select(key, accession).where(col(ReadVersionRow.read_type) == read_type.value)
    keys: set[str] = set()
    if newest_version(session) < _PASSED_BY * len(spelled):
        keys.update(key for key, accession in session.exec(of_type) if accession in spelled)
    else:
        for some in portions(spelled):
            keys.update(key for key, _ in session.exec(of_type.where(one_of(accession, some))))
    return list(reads_by_keys(session, keys).values())


def key_of_version(session: Session, number: int) -> str | None:
    """The key of the read that a version's number names."""
    return session.exec(select(col(ReadVersionRow.read_key)).where(col(ReadVersionRow.id) == number)).first()


class SaidOfFinal(NamedTuple):
    """What a source said of a final, as `FinalFieldsRow` has it; a month has too many for an object of the ORM each."""

    read_key: str
    number: int
    digest: str
    corrects: int
    mark: str
    sealed: Sealed
    path: str
    at: datetime
    import_id: int | None


_SAID = [col(getattr(FinalFieldsRow, name)) for name in SaidOfFinal._fields]


def came_standing(session: Session) -> Callable[[SaidOfFinal | OrderFieldsRow], bool]:
    """Whether what a source said came with an import that stands; rows of old have their file and time alone."""
    back = undone(session)
    places = undone_at(session) if back else frozenset()
    return lambda row: row.import_id not in back and (row.import_id is not None or (row.path, row.at) not in places)


def fields_of(session: Session, keys: Iterable[str], *, all_of_them: bool = False) -> dict[str, list[SaidOfFinal]]:
    """What was said of these reads, by key, in the order in which it came; by imports taken back only if `all_of_them`."""
    found: defaultdict[str, list[SaidOfFinal]] = defaultdict(list)
    stands = came_standing(session)
    for some in portions(keys):
        rows = session.execute(
            sa_select(*_SAID)
            .where(one_of(col(FinalFieldsRow.read_key), some))
            .order_by(col(FinalFieldsRow.read_key), col(FinalFieldsRow.number))
        )
        for row in map(SaidOfFinal._make, rows):
            if all_of_them or stands(row):
                found[row.read_key].append(row)
    return dict(found)


def fields_place(read_key: str, number: int) -> SealPlace:
    """Where a final's fields belong: to one read, and to one place among all that was said of it."""
    return SealPlace("final_fields", "sealed", f"{read_key}#{number}")


def snapshot_place(control_number: str) -> SealPlace:
    """Where a claim's snapshot belongs."""
    return SealPlace("claims", "snapshot", control_number)


def claimed_lines(session: Session, keys: Iterable[str]) -> dict[str, list[ClaimLineRow]]:
    """The claim lines of these reads, by key, in the order in which they were made."""
    return _lines_by(session, ClaimLineRow.read_key, keys)


def lines_like(session: Session, services: Iterable[str]) -> dict[str, list[ClaimLineRow]]:
    """The claim lines with these marks of a service."""
    return _lines_by(session, ClaimLineRow.service, services)


def lines_of(session: Session, claims: Iterable[int]) -> dict[int, list[ClaimLineRow]]:
    """The lines of these claims, by claim."""
    return _lines_by(session, ClaimLineRow.claim_id, claims)


def _lines_by(session: Session, column: T, values: Iterable[T]) -> dict[T, list[ClaimLineRow]]:
    """The claim lines with these values in the column, by value, in the order in which they were made."""
    found: defaultdict[T, list[ClaimLineRow]] = defaultdict(list)
    for some in portions(values):
        rows = session.execute(
            select(col(column), ClaimLineRow).where(one_of(col(column), some)).order_by(col(ClaimLineRow.id))
        )
        for value, row in rows:
            found[value].append(row)
    return dict(found)


def claims_by_id(session: Session, numbers: Iterable[int]) -> dict[int, ClaimRow]:
    """These claims, by their number in the database."""
    found: dict[int, ClaimRow] = {}
    for some in portions(numbers):
        found |= {row.id or 0: row for row in session.exec(select(ClaimRow).where(one_of(col(ClaimRow.id), some)))}
    return found


def claim_ids(session: Session, control_numbers: Iterable[str]) -> dict[str, int]:
    """The numbers in the database of these claims."""
    found: dict[str, int] = {}
    for some in portions(control_numbers):
        query = sa_select(col(ClaimRow.control_number), col(ClaimRow.id)).where(
            one_of(col(ClaimRow.control_number), some)
        )
        found |= {number: row_id or 0 for number, row_id in session.execute(query)}
    return found


def claims_numbered(session: Session, control_numbers: Iterable[str]) -> dict[str, ClaimRow]:
    """These claims, by control number."""
    found: dict[str, ClaimRow] = {}
    for some in portions(control_numbers):
        rows = session.exec(select(ClaimRow).where(one_of(col(ClaimRow.control_number), some)))
        found |= {row.control_number: row for row in rows}
    return found


def claims_of_month(session: Session, month: Month | None, after: int = 0, count: int | None = None) -> list[ClaimRow]:
    """All claims, or those of one month, in the order in which they were made; so many after an id, if asked for."""
    query = select(ClaimRow).where(col(ClaimRow.id) > after).order_by(col(ClaimRow.id)).limit(count)
    return list(session.exec(query if month is None else query.where(col(ClaimRow.month) == str(month))))


def corrections_of(session: Session, claims: Iterable[int]) -> dict[int, list[ClaimRow]]:
    """The replacements and voids of these claims, by the claim that they correct."""
    found: defaultdict[int, list[ClaimRow]] = defaultdict(list)
    for some in portions(claims):
        for row in session.exec(
            select(ClaimRow).where(one_of(col(ClaimRow.replaces), some)).order_by(col(ClaimRow.id))
        ):
            found[row.replaces or 0].append(row)
    return dict(found)


def files_of_claims(session: Session, claims: Iterable[int]) -> dict[int, int]:
    """In which file each of these claims stands."""
    found: dict[int, int] = {}
    for some in portions(claims):
        rows = session.exec(select(FiledClaimRow).where(one_of(col(FiledClaimRow.claim_id), some)))
        found |= {row.claim_id: row.file_id for row in rows}
    return found


def exported_on(session: Session, claims: Iterable[int], zone: tzinfo) -> dict[int, date]:
    """On which day each of these claims went into a file, by the calendar of the zone."""
    found: dict[int, date] = {}
    for some in portions(claims):
        query = select(col(FiledClaimRow.claim_id), col(ClaimFileRow.at)).join(
            ClaimFileRow, col(ClaimFileRow.id) == col(FiledClaimRow.file_id)
        )
        for claim, at in session.execute(query.where(one_of(col(FiledClaimRow.claim_id), some))):
            found[claim] = at.astimezone(zone).date()
    return found


def files_of_month(session: Session, month: Month) -> list[ClaimFileRow]:
    """The files of claims that were written for a month."""
    return list(
        session.exec(select(ClaimFileRow).where(col(ClaimFileRow.month) == str(month)).order_by(col(ClaimFileRow.id)))
    )


def file_controlled(session: Session, column: str, number: int) -> ClaimFileRow | None:
    """The file with that interchange or group control number."""
    return session.exec(select(ClaimFileRow).where(getattr(ClaimFileRow, column) == number)).first()


def files_by_id(session: Session, numbers: Collection[int]) -> dict[int, ClaimFileRow]:
    """These files of claims, by their number in the database."""
    return {row.id or 0: row for row in session.exec(select(ClaimFileRow).where(col(ClaimFileRow.id).in_(numbers)))}


def answers_to(session: Session, claims: Iterable[int]) -> dict[int, list[ClaimAnswerRow]]:
    """What was answered to these claims, by claim, in the order in which it came."""
    found: defaultdict[int, list[ClaimAnswerRow]] = defaultdict(list)
    for some in portions(claims):
        rows = session.exec(
            select(ClaimAnswerRow).where(one_of(col(ClaimAnswerRow.claim_id), some)).order_by(col(ClaimAnswerRow.id))
        )
        for row in rows:
            found[row.claim_id].append(row)
    return dict(found)


def answer_file(session: Session, sha256: str) -> AnswerFileRow | None:
    """The file of answers with that content, where it was taken before."""
    return session.exec(select(AnswerFileRow).where(col(AnswerFileRow.sha256) == sha256)).first()


def posted(session: Session, identity: str) -> tuple[RemittanceRow, AnswerFileRow] | None:
    """The payment of that identity, where it was posted before, and the file it came in."""
    query = (
        select(RemittanceRow, AnswerFileRow)
        .join(AnswerFileRow, col(AnswerFileRow.id) == col(RemittanceRow.answer_file_id))
        .where(col(RemittanceRow.identity) == identity)
    )
    return session.exec(query).first()
