"""What is left of revenue after the readers’ pay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from invoicing.reports.month.cells import figure
from invoicing.reports.month.charts import MOST_ROWS, BarPart, ChartRow, Told, stacked_rows
from invoicing.reports.month.drawing import ColourKey, Drawing
from invoicing.reports.month.page import ReportCell, ReportColumn, ReportSection, ReportTable
from invoicing.reports.month.report import MonthReport
from invoicing.reports.month.revenue_bridge import RevenueBridge
from invoicing.reports.month.words import count, percent, shortened, whole
from reads.core.english import counted
from reads.core.money import Money

if TYPE_CHECKING:
    from invoicing.contractors.margin import Figures, Margin
    from invoicing.contractors.margin import MarginCell as Place

_SHORT = 26


def margin_section(report: MonthReport) -> ReportSection:
    """Revenue, pay and margin by client, facility and modality; where there is none, why."""
    margin = report.now.margin
    if margin is None:
        return ReportSection("margin", "Margin", f"Not shown: {report.now.no_margin}.")
    here = margin.total
    lead = f"{here.margin.printed_with_sign()} of {here.revenue.printed_with_sign()} are left after readers’ pay of {here.pay.printed_with_sign()}: {percent(here.percent)}."
    named = _client_names(report)
    sheets = (
        _sheet("By client", "Client", margin.by_client, named),
        _sheet(
            "By facility",
            "Facility",
            margin.by_facility,
            lambda place: report.facilities.get(place.facility, place.facility) or f"{named(place)}: not by facility",
        ),
        _sheet("By modality", "Modality", margin.by_modality, lambda place: place.modality or "not by modality"),
    )
    steps = _bridge(report.now.bridges, margin.currency)
    if steps is None:
        lead = f"{lead} It is the revenue that the papers say."
    return ReportSection(
        "margin",
        "Margin",
        lead,
        (_drawing(margin, named),),
        sheets if steps is None else (*sheets, steps),
        tuple(_notes(margin)),
    )


_STEPS: tuple[tuple[str, Callable[[RevenueBridge], Money]], ...] = (
    ("Revenue on the month’s papers", lambda each: each.on_papers),
    ("less differences of other months on them", lambda each: -each.of_other_months),
    ("less manual lines and agreed credits", lambda each: -each.agreed_apart),
    ("and this month’s differences on other papers", lambda each: each.on_other_papers),
    ("and what no paper bills yet", lambda each: each.on_no_paper),
)


def _bridge(bridges: Sequence[RevenueBridge], currency: str) -> ReportTable | None:
    """The steps from the papers' revenue to the margin's; None where they are one figure."""
    if all(each.is_level for each in bridges):
        return None
    heads = (ReportColumn("Step", figure=False), *(ReportColumn(each.by_now.currency) for each in bridges))
    rows = tuple((ReportCell(words), *(figure(step(each)) for each in bridges)) for words, step in _STEPS)
    sums = [(ReportCell("What the month’s reads cost by now"), *(figure(each.by_now) for each in bridges))]
    if any(each.by_now.currency != currency for each in bridges):
        sums.append((ReportCell(f"The same in {currency}"), *(figure(each.converted) for each in bridges)))
    return ReportTable("From the papers’ revenue to the margin’s", heads, rows, tuple(sums))


def _client_names(report: MonthReport) -> Callable[[Place], str]:
    return lambda place: report.clients.get(place.client, place.client) or "no client"


def _drawing(margin: Margin, named: Callable[[Place], str]) -> Drawing:
    ranked = sorted(margin.by_client.items(), key=lambda pair: -pair[1].revenue.minor)[:MOST_ROWS]
    rows = [
        ChartRow(
            shortened(named(place), _SHORT),
            f"{whole(each.margin)} ({percent(each.percent, 0)})",
            tuple(_parts(named(place), each)),
        )
        for place, each in ranked
    ]
    spoken = "; ".join(
        f"{named(place)} {each.margin.printed_with_sign()} of {each.revenue.printed_with_sign()}"
        for place, each in ranked
    )
    keys = [ColourKey("c6", "readers’ pay"), ColourKey("good", "margin")]
    if any(each.margin.minor < 0 for _, each in ranked):
        keys.append(ColourKey("bad", "loss"))
    return stacked_rows(Told("chart-margin", "Pay and margin by client", f"{spoken}.", tuple(keys)), rows)


def _parts(name: str, each: Figures) -> Iterator[BarPart]:
    """Pay and margin are the revenue; a loss stands to the left of nothing."""
    yield BarPart("c6", max(0, min(each.pay.minor, each.revenue.minor)), f"{name}: pay {each.pay.printed_with_sign()}")
    style = "good" if each.margin.minor > 0 else "bad"
    yield BarPart(style, each.margin.minor, f"{name}: margin {each.margin.printed_with_sign()}")


def _sheet(caption: str, what: str, groups: Mapping[Place, Figures], named: Callable[[Place], str]) -> ReportTable:
    heads = (
        ReportColumn(what, figure=False),
        *map(ReportColumn, ("Billed", "Paid", "Revenue", "Pay", "Margin", "Of revenue")),
    )
    ranked = sorted(groups.items(), key=lambda pair: -pair[1].revenue.minor)
    return ReportTable(caption, heads, tuple((ReportCell(named(place)), *_cells(each)) for place, each in ranked))


def _cells(each: Figures) -> tuple[ReportCell, ...]:
    amounts = tuple(
        ReportCell(value.printed_as_column(), str(value.minor), "negative" if value.minor < 0 else "")
        for value in (each.revenue, each.pay, each.margin)
    )
    key = "-1000000" if each.percent is None else f"{each.percent:f}"
    return (
        ReportCell(count(each.reads), str(each.reads)),
        ReportCell(count(each.reads_paid), str(each.reads_paid)),
        *amounts,
        ReportCell(percent(each.percent if each.reads or each.reads_paid else None), key),
    )


def _notes(margin: Margin) -> Iterator[str]:
    yield f"In {margin.currency}, without taxes, priced as of now. Billed and paid count reads; hours and bonus are divided over a reader’s reads."
    if margin.unpaid:
        yield f"{counted(margin.unpaid, 'read')} could not be priced for their readers: the pay is told too low."
    if margin.without_agreement:
        readers = ", ".join(f"{reader} ({count(reads)})" for reader, reads in margin.without_agreement)
        yield f"Readers without an agreement, who cost nothing here: {readers}."
