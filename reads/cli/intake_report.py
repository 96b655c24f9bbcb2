"""What is printed after reads came in: the seven counts, what was dropped, what the directory lacks, what waits for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk
from reads.core.english import counted

if TYPE_CHECKING:
    from reads.claims.import_report import Brought, ImportReport
    from reads.log.accessions_without_zeros import NearTwins
    from reads.log.downtime_doubles import Twice
    from reads.log.outcome import Counts

_SHOWN = 20
_WARNED = {"time_dropped": "times that could not be read, left out of their reads"}


def show(report: ImportReport) -> None:
    """The counts of each file, and of all where there are several."""
    for each in report.brought:
        click.echo(f"{each.outcome.path}: {_told(each.outcome.counts)}")
    if len(report.brought) != 1:
        click.echo(f"all files: {_told(report.counts)}")
    if report.dry_run:
        click.echo("a dry run: nothing was kept")


def tell(desk: Desk, report: ImportReport) -> None:
    """What somebody should know or do, on standard error; exit status 1 where rows wait for a person."""
    desk.report(report.skipped)
    for each in report.brought:
        _tell_dropped(desk, each)
        desk.report(each.notes)
        desk.report(each.outcome.warnings)
        _tell_warned(desk, each)
    if not desk.json:
        _tell_unknown(desk, report)
        for each in report.brought:
            desk.report(each.outcome.problems)
        for each in report.brought:
            desk.report(each.outcome.still_void)
            _tell_rest(desk, each.outcome.under_void - len(each.outcome.still_void), "void reads")
    if report.needs_a_person:
        desk.needs_a_person()
    if report.counts.conflict or report.counts.rejected:
        desk.say(f"{_waiting(report.counts)}: `wetread reads quarantine` lists what waits for a decision")
    _tell_pairs(
        desk,
        "under one accession, a read of a downtime log and another exam from a system: one read, billed twice?",
        report.twice,
    )
    lead = "accessions that differ only by zeros in front or marks between: one study, billed twice?"
    _tell_pairs(desk, lead, report.near_twins)


def tell_new(desk: Desk, report: ImportReport) -> None:
    """That rows meant as corrections found nothing to correct: what was wrong is perhaps what identifies the read."""
    if new := report.counts.recorded:
        desk.say(
            f"{counted(new, 'row')} found nothing in the log to correct, and came in as new: where facility, accession, exam, "
            "modifiers or type was what was wrong, take the old read back with `wetread reads void`"
        )


def _tell_pairs(desk: Desk, lead: str, pairs: Sequence[Twice | NearTwins]) -> None:
    """Which reads may be in the log twice."""
    if not pairs:
        return
    desk.say(lead)
    for each in pairs[:_SHOWN]:
        desk.say(f"{each.message}\n    → {each.remedy}")
    _tell_rest(desk, len(pairs) - _SHOWN, "")


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


def _tell_warned(desk: Desk, each: Brought) -> None:
    """How many warnings of each kind there are, where not all of them were listed."""
    outcome = each.outcome
    listed = Counter(finding.code for finding in outcome.warnings)
    for code, number in outcome.warned.items():
        if number > listed[code]:
            desk.say(f"{outcome.path}: {number:,} {_WARNED.get(code, 'such times')} in all")


def _tell_unknown(desk: Desk, report: ImportReport) -> None:
    _tell_words(desk, "facilities.csv lacks", report.unknown_facilities)
    _tell_words(desk, "radiologists.csv lacks", report.unknown_radiologists)
    _tell_words(desk, "unknown modalities, kept as sent:", report.unknown_modalities)
    if report.unknown_exams:
        _tell_exams(desk, report)


def _tell_exams(desk: Desk, report: ImportReport) -> None:
    from reads.claims.import_report import exam_lines
    from reads.directory.load_directory import load_directory

    with desk.store.read() as session:
        directory = load_directory(session)
    desk.say("exams.csv lacks these codes; paste the lines there, fill in their cpt, and run `wetread apply`:")
    for line in exam_lines(desk.books, report.unknown_exams, directory):
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
