"""What clients owe, by days past due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from invoicing.receivables.aging import BUCKETS, Aging
from invoicing.reports.month.cells import figure
from invoicing.reports.month.charts import LONGEST_NAME, MOST_ROWS, BarPart, ChartRow, Told, stacked_rows
from invoicing.reports.month.drawing import ColourKey
from invoicing.reports.month.page import ReportCell, ReportColumn, ReportSection, ReportTable
from invoicing.reports.month.report import MonthReport
from invoicing.reports.month.words import shortened, whole
from reads.core.money import total


def aging_section(report: MonthReport, currency: str) -> ReportSection:
    """What clients owe in one currency, by days past due."""
    rows = [row for row in report.aging if row.currency == currency]
    owed, overdue = total([row.total for row in rows], currency), total([row.overdue for row in rows], currency)
    names = [report.clients.get(row.client, row.client) for row in rows]
    keys = [ColourKey(f"age-{at}", "not due yet" if at == 0 else f"{bucket} days") for at, bucket in enumerate(BUCKETS)]
    told = Told(
        f"chart-aging-{currency.lower()}",
        "Open amounts by days past due",
        "; ".join(f"{name} {row.total.printed_with_sign()}" for name, row in zip(names, rows, strict=True)) + ".",
        tuple(keys),
    )
    ranked = sorted(zip(names, rows, strict=True), key=lambda pair: -pair[1].total.minor)
    drawn = [
        ChartRow(shortened(name, LONGEST_NAME), whole(row.total), tuple(_aged_parts(name, row)))
        for name, row in ranked[:MOST_ROWS]
    ]
    past = f"{overdue.printed_with_sign()} of it past due" if overdue else "nothing of it past due"
    several = len({row.currency for row in report.aging}) > 1
    return ReportSection(
        f"aging-{currency.lower()}",
        f"What is owed in {currency}" if several else "What is owed",
        f"{owed.printed_with_sign()} at the end of {report.as_of:%B} {report.as_of.day}, {past}.",
        (stacked_rows(told, drawn),),
        (_aging_sheet([(name, row) for name, row in ranked], currency),),
        ("Unapplied is cash and credits that settle nothing yet; it is taken off the total.",)
        if any(row.unapplied for row in rows)
        else (),
    )


def _aged_parts(name: str, row: Aging) -> Iterator[BarPart]:
    for at, (bucket, value) in enumerate(zip(BUCKETS, row.buckets, strict=True)):
        when = "not due yet" if at == 0 else f"{bucket} days past due"
        yield BarPart(f"age-{at}", max(0, value.minor), f"{name}: {value.printed_with_sign()} {when}")


def _aging_sheet(rows: Sequence[tuple[str, Aging]], currency: str) -> ReportTable:
    heads = (ReportColumn("Client", figure=False), *map(ReportColumn, ("Not due", *BUCKETS[1:], "Unapplied", "Total")))
    body = tuple(
        (ReportCell(name), *map(figure, row.buckets), figure(-row.unapplied), figure(row.total)) for name, row in rows
    )
    buckets = [total([row.buckets[at] for _, row in rows], currency) for at in range(len(BUCKETS))]
    unapplied = -total([row.unapplied for _, row in rows], currency)
    sums = (ReportCell("Total"), *map(figure, buckets), figure(unapplied))
    owed = total([row.total for _, row in rows], currency)
    return ReportTable(f"By client, days past due ({currency})", heads, body, ((*sums, figure(owed)),))
