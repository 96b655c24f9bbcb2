"""Who read: a field like OBR-32 to the directory's id, or to the sender's own id of the person."""

from __future__ import annotations

from collections.abc import Iterator

from reads.directory.directory import Directory
from reads.intake.hl7.message import MessageGroup
from reads.intake.profiles.hl7 import Hl7Profile


def radiologist(group: MessageGroup, paths: tuple[str, ...], profile: Hl7Profile, directory: Directory) -> str:
    """The first reader that these fields name: by id or NPI, else by name; one that the directory lacks as sent.

    A person is `id^family^given^middle` (XCN) or `id&family&given` in its first component (NDL).
    """
    for path in paths:
        if "." in path:
            words = [group.at(path)]
        else:
            name, _, number = path.partition("-")
            words = list(_words(group, group.raw(name, int(number))))
        if any(words):
            return _known([profile.meant("radiologist", word) for word in words if word], directory)
    return ""


def _known(words: list[str], directory: Directory) -> str:
    found = (directory.radiologist(word) for word in words)
    return next((reader.id for reader in found if reader), words[0])


def _words(group: MessageGroup, raw: str) -> Iterator[str]:
    """The words that may name the person: id, then the name in the ways that a list of readers may have it."""
    first = raw.split(group.delimiters.repetition, maxsplit=1)[0]
    parts = first.split(group.delimiters.component)
    inner = parts[0].split(group.delimiters.subcomponent)
    if len(inner) > 1:
        parts = inner
    number, family, given, middle, *_ = (*(group.plain(part) for part in parts), "", "", "", "")
    yield number
    if family:
        yield f"{given} {family}".strip()
        yield f"{given} {middle} {family}".strip()
        yield f"{family}, {given}".strip(", ")
        yield f"{family}, {given} {middle}".strip(", ")
        yield f"{family} {given}".strip()
