"""Who read: a field like OBR-32 to the directory's id, or to the sender's own id of the person."""

from __future__ import annotations

from collections.abc import Iterator

from reads.directory.directory import Directory
from reads.directory.person_names import is_generation
from reads.intake.hl7.message import MessageGroup
from reads.intake.profiles.hl7 import Hl7Profile


def radiologist(group: MessageGroup, paths: tuple[str, ...], profile: Hl7Profile, directory: Directory) -> str:
    """The first reader that these fields name: by id or NPI, else by name; one that the directory lacks as sent.

    A person is `id^family^given^middle^suffix` (XCN) or `id&family&given` in its first component (NDL). Where the number is
    one reader's and the name another's, both are answered.
    """
    for path in paths:
        if "." in path:
            words = [group.at(path)]
        else:
            name, _, number = path.partition("-")
            words = list(_words(group, group.raw(name, int(number))))
        if any(words):
            first, *names = (profile.meant("radiologist", word) if word else "" for word in words)
            return directory.reader(first, [word for word in names if word])
    return ""


def _words(group: MessageGroup, raw: str) -> Iterator[str]:
    """The words that may name the person: id, then the name in the ways that a list of readers may have it, the fullest first."""
    first = raw.split(group.delimiters.repetition, maxsplit=1)[0]
    parts = first.split(group.delimiters.component)
    inner = parts[0].split(group.delimiters.subcomponent)
    if len(inner) > 1:
        parts = inner
    number, family, given, middle, suffix, *_ = (*(group.plain(part) for part in parts), "", "", "", "", "")
    yield number
    if family:
        for names in (f"{given} {middle}".strip(), given) if middle else (given,):
            for last in (f"{family} {suffix}",) if is_generation(suffix) else (family,):
                yield f"{names} {last}".strip()
                yield f"{last}, {names}".strip(", ")
                yield f"{last} {names}".strip()
