"""A month's report as JSON, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoicing.receivables.aging import BUCKETS
from invoicing.reports.month.report import Concordance, MonthFigures, MonthReport
from invoicing.reports.month.revenue_bridge import RevenueBridge
from invoicing.reports.month.turnaround import VERDICTS, MonthTurnaround, Target
from invoicing.reports.month.volume import HOURS

if TYPE_CHECKING:
    from invoicing.contractors.margin import Margin


def document(report: MonthReport) -> dict[str, object]:
    """The figures of both months, and the accounts; amounts are texts (spec 6)."""
    return {
        "as_of": report.as_of.isoformat(),
        **_figures(report.now),
        "before": None if report.before is None else _figures(report.before),
        "aging": [
            {
                "client": row.client,
                "currency": row.currency,
                **{name: str(amount) for name, amount in zip(BUCKETS, row.buckets, strict=True)},
                "unapplied": str(row.unapplied),
                "total": str(row.total),
            }
            for row in report.aging
        ],
    }


def _figures(month: MonthFigures) -> dict[str, object]:
    return {
        "month": str(month.month),
        "issued": month.issued,
        "open_contracts": list(month.open_contracts),
        "revenue": [
            {
                "client": row.client,
                "currency": row.currency,
                "reads": row.count,
                "modalities": {name: str(amount) for name, amount in row.amounts.items()},
                "terms": str(row.terms),
                "corrections": str(row.corrections),
                "revenue": str(row.revenue),
                "tax": str(row.tax),
                "billed": str(row.billed),
            }
            for row in month.revenue
        ],
        "hours": {
            door: [month.volume.hours.get((door, hour), 0) for hour in HOURS]
            for door in ("hospital", "insurance", "none", "held")
        },
        "turnaround": _turnaround(month.punctuality),
        "held": {held.code: held.reads for held in month.held},
        "waiting": month.waiting,
        "margin": None if month.margin is None else _margin(month.margin),
        "revenue_bridge": [_bridge(each) for each in month.bridges],
        "discrepancies": None if month.agreement is None else _discrepancies(month.agreement),
    }


def _turnaround(found: MonthTurnaround) -> dict[str, object]:
    times = found.all
    return {
        "median_minutes": times.percentile(50),
        "ninetieth_minutes": times.percentile(90),
        "measured": times.known,
        "unmeasured": times.unknown,
        **{verdict: found.judged(verdict) for verdict in VERDICTS},
        "targets": [_target(each) for each in found.targets],
    }


def _discrepancies(found: Concordance) -> dict[str, object]:
    return {
        "paired": found.paired,
        **{level: found.said(level) for level in ("agree", "minor", "major")},
        "not_said": found.said(""),
        "undocumented": found.undocumented,
    }


def _margin(margin: Margin) -> dict[str, object]:
    here = margin.total
    return {
        "currency": margin.currency,
        "revenue": str(here.revenue),
        "pay": str(here.pay),
        "margin": str(here.margin),
        "margin_percent": None if here.percent is None else f"{here.percent:f}",
    }


def _bridge(each: RevenueBridge) -> dict[str, object]:
    return {
        "currency": each.by_now.currency,
        "on_papers": str(each.on_papers),
        "of_other_months": str(each.of_other_months),
        "agreed_apart": str(each.agreed_apart),
        "on_other_papers": str(each.on_other_papers),
        "on_no_paper": str(each.on_no_paper),
        "by_now": str(each.by_now),
        "converted": str(each.converted),
    }


def _target(each: Target) -> dict[str, object]:
    return {
        "contract": each.contract,
        "name": each.name,
        "within_minutes": each.within_minutes,
        "at_least_percent": None if each.at_least is None else f"{each.at_least:f}",
        "measured": each.measured,
        "in_time": each.in_time,
        "missed": each.missed,
    }
