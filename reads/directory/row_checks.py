"""What must hold between the cells of one row (spec 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reads.core.codes import MODALITIES
from reads.core.findings import Severity, Wrong
from reads.directory.cell_types import state, zip_code
from reads.directory.model import Exam, Holiday, Location, Payer, PayerKind

_OBSERVED_WITHIN = 31
"""So many days a holiday may be observed before or after; farther off it is another year's, or a mistake."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """A fault of a row, at one of its columns."""

    code: str
    column: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR


def _dates(row: Any) -> Iterator[RowFault]:
    if row.starts and row.ends and row.ends <= row.starts:
        message = f"until {row.ends} is not after from {row.starts}"
        yield RowFault("wrong_dates", "until", message, "`until` is the first day on which the row no longer holds")


def _location(row: Location) -> Iterator[RowFault]:
    yield from _dates(row)
    if not row.in_united_states:
        return
    if not row.us_state:
        message = "a place in the United States needs its state"
        yield RowFault("wrong_form", "state", message, "write its two letters, like IL")
    for column, text, form in (("state", row.us_state, state), ("zip", row.zip, zip_code)):
        try:
            form(text) if text else None
        except Wrong as wrong:
            yield RowFault("wrong_form", column, wrong.message, wrong.remedy)


def _payer(row: Payer) -> Iterator[RowFault]:
    if not row.edi_id and row.kind is not PayerKind.SELF_PAY:
        message = f"a {row.kind} payer needs the id that claims are sent to"
        yield RowFault("empty", "edi_id", message, "your clearinghouse's payer list has it")
    if row.kind is PayerKind.MEDICAID and not row.state:
        message = "a Medicaid programme needs its state: the reader is enrolled with that state's"
        yield RowFault("empty", "state", message, "write its two letters, like IL")
    if row.expected_percent and row.expected_percent < 1:
        message = f"{row.expected_percent} is {row.expected_percent} %, less than one in a hundred"
        remedy = "write 62 for 62 %; nothing, if it is meant so"
        yield RowFault("small_percent", "expected_percent", message, remedy, Severity.WARNING)


def _exam(row: Exam) -> Iterator[RowFault]:
    yield from _dates(row)
    if row.modality and row.modality not in MODALITIES:
        message = f"modality {row.modality!r} is unknown; it is kept as written"
        remedy = f"one of {', '.join(sorted(MODALITIES))}, if it is one of them"
        yield RowFault("unknown_modality", "modality", message, remedy, Severity.WARNING)


def _holiday(row: Holiday) -> Iterator[RowFault]:
    if row.observed and abs((row.observed - row.day).days) > _OBSERVED_WITHIN:
        message = f"observed on {row.observed}, which is {abs((row.observed - row.day).days)} days from {row.day}"
        yield RowFault("far_observed", "observed", message, "is it the right year?", Severity.WARNING)


ROW_CHECKS: Mapping[str, Callable[[Any], Iterator[RowFault]]] = {
    "facilities": _dates,
    "locations": _location,
    "licenses": _dates,
    "enrollments": _dates,
    "payers": _payer,
    "exams": _exam,
    "names": _dates,
    "holidays": _holiday,
}
