"""Whether decisions on papers still are what the audit log says was decided, and billed lines what the papers say (spec 4.2)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from invoicing.papers.adjustment import Fact
from invoicing.papers.recorded_adjustments import detail_of
from reads.core.money import Money
from reads.store.audit import Event, events
from reads.store.canonical_json import canonical
from reads.store.damage import Damage
from reads.store.raw import stored_rows

_ACTIONS = {f"invoice.{fact.value}" for fact in Fact}
_TEXTS = ("kind", "client", "contract", "number", "currency", "because", "at", "actor")
_AGREED = "snapshot LIKE '%\"agreed\"_true%'"


def decision_damage(session: Session) -> list[Damage]:
    """Every decision against its event, every agreed line of a paper against the decision that it bills."""
    try:
        recorded = {_number_of(event): event for event in events(session) if event.action in _ACTIONS}
        stored = dict(_as_recorded(session))
        return [*_decisions(recorded, stored), *_lines(session)]
    except DatabaseError as error:
        return [Damage("database_damaged", "database", f"decisions can't be read: {error.orig}")]


def _number_of(event: Event) -> int:
    """The decision that an event records; -1 where it can't be read any more, which the chain's own check says."""
    try:
        return int(json.loads(event.detail)["adjustment"])
    except (ValueError, KeyError, TypeError):
        return -1


def _decisions(recorded: dict[int, Event], stored: dict[int, tuple[str, ...]]) -> Iterator[Damage]:
    for number in sorted({*recorded, *stored}):
        event, where = recorded.get(number), f"decision {number}"
        if number not in stored:
            yield Damage("decision_missing", where, f"{where} was recorded and is not there")
        elif event is None:
            yield Damage("decision_unrecorded", where, f"{where} is in no event: nobody decided it through wetread")
        elif stored[number] != (event.action, event.entity, event.detail, event.because, event.at, event.actor):
            yield Damage("decision_changed", where, f"{where} or the reads that it names are not what was recorded")


def _as_recorded(session: Session) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each decision as its event must have it, made from the stored rows alone."""
    keys: defaultdict[object, list[str]] = defaultdict(list)
    for _, key, adjustment in stored_rows(session, "adjusted_reads", ("read_key",), ("adjustment_id",)):
        keys[adjustment].append(key)
    for row in stored_rows(session, "adjustments", _TEXTS, ("amount",)):
        number, kind, client, contract, paper, currency, because, at, actor, minor = row
        amount = Money(minor if isinstance(minor, int) else 0, currency)
        detail = canonical(detail_of(number, contract, amount, keys[number]))
        yield number, (f"invoice.{kind}", paper or client, detail, because, at, actor)


def _lines(session: Session) -> Iterator[Damage]:
    """Papers whose agreed lines are not the decisions that are marked as billed on them."""
    decided = dict[object, object](stored_rows(session, "adjustments", (), ("amount",)))
    billed: defaultdict[object, Counter[object]] = defaultdict(Counter)
    for _, adjustment, paper in stored_rows(session, "billed_adjustments", (), ("adjustment_id", "paper_id")):
        billed[paper][decided.get(adjustment)] += 1
    shown: defaultdict[object, Counter[object]] = defaultdict(Counter)
    for paper, snapshot in stored_rows(session, "papers", ("snapshot",), condition=_AGREED):
        shown[paper] = _agreed(snapshot)
    for paper in sorted(each for each in {*billed, *shown} if isinstance(each, int)):
        if billed[paper] != shown[paper]:
            where = f"paper {paper}"
            yield Damage(
                "billed_lines_wrong", where, f"the agreed lines of {where} are not the decisions marked as billed"
            )


def _agreed(snapshot: str) -> Counter[object]:
    """The amounts of a paper's agreed lines; none where it can't be read any more, which its own check says."""
    try:
        return Counter(line["amount"] for line in json.loads(snapshot)["lines"] if line["agreed"])
    except (ValueError, KeyError, TypeError):
        return Counter()
