"""What a read that arrives means to the log: new, known, a version, or a conflict (spec 2.2). Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from reads.core.clock_changes import local_instant
from reads.core.times import restored, stored
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate
from reads.intake.content import CONTENT, FACILITY, RADIOLOGIST, SENT_AT, SIGNED_AT, Content

REUSE = timedelta(days=180)
"""Signed further apart, two reads under one accession are two studies: the number was used again."""

_ANY_CASE = tuple(CONTENT.index(name) for name in ("facility", "accession", "exam_code", "sequence"))
_TIMES = tuple(CONTENT.index(name) for name in ("exam_at", "received_at", "signed_at"))
_DESCRIPTION = CONTENT.index("description")
_MODIFIERS = CONTENT.index("modifiers")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a read as the log holds it; `key` differs from its candidates' for a study of its own.

    `sent` is its time of sending as the directory understands it now, by which it is sorted: see `sent_of`.
    """

    id: int
    key: str
    number: int
    digest: str
    corrects: bool
    import_id: int
    line: int
    content: Content
    sent: str

    @property
    def order(self) -> tuple[str, bool, int]:
        """Sorts the versions of a read: by the sender's time, an original before its correction, then by arrival."""
        return self.sent, self.corrects, self.id


class Meaning(StrEnum):
    """What is done with it."""

    RECORD = "record"
    DUPLICATE = "duplicate"
    AMEND = "amend"
    UNDER_VOID = "under_void"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The meaning; `against` is the version it was compared with."""

    meaning: Meaning
    against: Version | None = None
    reused: bool = False


def decide(
    candidate: Candidate,
    content: Content,
    versions: Sequence[Version],
    directory: Directory,
    void: Collection[str] = (),
    repeated: Callable[[Version], bool] | None = None,
) -> Verdict:
    """What a read means beside the versions under its key, those of studies made of it by hand included.

    Content is compared as the directory understands it now: a radiologist's name or a local time that was stored before
    the directory knew better equals what it makes of them today. A correction may say again what was said before: with a
    time of sending it is known only if it was sent at that time, without one only if nothing was said since. `void` are the
    keys of void reads: what is new there stays under the void. What only adds a description is no conflict, but a version, so
    that two sources say the same in whichever order they come. `repeated` tells whether a version came with the candidate's
    own file when that was imported before, by its row or a later one. Nothing corrects a read signed half a year apart
    without a person's word: two studies would become one.
    """
    settled, sent = settle(content, directory), sent_of(content, directory)
    for version in versions:
        if version.digest != candidate.digest and not _says_no_more(settled, settle(version.content, directory)):
            continue
        if not candidate.corrects or sent == version.sent != "":
            return Verdict(Meaning.DUPLICATE, version)
        last = _current(versions, version.key)
        if not sent and (version is last or (repeated and repeated(last))):
            return Verdict(Meaning.DUPLICATE, version)
    if not versions:
        return Verdict(Meaning.RECORD)
    nearest = min(versions, key=lambda version: _apart(version.content, content))
    current = _current(versions, nearest.key)
    if _apart(nearest.content, content) > REUSE:
        return Verdict(Meaning.CONFLICT, current, reused=True)
    if current.key in void:
        return Verdict(Meaning.UNDER_VOID, current)
    if candidate.corrects or all(version.corrects for version in versions if version.key == current.key):
        return Verdict(Meaning.AMEND, current)
    if _only_describes(settled, settle(current.content, directory)):
        return Verdict(Meaning.AMEND, current)
    return Verdict(Meaning.CONFLICT, current)


def _says_no_more(settled: Content, known: Content) -> bool:
    """Whether a read says what is known; without a description, which decides nothing, it says no other thing."""
    return settled == known or _only_describes(known, settled)


def _only_describes(one: Content, other: Content) -> bool:
    """Whether one says what the other says, and a description, which the other lacks."""
    return not other[_DESCRIPTION] and (*one[:_DESCRIPTION], "", *one[_DESCRIPTION + 1 :]) == other


def _current(versions: Sequence[Version], key: str) -> Version:
    return max((version for version in versions if version.key == key), key=lambda version: version.order)


def placed(content: Content, study: Sequence[Version], *, last: bool) -> Content:
    """The content as it is stored as a version: `last`, without a time of its own, after all that is there."""
    return put_last(content, study) if last and not content[SENT_AT] else content


def put_last(content: Content, study: Sequence[Version]) -> Content:
    """The content with a time of sending that makes it the current version."""
    return (*content[:SENT_AT], max((content[SENT_AT], *(version.sent for version in study))))


def settle(content: Content, directory: Directory) -> Content:
    """The content in the form in which two that say the same are equal; without its time of sending."""
    texts = list(content[:SENT_AT])
    for at in _ANY_CASE:
        texts[at] = texts[at].casefold()
    texts[FACILITY] = directory.facility_named(texts[FACILITY]) or texts[FACILITY]
    for at in _TIMES:
        texts[at] = settled_time(texts[at], texts[FACILITY], directory)
    reader = directory.radiologist(texts[RADIOLOGIST]) if texts[RADIOLOGIST] else None
    texts[RADIOLOGIST] = reader.id if reader else texts[RADIOLOGIST].casefold()
    if "+" in texts[_MODIFIERS]:
        texts[_MODIFIERS] = "+".join(sorted(texts[_MODIFIERS].split("+")))
    return tuple(texts)


def differences(old: Content, new: Content, directory: Directory) -> dict[str, list[str]]:
    """The fields in which two contents differ, each with both texts as stored (spec 6)."""
    settled = zip(CONTENT, settle(old, directory), settle(new, directory), strict=False)
    return {name: [old[at], new[at]] for at, (name, one, other) in enumerate(settled) if one != other}


def sent_of(content: Content, directory: Directory) -> str:
    """When it was sent, for the order of versions; empty where nobody says."""
    return settled_time(content[SENT_AT], content[FACILITY], directory)


def is_local(text: str) -> bool:
    """Whether a stored time is that of a facility whose zone was not known when it came."""
    return text != "" and not text.endswith("Z")


def settled_time(text: str, facility: str, directory: Directory) -> str:
    """A stored time, or the empty text, as an instant where the directory knows the facility's zone now, else as it stands.

    Times that came before and after the directory knew it can be compared so: 10:00 in Guam is midnight in UTC.
    """
    if not is_local(text):
        return text
    facility = directory.facility_named(facility) or facility
    rows = directory.facilities.get(facility)
    if not rows:
        return text
    row = directory.facility_at(facility, restored(text)) or rows[-1]
    return stored(local_instant(restored(text), row.zone).at)


def _apart(one: Content, other: Content) -> timedelta:
    return abs(_naive(one[SIGNED_AT]) - _naive(other[SIGNED_AT]))


def _naive(text: str) -> datetime:
    """Close enough to tell 180 days: local and universal time are hours apart."""
    return restored(text).replace(tzinfo=None)
