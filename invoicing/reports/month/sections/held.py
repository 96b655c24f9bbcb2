"""What waits for a person, by reason, with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.reports.month.cells import number
from invoicing.reports.month.charts import LONGEST_NAME, MOST_ROWS, BarPart, ChartRow, Told, stacked_rows
from invoicing.reports.month.drawing import Drawing
from invoicing.reports.month.page import ReportCell, ReportColumn, ReportSection, ReportTable
from invoicing.reports.month.report import HeldFor, MonthFigures
from invoicing.reports.month.words import count, from_code, shortened
from reads.core.english import counted

_NAMED = "wetread held names them; those that the checks before a claim hold, wetread claims check."


def held_section(now: MonthFigures) -> ReportSection:
    """What waits for a person, by reason, with what to do."""
    if not now.held:
        return ReportSection("held", "Held reads", "Nothing is held: every read has found its door and its price.")
    most = now.held[0]
    often = f", most often for “{from_code(most.code).lower()}”" if most.reads > 1 else ""
    lead = f"{counted(now.waiting, 'read')} {'waits' if now.waiting == 1 else 'wait'} for a person{often}."
    notes = ["A read that is held for several reasons counts for each.", _NAMED]
    if now.sealed:
        notes.append(f"What the checks before a claim hold is not counted: {now.sealed}.")
    return ReportSection("held", "Held reads", lead, (_drawing(now.held),), (_sheet(now.held),), tuple(notes))


def _drawing(held: Sequence[HeldFor]) -> Drawing:
    rows = [
        ChartRow(
            shortened(from_code(each.code), LONGEST_NAME),
            count(each.reads),
            (BarPart("c5", each.reads, f"{from_code(each.code)}: {counted(each.reads, 'read')}"),),
        )
        for each in held[:MOST_ROWS]
    ]
    spoken = "; ".join(f"{from_code(each.code)} {count(each.reads)}" for each in held)
    return stacked_rows(Told("chart-held", "Held reads by reason", f"{spoken}."), rows)


def _sheet(held: Sequence[HeldFor]) -> ReportTable:
    words = (ReportColumn("For example", figure=False), ReportColumn("What to do", figure=False))
    rows = tuple(
        (
            ReportCell(from_code(each.code)),
            number(each.reads),
            ReportCell(_example(each.message, each.source)),
            ReportCell(each.remedy.replace("`", "")),
        )
        for each in held
    )
    return ReportTable("By reason", (ReportColumn("Reason", figure=False), ReportColumn("Reads"), *words), rows)


def _example(message: str, source: str) -> str:
    return f"{message} ({source})" if source else message
