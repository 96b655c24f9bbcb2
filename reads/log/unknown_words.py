"""Words of the reads that the directory doesn't know, counted for the import report. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from reads.directory.directory import Directory
from reads.intake.candidate import Candidate
from reads.intake.content import CPT, EXAM_CODE, FACILITY, RADIOLOGIST
from reads.log.outcome import Imported


def note_unknown(outcome: Imported, reads: Sequence[Candidate], directory: Directory) -> None:
    """Counts in the outcome what these reads name and the directory lacks; exams only where no CPT code was sent."""
    named = directory.names.of_kind("exam")
    contents = [read.content for read in reads if read.content is not None]
    for facility, number in Counter(map(itemgetter(FACILITY), contents)).items():
        if facility not in directory.facilities:
            outcome.unknown_facilities[facility] += number
    for word, number in Counter(map(itemgetter(RADIOLOGIST), contents)).items():
        if word and directory.radiologist(word) is None:
            outcome.unknown_radiologists[word] += number
    for (facility, code, cpt), number in Counter(map(itemgetter(FACILITY, EXAM_CODE, CPT), contents)).items():
        folded = code.casefold()
        known = (facility, folded) in directory.exams or ("*", folded) in directory.exams or folded in named
        if not cpt and not known:
            outcome.unknown_exams[facility, code] += number
