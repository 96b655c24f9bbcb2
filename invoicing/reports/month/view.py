"""A report's figures become its page: which cards and sections there are, in what order. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.reports.month.cards import cards_of
from invoicing.reports.month.page import ReportPage, ReportSection
from invoicing.reports.month.report import MonthReport
from invoicing.reports.month.sections.aging import aging_section
from invoicing.reports.month.sections.discrepancies import discrepancy_section
from invoicing.reports.month.sections.held import held_section
from invoicing.reports.month.sections.hours import hours_section
from invoicing.reports.month.sections.margin import margin_section
from invoicing.reports.month.sections.revenue import revenue_section
from invoicing.reports.month.sections.turnaround import turnaround_section
from reads.core.english import counted, spelled_day


def page_of(report: MonthReport) -> ReportPage:
    """Everything the template prints."""
    return ReportPage(
        title=report.now.month.spelled(),
        group=report.group,
        standing=_standing(report),
        made=f"Accounts at the end of {spelled_day(report.as_of)}",
        cards=tuple(cards_of(report)),
        sections=tuple(_sections(report)),
        compared=_compared(report),
        notes=(
            "This page names no patient and no study. It asks nothing of any network.",
            "Reads and routes are as the log knows them now; amounts are those of the papers where they are issued.",
        ),
    )


def _standing(report: MonthReport) -> str:
    """How much of the month is issued."""
    issued, open_ = report.now.issued, len(report.now.open_contracts)
    if not open_:
        return f"{counted(issued, 'invoice')} issued" if issued else "nothing to bill"
    return f"preview: {counted(issued, 'invoice')} issued, {counted(open_, 'contract')} still open"


def _compared(report: MonthReport) -> str:
    before = report.now.month.previous().spelled()
    return f"Changes are against {before}" if report.before else f"Nothing is known of {before} to compare with"


def _sections(report: MonthReport) -> Iterator[ReportSection]:
    now = report.now
    for currency in now.currencies:
        yield revenue_section(report, currency)
    if now.volume.total:
        yield hours_section(now.volume)
        yield turnaround_section(now.punctuality)
    yield held_section(now)
    yield margin_section(report)
    yield discrepancy_section(now)
    for currency in sorted({row.currency for row in report.aging}):
        yield aging_section(report, currency)
