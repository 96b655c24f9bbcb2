"""What sources said of finals, as far as the log took it: not what came with a row that waits in quarantine or was discarded.

The fields of a final are kept under the key it came under. A study that a person made of a conflict (`--as-new`) shares that
key with another, perhaps of another patient: of what stands there it has what came with its own versions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlmodel import Session

from reads.claims.final_fields import FinalFields, differing
from reads.claims.repository import SaidOfFinal, fields_of
from reads.core.read import origin_of
from reads.log.repository import quarantined, versions_under


def said_of(session: Session, keys: Iterable[str]) -> dict[str, list[SaidOfFinal]]:
    """What counts of what was said of these reads, by key, in the order in which it came."""
    wanted = set(keys)
    said = fields_of(session, {origin_of(key) for key in wanted})
    stopped = quarantined(session, {row.digest for rows in said.values() for row in rows})
    untaken = {digest for digest, row in stopped.items() if row.decision != "accept"}
    studies = _studies(session, {origin for origin, rows in said.items() if _any_of(rows, untaken)})
    found: dict[str, list[SaidOfFinal]] = {}
    for key in wanted:
        rows = said.get(origin_of(key), [])
        if key == origin_of(key):
            elsewhere = untaken.union(*studies.get(key, {}).values())
            found[key] = [row for row in rows if row.digest not in elsewhere]
        else:
            own = studies.get(origin_of(key), {}).get(key, frozenset())
            found[key] = [row for row in rows if row.digest in own]
    return found


def that_hold(
    said: Sequence[SaidOfFinal], opened: Callable[[SaidOfFinal], FinalFields]
) -> tuple[FinalFields, tuple[str, ...]]:
    """What holds of all that was said of a final, the last correction, else the first; and the fields that contradict it.

    What a person has to understand first holds only where nothing else was said. No more is opened than is looked at.
    """
    at = max([at for at, row in enumerate(said) if row.corrects], default=0)
    fields = [opened(row) for row in said[at:]]
    if len(fields) == 1:
        return fields[0], ()
    known = [each for each in fields if not each.unknown_words] or fields
    if not known:
        return FinalFields(), ()
    return known[0], tuple(sorted({name for other in known[1:] for name in differing(known[0], other)}))


def _any_of(rows: Sequence[SaidOfFinal], digests: Collection[str]) -> bool:
    return any(row.digest in digests for row in rows)


def _studies(session: Session, origins: Collection[str]) -> dict[str, dict[str, frozenset[str]]]:
    """The studies made of conflicts under these keys, with the digests of their versions: origin -> study -> digests."""
    return {
        origin: {
            study: frozenset(version.digest for version in versions if version.key == study)
            for study in {version.key for version in versions} - {origin}
        }
        for origin, versions in versions_under(session, origins).items()
    }
