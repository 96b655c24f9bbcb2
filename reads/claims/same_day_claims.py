"""Finals beside those of the same patient, payer, day and reader, and with what the imported code sets say of all of them.

NCCI edits and MUEs are asked of one rendering provider, beneficiary and day (CMS, NCCI Policy Manual, ch. I), whatever claim or
month's list the services stand on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import or_
from sqlmodel import Session, col, select

from reads.claims.final import Final
from reads.claims.sitting import ClaimGround
from reads.core.codes import ReadType
from reads.core.read import BEFORE_SIGNING, LoggedRead
from reads.core.times import stored
from reads.fees.codes.loaded_files import newest_files
from reads.fees.codes.repository import load_code_sets
from reads.log.read_versions import reads_by_keys
from reads.log.tables import ReadVersionRow


def one_day(final: Final) -> tuple[str, date, str]:
    """Payer, day and reader: what can be told without opening what is sealed."""
    return final.payer.id, final.service_date, final.radiologist.npi


def of_their_days(session: Session, days: Collection[date], known: Collection[str]) -> list[LoggedRead]:
    """The finals scanned or signed around these days of service, and a few more; not those of the known keys."""
    signed, scanned = col(ReadVersionRow.signed_at), col(ReadVersionRow.exam_at)
    keys: set[str] = set()
    for first, last in _spans(days):
        low = datetime.combine(first, time(), UTC) - timedelta(days=2)
        high = datetime.combine(last, time(), UTC) + timedelta(days=3)
        query = (
            select(col(ReadVersionRow.read_key))
            .where(signed >= stored(low), signed < stored(high + BEFORE_SIGNING))
            .where(or_(signed < stored(high), scanned.between(stored(low), stored(high))))
            .where(col(ReadVersionRow.read_type) == ReadType.FINAL.value)
        )
        keys.update(session.exec(query))
    return list(reads_by_keys(session, keys - set(known)).values())


def _spans(days: Collection[date]) -> list[tuple[date, date]]:
    """Days that lie near each other, as first and last: one that lies years apart brings none between along."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] <= timedelta(days=7):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def may_meet(finals: Iterable[Final], others: Collection[Final]) -> list[Final]:
    """Those of the others that are of a day, payer and reader of these finals."""
    days = {one_day(each) for each in finals} if others else ()
    return [each for each in others if one_day(each) in days]


def beside_each_other(finals: Sequence[Final], others: Collection[Final] = ()) -> list[Final]:
    """The finals, each with the codes of the patient's others of that day, payer and reader: of these, and of `others`."""
    by_service: defaultdict[tuple[str, str], list[Final]] = defaultdict(list)
    for each in (*finals, *others):
        if each.fields["member_id"]:
            by_service[each.service, each.radiologist.npi].append(each)
    return [_beside(each, by_service[each.service, each.radiologist.npi]) for each in finals]


def _beside(final: Final, of_day: Sequence[Final]) -> Final:
    others = [each for each in of_day if each is not final]
    if not others:
        return final
    modifiers: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for each in others:
        for code in each.codes:
            modifiers[code].append(frozenset(each.modifiers(code)))
    codes = tuple(code for each in others for code in each.codes.elements())
    return replace(final, same_day=codes, same_day_modifiers={code: tuple(some) for code, some in modifiers.items()})


def with_code_sets(session: Session, ground: ClaimGround, finals: Sequence[Final]) -> Sequence[Final]:
    """The finals of a ground with what the imported code sets say of their codes, diagnoses and places."""
    if not newest_files(session):
        return finals
    codes = {code for each in finals for code in (*each.codes, *each.same_day)}
    codes |= {code.replace(".", "").upper() for each in finals for code in each.fields.diagnoses}
    more = replace(ground, codes=load_code_sets(session, codes, {each.location.zip for each in finals}))
    return [replace(each, ground=more) for each in finals]
