"""What is printed of a paper's reads: rows of text by facility, each facility with its subtotal (spec 4.3).

Schedule
└── Group      a facility, or a facility's reads of an earlier month
    ├── rows   one a read, its cells in the order of COLUMNS
    └── subtotal
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from invoicing.documents import figures
from invoicing.papers.paper import Paper, ScheduleRow
from reads.core.currency import places_of
from reads.core.english import counted
from reads.core.money import rounded
from reads.core.month import Month

COLUMNS = (
    "Signed",
    "Accession",
    "Exam",
    "Mod.",
    "Radiologist",
    "Rate",
    "TAT min",
    "Units",
    "wRVU",
    "Base",
    "Extras",
    "Amount",
)
USUAL_TYPE = "preliminary"

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacilityGroup:
    """The reads of one facility, and what they come to; `subtotal` has cells as a row has."""

    title: str
    rows: tuple[Cells, ...]
    subtotal: Cells


@dataclass(frozen=True, slots=True)
class Schedule:
    """All reads of a paper as text, and their sum over all groups."""

    groups: tuple[FacilityGroup, ...]
    total: Cells
    note: str


def schedule_of(paper: Paper) -> Schedule:
    """The schedule by facility in the paper's order, reads of earlier months behind those of the paper's own."""
    places = _places(paper)
    names = dict(paper.facilities)
    order = {facility: place for place, (facility, _) in enumerate(paper.facilities)}
    keys = sorted(
        {(row.month != paper.month, row.month, row.facility) for row in paper.schedule},
        key=lambda key: (key[0], key[1], order.get(key[2], len(order)), key[2]),
    )
    rows: dict[tuple[Month, str], list[ScheduleRow]] = {(month, facility): [] for _, month, facility in keys}
    for row in paper.schedule:
        rows[row.month, row.facility].append(row)
    groups = []
    for (month, facility), members in rows.items():
        name = figures.plain(names.get(facility, facility))
        title = name if month == paper.month else f"{name} · prior period {month.spelled()}"
        groups.append(_group(title, members, places, paper.printed))
    return Schedule(tuple(groups), _sum("All reads", paper.schedule, places), _note(paper))


def _places(paper: Paper) -> int:
    """The currency's places, four where the contract rounds by line and charges are exact (spec 3.4)."""
    places = places_of(paper.currency)
    figures = {figure for row in paper.schedule for figure in (row.base, row.surcharges, row.charge)}
    exact = any(figure != rounded(figure, places) for figure in figures)
    return max(4, places) if exact else places


def _note(paper: Paper) -> str:
    """What the columns mean; it must stay on one line, for which the layout leaves room."""
    base = "Times are on each facility's own clock."
    credited = any(row.credits for row in paper.schedule)
    if any(row.reason for row in paper.schedule):
        changed = f"{base} Figures with a reason are what changed."
        return f"{changed} Turnaround credits are on lines of their own." if credited else changed
    base = f"{base} Base and extras add up to the amount."
    return f"{base} Turnaround credits stand under the exam and on lines of their own." if credited else base


def _group(title: str, rows: list[ScheduleRow], places: int, called: Callable[[str], str]) -> FacilityGroup:
    cells = tuple(_cells(row, places, called) for row in rows)
    return FacilityGroup(title, cells, _sum(f"Subtotal {title}", rows, places))


def _cells(row: ScheduleRow, places: int, called: Callable[[str], str]) -> Cells:
    return (
        figures.short_time(row.signed_local, row.zone),
        figures.plain(row.accession),
        _exam(row, places),
        row.modality,
        figures.plain(row.radiologist),
        figures.plain(f"{called(row.rate)} · {row.tier}" if row.tier else called(row.rate)),
        figures.minutes(row.turnaround_minutes),
        figures.quantity(row.units),
        "" if row.work_rvu is None else figures.decimal(row.work_rvu, 2),
        figures.amount(row.base, places),
        figures.amount(row.surcharges, places) if row.surcharges else "",
        figures.amount(row.charge, places),
    )


def _exam(row: ScheduleRow, places: int) -> str:
    """Code and description, with what is unusual about the read: its type, why it is put right, its turnaround credit."""
    parts = [row.exam if row.description in {"", row.exam} else f"{row.exam} {row.description}"]
    if row.read_type != USUAL_TYPE:
        parts.append(row.read_type)
    if row.reason:
        parts.append(row.reason)
    if row.credits:
        parts.append(f"turnaround credit {figures.amount(-abs(row.credits), places)}")
    return figures.plain(" · ".join(parts))


def _sum(title: str, rows: Iterable[ScheduleRow], places: int) -> Cells:
    members = tuple(rows)
    wrvus = [row.work_rvu for row in members if row.work_rvu is not None]
    surcharges = sum((row.surcharges for row in members), Decimal(0))
    return (
        f"{title}, {counted(len(members), 'read')}",
        *[""] * 6,
        figures.quantity(sum(row.units for row in members)),
        figures.decimal(sum(wrvus, Decimal(0)), 2) if wrvus else "",
        figures.amount(sum((row.base for row in members), Decimal(0)), places),
        figures.amount(surcharges, places) if surcharges else "",
        figures.amount(sum((row.charge for row in members), Decimal(0)), places),
    )
