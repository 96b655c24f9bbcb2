"""What an import brought, as a value: the seven counts, what was dropped, what the directory lacks and the lines that would mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from reads.core.findings import Finding
from reads.directory.directory import Directory
from reads.directory.lines_to_paste import header_of, pasted
from reads.directory.schema import SORTS
from reads.log.accessions_without_zeros import NearTwins
from reads.log.downtime_doubles import Twice
from reads.log.outcome import Counts, Imported

EVERYWHERE = "*"
_LACKING = frozenset({"batch_count", "cut_short", "server_says"})
"""What is said of a file that by its own words lacks a part: messages of a batch, pages, what a server could not find."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Brought:
    """One file's outcome, with what its columns and values gave occasion to say."""

    outcome: Imported
    patients: int = 0
    patient_columns: tuple[str, ...] = ()
    modalities: tuple[tuple[str, int], ...] = ()
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all files of an import; `skipped` are those of a folder that hold no reads."""

    brought: tuple[Brought, ...]
    skipped: tuple[Finding, ...] = ()
    twice: tuple[Twice, ...] = ()
    near_twins: tuple[NearTwins, ...] = ()
    dry_run: bool = False

    @property
    def outcomes(self) -> Sequence[Imported]:
        """Those of the files, in their order."""
        return [each.outcome for each in self.brought]

    @property
    def counts(self) -> Counts:
        """The seven counts, all files together."""
        return sum((outcome.counts for outcome in self.outcomes), Counts())

    @property
    def needs_a_person(self) -> bool:
        """Whether something of it waits for somebody to look (spec 6: exit status 1)."""
        waits = any(outcome.needs_a_person for outcome in self.outcomes)
        lacking = any(note.code in _LACKING for each in self.brought for note in each.notes)
        return waits or lacking or bool(self.skipped or self.twice or self.near_twins)

    @property
    def unknown_exams(self) -> Counter[tuple[str, str]]:
        """Codes that exams.csv lacks, by facility and code."""
        return total(outcome.unknown_exams for outcome in self.outcomes)

    @property
    def unknown_facilities(self) -> Counter[str]:
        """Words that facilities.csv lacks."""
        return total(outcome.unknown_facilities for outcome in self.outcomes)

    @property
    def unknown_radiologists(self) -> Counter[str]:
        """Words that radiologists.csv lacks."""
        return total(outcome.unknown_radiologists for outcome in self.outcomes)

    @property
    def unknown_modalities(self) -> Counter[str]:
        """Modalities that nobody knows, kept as sent."""
        return total(Counter(dict(each.modalities)) for each in self.brought)

    @property
    def told(self) -> list[Finding]:
        """What somebody should look at, besides what waits in quarantine: of the files, of reads that came in, of pairs."""
        found = list(self.skipped)
        for each in self.brought:
            found += [*each.notes, *each.outcome.warnings, *each.outcome.still_void]
        pairs = [("retyped_twice", each) for each in self.twice], [("near_twins", each) for each in self.near_twins]
        return found + [Finding(code, each.message, each.remedy) for some in pairs for code, each in some]

    def as_json(self) -> dict[str, object]:
        """The document of spec 6, and what else the report says."""
        exams = self.unknown_exams
        return {
            "files": [{"path": outcome.path, **outcome.counts.as_json()} for outcome in self.outcomes],
            **self.counts.as_json(),
            "dry_run": self.dry_run,
            "skipped": [finding.as_json() for finding in self.skipped],
            "unknown_exams": [
                {"facility": facility, "exam_code": code, "reads": number} for (facility, code), number in exams.items()
            ],
            "unknown_facilities": dict(self.unknown_facilities),
            "unknown_radiologists": dict(self.unknown_radiologists),
            "unknown_modalities": dict(self.unknown_modalities),
            "rows_with_patient_fields_dropped": sum(each.patients for each in self.brought),
            "problems": [finding.as_json() for outcome in self.outcomes for finding in outcome.problems],
            "still_void": [finding.as_json() for outcome in self.outcomes for finding in outcome.still_void],
            "notes": [note.as_json() for each in self.brought for note in each.notes],
            "warnings": dict(total(outcome.warned for outcome in self.outcomes)),
            "retyped_twice": [{"message": each.message, "remedy": each.remedy} for each in self.twice],
            "near_twins": [{"message": each.message, "remedy": each.remedy} for each in self.near_twins],
        }


def exam_lines(books: Path, exams: Mapping[tuple[str, str], int], directory: Directory) -> list[str]:
    """The codes that exams.csv lacks as lines that fit its columns, the header first; their CPT codes are for a person to fill in.

    A code that several facilities send, and that exams.csv has for none, is one line for all of them.
    """
    header = header_of(books, SORTS["exams"])
    senders: dict[str, set[str]] = {}
    for facility, code in exams:
        senders.setdefault(code.casefold(), set()).add(facility)
    mapped = {code for _, code in directory.exams}
    lines: dict[str, str] = {}
    for (facility, code), _ in sorted(exams.items(), key=lambda each: -each[1]):
        everywhere = len(senders[code.casefold()]) > 1 and code.casefold() not in mapped
        line = pasted(header, {"facility": EVERYWHERE if everywhere else facility, "exam_code": code})
        lines.setdefault(line.casefold(), line)
    return [pasted(header, {name: name for name in header}), *lines.values()]


def total(counters: Iterable[Counter[T]]) -> Counter[T]:
    """All of them together."""
    found: Counter[T] = Counter()
    for counter in counters:
        found.update(counter)
    return found
