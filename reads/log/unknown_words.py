"""Words of the reads that the directory doesn't know, counted for the import report. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from reads.directory.directory import Directory
from reads.directory.names import folded
from reads.intake.candidate import Candidate
from reads.intake.content import CPT, EXAM_CODE, FACILITY, RADIOLOGIST
from reads.log.outcome import Imported


def note_unknown(outcome: Imported, reads: Sequence[Candidate], directory: Directory) -> None:
    """Counts in the outcome what these reads name and the directory lacks; exams only where no CPT code was sent.

    A name that names.csv has for some facility or some days is none that it lacks.
    """
    exams, readers = directory.names.of_kind("exam"), directory.names.of_kind("radiologist")
    contents = [read.content for read in reads if read.content is not None]
    for facility, number in Counter(map(itemgetter(FACILITY), contents)).items():
        if facility not in directory.facilities:
            outcome.unknown_facilities[facility] += number
    for word, number in Counter(map(itemgetter(RADIOLOGIST), contents)).items():
        if word and directory.radiologist(word) is None and folded(word) not in readers:
            outcome.unknown_radiologists[word] += number
    for (facility, code, cpt), number in Counter(map(itemgetter(FACILITY, EXAM_CODE, CPT), contents)).items():
        own = code.casefold()
        known = (facility, own) in directory.exams or ("*", own) in directory.exams or folded(code) in exams
        if not cpt and not known:
            outcome.unknown_exams[facility, code] += number
