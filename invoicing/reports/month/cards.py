"""The key figures, each beside the month before."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from invoicing.reports.month.page import Card
from invoicing.reports.month.report import Concordance, MonthFigures, MonthReport
from invoicing.reports.month.turnaround import IN_TIME, LATE
from invoicing.reports.month.words import NONE, SPACE, count, minutes, percent, whole
from reads.core.english import counted
from reads.core.money import MINUS, Money, rounded, total


def cards_of(report: MonthReport) -> Iterator[Card]:
    """Revenue, reads, speed, what waits, disagreement, and what is owed; one each a currency for money."""
    now, before = report.now, report.before
    for currency in now.currencies or ["USD"]:
        yield _revenue(report, currency)
    yield _compared(
        "Reads billed",
        count(now.billed_reads),
        f"{count(now.volume.total)} signed in all",
        (now.billed_reads, before.billed_reads if before else None),
        report,
    )
    yield from _margin(report)
    yield _speed(report)
    yield _in_time(report)
    yield _waiting(report)
    yield _disagreement(report)
    yield from _owed(report)


def _revenue(report: MonthReport, currency: str) -> Card:
    brings = report.now.brings(currency)
    reads = sum(row.count for row in report.now.revenue if row.currency == currency)
    each = (
        f"{Money.rounded(Fraction(brings.amount) / reads, currency).printed_with_sign()} a read"
        if reads
        else "no reads"
    )
    then = report.before.brings(currency).minor if report.before else None
    return _compared("Revenue", whole(brings), each, (brings.minor, then), report, good_if="more")


def _margin(report: MonthReport) -> Iterator[Card]:
    """What is left after the readers' pay; no card where that isn't known."""
    if report.now.margin is None:
        return
    here = report.now.margin.total
    change, mood = "", "even"
    earlier = report.before.margin.total.percent if report.before and report.before.margin else None
    if here.percent is not None and earlier is not None:
        change, mood = _moved(Fraction(here.percent - earlier), "points", report, "more")
    yield Card("Margin", percent(here.percent), f"{whole(here.margin)} after readers’ pay", change, mood)


def _compared(
    label: str, figure: str, note: str, values: tuple[int, int | None], report: MonthReport, good_if: str = ""
) -> Card:
    """A card whose change is a percentage of the value before."""
    value, before = values
    if before is None or before <= 0:
        return Card(label, figure, note, "")
    change = Fraction(100 * (value - before), before)
    return Card(label, figure, note, *_moved(change, "%", report, good_if))


def _moved(change: int | Fraction, unit: str, report: MonthReport, good_if: str) -> tuple[str, str]:
    """A difference in the figure's own unit, and its mood."""
    return _against(Fraction(change), unit, report), _mood(Fraction(change), good_if)


def _against(change: Fraction, unit: str, report: MonthReport) -> str:
    """▲ +12.5 % on September, or that nothing has changed."""
    shown = rounded(abs(change), 0 if change.denominator == 1 else 1)
    month = f"{report.now.month.previous().first:%B}"
    if not shown:
        return f"as in {month}"
    return f"{'▲ +' if change > 0 else f'▼ {MINUS}'}{shown:,f}{SPACE if unit else ''}{unit} on {month}"


def _mood(change: Fraction, good_if: str) -> str:
    if not good_if or not rounded(abs(change), 1):
        return "even"
    return "good" if (change > 0) == (good_if == "more") else "bad"


def _speed(report: MonthReport) -> Card:
    times = report.now.punctuality.all
    median, slow = times.percentile(50), times.percentile(90)
    change, mood = "", "even"
    earlier = report.before.punctuality.all.percentile(50) if report.before else None
    if median is not None and earlier is not None:
        change, mood = _moved(median - earlier, "min", report, "less")
    return Card("Turnaround", minutes(median), f"median; 90{SPACE}% within {minutes(slow)}", change, mood)


def _in_time(report: MonthReport) -> Card:
    share, reads = _punctual(report.now)
    change, mood = "", "even"
    earlier = _punctual(report.before)[0] if report.before else None
    if share is not None and earlier is not None:
        change, mood = _moved(share - earlier, "points", report, "more")
    return Card("Within target", percent(share), f"{count(reads)} reads have a contract’s target", change, mood)


def _punctual(figures: MonthFigures) -> tuple[Fraction | None, int]:
    """The share in time of the reads that a clause measures, and how many these are."""
    good, late = figures.punctuality.judged(IN_TIME), figures.punctuality.judged(LATE)
    return (Fraction(100 * good, good + late) if good + late else None), good + late


def _waiting(report: MonthReport) -> Card:
    now = report.now
    note = (
        f"for {count(len(now.held))} {'reason' if len(now.held) == 1 else 'reasons'}" if now.held else "nothing waits"
    )
    change, mood = "", "even"
    if report.before:
        change, mood = _moved(now.waiting - report.before.waiting, "", report, "less")
    return Card("Held reads", count(now.waiting), note, change, mood)


def _disagreement(report: MonthReport) -> Card:
    found = report.now.agreement
    if found is None:
        return Card("Discrepancies", NONE, "patients’ fields are sealed", "")
    rate = _major(found)
    compared = sum(found.said(level) for level in ("agree", "minor", "major"))
    note = (
        f"major, {count(found.said('major'))} of {counted(compared, 'final')}" if compared else "no final says anything"
    )
    change, mood = "", "even"
    earlier = _major(report.before.agreement) if report.before and report.before.agreement else None
    if rate is not None and earlier is not None:
        change, mood = _moved(rate - earlier, "points", report, "less")
    return Card("Discrepancies", percent(rate), note, change, mood)


def _major(found: Concordance) -> Fraction | None:
    compared = sum(found.said(level) for level in ("agree", "minor", "major"))
    return Fraction(100 * found.said("major"), compared) if compared else None


def _owed(report: MonthReport) -> Iterator[Card]:
    for currency in sorted({row.currency for row in report.aging}):
        rows = [row for row in report.aging if row.currency == currency]
        owed, overdue = total([row.total for row in rows], currency), total([row.overdue for row in rows], currency)
        if not overdue:
            yield Card("Owed to us", whole(owed), "nothing past due", "")
        else:
            late = percent(Fraction(100 * overdue.minor, owed.minor)) if owed.minor > 0 else "some"
            yield Card("Owed to us", whole(owed), f"{whole(overdue)} late", f"{late} past due", "bad")
