"""How long wet reads took, against what contracts ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from invoicing.reports.month.cells import number
from invoicing.reports.month.charts import BarPart, Mark, Told, columns
from invoicing.reports.month.charts import ChartColumn as Pillar
from invoicing.reports.month.drawing import ColourKey, Drawing
from invoicing.reports.month.page import ReportCell, ReportColumn, ReportSection, ReportTable
from invoicing.reports.month.turnaround import IN_TIME, LATE, UNTIMED, MonthTurnaround, Target, Times
from invoicing.reports.month.words import count, minutes, percent
from reads.core.english import counted

_BINS = 18
_WIDTHS = (5, 10, 15, 30, 60, 120, 240, 480, 1440)
_VERDICTS = ((IN_TIME, "good", "in time"), (LATE, "bad", "late"), (UNTIMED, "c6", "no target"))
_RANKS = {"critical": 0, "stat": 1, "routine": 3}


def turnaround_section(found: MonthTurnaround) -> ReportSection:
    """The distribution of turnaround against targets, and tables by target, priority and facility."""
    times = found.all
    lead = f"Half of the wet reads were done within {minutes(times.percentile(50))}, nine of ten within {minutes(times.percentile(90))}."
    notes = ["From received to signed, in minutes begun."]
    if times.unknown:
        notes.append(f"{counted(times.unknown, 'read')} can’t be measured: a clock time is missing or runs backwards.")
    if not found.targets:
        notes.append("No contract has a turnaround or compliance clause that looks at these reads.")
    ranked = sorted(found.priorities, key=_rank)
    sheets = [
        *([_target_sheet(found.targets)] if found.targets else []),
        _times_sheet("By priority", "Priority", {name.capitalize(): found.priorities[name] for name in ranked}),
        _times_sheet("By facility", "Facility", found.facilities),
    ]
    drawings = (_distribution(found),) if times.known else ()
    return ReportSection("turnaround", "Turnaround", lead if times.known else "", drawings, tuple(sheets), tuple(notes))


def _rank(priority: str) -> tuple[int, str]:
    """The most urgent first; classes of the group's own, and words that nobody knows, by their names between them and routine."""
    return _RANKS.get(priority, 2), priority


def _distribution(found: MonthTurnaround) -> Drawing:
    """Reads by minutes in bins of one width, the last open, coloured by verdict, with a line at each target."""
    longest = found.all.percentile(98) or 0
    width = next((each for each in _WIDTHS if each * (_BINS - 1) >= longest), _WIDTHS[-1])
    bins = min(_BINS, longest // width + 2)
    verdicts = [row for row in _VERDICTS if found.judged(row[0])]
    pillars = []
    for at in range(bins):
        last = at == bins - 1
        span = f"over {at * width}" if last else f"{at * width + 1} to {(at + 1) * width}"
        parts = tuple(
            BarPart(style, here, f"{span} minutes, {name}: {counted(here, 'read')}")
            for verdict, style, name in verdicts
            for here in (_within(found.verdicts[verdict], at * width, None if last else (at + 1) * width),)
        )
        word = f"{at * width}+" if last else f"{at * width}" if at % 3 == 0 and at < bins - 2 else ""
        pillars.append(Pillar(word, parts))
    limits = sorted({target.within_minutes for target in found.targets})
    marks = [Mark(Fraction(limit, width), f"{limit} min") for limit in limits if limit <= (bins - 1) * width]
    keys = tuple(ColourKey(style, f"{name} ({count(found.judged(verdict))})") for verdict, style, name in verdicts)
    spoken = (
        f"Half of the reads within {minutes(found.all.percentile(50))}, nine of ten within "
        f"{minutes(found.all.percentile(90))}, the slowest {minutes(found.all.percentile(100))}."
    )
    return columns(Told("chart-turnaround", "Reads by turnaround in minutes", spoken, keys), pillars, marks, edges=True)


def _within(counts: Mapping[int, int], above: int, most: int | None) -> int:
    """Reads that took more than `above` minutes and at most `most`; those of 0 minutes belong to the first."""
    return sum(
        reads
        for taken, reads in counts.items()
        if (taken > above or taken == above == 0) and (most is None or taken <= most)
    )


def _target_sheet(targets: Sequence[Target]) -> ReportTable:
    heads = (
        ReportColumn("Contract and clause", figure=False),
        *map(ReportColumn, ("Within", "Asked for", "In time", "Measured", "Without clock")),
    )
    rows = tuple(
        (
            ReportCell(f"{target.contract}: {target.name}"),
            ReportCell(minutes(target.within_minutes), str(target.within_minutes)),
            ReportCell(
                "each read" if target.at_least is None else percent(target.at_least, 0), str(target.at_least or 101)
            ),
            ReportCell(
                f"{percent(target.percent)}{' missed' if target.missed else ''}",
                str(target.in_time * 100_000 // target.measured if target.measured else -1),
                "negative" if target.missed else "",
            ),
            number(target.measured),
            number(target.unmeasured),
        )
        for target in targets
    )
    return ReportTable("Contracts’ targets", heads, rows)


def _times_sheet(caption: str, what: str, groups: Mapping[str, Times]) -> ReportTable:
    heads = (
        ReportColumn(what, figure=False),
        *map(ReportColumn, ("Reads", "Median", "90 % within", "95 % within", "Slowest")),
    )
    rows = tuple(
        (
            ReportCell(name, str(at) if what == "Priority" else ""),
            number(times.known),
            *(
                ReportCell(minutes(value), str(-1 if value is None else value))
                for value in map(times.percentile, (50, 90, 95, 100))
            ),
        )
        for at, (name, times) in enumerate(groups.items())
    )
    return ReportTable(caption, heads, rows)
