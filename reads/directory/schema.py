"""The directory's files on one screen: the columns of each, what a cell may say, and the entry that a row becomes (spec 1).

The same table reads a file and what the database kept of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any

from reads.core import codes
from reads.directory import cell_types
from reads.directory.model import (
    Charge,
    Client,
    CoverageQuantity,
    Enrollment,
    Exam,
    Facility,
    Group,
    License,
    Location,
    Payer,
    PayerKind,
    PayerRule,
    Radiologist,
)


class Need(Enum):
    """What a file must have of a column."""

    FILLED = "the column, and something in every row of it"
    COLUMN = "the column, which may be empty in a row"
    OPTIONAL = "nothing: the column may be left out"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, what a cell may say, and the value of an empty one."""

    name: str
    form: cell_types.Form = cell_types.plain
    need: Need = Need.FILLED
    default: object = ""
    attribute: str = ""

    @property
    def field(self) -> str:
        """The entry's attribute that takes its value."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of entries: `kind` is the file's name without its ending, `key` the columns that tell rows apart."""

    kind: str
    entry: type[Any]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    needed: bool = False
    one_at_a_time: bool = False
    folder: str = "directory/"
    steps: tuple[tuple[str, cell_types.Form, object], ...] = field(init=False, repr=False)
    """For each attribute of the entry, in its order: the column, its form, and the value of an empty cell."""

    def __post_init__(self) -> None:
        columns = {column.field: column for column in self.columns}
        ordered = [columns[attribute.name] for attribute in fields(self.entry)]
        object.__setattr__(self, "steps", tuple((column.name, column.form, column.default) for column in ordered))

    @property
    def file(self) -> str:
        """Its file within the books."""
        return f"{self.folder}{self.kind}.csv"

    def key_of(self, cells: Mapping[str, str]) -> str:
        """What identifies a row: an exam code is the same in any case."""
        return "/".join(cells.get(name, "").casefold() for name in self.key) or self.kind

    def made(self, cells: Mapping[str, str]) -> Any:
        """The entry of checked cells; Wrong where one of them has not its form."""
        return self.entry(*(form(cells[name]) if name in cells else empty for name, form, empty in self.steps))


def _optional(name: str, form: cell_types.Form = cell_types.plain, default: object = "", attribute: str = "") -> Column:
    return Column(name, form, Need.OPTIONAL, default, attribute)


_STARTS = Column("from", cell_types.day, attribute="starts")
_SINCE = _optional("from", cell_types.day, None, "starts")
_UNTIL = _optional("until", cell_types.day, None, "ends")

CLIENTS = Sort(
    "clients",
    Client,
    ("id",),
    (
        Column("id", cell_types.identifier),
        Column("name"),
        Column("address", cell_types.lines),
        _optional("email", cell_types.email),
        _optional("attention"),
        _optional("po_number"),
        _optional("terms_days", cell_types.whole(0, 365), 30),
    ),
    needed=True,
)
FACILITIES = Sort(
    "facilities",
    Facility,
    ("id", "from"),
    (
        Column("id", cell_types.identifier),
        Column("client", cell_types.identifier),
        Column("name"),
        Column("npi", cell_types.npi),
        Column("address"),
        Column("city"),
        Column("state", cell_types.state),
        Column("zip", cell_types.zip_code),
        Column("timezone", cell_types.zone, attribute="zone"),
        _optional("pos_outpatient", cell_types.place_of_service, "22"),
        _SINCE,
        _UNTIL,
    ),
    needed=True,
    one_at_a_time=True,
)
RADIOLOGISTS = Sort(
    "radiologists",
    Radiologist,
    ("id",),
    (
        Column("id", cell_types.identifier),
        Column("name"),
        Column("npi", cell_types.npi, Need.COLUMN),
        _optional("taxonomy", cell_types.taxonomy),
        _optional("tax_form"),
        _optional("status"),
    ),
    needed=True,
)
LOCATIONS = Sort(
    "locations",
    Location,
    ("radiologist", "from"),
    (
        Column("radiologist", cell_types.identifier),
        _STARTS,
        _UNTIL,
        Column("country", cell_types.country),
        _optional("state", cell_types.upper),
        _optional("zip"),
        _optional("address"),
        _optional("city"),
        Column("timezone", cell_types.zone, attribute="zone"),
    ),
    one_at_a_time=True,
)
LICENSES = Sort(
    "licenses",
    License,
    ("radiologist", "state", "number", "from"),
    (
        Column("radiologist", cell_types.identifier),
        Column("state", cell_types.state),
        Column("number"),
        _STARTS,
        _UNTIL,
    ),
)
ENROLLMENTS = Sort(
    "enrollments",
    Enrollment,
    ("radiologist", "payer", "state", "from"),
    (
        Column("radiologist", cell_types.identifier),
        Column("payer", cell_types.identifier),
        Column("state", cell_types.state),
        _STARTS,
        _UNTIL,
    ),
)
PAYERS = Sort(
    "payers",
    Payer,
    ("id",),
    (
        Column("id", cell_types.identifier),
        Column("name"),
        Column("kind", lambda text: PayerKind(str(cell_types.one_of(*PayerKind)(text)))),
        Column("edi_id", need=Need.COLUMN),
        _optional("state", cell_types.state),
        _optional("dos", cell_types.one_of("interpretation", "exam")),
        _optional("facility_loop", cell_types.one_of("reading", "facility")),
        _optional("out_of_state", cell_types.one_of("no", "border", "yes")),
        _optional("offshore", cell_types.one_of("yes", "no")),
        _optional("filing_plan", cell_types.one_of("reading", "facility", "group")),
    ),
)
EXAMS = Sort(
    "exams",
    Exam,
    ("facility", "exam_code", "from"),
    (
        Column("facility", cell_types.facility_or_all),
        Column("exam_code", attribute="code"),
        Column("cpt", cell_types.codes),
        _optional("modality", codes.modality),
        _optional("regions", cell_types.whole(1, 99), 1),
        _optional("description"),
        _SINCE,
        _UNTIL,
    ),
    needed=True,
    one_at_a_time=True,
)
CHARGES = Sort(
    "charges",
    Charge,
    ("cpt", "from"),
    (Column("cpt", cell_types.code), Column("charge", cell_types.amount, attribute="amount"), _SINCE),
)
COVERAGE = Sort(
    "coverage",
    CoverageQuantity,
    ("contract", "name", "date"),
    (
        Column("contract", cell_types.identifier),
        Column("name"),
        Column("date", cell_types.day, attribute="day"),
        Column("quantity", cell_types.quantity),
    ),
    folder="",
)

FILES = (CLIENTS, FACILITIES, RADIOLOGISTS, LOCATIONS, LICENSES, ENROLLMENTS, PAYERS, EXAMS, CHARGES, COVERAGE)
"""All of the directory's files, each after those that it refers to but payers, which enrolments name."""

GROUP = Sort(
    "group",
    Group,
    (),
    (
        Column("name"),
        Column("npi", cell_types.npi),
        Column("tax_id", cell_types.tax_id),
        Column("taxonomy", cell_types.taxonomy),
        Column("address", cell_types.lines),
        Column("remit_to", cell_types.lines),
        Column("phone"),
        Column("email", cell_types.email),
        Column("timezone", cell_types.zone_name),
        _optional("invoice_number", cell_types.number_pattern, "WR-{year}-{seq:05d}"),
        _optional("logo"),
        _optional("submitter_id"),
        _optional("receiver_id"),
        _optional("receiver"),
        _optional("usage", cell_types.one_of("T", "P"), "T"),
    ),
)
"""The group itself: not a file of the directory, but kept like one; what wetread.toml says is read into it."""

CONFIDENCES = ("verified", "secondary", "known", "uncertain")
"""How sure a rule is: read in a primary text, in a secondary one, known without one, or open."""

RULES = Sort(
    "rules",
    PayerRule,
    ("id", "from"),
    (
        Column("id", cell_types.identifier),
        Column("check"),
        Column("value"),
        _optional("kind", cell_types.one_of(*PayerKind)),
        _optional("payer", cell_types.identifier),
        _optional("state", cell_types.state),
        Column("source"),
        Column("confidence", cell_types.one_of(*CONFIDENCES)),
        _SINCE,
        _UNTIL,
        _optional("note"),
    ),
)
"""The payers' rules: tables of payers/rules.toml, not a file of the directory, but kept like one (spec 5.2)."""

SORTS = {sort.kind: sort for sort in (*FILES, GROUP, RULES)}
