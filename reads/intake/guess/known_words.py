"""What the words in a column mean to these books: facilities, radiologists, types of reads and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from reads.directory.directory import Directory
from reads.directory.names import folded
from reads.directory.person_names import people, person
from reads.intake.guess.columns import plain
from reads.intake.words import PATIENT_CLASSES, PRIORITIES, read_type_of

_NEAR = 84
"""Per cent of its letters that a name shares with the facility that it means."""
_MOST_SHOWN = 6
_KINDS = {"read_type": "status", "priority": "priority", "patient_class": "class"}
"""Under which kind names.csv teaches the words of a field."""
_SAME: Mapping[str, Mapping[str, str]] = {"priority": PRIORITIES, "patient_class": PATIENT_CLASSES}


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words that the books know, as an unknown file may spell them."""

    facilities: Mapping[str, str]
    readers: Mapping[tuple[str, ...], str]
    directory: Directory

    @classmethod
    def of(cls, directory: Directory) -> KnownWords:
        """Those of a directory."""
        facilities: dict[str, str] = {}
        for rows in directory.facilities.values():
            for row in rows:
                facilities.update({plain(each): row.id for each in (row.npi, row.name, row.id) if each})
        return cls(
            facilities, people((reader.id, reader.name) for reader in directory.radiologists.values()), directory
        )

    @property
    def tests(self) -> dict[str, Callable[[str], object]]:
        """Of some fields: whether a text is a word of the books."""
        codes = {code for _, code in self.directory.exams} | self.directory.names.of_kind("exam").keys()
        return {
            "facility": lambda text: self.facility(text)[1],
            "radiologist": self.reader,
            "exam_code": lambda text: folded(text) in codes,
            "payer": self.directory.payer_named,
        }

    def facility(self, text: str) -> tuple[str, bool]:
        """The facility's id, empty where none is meant, and whether that is certain."""
        if id_ := self.directory.facility_named(text):
            return id_, True
        name = plain(text)
        if name in self.facilities:
            return self.facilities[name], True
        near = get_close_matches(name, self.facilities, n=1, cutoff=_NEAR / 100)
        return (self.facilities[near[0]], False) if near else ("", False)

    def listed(self, name: str, text: str) -> str:
        """What a word of a list means: status, priority or class, by names.csv and wetread's own table; empty where unknown."""
        word = folded(self.directory.names.meant(_KINDS[name], text) or text)
        if name == "read_type":
            return read_type_of(word)
        return word if word in self.directory.priority_classes else _SAME[name].get(word, "")

    def reader(self, text: str) -> str:
        """The radiologist's id, empty where none is meant or several may be."""
        found = self.directory.radiologist(text)
        return found.id if found else self.readers.get(person(text), "")


def meanings(name: str, words: Sequence[str], known: KnownWords) -> tuple[dict[str, str], list[str]]:
    """What the words of a field's column mean, where wetread calls them otherwise; and what nobody can tell."""
    match name:
        case "facility":
            return _facilities(words, known)
        case "radiologist":
            found = {word: known.reader(word) for word in words}
            named = {word: id_ for word, id_ in found.items() if id_ and not known.directory.radiologist(word)}
            doubts = [f"{word!r} was taken as the reader {id_}; is it?" for word, id_ in named.items()]
            lacks = _unknown(words, found, "radiologists.csv lacks", "a read by them is held until it has them")
            return named, [*doubts, *lacks]
        case "read_type":
            found = {word: known.listed(name, word) for word in words}
            doubts = _unknown(
                words, found, "it isn't clear what type of read is meant by", "say so in [values.read_type]"
            )
            return {word: meant for word, meant in found.items() if meant and meant != word}, doubts
        case "priority" | "patient_class":
            found = {word: known.listed(name, word) for word in words}
            doubts = _unknown(words, found, f"as {name}, it isn't clear what is meant by", f"say so in [values.{name}]")
            return {word: meant for word, meant in found.items() if meant and meant != word}, doubts
        case _:
            return {}, []


def unclear(name: str, words: Sequence[str], known: KnownWords) -> list[str]:
    """The words of a field that a person has to explain."""
    match name:
        case "facility":
            return [word for word in words if not known.facility(word)[0]]
        case "radiologist":
            return [word for word in words if not known.reader(word)]
        case "read_type":
            return [word for word in words if not known.listed(name, word)]
        case _:
            return []


def _facilities(words: Sequence[str], known: KnownWords) -> tuple[dict[str, str], list[str]]:
    found = {word: known.facility(word) for word in words}
    doubts = [
        f"{word!r} was taken as the facility {id_}; is it?" for word, (id_, sure) in found.items() if id_ and not sure
    ]
    named = {word: id_ for word, (id_, _) in found.items() if id_ and id_ != folded(word)}
    ids = {word: id_ for word, (id_, _) in found.items()}
    return named, [
        *doubts,
        *_unknown(words, ids, "facilities.csv lacks", "add them there, or say in [values.facility]"),
    ]


def _unknown(words: Sequence[str], found: Mapping[str, str], what: str, remedy: str) -> list[str]:
    lost = [word for word in words if not found[word]]
    return [f"{what} {', '.join(_listed(lost))}; {remedy}"] if lost else []


def _listed(words: Sequence[str]) -> Iterator[str]:
    yield from (repr(word) for word in words[:_MOST_SHOWN])
    if len(words) > _MOST_SHOWN:
        yield f"and {len(words) - _MOST_SHOWN} more"
