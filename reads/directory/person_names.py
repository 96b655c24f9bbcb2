"""A person's name in whatever order and with whatever titles: `Last, First MD` and `First Last, MD` are one name (spec 2.4).

What tells two persons apart stays: a middle initial, and Jr, Sr, II, III or IV.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_TITLES = frozenset(
    "md do dr prof professor phd ph mbbs mbchb mbbch msc mba mha mph mhs mhsa mmed ms bs jd pharmd dphil dnb dmrd edir ebir "  # noqa: SIM905  a word list
    "frcr frcpc frcp frcpath frcs frcsc mrcp mrcs franzcr fracr ffrrcsi facr facro facp facs facc fsir fasnr fscct fscmr dabr".split()
)
_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_SPELLED = frozenset({("m", "d"), ("d", "o"), ("ph", "d")})
"""Titles whose letters stand apart: `M. D.`, `Ph.D.`"""
_SPELLED_APART = re.compile(r"(?<=[\s,])(?:m\.?\s+d|d\.?\s+o|ph\.?\s+d)\.?(?=\s*(?:,|$|ph\.?\s))", re.IGNORECASE)
_FORMS_OF_ADDRESS = frozenset({"dr", "prof", "professor"})
_NAME = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_APOSTROPHES = re.compile(r"['’‘`´]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def _words(name: str) -> list[str]:
    """The words of a name in small letters without accents, titles included."""
    plain = unicodedata.normalize("NFKD", _INITIALS.sub("", name).casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NAME.findall(letters.translate(_LETTERS))


def _untitled(words: list[str]) -> tuple[list[str], str]:
    """The words that name the person, and of several in a family the one that is meant."""
    found: list[str] = []
    generation = ""
    for at, word in enumerate(words):
        if word in _GENERATIONS:
            generation = _GENERATIONS[word]
        elif word in _TITLES or (word, *words[at + 1 : at + 2]) in _SPELLED or (*words[at - 1 : at], word) in _SPELLED:
            continue
        else:
            found.append(word)
    return found, generation


def taken_apart(name: str) -> tuple[str, str, str, str]:
    """Last, first, middle name and suffix of `Chen, Mei-Lin Q.`, `Dr. Mei-Lin Q. Chen, MD, MPH` or `Chen, Mei-Lin Jr`, as written.

    Titles are left off; Jr, Sr, II, III and IV are the suffix. `Do` is a name, DO and D.O. are a title.
    """
    parts: list[str] = []
    suffix = ""
    for part in _SPELLED_APART.sub(" ", name).split(","):
        found: list[str] = []
        for word in part.split():
            begins = not parts and not found
            if is_generation(word) and not begins:
                suffix = word.rstrip(".")
            elif not _is_title(word, begins=begins):
                found.append(word)
        if found:
            parts.append(" ".join(found))
    if len(parts) > 1:
        last, given = parts[0], " ".join(parts[1:])
    else:
        given, _, last = "".join(parts).rpartition(" ")
    first, _, middle = given.partition(" ")
    return last, first, middle, suffix


def _is_title(word: str, *, begins: bool) -> bool:
    """Whether a word as written is a title; a name begins with none but Dr and Prof: `Md. Rahman` has a first name."""
    known = _words(word)
    if begins:
        return set(known) <= _FORMS_OF_ADDRESS
    return word != "Do" and not _untitled(known)[0]


def is_generation(word: str) -> bool:
    """Whether it tells a person from another of the same name: Jr, Sr, II, III, IV."""
    return word.casefold().strip(" .,") in _GENERATIONS


def person(name: str) -> tuple[str, ...]:
    """A name's parts, whatever their order and without titles: `MORENO, ADA MD` and `Dr. Ada Moreno` are one."""
    parts, generation = _untitled(_words(name))
    return (*sorted(parts), generation) if generation else tuple(sorted(parts))


def _spellings(name: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """A name's parts and generation as they may be spelled: O'Brien is OBrien and O Brien."""
    for said in dict.fromkeys((name, _APOSTROPHES.sub("", name))):
        parts, generation = _untitled(_words(said))
        if parts:
            yield tuple(sorted(parts)), generation


@dataclass(frozen=True, slots=True)
class People:
    """Persons by their names; each name's parts with the generations and ids of those who have it."""

    _known: dict[tuple[str, ...], set[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> People:
        """Indexes ids with their names."""
        found: defaultdict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
        for id_, name in names:
            for parts, generation in _spellings(name):
                found[parts].add((generation, id_))
        return cls(dict(found))

    def meant(self, word: str) -> str:
        """The id of the one person whom a name means; empty for none, and where it may be several.

        Smith Jr. is not Smith Sr.; either may be the only Smith there is, as long as that one is called neither.
        """
        return next((next(iter(ids)) for ids in self._may_be(word) if len(ids) == 1), "")

    def namesakes(self, word: str) -> tuple[str, ...]:
        """The ids of all whom a name may mean, where that isn't one."""
        return () if self.meant(word) else tuple(sorted({id_ for ids in self._may_be(word) for id_ in ids}))

    def _may_be(self, word: str) -> Iterator[set[str]]:
        for parts, generation in _spellings(word):
            known = self._known.get(parts, set())
            same = {id_ for own, id_ in known if own == generation}
            yield same or {id_ for own, id_ in known if not (own and generation)}


def people(names: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], str]:
    """Ids by the parts of names, of those whose parts are nobody else's; also by last name and initial, and by last name."""
    found: dict[tuple[str, ...], set[str]] = {}
    for id_, name in names:
        last, comma, rest = name.partition(",")
        family = _untitled(_words(last))[0] if comma and _untitled(_words(rest))[0] else []
        parts = _untitled(_words(name))[0]
        given = parts[len(family) :] if family else parts[:-1]
        family = family or parts[-1:]
        if family:
            found.setdefault(person(name), set()).add(id_)
            found.setdefault(tuple(sorted(family)), set()).add(id_)
        if family and given:
            found.setdefault(tuple(sorted((given[0][:1], *family))), set()).add(id_)
            found.setdefault(tuple(sorted((given[0], *family))), set()).add(id_)
    return {parts: next(iter(ids)) for parts, ids in found.items() if len(ids) == 1}
