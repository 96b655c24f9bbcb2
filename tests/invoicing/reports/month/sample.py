"""A group's October beside its September with everything in it: many clients, two currencies, losses, names that attack."""

from collections import Counter
from datetime import date
from decimal import Decimal

from invoicing.contractors.margin import Figures, Margin, MarginCell
from invoicing.receivables.aging import Aging
from invoicing.reports.month.report import Concordance, HeldFor, MonthFigures, MonthReport
from invoicing.reports.month.revenue import ClientRevenue
from invoicing.reports.month.revenue_bridge import RevenueBridge
from invoicing.reports.month.turnaround import IN_TIME, LATE, UNTIMED, MonthTurnaround, Target, Times
from invoicing.reports.month.volume import Volume
from reads.core.money import Money
from reads.core.month import Month

OCTOBER = Month(2026, 10)
HOSTILE = '<img src="https://example.com/x.png" onerror="alert(1)"> & "Sons" =cmd()'
LONG = "The Reverend Doctor Wilhelmina Featherstonehaugh-Cholmondeley Memorial Regional Medical Center of the Lower Peninsula"
NAMES = ("Mercy Health System", "Prairie Imaging Associates", HOSTILE, LONG, *(f"Hospital {n:02d}" for n in range(10)))
CLIENTS = {f"client-{at}": name for at, name in enumerate(NAMES)}
SHARES = {"CT": 55, "US": 17, "XR": 12, "MR": 9, "NM": 4, "PT": 2, "": 1}
NIGHT = (233, 192, 178, 177, 121, 119, 118, 54, 12, 6, 4, 3, 3, 5, 6, 8, 14, 22, 41, 66, 94, 120, 168, 265)


def dollars(amount: int | str, currency: str = "USD") -> Money:
    return Money.of(str(amount), currency)


def client_revenue(at: int, brings: int, currency: str = "USD") -> ClientRevenue:
    """A client that brings about so many dollars."""
    amounts = {modality: dollars(brings * share // 100, currency) for modality, share in SHARES.items()}
    reads = {modality: max(1, amount.minor // 3_500) for modality, amount in amounts.items()}
    return ClientRevenue(
        client=f"client-{at}",
        name=NAMES[at],
        amounts=amounts,
        reads=reads,
        terms=dollars(-950 if at == 1 else 250, currency),
        corrections=dollars("-120.50" if at % 3 == 0 else 0, currency),
        tax=dollars(87 if at == 2 else 0, currency),
    )


def aged(at: int) -> Aging:
    """An account with something in every bucket, the less the older."""
    buckets = tuple(dollars(4_000 * (14 - at) // (1 + 3 * late), "USD") for late in range(5))
    return Aging(f"client-{at}", "USD", buckets, dollars(75 if at == 3 else 0), dollars(0))


def figures(month: Month, scale: int) -> MonthFigures:
    """A month of which everything is `scale` percent of the sample's October."""
    revenue = [client_revenue(at, 23_000 * (15 - at) * scale // 1_500) for at in range(len(NAMES) - 1)]
    revenue.append(client_revenue(len(NAMES) - 1, 6_000 * scale // 100, "CAD"))
    hours = {("hospital", hour): count * scale // 100 for hour, count in enumerate(NIGHT)}
    hours |= {("insurance", hour): 60 - 6 * abs(hour - 9) for hour in range(6, 16)}
    hours |= {("held", 7): 3, ("none", 8): 1}
    week = {(day, hour): count * (7 - day % 3) // 40 for day in range(7) for hour, count in enumerate(NIGHT)}
    minutes = Counter({m: 400 // (1 + abs(m - 22)) * scale // 100 + 1 for m in range(80)})
    late = {m: count for m, count in minutes.items() if 30 < m <= 40}
    return MonthFigures(
        month=month,
        revenue=tuple(revenue),
        open_contracts=(),
        issued=14,
        volume=Volume(hours, week),
        punctuality=MonthTurnaround(
            all=Times(dict(minutes), unknown=12),
            verdicts={
                IN_TIME: {m: count for m, count in minutes.items() if m <= 30},
                LATE: late,
                UNTIMED: {m: count for m, count in minutes.items() if m > 40},
            },
            facilities={name: Times(dict(minutes)) for name in NAMES[:6]},
            priorities={"stat": Times({12: 40, 31: 3}), "routine": Times(dict(minutes)), "critical": Times({8: 9})},
            targets=(
                Target("mercy", "STAT within 30 minutes", 30, None, 43, 40, 1),
                Target("prairie", "90 % within the hour", 60, Decimal(90), 200, 176, 0),
                Target("lakeview", "Nothing measured", 45, Decimal(95), 0, 0, 4),
            ),
        ),
        held=(
            HeldFor("unknown_exam", 31, f"exams.csv has no exam {HOSTILE}", "add it, then `wetread apply`", ""),
            HeldFor("final_read_abroad", 4, "a final read from CH", "have a reader here sign", "42 CFR 411.9"),
        ),
        waiting=34,
        agreement=Concordance(
            paired=180,
            wet_alone=3,
            finals_alone=1,
            unread=2,
            undocumented=1,
            hours=24,
            readers={
                "Rao, Vikram": {"agree": 90, "minor": 8, "major": 2, "": 4},
                HOSTILE: {"agree": 70 * scale // 100, "minor": 3, "major": 3},
            },
        ),
        margin=margin_of_sample(month, revenue),
        bridges=(
            bridge(dollars(230_000), dollars("-120.50"), dollars(231_000), dollars(231_000)),
            bridge(dollars(6_000, "CAD"), dollars(0, "CAD"), dollars(6_038, "CAD"), dollars(4_420)),
        ),
    )


def bridge(on_papers: Money, earlier: Money, by_now: Money, converted: Money) -> RevenueBridge:
    """From the papers' revenue to the margin's, with a manual line of 250.00 in dollars."""
    none = dollars(0, by_now.currency)
    return RevenueBridge(
        on_papers, earlier, dollars(250) if by_now.currency == "USD" else none, none, by_now, converted
    )


def margin_of_sample(month: Month, revenue: list[ClientRevenue]) -> Margin:
    """Half of the revenue is paid to readers; the last client of all makes a loss."""
    cells = {
        MarginCell(row.client, f"f-{row.client}", "CT"): Figures(
            row.count,
            row.count,
            row.revenue,
            dollars(row.revenue.minor // (80 if row.client == "client-12" else 200) + 1),
        )
        for row in revenue
        if row.currency == "USD"
    }
    return Margin(month, "USD", cells, unpaid=2, without_agreement=(("r-new", 7),))


def report(*, before: bool = True) -> MonthReport:
    """The whole report, with or without a September."""
    now = figures(OCTOBER, 100)
    months = [OCTOBER]
    while len(months) < 12:
        months.append(months[-1].previous())
    trend = {(month, "USD"): dollars(210_000 - 7_000 * at + 9_000 * (at % 3)) for at, month in enumerate(months)}
    return MonthReport(
        group="Lakeshore Radiology Partners",
        as_of=date(2026, 11, 24),
        now=now,
        before=figures(OCTOBER.previous(), 88) if before else None,
        trend=trend if before else {(OCTOBER, "USD"): dollars(1)},
        aging=tuple(aged(at) for at in range(13)),
        clients=CLIENTS,
        facilities={f"f-{client}": f"{name} Main" for client, name in CLIENTS.items()},
    )
