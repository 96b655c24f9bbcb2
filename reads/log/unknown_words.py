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
    contents = [read.content for read in reads if read.content is not None]
    for facility, number in Counter(map(itemgetter(FACILITY), contents)).items():
        if facility not in directory.facilities:
            outcome.unknown_facilities[facility] += number
    for word, number in Counter(map(itemgetter(RADIOLOGIST), contents)).items():
        if word and word not in directory.radiologists:
            outcome.unknown_radiologists[word] += number
    for (facility, code, cpt), number in Counter(map(itemgetter(FACILITY, EXAM_CODE, CPT), contents)).items():
        folded = code.casefold()
        if not cpt and (facility, folded) not in directory.exams and ("*", folded) not in directory.exams:
            outcome.unknown_exams[facility, code] += number
