"""The report's sections on reads: when they are signed, how fast, what is held, where finals disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from invoicing.reports.month.charts import Column as Pillar
from invoicing.reports.month.charts import Mark, Part, Row, Told, columns, stacked_rows, week_map
from invoicing.reports.month.drawing import Drawing, Key
from invoicing.reports.month.page import Cell, Column, Section, Sheet
from invoicing.reports.month.report import Agreement, MonthFigures
from invoicing.reports.month.turnaround import IN_TIME, LATE, UNTIMED, Punctuality, Target, Times
from invoicing.reports.month.volume import HOURS, Volume
from invoicing.reports.month.words import NONE, count, counted, from_code, minutes, percent, share, shortened

_DOORS = (
    ("hospital", "c1", "hospital pays"),
    ("insurance", "c2", "insurance"),
    ("held", "c5", "held"),
    ("none", "c6", "nobody pays"),
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BINS = 18
_WIDTHS = (5, 10, 15, 30, 60, 120, 240, 480, 1440)
_VERDICTS = ((IN_TIME, "good", "in time"), (LATE, "bad", "late"), (UNTIMED, "c6", "no target"))
_LEVELS = (("agree", "good", "agree"), ("minor", "warn", "minor"), ("major", "bad", "major"), ("", "c6", "not said"))
_PRIORITIES = ("critical", "stat", "routine")
_IN_CHART = 12
_NAME = 34


def hours_section(volume: Volume) -> Section:
    """Reads by hour of day and door, and the week as a map."""
    by_hour = [sum(volume.hours.get((door, hour), 0) for door, _, _ in _DOORS) for hour in HOURS]
    busiest = max(HOURS, key=lambda hour: by_hour[hour])
    lead = f"The hour from {busiest:02d}:00 is the busiest, with {share(by_hour[busiest], volume.total)} of all reads."
    notes = "By the time of signing, on the clock of the place where the patient was."
    return Section(
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
                Part(style, here, f"{hour:02d}:00, {name}: {counted(here, 'read')}")
                for door, style, name in doors
                for here in (volume.hours.get((door, hour), 0),)
            ),
        )
        for hour in HOURS
    ]
    keys = tuple(Key(style, f"{name} ({count(volume.through(door))})") for door, style, name in doors)
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


def _hour_sheet(volume: Volume) -> Sheet:
    doors = _used_doors(volume)
    heads = (Column("Hour", figure=False), *(Column(name) for _, _, name in doors), Column("All"))
    rows = tuple(
        (Cell(f"{hour:02d}:00"), *map(_number, counts), _number(sum(counts)))
        for hour in HOURS
        for counts in ([volume.hours.get((door, hour), 0) for door, _, _ in doors],)
    )
    sums = (Cell("Total"), *(_number(volume.through(door)) for door, _, _ in doors), _number(volume.total))
    return Sheet("Reads by hour", heads, rows, (sums,), folded=True)


def _number(value: int) -> Cell:
    return Cell(count(value) if value else NONE, str(value))


def turnaround_section(found: Punctuality) -> Section:
    """The distribution of turnaround against targets, and tables by target, priority and facility."""
    times = found.all
    lead = f"Half of the wet reads were done within {minutes(times.percentile(50))}, nine of ten within {minutes(times.percentile(90))}."
    notes = ["From received to signed, in minutes begun."]
    if times.unknown:
        notes.append(f"{counted(times.unknown, 'read')} can’t be measured: a clock time is missing or runs backwards.")
    if not found.targets:
        notes.append("No contract has a turnaround or compliance clause that looks at these reads.")
    ranked = sorted(found.priorities, key=_PRIORITIES.index)
    sheets = [
        *([_target_sheet(found.targets)] if found.targets else []),
        _times_sheet("By priority", "Priority", {name.capitalize(): found.priorities[name] for name in ranked}),
        _times_sheet("By facility", "Facility", found.facilities),
    ]
    drawings = (_distribution(found),) if times.known else ()
    return Section("turnaround", "Turnaround", lead if times.known else "", drawings, tuple(sheets), tuple(notes))


def _distribution(found: Punctuality) -> Drawing:
    """Reads by minutes in bins of one width, the last open, coloured by verdict, with a line at each target."""
    longest = found.all.percentile(98) or 0
    width = next((each for each in _WIDTHS if each * (_BINS - 1) >= longest), _WIDTHS[-1])
    bins = min(_BINS, longest // width + 2)
    verdicts = [row for row in _VERDICTS if found.judged(row[0])]
    pillars = []
    for at in range(bins):
        last = at == bins - 1
        span = f"over {at * width}" if last else f"{at * width + 1} to {(at + 1) * width}"
        parts = tuple(
            Part(style, here, f"{span} minutes, {name}: {counted(here, 'read')}")
            for verdict, style, name in verdicts
            for here in (_within(found.verdicts[verdict], at * width, None if last else (at + 1) * width),)
        )
        word = f"{at * width}+" if last else f"{at * width}" if at % 3 == 0 and at < bins - 2 else ""
        pillars.append(Pillar(word, parts))
    limits = sorted({target.within_minutes for target in found.targets})
    marks = [Mark(Fraction(limit, width), f"{limit} min") for limit in limits if limit <= (bins - 1) * width]
    keys = tuple(Key(style, f"{name} ({count(found.judged(verdict))})") for verdict, style, name in verdicts)
    spoken = (
        f"Half of the reads within {minutes(found.all.percentile(50))}, nine of ten within "
        f"{minutes(found.all.percentile(90))}, the slowest {minutes(found.all.percentile(100))}."
    )
    return columns(Told("chart-turnaround", "Reads by turnaround in minutes", spoken, keys), pillars, marks, edges=True)


def _within(counts: Mapping[int, int], above: int, most: int | None) -> int:
    """Reads that took more than `above` minutes and at most `most`; those of 0 minutes belong to the first."""
    return sum(
        reads
        for taken, reads in counts.items()
        if (taken > above or taken == above == 0) and (most is None or taken <= most)
    )


def _target_sheet(targets: Sequence[Target]) -> Sheet:
    heads = (
        Column("Contract and clause", figure=False),
        *map(Column, ("Within", "Asked for", "In time", "Measured", "Without clock")),
    )
    rows = tuple(
        (
            Cell(f"{target.contract}: {target.name}"),
            Cell(minutes(target.within_minutes), str(target.within_minutes)),
            Cell("each read" if target.at_least is None else percent(target.at_least, 0), str(target.at_least or 101)),
            Cell(
                f"{percent(target.percent)}{' missed' if target.missed else ''}",
                str(target.in_time * 100_000 // target.measured if target.measured else -1),
                "negative" if target.missed else "",
            ),
            _number(target.measured),
            _number(target.unmeasured),
        )
        for target in targets
    )
    return Sheet("Contracts’ targets", heads, rows)


def _times_sheet(caption: str, what: str, groups: Mapping[str, Times]) -> Sheet:
    heads = (Column(what, figure=False), *map(Column, ("Reads", "Median", "90 % within", "95 % within", "Slowest")))
    rows = tuple(
        (
            Cell(name, str(at) if what == "Priority" else ""),
            _number(times.known),
            *(
                Cell(minutes(value), str(-1 if value is None else value))
                for value in map(times.percentile, (50, 90, 95, 100))
            ),
        )
        for at, (name, times) in enumerate(groups.items())
    )
    return Sheet(caption, heads, rows)


def held_section(now: MonthFigures) -> Section:
    """What waits for a person, by reason, with what to do."""
    if not now.held:
        return Section("held", "Held reads", "Nothing is held: every read has found its door and its price.")
    most = now.held[0]
    often = f", most often for “{from_code(most.code).lower()}”" if most.reads > 1 else ""
    lead = f"{counted(now.waiting, 'read')} {'waits' if now.waiting == 1 else 'wait'} for a person{often}."
    rows = [
        Row(
            shortened(from_code(held.code), _NAME),
            count(held.reads),
            (Part("c5", held.reads, f"{from_code(held.code)}: {counted(held.reads, 'read')}"),),
        )
        for held in now.held[:_IN_CHART]
    ]
    spoken = "; ".join(f"{from_code(held.code)} {count(held.reads)}" for held in now.held)
    heads = (
        Column("Reason", figure=False),
        Column("Reads"),
        Column("For example", figure=False),
        Column("What to do", figure=False),
    )
    body = tuple(
        (
            Cell(from_code(held.code)),
            _number(held.reads),
            Cell(_example(held.message, held.source)),
            Cell(held.remedy.replace("`", "")),
        )
        for held in now.held
    )
    notes = ["A read that is held for several reasons counts for each. wetread held names them all."]
    if now.sealed:
        notes.append(f"What the checks before a claim hold is not counted: {now.sealed}.")
    return Section(
        "held",
        "Held reads",
        lead,
        (stacked_rows(Told("chart-held", "Held reads by reason", f"{spoken}."), rows),),
        (Sheet("By reason", heads, body),),
        tuple(notes),
    )


def _example(message: str, source: str) -> str:
    return f"{message} ({source})" if source else message


def discrepancy_section(now: MonthFigures) -> Section:
    """How finals agree with the wet reads before them, by who made these."""
    found, title = now.agreement, "Wet and final reads"
    if found is None:
        return Section("discrepancies", title, f"Not shown: {now.sealed}.")
    notes = tuple(_alone(found))
    if not found.readers:
        return Section("discrepancies", title, "No final of the month has a wet read before it.", notes=notes)
    compared = sum(found.said(level) for level, _, _ in _LEVELS if level)
    lead = (
        f"{counted(found.paired, 'study')} {'has' if found.paired == 1 else 'have'} both a wet and a final read. Of "
        f"{counted(compared, 'final')}, {count(found.said('agree'))} agree and {count(found.said('major'))} differ in a "
        "major way."
    )
    levels = [row for row in _LEVELS if found.said(row[0])]
    rows = [
        Row(
            shortened(reader, _NAME),
            counted(sum(counts.values()), "final"),
            tuple(
                Part(style, counts.get(level, 0), f"{reader}: {name} {counts.get(level, 0)}")
                for level, style, name in levels
            ),
        )
        for reader, counts in found.readers.items()
    ]
    spoken = "; ".join(
        f"{reader} " + ", ".join(f"{counts.get(level, 0)} {name}" for level, _, name in levels)
        for reader, counts in found.readers.items()
    )
    keys = tuple(Key(style, f"{name} ({count(found.said(level))})") for level, style, name in levels)
    told = Told("chart-discrepancies", "Finals by what they say of the wet read, by its reader", f"{spoken}.", keys)
    return Section(
        "discrepancies", title, lead, (stacked_rows(told, rows[:_IN_CHART]),), (_reader_sheet(found),), notes
    )


def _reader_sheet(found: Agreement) -> Sheet:
    heads = (
        Column("Wet reader", figure=False),
        *map(Column, ("Agree", "Minor", "Major", "Not said", "Major, of those said")),
    )
    rows = []
    for reader, counts in found.readers.items():
        agree, minor, major, silent = (counts.get(level, 0) for level, _, _ in _LEVELS)
        said = agree + minor + major
        key = str(major * 100_000 // said if said else -1)
        rows.append((Cell(reader), *map(_number, (agree, minor, major, silent)), Cell(share(major, said), key)))
    return Sheet("By wet reader", heads, tuple(rows))


def _alone(found: Agreement) -> Iterator[str]:
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
