"""Reads a hospital's own list: columns by the names that hospitals give them, times and amounts as they write them.

Only what tells an order is taken: accession, facility, exam, modality, times, units and amounts. Every other column, patients'
fields among them, is left where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from invoicing.reports.errors import NoAccessions
from invoicing.reports.reconcile import TheirRow
from invoicing.reports.reconcile_amounts import number, units_beside
from invoicing.reports.reconcile_status import StatusColumns
from reads.core.codes import modality
from reads.core.findings import Finding, Severity, Where
from reads.core.money import Money
from reads.core.sheet_cells import place
from reads.directory.directory import Directory
from reads.directory.model import Facility
from reads.intake.column_mapping import columns_twice
from reads.intake.guess.columns import SYNONYMS, plain
from reads.intake.guess.times import patterns_of
from reads.intake.table_files import rows_of
from reads.intake.table_rows import TableRow
from reads.intake.time_patterns import WrittenTime

_NAMES: Mapping[str, Sequence[str]] = {
    "accession": SYNONYMS["accession"],
    "facility": SYNONYMS["facility"],
    "exam": (*SYNONYMS["exam_code"], *SYNONYMS["description"], *SYNONYMS["cpt"]),
    "modality": SYNONYMS["modality"],
    "units": (
        "units",
        "qty",
        "quantity",
        "unit",
        "count",
        "number of exams",
        "exam count",
        "volume",
        "studies",
        "exams",
    ),
    "amount": (
        *(
            "amount",
            "charge",
            "line total",
            "extended",
            "total charge",
            "billed amount",
            "invoice amount",
            "amount due",
        ),
        *("amount billed", "cost", "fee", "total", "price", "net", "total amount", "charges", "amount usd"),
    ),
    "each": ("unit price", "rate", "price each", "unit cost", "contract rate"),
}
_TIMES = (
    *SYNONYMS["signed_at"],
    *SYNONYMS["received_at"],
    *SYNONYMS["exam_at"],
    *("date", "time", "date time", "datetime", "exam time", "service date time"),
)
_TOTALS = ("total", "grand total", "subtotal", "sub total", "sum", "totals", "report total")
_LEAST_NAMES = 2
_RENAME = "look whether that is the one; else rename the other"
_MIDNIGHT = "T00:00:00"
"""How a workbook's day reads: no time of day."""
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?\s*([ap]\.?m\.?)?", re.IGNORECASE)


@dataclass(slots=True)
class TheirList:
    """The rows of the list, what its own total row says, and what could not be read."""

    rows: list[TheirRow] = field(default_factory=list)
    stated_total: Money | None = None
    priced: bool = False
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each field stands; a field may be absent, times may be several."""

    at: Mapping[str, int]
    times: tuple[int, ...]

    @classmethod
    def of(cls, header: Sequence[str]) -> _Columns:
        """By name, each column once, the surest names first."""
        names = [plain(cell) for cell in header]
        at: dict[str, int] = {}
        for wanted, known in _NAMES.items():
            places = [names.index(name) for name in known if name in names]
            free = [place for place in places if place not in at.values()]
            if free:
                at[wanted] = free[0]
        times = tuple(place for place, name in enumerate(names) if name in _TIMES and place not in at.values())
        return cls(at, times)

    def cell(self, cells: Sequence[str], name: str) -> str:
        """The text of a field, empty where there is no such column."""
        place = self.at.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a list is read with: the directory, the client's facilities and currency, the present, how the file is opened."""

    directory: Directory
    facilities: Mapping[str, Facility]
    currency: str
    now: datetime
    encoding: str | None = None
    sheet: str = ""


def read_list(stream: BinaryIO, file: str, known: Known) -> TheirList:
    """The rows of a CSV or a workbook; UnreadableFile where it is neither, NoAccessions where no column names the orders."""
    rows = rows_of(stream, file, _fits, encoding=known.encoding, sheet=known.sheet)
    columns = _Columns.of(rows.header.cells)
    if "accession" not in columns.at:
        raise NoAccessions(file)
    body = list(rows)
    times = _written(body, columns, known.now)
    standing = StatusColumns.of(rows.header.cells, file, known.directory)
    reader = _Reader(file, columns, known.directory, _Facilities(known), known.currency, times, standing)
    header = rows.header.cells
    named = Where(file, rows.header.line)
    reader.found.findings += columns_twice(header, list(map(plain, header)), columns.at.values(), named, _RENAME)
    return reader.read(body)


def _fits(cells: Sequence[str]) -> bool:
    """Whether these are the names of a list: an accession, and something beside it."""
    columns = _Columns.of(cells)
    return "accession" in columns.at and len(columns.at) + len(columns.times) >= _LEAST_NAMES


class _Facilities:
    """A client's facilities, by what a hospital calls them: as everywhere, or by words that only one of their names has."""

    def __init__(self, known: Known) -> None:
        self._directory, self._found = known.directory, dict[str, str]()
        self._words = {id_: set(plain(facility.name).split()) for id_, facility in known.facilities.items()}

    def meant_by(self, text: str) -> str:
        """The facility's id; empty where none or several could be meant, or another client's."""
        if text not in self._found:
            named = self._directory.facility_named(text)
            words = set(plain(text).split())
            fitting = [id_ for id_, known in self._words.items() if id_ == named or (words and words <= known)]
            self._found[text] = named if named in fitting else fitting[0] if len(fitting) == 1 else ""
        return self._found[text]


def _written(body: Iterable[TableRow], columns: _Columns, now: datetime) -> tuple[WrittenTime, ...]:
    """How the list writes its times."""
    texts = [text for row in body for text in _time_texts(row.cells, columns)]
    return tuple(WrittenTime.of(pattern) for pattern in patterns_of(texts, now).patterns)


def _time_texts(cells: Sequence[str], columns: _Columns) -> Iterator[str]:
    """The texts of a row's times; a day beside a time of day is one time."""
    texts = [cells[place].strip() for place in columns.times if place < len(cells)]
    texts = [text.removesuffix(_MIDNIGHT) for text in texts if text]
    for at, text in enumerate(texts):
        if at and _CLOCK.fullmatch(text):
            yield f"{texts[at - 1]} {text}"
        else:
            yield text


@dataclass(slots=True)
class _Reader:
    """Reads row by row."""

    file: str
    columns: _Columns
    directory: Directory
    facilities: _Facilities
    currency: str
    times: Sequence[WrittenTime]
    standing: StatusColumns
    found: TheirList = field(default_factory=TheirList)

    def read(self, body: Iterable[TableRow]) -> TheirList:
        """All rows; one that holds a total is no order."""
        for row in body:
            broken = row.fault or self._broken(row)
            if broken:
                self.found.findings.append(broken)
            elif self._is_total(row.cells):
                self.found.stated_total = self._amount(row) or self.found.stated_total
            elif not self._is_header(row.cells):
                self._take(row)
        self.found.findings += self.standing.not_known()
        self.found.priced = any(row.amount is not None for row in self.found.rows)
        return self.found

    def _take(self, row: TableRow) -> None:
        """A row of theirs, unless it says of itself that it is none."""
        facility = self.facilities.meant_by(self.columns.cell(row.cells, "facility"))
        if told := self.standing.left_out(row.cells, row.line, facility):
            self.found.findings.append(told)
        else:
            self.found.rows.append(self._row(row, facility))

    def _broken(self, row: TableRow) -> Finding | None:
        """What is wrong with a spreadsheet's cell that the list is read by."""
        for at, cell in row.typed.items():
            named = next((name for name, place_ in self.columns.at.items() if place_ == at), "")
            if cell.fault and (named or at in self.columns.times):
                message = f"cell {place(row.line, at + 1)} {cell.fault}"
                remedy = "correct the cell in the spreadsheet, or give its column the format Text"
                return Finding("broken_cell", message, remedy, Where(self.file, row.line, at + 1, named))
        return None

    def _is_total(self, cells: Sequence[str]) -> bool:
        """Whether it begins like a total; a row of Total Imaging that names an order and its exam or time is none."""
        first = next((plain(cell) for cell in cells if cell.strip()), "")
        accession = self.columns.cell(cells, "accession")
        said = [self.columns.cell(cells, "exam"), *(cells[at].strip() for at in self.columns.times if at < len(cells))]
        return first.startswith(_TOTALS) and not (
            any(map(str.isdigit, accession)) and any(said) and not plain(accession).startswith(_TOTALS)
        )

    def _is_header(self, cells: Sequence[str]) -> bool:
        return plain(self.columns.cell(cells, "accession")) in _NAMES["accession"]

    def _row(self, row: TableRow, facility: str) -> TheirRow:
        units = self._units(row)
        amount = self._amount(row)
        each = self._money(row, "each") if amount is None else None
        if each is not None:
            amount = Money.rounded(each * units, self.currency)
        return TheirRow(
            line=row.line,
            accession=self.columns.cell(row.cells, "accession"),
            facility=facility,
            exam=self._meant("exam", row, facility),
            modality=modality(self._meant("modality", row, facility)),
            times=tuple(sorted({at for text in _time_texts(row.cells, self.columns) if (at := self._time(text))})),
            units=units_beside(units, amount),
            amount=amount,
        )

    def _meant(self, kind: str, row: TableRow, facility: str) -> str:
        """A cell, or what names.csv says that its word means there."""
        text = self.columns.cell(row.cells, kind)
        return self.directory.names.meant(kind, text, facility) or text

    def _time(self, text: str) -> datetime | None:
        """The local time of a text; None for a day alone, and for what no pattern reads."""
        for iso in (text, *(written.iso(text) for written in self.times)):
            try:
                found = datetime.fromisoformat(iso) if iso and len(iso) > len("2026-10-31") else None
            except ValueError:
                continue
            if found is not None:
                return found.replace(tzinfo=None, microsecond=0)
        return None

    def _units(self, row: TableRow) -> Decimal:
        text = self.columns.cell(row.cells, "units")
        try:
            return number(text) if text else Decimal(1)
        except ValueError:
            self._fault(row, "units", "is not a number of units and counts as 1")
            return Decimal(1)

    def _amount(self, row: TableRow) -> Money | None:
        found = self._money(row, "amount")
        return None if found is None else Money.rounded(found, self.currency)

    def _money(self, row: TableRow, name: str) -> Decimal | None:
        """An amount as people write it: $1,234.50, (12.00), 38."""
        text = self.columns.cell(row.cells, name)
        if not text:
            return None
        try:
            return number(text, self.currency)
        except ValueError:
            self._fault(row, name, "is not an amount and counts as none")
            return None

    def _fault(self, row: TableRow, name: str, message: str) -> None:
        place = Where(self.file, row.line, self.columns.at[name] + 1, name)
        called = "price of each" if name == "each" else name
        finding = Finding(f"bad_{name}", f"the {called} {message}", "correct it in the list", place, Severity.WARNING)
        self.found.findings.append(finding)
