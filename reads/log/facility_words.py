"""The words for facilities that reads came under before the books knew what they mean (spec 2.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Literal

from reads.directory.directory import Directory
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading

_WORDS = (
    "WITH RECURSIVE words(word) AS (SELECT min({0}) FROM read_versions UNION ALL "
    "SELECT (SELECT min({0}) FROM read_versions WHERE {0} > words.word) FROM words WHERE words.word IS NOT NULL) "
    "SELECT word FROM words WHERE word IS NOT NULL"
)


def words_of_log(reading: Reading, column: Literal["facility", "radiologist"]) -> list[str]:
    """Every word of the column once, by its index: a look at each of them, however many reads there are."""
    return [word for (word,) in rows(reading, _WORDS.format(column))]


def earlier_words(reading: Reading, directory: Directory) -> dict[str, set[str]]:
    """By the facility's id, the other words that reads of it stand under in the log; dated names count on any day."""
    named = directory.names.of_kind("facility")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in words_of_log(reading, "facility"):
        if word in directory.facilities:
            continue
        for facility in {directory.facility_named(word), *named.get(word, ())} - {""}:
            found[facility].add(word)
    return dict(found)


def words_of_clients(reading: Reading, directory: Directory, facilities: Collection[str]) -> set[str]:
    """These facilities and all others of their clients, with the words that reads of them may stand under.

    Two reads of one study may lie at two facilities of one client: whoever looks for them needs both.
    """
    clients = clients_of(directory, facilities)
    beside = {id_ for id_, rows in directory.facilities.items() if any(row.client in clients for row in rows)}
    earlier = earlier_words(reading, directory)
    return {word for facility in {*facilities, *beside} for word in (facility, *earlier.get(facility, ()))}


def clients_of(directory: Directory, facilities: Collection[str]) -> set[str]:
    """Whose these facilities are, on any day, under whatever words."""
    named = directory.names.of_kind("facility")
    ids = {facility for word in facilities for facility in (word, directory.facility_named(word), *named.get(word, ()))}
    return {row.client for facility in ids for row in directory.facilities.get(facility, ())}


def keys_known_before(session: Session, keys: Collection[str], earlier: Mapping[str, set[str]]) -> dict[str, str]:
    """Of keys that the log lacks, those under which it has the same read by an earlier word for its facility."""
    from reads.log.repository import existing_keys

    before: dict[str, str] = {}
    for key in keys:
        facility, bar, rest = key.partition("|")
        for word in earlier.get(facility, ()):
            before[f"{word.replace('%', '%25').replace('|', '%7C')}{bar}{rest}"] = key
    if not before:
        return {}
    there = existing_keys(session, {*before, *before.values()})
    return {key: known for known, key in before.items() if known in there and key not in there}
