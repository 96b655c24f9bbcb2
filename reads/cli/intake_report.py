"""What is said after reads came in: the seven counts, what was dropped, what the directory lacks, what waits for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from reads.cli.desk import Desk
from reads.core.english import counted

if TYPE_CHECKING:
    from reads.cli.intake import Brought
    from reads.log.downtime_doubles import Twice
    from reads.log.outcome import Counts

_SHOWN = 20

T = TypeVar("T")


def as_json(brought: Sequence[Brought]) -> dict[str, object]:
    """The document of spec 6, and what else the report says."""
    outcomes = [each.outcome for each in brought]
    exams = _total(outcome.unknown_exams for outcome in outcomes)
    return {
        "files": [{"path": outcome.path, **outcome.counts.as_json()} for outcome in outcomes],
        **_counts(brought).as_json(),
        "unknown_exams": [
            {"facility": facility, "exam_code": code, "reads": number} for (facility, code), number in exams.items()
        ],
        "unknown_facilities": dict(_total(outcome.unknown_facilities for outcome in outcomes)),
        "unknown_radiologists": dict(_total(outcome.unknown_radiologists for outcome in outcomes)),
        "unknown_modalities": dict(_total(Counter(dict(each.modalities)) for each in brought)),
        "rows_with_patient_fields_dropped": sum(each.patients for each in brought),
        "problems": [finding.as_json() for outcome in outcomes for finding in outcome.problems],
        "warnings": dict(_total(outcome.warned for outcome in outcomes)),
    }


def show(brought: Sequence[Brought]) -> None:
    """The counts of each file, and of all where there are several."""
    for each in brought:
        click.echo(f"{each.outcome.path}: {_told(each.outcome.counts)}")
    if len(brought) > 1:
        click.echo(f"all files: {_told(_counts(brought))}")


def tell(desk: Desk, brought: Sequence[Brought]) -> None:
    """What somebody should know or do, on standard error; exit status 1 where rows wait for a person."""
    for each in brought:
        _tell_dropped(desk, each)
        desk.report(each.outcome.warnings)
        _tell_rest(desk, each.outcome.warned.total() - len(each.outcome.warnings), "such times")
    if not desk.json:
        _tell_unknown(desk, brought)
        for each in brought:
            desk.report(each.outcome.problems)
    counts = _counts(brought)
    if counts.conflict or counts.rejected:
        desk.needs_a_person()
        desk.say(f"{_waiting(counts)}: `wetread reads quarantine` lists what waits for a decision")


def tell_new(desk: Desk, brought: Sequence[Brought]) -> None:
    """That rows meant as corrections found nothing to correct: what was wrong is perhaps what identifies the read."""
    if new := _counts(brought).recorded:
        desk.say(
            f"{counted(new, 'row')} found nothing in the log to correct, and came in as new: where facility, accession, exam, "
            "modifiers or type was what was wrong, take the old read back with `wetread reads void`"
        )


def tell_twice(desk: Desk, twice: Sequence[Twice]) -> None:
    """Which reads may be in the log twice, retyped and sent; exit status 1 where any may."""
    if not twice:
        return
    desk.needs_a_person()
    desk.say("under one accession, a read of a downtime log and another exam from a system: one read, billed twice?")
    for each in twice[:_SHOWN]:
        desk.say(f"{each.message}\n    → {each.remedy}")
    _tell_rest(desk, len(twice) - _SHOWN, "(`wetread pairs --month` lists them)")


def _waiting(counts: Counts) -> str:
    """What waits in quarantine by what is wrong with it; nothing that isn't there."""
    parts = []
    if counts.rejected:
        parts.append(f"{counted(counts.rejected, 'row')} could not be understood")
    if counts.conflict:
        contradict = "contradicts" if counts.conflict == 1 else "contradict"
        parts.append(f"{counted(counts.conflict, 'row')} {contradict} the log")
    return ", ".join(parts)


def _tell_dropped(desk: Desk, each: Brought) -> None:
    if each.patients:
        columns = ", ".join(each.patient_columns)
        desk.say(f"{each.outcome.path}: patients' fields of {counted(each.patients, 'row')} were not kept ({columns})")


def _tell_unknown(desk: Desk, brought: Sequence[Brought]) -> None:
    outcomes = [each.outcome for each in brought]
    _tell_words(desk, "facilities.csv lacks", _total(outcome.unknown_facilities for outcome in outcomes))
    _tell_words(desk, "radiologists.csv lacks", _total(outcome.unknown_radiologists for outcome in outcomes))
    _tell_words(desk, "unknown modalities, kept as sent:", _total(Counter(dict(each.modalities)) for each in brought))
    _tell_exams(desk, _total(outcome.unknown_exams for outcome in outcomes))


def _tell_exams(desk: Desk, exams: Counter[tuple[str, str]]) -> None:
    """The codes that exams.csv lacks, as lines that fit its columns; their CPT codes are for a person to fill in."""
    if not exams:
        return
    from reads.directory.lines_to_paste import header_of, pasted
    from reads.directory.schema import SORTS

    header = header_of(desk.books, SORTS["exams"])
    desk.say("exams.csv lacks these codes; paste the lines there, fill in their cpt, and run `wetread apply`:")
    desk.say(pasted(header, {name: name for name in header}))
    lines = (pasted(header, {"facility": facility, "exam_code": code}) for (facility, code), _ in exams.most_common())
    for line in {line.casefold(): line for line in lines}.values():
        desk.say(line)


def _tell_words(desk: Desk, lead: str, words: Counter[str]) -> None:
    if words:
        shown = ", ".join(f"{word} ({counted(number, 'read')})" for word, number in words.most_common(_SHOWN))
        desk.say(f"{lead} {shown}")
        _tell_rest(desk, len(words) - _SHOWN, "")


def _tell_rest(desk: Desk, number: int, what: str) -> None:
    if number > 0:
        desk.say(f"… and {number:,} more {what}".rstrip())


def _told(counts: Counts) -> str:
    ends = {name: number for name, number in counts.as_json().items() if name != "rows" and number}
    return counted(counts.rows, "row") + "".join(f", {number:,} {name}" for name, number in ends.items())


def _counts(brought: Sequence[Brought]) -> Counts:
    from reads.log.outcome import Counts

    return sum((each.outcome.counts for each in brought), Counts())


def _total(counters: Iterable[Counter[T]]) -> Counter[T]:
    total: Counter[T] = Counter()
    for counter in counters:
        total.update(counter)
    return total
