"""How finals agree with the wet reads before them."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.reports.month.cells import number
from invoicing.reports.month.charts import LONGEST_NAME, MOST_ROWS, BarPart, ChartRow, Told, stacked_rows
from invoicing.reports.month.drawing import ColourKey, Drawing
from invoicing.reports.month.page import ReportCell, ReportColumn, ReportSection, ReportTable
from invoicing.reports.month.report import Concordance, MonthFigures
from invoicing.reports.month.words import count, share, shortened
from reads.core.english import counted

_LEVELS = (("agree", "good", "agree"), ("minor", "warn", "minor"), ("major", "bad", "major"), ("", "c6", "not said"))


def discrepancy_section(now: MonthFigures) -> ReportSection:
    """How finals agree with the wet reads before them, by who made these."""
    found, title = now.agreement, "Wet and final reads"
    if found is None:
        return ReportSection("discrepancies", title, f"Not shown: {now.sealed}.")
    notes = tuple(_alone(found))
    if not found.readers:
        return ReportSection("discrepancies", title, "No final of the month has a wet read before it.", notes=notes)
    compared = sum(found.said(level) for level, _, _ in _LEVELS if level)
    lead = (
        f"{counted(found.paired, 'study')} {'has' if found.paired == 1 else 'have'} both a wet and a final read. Of "
        f"{counted(compared, 'final')}, {count(found.said('agree'))} agree and {count(found.said('major'))} differ in a "
        "major way."
    )
    return ReportSection("discrepancies", title, lead, (_drawing(found),), (_reader_sheet(found),), notes)


def _drawing(found: Concordance) -> Drawing:
    """A bar a reader, the one with the most finals first."""
    levels = [row for row in _LEVELS if found.said(row[0])]
    ranked = sorted(found.readers.items(), key=lambda pair: -sum(pair[1].values()))
    rows = [
        ChartRow(
            shortened(reader, LONGEST_NAME),
            counted(sum(counts.values()), "final"),
            tuple(
                BarPart(style, counts.get(level, 0), f"{reader}: {name} {counts.get(level, 0)}")
                for level, style, name in levels
            ),
        )
        for reader, counts in ranked[:MOST_ROWS]
    ]
    spoken = "; ".join(
        f"{reader} " + ", ".join(f"{counts.get(level, 0)} {name}" for level, _, name in levels)
        for reader, counts in ranked
    )
    keys = tuple(ColourKey(style, f"{name} ({count(found.said(level))})") for level, style, name in levels)
    told = Told("chart-discrepancies", "Finals by what they say of the wet read, by its reader", f"{spoken}.", keys)
    return stacked_rows(told, rows)


def _reader_sheet(found: Concordance) -> ReportTable:
    heads = (
        ReportColumn("Wet reader", figure=False),
        *map(ReportColumn, ("Agree", "Minor", "Major", "Not said", "Major, of those said")),
    )
    rows = []
    for reader, counts in found.readers.items():
        agree, minor, major, silent = (counts.get(level, 0) for level, _, _ in _LEVELS)
        said = agree + minor + major
        key = str(major * 100_000 // said if said else -1)
        rows.append(
            (ReportCell(reader), *map(number, (agree, minor, major, silent)), ReportCell(share(major, said), key))
        )
    return ReportTable("By wet reader", heads, tuple(rows))


def _alone(found: Concordance) -> Iterator[str]:
    if found.undocumented:
        one = found.undocumented == 1
        yield (
            f"{counted(found.undocumented, 'major discrepancy')} "
            f"{'doesn’t' if one else 'don’t'} say who was told, when and how."
        )
    yield (
        f"Without a counterpart: {counted(found.wet_alone, 'wet read')} that {'has' if found.wet_alone == 1 else 'have'} no final after "
        f"{counted(found.hours, 'hour')}, {counted(found.finals_alone, 'final')} without a wet read, "
        f"{counted(found.unread, 'order')} that nobody has read. wetread pairs lists them."
    )
