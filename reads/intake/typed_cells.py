"""Which cells of a spreadsheet can't be what their column is for: errors, lost digits, a day where an accession belongs. Pure."""

from __future__ import annotations

from decimal import Decimal

from reads.core.sheet_cells import Cell, CellKind
from reads.intake.field_parsers import TIMES, WrongField

_TYPED = {*TIMES, "test_patient", "description", "patient_dob", "consent_at", "communicated_at", "consent"}
"""Fields whose cells may hold days, times, or yes and no; the others are words, codes and numbers of studies."""

_BROKEN = "correct the cell in the spreadsheet, save it, and import the file again; the other rows came in"
_AS_TEXT = "give the column the format Text, enter what the source has, and import the file again"


def unfit(field: str, cell: Cell) -> WrongField | None:
    """What is wrong with such a cell for a field; None where nothing is."""
    if cell.kind is CellKind.BROKEN:
        return WrongField("broken_cell", cell.fault, _BROKEN)
    if field in _TYPED:
        return None
    if cell.fault:
        return WrongField("digits_lost", cell.fault, _AS_TEXT)
    match cell.kind:
        case CellKind.NUMBER if isinstance(cell.value, Decimal) and cell.value % 1:
            return WrongField("not_whole", f"holds the number {cell.text}, which is not whole", _AS_TEXT)
        case CellKind.YES_NO:
            return WrongField("not_a_word", f"holds the truth value {cell.text}", _AS_TEXT)
        case CellKind.DAY | CellKind.MOMENT | CellKind.CLOCK:
            return WrongField("not_a_word", f"holds the {cell.kind.value} {cell.text}", _AS_TEXT)
        case _:
            return None
