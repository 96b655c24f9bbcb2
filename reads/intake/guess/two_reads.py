"""Tables whose rows hold two reads: preliminary and final reader and time side by side, told apart by the columns' names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reads.core.codes import ReadType
from reads.intake.guess.columns import ColumnMet, plain
from reads.intake.guess.times import Shape

_SIDES = {
    ReadType.PRELIMINARY.value: {"prelim", "preliminary", "wet", "resident", "initial", "night"},
    ReadType.FINAL.value: {"final", "finalized", "finalised", "finalizing", "attending"},
}
_FINISHED = {"finalized", "finalised", "finalizing"}
"""What also becomes of a preliminary report: 'Preliminary Report Finalized' is its time."""

_READER = {
    "radiologist",
    "rad",
    "reader",
    "physician",
    "doctor",
    "md",
    "by",
    "provider",
    "read",
    "resident",
    "attending",
}
_PAIR = {"signed_at", "radiologist"}
_OTHER_TIMES = {"exam", "study", "order", "ordered", "received", "arrival", "performed", "scan", "birth"}


def side_of(column: ColumnMet) -> str:
    """Which of two reads a column's name speaks of; empty where it speaks of none or of both."""
    words = set(plain(column.name).split())
    if words & _SIDES[ReadType.PRELIMINARY.value]:
        words -= _FINISHED
    sides = [read_type for read_type, known in _SIDES.items() if words & known]
    return sides[0] if len(sides) == 1 else ""


def two_reads(
    columns: Sequence[ColumnMet],
    is_reader: Callable[[str], object],
    usual: Callable[[Sequence[ColumnMet]], Mapping[str, ColumnMet]],
) -> Mapping[str, Mapping[str, ColumnMet]]:
    """The columns of signing time and radiologist of each read of a row; empty unless both reads have a time of their own.

    Where only the preliminary's are named as such ('Prelim By', 'Prelim At', 'Signed By', 'Signed At'), those that would
    hold reader and time of a row (`usual`) are the final's.
    """
    found: dict[str, dict[str, ColumnMet]] = {read_type: {} for read_type in _SIDES}
    for column in columns:
        side = side_of(column)
        if not side or column.names_patients:
            continue
        words = set(plain(column.name).split())
        if column.shape in (Shape.TIME, Shape.DAY) and not words & _OTHER_TIMES:
            found[side].setdefault("signed_at", column)
        elif column.shape is Shape.NONE and (words & _READER or column.share(is_reader)):
            found[side].setdefault("radiologist", column)
    preliminary, final = found.values()
    if len(preliminary) == len(_PAIR):
        meant = usual([column for column in columns if not side_of(column)])
        for name in _PAIR & meant.keys():
            final.setdefault(name, meant[name])
    return found if all("signed_at" in each for each in found.values()) else {}
