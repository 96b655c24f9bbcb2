"""Revenue by client and modality, and what was billed for the last months."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from invoicing.reports.month.cells import figure, number
from invoicing.reports.month.charts import LONGEST_NAME, MOST_ROWS, BarPart, ChartRow, Told, columns, stacked_rows
from invoicing.reports.month.charts import ChartColumn as Pillar
from invoicing.reports.month.drawing import ColourKey, Drawing
from invoicing.reports.month.page import ReportCell, ReportColumn, ReportSection, ReportTable
from invoicing.reports.month.report import MonthReport
from invoicing.reports.month.revenue import ClientRevenue
from invoicing.reports.month.words import share, shortened, whole
from reads.core.english import counted
from reads.core.money import Money, total
from reads.core.month import Month

_COLOURS = 6
_NO_MODALITY = "none"
_TERMS = (
    "Amounts by modality are with surcharges and turnaround credits. Fees and terms are what contracts ask besides reads: minimums, maximums, fixed fees, compliance credits. "
    "Corrections are differences of other months that were billed now, and memos about this one."
)


@dataclass(frozen=True, slots=True)
class _AfterReads:
    """A column after the modalities; one that is not `always` there is left out where every client has nothing in it."""

    title: str
    of: Callable[[ClientRevenue], Money]
    always: bool = False


_AFTER_READS = (
    _AfterReads("Fees and terms", lambda row: row.terms),
    _AfterReads("Corrections", lambda row: row.corrections),
    _AfterReads("Revenue", lambda row: row.revenue, always=True),
    _AfterReads("Tax", lambda row: row.tax),
    _AfterReads("Billed", lambda row: row.billed, always=True),
)


@dataclass(frozen=True, slots=True)
class _Shares:
    """A currency's clients, and its modalities by what they bring, the dearest first."""

    rows: Sequence[ClientRevenue]
    modalities: Sequence[str]
    currency: str

    @classmethod
    def of(cls, rows: Sequence[ClientRevenue], currency: str) -> _Shares:
        own = [row for row in rows if row.currency == currency]
        found = {modality for row in own for modality in row.amounts}
        none = Money(0, currency)
        brings = {each: total([row.amounts.get(each, none) for row in own], currency).minor for each in found}
        return cls(own, sorted(found, key=lambda each: (-brings[each], each)), currency)

    def amount(self, row: ClientRevenue, modality: str) -> Money:
        """What a modality brings at a client."""
        return row.amounts.get(modality, Money(0, self.currency))

    def across(self, modality: str) -> Money:
        """What a modality brings in all."""
        return total([self.amount(row, modality) for row in self.rows], self.currency)

    def reads(self, modality: str) -> int:
        """How many reads of it are billed."""
        return sum(row.reads.get(modality, 0) for row in self.rows)

    @property
    def revenue(self) -> Money:
        """All revenue in the currency."""
        return total([row.revenue for row in self.rows], self.currency)


def revenue_section(report: MonthReport, currency: str) -> ReportSection:
    """Revenue by client and modality in one currency, as a chart and two tables."""
    shares = _Shares.of(report.now.revenue, currency)
    best = shares.rows[0]
    lead = (
        f"{shares.revenue.printed_with_sign()} from {counted(len(shares.rows), 'client')}; {best.name} brings "
        f"{share(best.revenue.minor, shares.revenue.minor)} of it."
    )
    notes = [_TERMS]
    if report.now.open_contracts:
        notes.append(f"Not issued yet, shown as it would be billed now: {', '.join(report.now.open_contracts)}.")
    several = len(report.now.currencies) > 1
    trend = _trend(report, currency)
    drawings, folded = (
        ((_revenue_drawing(shares), trend[0]), (trend[1],)) if trend else ((_revenue_drawing(shares),), ())
    )
    sheets = (_modality_sheet(shares), _revenue_sheet(shares), *folded)
    return ReportSection(
        f"revenue-{currency.lower()}",
        f"Revenue in {currency}" if several else "Revenue",
        lead,
        drawings,
        sheets,
        tuple(notes),
    )


def _style(at: int) -> str:
    return f"c{min(at + 1, _COLOURS - 1)}"


def _revenue_drawing(shares: _Shares) -> Drawing:
    shown, rest = shares.rows[:MOST_ROWS], shares.rows[MOST_ROWS:]
    rows = [
        ChartRow(shortened(row.name, LONGEST_NAME), whole(row.revenue), tuple(_revenue_parts(shares, [row], row.name)))
        for row in shown
    ]
    if rest:
        name = counted(len(rest), "other client")
        brings = total([row.revenue for row in rest], shares.currency)
        rows.append(ChartRow(name, whole(brings), tuple(_revenue_parts(shares, rest, name))))
    named = shares.modalities[: _COLOURS - 2]
    keys = [ColourKey(_style(at), _named(modality)) for at, modality in enumerate(named)]
    if len(shares.modalities) > len(named):
        keys.append(ColourKey(_style(len(named)), "other modalities"))
    keys.append(ColourKey("c6", "fees, terms, corrections"))
    spoken = "; ".join(f"{row.name} {row.revenue.printed_with_sign()}" for row in shown)
    told = Told(f"chart-revenue-{shares.currency.lower()}", "Revenue by client and modality", f"{spoken}.", tuple(keys))
    return stacked_rows(told, rows)


def _revenue_parts(shares: _Shares, rows: Sequence[ClientRevenue], name: str) -> Iterator[BarPart]:
    for at, modality in enumerate(shares.modalities):
        value = total([shares.amount(row, modality) for row in rows], shares.currency)
        yield BarPart(_style(at), value.minor, f"{name}: {_named(modality)} {value.printed_with_sign()}")
    other = total([row.terms + row.corrections for row in rows], shares.currency)
    yield BarPart("c6", other.minor, f"{name}: fees, terms and corrections {other.printed_with_sign()}")


def _named(modality: str) -> str:
    return modality or _NO_MODALITY


def _revenue_sheet(shares: _Shares) -> ReportTable:
    """A row a client; of many modalities the dearest have a column each, as in the chart, so that the table fits a screen."""
    few = len(shares.modalities) <= _COLOURS - 1
    named = shares.modalities if few else shares.modalities[: _COLOURS - 2]
    rest = () if few else shares.modalities[_COLOURS - 2 :]
    last = [each for each in _AFTER_READS if each.always or any(each.of(row) for row in shares.rows)]
    heads = [
        ReportColumn("Client", figure=False),
        ReportColumn("Reads"),
        *(ReportColumn(_named(each)) for each in named),
    ]
    heads += [ReportColumn("Other modalities")] if rest else []
    heads += [ReportColumn(each.title) for each in last]

    def cells(rows: Sequence[ClientRevenue]) -> Iterator[ReportCell]:
        yield number(sum(row.count for row in rows))
        for modalities in (*((each,) for each in named), *((rest,) if rest else ())):
            yield figure(total([shares.amount(row, each) for row in rows for each in modalities], shares.currency))
        for each in last:
            yield figure(total([each.of(row) for row in rows], shares.currency))

    body = tuple((ReportCell(row.name), *cells([row])) for row in shares.rows)
    sums = (ReportCell("Total"), *cells(shares.rows))
    return ReportTable(f"By client ({shares.currency})", tuple(heads), body, (sums,), full=True)


def _modality_sheet(shares: _Shares) -> ReportTable:
    heads = (
        ReportColumn("Modality", figure=False),
        *map(ReportColumn, ("Reads", f"Amount ({shares.currency})", "A read", "Of all reads", "Of revenue")),
    )
    every = sum(row.count for row in shares.rows)
    rows = []
    for modality in shares.modalities:
        value, reads = shares.across(modality), shares.reads(modality)
        each = Money.rounded(value.amount / reads, shares.currency)
        rows.append(
            (
                ReportCell(_named(modality)),
                number(reads),
                figure(value),
                figure(each),
                ReportCell(share(reads, every), str(reads)),
                ReportCell(share(value.minor, shares.revenue.minor), str(value.minor)),
            )
        )
    return ReportTable("By modality", heads, tuple(rows))


def _trend(report: MonthReport, currency: str) -> tuple[Drawing, ReportTable] | None:
    """What was billed for each of the last twelve months, tax included; None where only one is known."""
    months = sorted(month for month, code in report.trend if code == currency)
    if len(months) < 2:
        return None
    span = _months(months[0], report.now.month)
    values = [(month, report.trend.get((month, currency), Money(0, currency))) for month in span]
    pillars = [
        Pillar(f"{month.first:%b}", (_trend_part(month, value, now=month == report.now.month),))
        for month, value in values
    ]
    spoken = "; ".join(f"{month.spelled()} {value.printed_with_sign()}" for month, value in values)
    told = Told(f"chart-trend-{currency.lower()}", "Billed by month, with tax", f"{spoken}.")
    rows = tuple((ReportCell(month.spelled(), str(month)), figure(value)) for month, value in values)
    heads = (ReportColumn("Month", figure=False), ReportColumn(f"Billed ({currency})"))
    drawing = columns(told, pillars, unit="$" if currency == "USD" else "")
    return drawing, ReportTable("Billed by month, with tax", heads, rows, folded=True)


def _trend_part(month: Month, value: Money, *, now: bool) -> BarPart:
    style = "c1" if now else "faint"
    return BarPart(style, max(0, int(value.amount)), f"{month.spelled()}: {value.printed_with_sign()}")


def _months(first: Month, last: Month) -> list[Month]:
    found = [first]
    while found[-1] < last:
        found.append(found[-1].next())
    return found
