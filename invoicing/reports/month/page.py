"""The report as it is printed: every text final, every chart placed; a template only sets it."""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.reports.month.drawing import Drawing


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column's heading; figures stand at the right."""

    title: str
    figure: bool = True


@dataclass(frozen=True, slots=True)
class ReportCell:
    """A cell, what it is sorted by (its text where empty), and how it looks."""

    text: str
    key: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table: its rows can be sorted, `sums` stay at its foot. The first cell of a row is its heading.

    A `folded` one is opened by the reader; a `full` one takes the whole width where others stand side by side.
    """

    caption: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    sums: tuple[tuple[ReportCell, ...], ...] = ()
    folded: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A key figure; `change` is against the month before, `mood` good, bad or even."""

    label: str
    figure: str
    note: str
    change: str
    mood: str = "even"


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the page; `lead` says in a sentence what it shows."""

    id: str
    title: str
    lead: str
    drawings: tuple[Drawing, ...] = ()
    sheets: tuple[ReportTable, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The whole report."""

    title: str
    group: str
    standing: str
    made: str
    compared: str
    cards: tuple[Card, ...]
    sections: tuple[ReportSection, ...]
    notes: tuple[str, ...]
