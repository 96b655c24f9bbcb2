"""Which words the books would have to be taught, so that reads are held no longer and rows leave quarantine (spec 2.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlmodel import Session

from invoicing.closing.held_reads import HeldRead
from reads.core.codes import MODALITIES, PatientClass
from reads.directory.directory import Directory
from reads.directory.person_names import person
from reads.directory.proposals import WORDS, Lacking
from reads.log.repository import waiting
from reads.log.words_taught import waits_for_a_word


def lacking_words(session: Session, held: Iterable[HeldRead], directory: Directory) -> dict[Lacking, int]:
    """The words that the books would have to be taught, each with how many reads and rows of quarantine wait for it."""
    found: defaultdict[Lacking, int] = defaultdict(int)
    for each in held:
        for lacking in _lacking(each, directory):
            found[lacking] += 1
    for row in waiting(session):
        if waits_for_a_word(row):
            for problem in row.problems:
                name = str(problem["field"])
                kind = name if name in WORDS else "status"
                word = row.content.get(name, "") or row.content.get("read_type", "")
                found[Lacking(kind, word)] += 1
    together = _together(found)
    return dict(sorted(together.items(), key=lambda item: (_ORDER.index(item[0].kind), -item[1], item[0].word)))


def _together(found: Mapping[Lacking, int]) -> dict[Lacking, int]:
    """One for an exam that several facilities name alike, and one for a reader, however the name is written."""
    said: defaultdict[tuple[str, object], list[Lacking]] = defaultdict(list)
    for lacking in found:
        same = person(lacking.word) if lacking.kind == "radiologist" else lacking.word.casefold()
        said[lacking.kind, same or lacking.word].append(lacking)
    merged = {}
    for some in said.values():
        most = max(some, key=lambda lacking: found[lacking])
        everywhere = len({lacking.facility for lacking in some}) > 1
        merged[Lacking(most.kind, most.word, "" if everywhere else most.facility)] = sum(map(found.__getitem__, some))
    return merged


_ORDER = ("facility", "radiologist", "exam", "payer", *WORDS)


def _lacking(each: HeldRead, directory: Directory) -> Iterator[Lacking]:
    read, codes = each.logged.read, {reason.code for reason in each.reasons}
    if "unknown_facility" in codes and read.facility not in directory.facilities:
        yield Lacking("facility", read.facility)
    if "unknown_radiologist" in codes and read.radiologist:
        yield Lacking("radiologist", read.radiologist)
    if "unknown_exam" in codes and read.exam_code and read.facility in directory.facilities:
        yield Lacking("exam", read.exam_code, read.facility)
    if "unknown_payer" in codes and read.payer:
        yield Lacking("payer", read.payer)
    if "unknown_word" in codes:
        if read.priority not in {*WORDS["priority"], *directory.priority_classes}:
            yield Lacking("priority", read.priority)
        if read.patient_class and read.patient_class not in set(PatientClass):
            yield Lacking("class", read.patient_class)
        if read.modality and read.modality not in MODALITIES:
            yield Lacking("modality", read.modality)
