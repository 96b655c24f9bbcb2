"""When reads are signed: by hour and door, and over the week."""

from __future__ import annotations

from invoicing.reports.month.cells import number
from invoicing.reports.month.charts import BarPart, Told, columns, week_map
from invoicing.reports.month.charts import ChartColumn as Pillar
from invoicing.reports.month.drawing import ColourKey, Drawing
from invoicing.reports.month.page import ReportCell, ReportColumn, ReportSection, ReportTable
from invoicing.reports.month.volume import HOURS, Volume
from invoicing.reports.month.words import count, share
from reads.core.english import counted

_DOORS = (
    ("hospital", "c1", "hospital pays"),
    ("insurance", "c2", "insurance"),
    ("held", "c5", "held"),
    ("none", "c6", "nobody pays"),
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hours_section(volume: Volume) -> ReportSection:
    """Reads by hour of day and door, and the week as a map."""
    by_hour = [sum(volume.hours.get((door, hour), 0) for door, _, _ in _DOORS) for hour in HOURS]
    busiest = max(HOURS, key=lambda hour: by_hour[hour])
    lead = f"The hour from {busiest:02d}:00 is the busiest, with {share(by_hour[busiest], volume.total)} of all reads."
    notes = "By the time of signing, on the clock of the place where the patient was."
    return ReportSection(
        "hours",
        "Reads by hour of day",
        lead,
        (_hours(volume), _week(volume)),
        (_hour_sheet(volume),),
        (notes,),
    )


def _used_doors(volume: Volume) -> list[tuple[str, str, str]]:
    return [door for door in _DOORS if volume.through(door[0])]


def _hours(volume: Volume) -> Drawing:
    doors = _used_doors(volume)
    pillars = [
        Pillar(
            f"{hour:02d}" if hour % 3 == 0 else "",
            tuple(
                BarPart(style, here, f"{hour:02d}:00, {name}: {counted(here, 'read')}")
                for door, style, name in doors
                for here in (volume.hours.get((door, hour), 0),)
            ),
        )
        for hour in HOURS
    ]
    keys = tuple(ColourKey(style, f"{name} ({count(volume.through(door))})") for door, style, name in doors)
    sums = [sum(part.size for part in pillar.parts) for pillar in pillars]
    spoken = ", ".join(f"{hour:02d}:00 {count(sums[hour])}" for hour in HOURS if sums[hour])
    return columns(
        Told("chart-hours", "Reads by hour of day", f"Reads signed in the hour from {spoken}.", keys), pillars
    )


def _week(volume: Volume) -> Drawing:
    days = [sum(volume.week.get((day, hour), 0) for hour in HOURS) for day in range(7)]
    spoken = ", ".join(f"{name} {count(days[at])}" for at, name in enumerate(_DAYS))
    told = Told("chart-week", "Reads by weekday and hour", f"The darker, the more reads. By weekday: {spoken}.")
    return week_map(told, _DAYS, volume.week, "{day} {hour:02d}:00: {count}")


def _hour_sheet(volume: Volume) -> ReportTable:
    doors = _used_doors(volume)
    heads = (ReportColumn("Hour", figure=False), *(ReportColumn(name) for _, _, name in doors), ReportColumn("All"))
    rows = tuple(
        (ReportCell(f"{hour:02d}:00"), *map(number, counts), number(sum(counts)))
        for hour in HOURS
        for counts in ([volume.hours.get((door, hour), 0) for door, _, _ in doors],)
    )
    sums = (ReportCell("Total"), *(number(volume.through(door)) for door, _, _ in doors), number(volume.total))
    return ReportTable("Reads by hour", heads, rows, (sums,), folded=True)
