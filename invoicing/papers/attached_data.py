"""The paper as data inside its PDF: one CSV and one JSON file, for whoever's system reads invoices by itself.

Without the schedule, where that is a file of its own: the invoice that goes to accounts payable names no study.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from invoicing.papers.paper import Paper, PaperLine, ScheduleRow
from reads.core.csv_text import csv_text
from reads.core.formula_guard import guarded
from reads.core.times import rfc3339

LINE_COLUMNS = (
    "kind",
    "name",
    "facility",
    "month",
    "quantity",
    "unit_price",
    "amount",
    "basis",
    "work_rvu",
    "per_wrvu",
)
READ_COLUMNS = (
    "accession",
    "exam",
    "description",
    "facility",
    "modality",
    "radiologist",
    "read_type",
    "signed_at",
    "turnaround_minutes",
    "rate",
    "tier",
    "units",
    "work_rvu",
    "base",
    "surcharges",
    "credits",
    "charge",
    "month",
    "reason",
)


LINE_TEXTS = tuple(map(LINE_COLUMNS.index, ("name", "facility", "basis")))
READ_TEXTS = tuple(
    map(READ_COLUMNS.index, ("accession", "exam", "description", "facility", "radiologist", "rate", "tier", "reason"))
)
"""The columns with texts from the user's data, as opposed to figures."""


class PaperData:
    """What a paper says as data; each figure is written once for all of its forms."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._lines = list(map(_line, paper.lines))
        self._reads = [] if paper.separate_schedule else list(map(_read, paper.schedule))

    def as_json(self) -> str:
        """The invoice as one JSON object: amounts as text, with the schedule unless that is separate."""
        paper = self._paper
        document: dict[str, object] = {
            "kind": paper.kind.value,
            "number": paper.number,
            "month": str(paper.month),
            "currency": paper.currency,
            "issued_on": paper.issued_on.isoformat(),
            "due_on": paper.due_on.isoformat(),
            "po_number": paper.po_number,
            "contract": paper.contract,
            "contract_version": paper.contract_version,
            "issuer": {"name": paper.issuer.name, "tax_id": paper.issuer.tax_id, "npi": paper.issuer.npi},
            "bill_to": {"id": paper.bill_to.id, "name": paper.bill_to.name},
            "facilities": [{"id": facility, "name": name} for facility, name in paper.facilities],
            "lines": [dict(zip(LINE_COLUMNS, line, strict=True)) for line in self._lines],
            "total": str(paper.total),
        }
        if not paper.separate_schedule:
            document["schedule"] = [dict(zip(READ_COLUMNS, read, strict=True)) for read in self._reads]
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    def lines_as_csv(self) -> str:
        """The invoice's lines, a row each."""
        return _csv(LINE_COLUMNS, self._lines, LINE_TEXTS)

    def reads_as_csv(self) -> str:
        """The invoice's reads, a row each; none where the schedule is separate."""
        return _csv(READ_COLUMNS, self._reads, READ_TEXTS)


def _csv(columns: tuple[str, ...], rows: Iterable[list[Any]], texts: tuple[int, ...]) -> str:
    """A text that a spreadsheet would take for a formula is quoted with an apostrophe; a negative figure is not."""
    cells = list(map(list, rows))
    for row in cells:
        for text in texts:
            row[text] = guarded(row[text] or "")
    return csv_text([columns, *cells])


def _line(line: PaperLine) -> list[Any]:
    return [
        line.kind.value,
        line.name,
        line.facility or "",
        str(line.month),
        f"{line.quantity:f}",
        None if line.unit_price is None else f"{line.unit_price:f}",
        str(line.amount),
        line.basis,
        f"{sum((quantity for quantity, _ in line.wrvus), Decimal(0)):f}" if line.wrvus else None,
        f"{line.wrvus[0][1]:f}" if len(line.wrvus) == 1 else None,
    ]


def _read(row: ScheduleRow) -> list[Any]:
    return [
        row.accession,
        row.exam,
        row.description,
        row.facility,
        row.modality,
        row.radiologist,
        row.read_type,
        rfc3339(row.signed_at),
        row.turnaround_minutes,
        row.rate,
        row.tier,
        row.units,
        None if row.work_rvu is None else f"{row.work_rvu:f}",
        f"{row.base:f}",
        f"{row.surcharges:f}",
        f"{row.credits:f}",
        f"{row.charge:f}",
        str(row.month),
        row.reason,
    ]
