"""Whether all prints of a paper have the bytes of its first, or a reason in the audit log (spec 4.11)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from reads.store.damage import Damage
from reads.store.raw import stored_rows

PRINTED, REPRINTED = "paper.printed", "paper.reprinted"
"""The events of a paper's first print, and of one with other bytes."""


@dataclass(slots=True)
class _Told:
    """What the audit log says of a paper's prints: digests of first prints, and of later ones, each with the one before."""

    first: list[str] = field(default_factory=list)
    again: list[tuple[str, str]] = field(default_factory=list)


def print_damage(session: Session, prints: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[Damage]:
    """Each print that no event permits; `prints` are the recorded PDFs by number, path and digest, the oldest first.

    Of a paper that was printed before its print was an event, the first recorded file stands.
    """
    told = _told(session)
    for number, files in prints.items():
        said = told.get(number, _Told())
        first = said.first[0] if said.first else files[0][1]
        permitted = {first, *(sha256 for _, sha256 in said.again)}
        for path, sha256 in files:
            if sha256 not in permitted:
                message = f"{number}: {path} was printed with other bytes than the first print, and no event says why"
                yield Damage("print_unrecorded", path, message)
        if len(said.first) > 1 or any(before != first for before, _ in said.again):
            message = f"{number}: the events of its prints don't agree which one was the first"
            yield Damage("print_unrecorded", number, message)


def _told(session: Session) -> dict[str, _Told]:
    found: defaultdict[str, _Told] = defaultdict(_Told)
    condition = f"action IN ('{PRINTED}', '{REPRINTED}')"
    for _, action, number, detail in stored_rows(
        session, "events", ("action", "entity", "detail"), condition=condition
    ):
        try:
            said = json.loads(detail)
            if action == PRINTED:
                found[number].first.append(said["sha256"])
            else:
                found[number].again.append((said["before"], said["sha256"]))
        except (ValueError, LookupError, TypeError):
            continue  # the chain's own check says that the event was changed
    return found
