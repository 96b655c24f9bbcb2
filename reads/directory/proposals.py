"""What a word that the books lack may mean: the rows that would teach it, likeliest first (spec 2.4). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from reads.core.codes import (
    MODALITIES,
    Discrepancy,
    PatientClass,
    Priority,
    ReportStatus,
    ServiceType,
    is_cpt,
    split_codes,
)
from reads.core.ids import is_id, slug
from reads.core.modality_by_code import study_modality
from reads.directory.directory import Directory
from reads.directory.names import folded
from reads.directory.person_names import people, person

WORDS: Mapping[str, tuple[str, ...]] = {
    "priority": tuple(Priority),
    "class": tuple(PatientClass),
    "modality": tuple(sorted(MODALITIES)),
    "status": tuple(ReportStatus),
    "service_type": tuple(ServiceType),
    "discrepancy": tuple(Discrepancy),
}
"""What a word of each list may mean."""

_NEAR = 6 / 10
_NEAR_EXAM = 85 / 100
_MOST = 5


@dataclass(frozen=True, slots=True)
class Lacking:
    """A word that some reads came with and the books lack: of which kind (as in names.csv), and at which facility."""

    kind: str
    word: str
    facility: str = ""


@dataclass(frozen=True, slots=True)
class RowProposal:
    """A row of a file of the directory that would teach a word, and why it is proposed."""

    file: str
    cells: tuple[tuple[str, str], ...]
    because: str

    @property
    def row(self) -> dict[str, str]:
        """The row by its columns."""
        return dict(self.cells)


class NotAMeaning(ValueError):
    """What a person says that a word means is nothing that the books know; the text says what would be."""


def proposals(lacking: Lacking, directory: Directory) -> list[RowProposal]:
    """What the word may mean, likeliest first; none where nothing is near."""
    found: dict[tuple[tuple[str, str], ...], RowProposal] = {}
    for proposal in _found(lacking, directory):
        found.setdefault(proposal.cells, proposal)
    return list(found.values())[:_MOST]


def meaning(lacking: Lacking, said: str, directory: Directory) -> RowProposal:
    """The row that teaches what a person says the word means; NotAMeaning where that is nothing known.

    A facility or payer is named by its id; a reader by an id, which is new where radiologists.csv lacks it; an exam by an
    exam_code of exams.csv, or by its CPT codes joined by `+`; a word of a list by wetread's own.
    """
    said, because = said.strip(), "as you said"
    match lacking.kind:
        case "facility":
            return _known(
                lacking, directory.facility_named(said), "an id of facilities.csv; add the facility there first"
            )
        case "payer":
            payer = directory.payer_named(said)
            return _known(lacking, payer.id if payer else "", "an id of payers.csv; add the payer there first")
        case "radiologist":
            reader = directory.radiologist(said)
            if reader or not is_id(said):
                return _known(lacking, reader.id if reader else "", "an id: lower-case words joined by hyphens")
            return RowProposal("radiologists", (("id", said), ("name", lacking.word)), because)
        case "exam":
            codes = split_codes(said)
            if codes and all(map(is_cpt, codes)):
                return _exam_row(lacking, codes, because)
            known = {code for _, code in directory.exams}
            return _known(lacking, said if said.casefold() in known else "", "an exam_code of exams.csv, or CPT codes")
        case _:
            words = {folded(word): word for word in (*WORDS[lacking.kind], *directory.priority_classes)}
            return _known(lacking, words.get(folded(said), ""), f"one of {', '.join(WORDS[lacking.kind])}")


def _known(lacking: Lacking, id_: str, wanted: str) -> RowProposal:
    if not id_:
        raise NotAMeaning(wanted)
    return _named(lacking, id_, "as you said")


def _named(lacking: Lacking, id_: str, because: str) -> RowProposal:
    cells = [("kind", lacking.kind), ("name", lacking.word), ("id", id_)]
    if lacking.kind == "exam" and lacking.facility:
        cells.append(("facility", lacking.facility))
    return RowProposal("names", tuple(cells), because)


def _exam_row(lacking: Lacking, codes: tuple[str, ...], because: str) -> RowProposal:
    cells = (
        ("facility", lacking.facility or "*"),
        ("exam_code", lacking.word),
        ("cpt", "+".join(codes)),
        ("modality", study_modality("", "", codes)),
    )
    return RowProposal("exams", cells, because)


def _found(lacking: Lacking, directory: Directory) -> Iterator[RowProposal]:
    match lacking.kind:
        case "facility":
            names = ((row.id, row.name) for rows in directory.facilities.values() for row in rows)
            yield from _near(lacking, [*names, *((id_, id_) for id_ in directory.facilities)])
        case "radiologist":
            yield from _readers(lacking, directory)
        case "exam":
            yield from _exams(lacking, directory)
        case "payer":
            yield from _near(lacking, [(payer.id, payer.name) for payer in directory.payers.values()])
        case _:
            yield from _near(lacking, [(word, word) for word in WORDS[lacking.kind]])


def _near(lacking: Lacking, known: list[tuple[str, str]], enough: float = _NEAR) -> Iterator[RowProposal]:
    """Those whose name is written nearly so."""
    word = folded(lacking.word)
    scored = sorted(((_likeness(word, folded(name)), id_, name) for id_, name in known), reverse=True)
    for likeness, id_, name in scored:
        if likeness >= enough:
            yield _named(lacking, id_, f"written nearly like {name}")


def _likeness(one: str, other: str) -> float:
    """From 0 to 1: the letters in common, or as much where each word of one begins as a word of the other does."""
    words, others = one.split(), other.split()
    initials = len(words) == len(others) and all(
        a[0] == b[0] and a[-1] == b[-1] for a, b in zip(words, others, strict=True)
    )
    ratio = SequenceMatcher(None, one, other).ratio()
    return max(ratio, 8 / 10) if initials else ratio


def _readers(lacking: Lacking, directory: Directory) -> Iterator[RowProposal]:
    known = [(reader.id, reader.name) for reader in directory.radiologists.values()]
    by_parts = people(known).get(person(lacking.word))
    if by_parts:
        yield _named(lacking, by_parts, "the same names, in part")
    near = _near(
        Lacking("radiologist", " ".join(person(lacking.word))), [(id_, " ".join(person(name))) for id_, name in known]
    )
    yield from (_named(lacking, dict(each.cells)["id"], each.because) for each in near)
    if len(person(lacking.word)) > 1:
        row = (("id", slug(" ".join(_spoken(lacking.word)))), ("name", lacking.word))
        yield RowProposal("radiologists", row, "a reader that radiologists.csv lacks; without NPI, for wet reads")


def _spoken(name: str) -> tuple[str, ...]:
    """First name first, without titles."""
    last, comma, first = name.partition(",")
    parts = [*first.split(), *last.split()] if comma else name.split()
    return tuple(part for part in parts if person(part)) or tuple(parts)


def _exams(lacking: Lacking, directory: Directory) -> Iterator[RowProposal]:
    word = folded(lacking.word)
    rows = [row for some in directory.exams.values() for row in some]
    for row in rows:
        if row.code.casefold() == word and row.facility != lacking.facility:
            yield _exam_row(lacking, row.cpt, f"what {row.facility} calls so")
    for row in rows:
        if row.description and folded(row.description) == word:
            yield _named(lacking, row.code, f"the description of {row.code}")
    yield from _near(
        lacking, [(row.code, name) for row in rows for name in (row.code, row.description) if name], _NEAR_EXAM
    )
