"""What a file of the books may have: its columns, what a cell may say, and the entry that a row becomes (spec 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any

from reads.directory import cell_types


class Need(Enum):
    """What a file must have of a column."""

    FILLED = "the column, and something in every row of it"
    COLUMN = "the column, which may be empty in a row"
    OPTIONAL = "nothing: the column may be left out"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, what a cell may say, the value of an empty one, and what the reference tells of it."""

    name: str
    form: cell_types.Form = cell_types.plain
    need: Need = Need.FILLED
    default: object = ""
    attribute: str = ""
    about: str = ""

    @property
    def may_be_left_out(self) -> bool:
        """Whether a file need not have the column."""
        return self.need is Need.OPTIONAL

    @property
    def field(self) -> str:
        """The entry's attribute that takes its value."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of entries: `kind` is the file's name without its ending, `key` the columns that tell rows apart.

    With `repeats` several rows may be alike. A `place` that ends in a slash is a folder: each file in it is a list of its own, named in the first column of `key`.
    """

    kind: str
    entry: type[Any]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    needed: bool = False
    one_at_a_time: bool = False
    place: str = ""
    repeats: bool = False
    about: str = ""
    steps: tuple[tuple[str, cell_types.Form, object], ...] = field(init=False, repr=False)
    """For each attribute of the entry, in its order: the column, its form, and the value of an empty cell."""

    def __post_init__(self) -> None:
        columns = {column.field: column for column in self.columns}
        ordered = [columns[attribute.name] for attribute in fields(self.entry)]
        object.__setattr__(self, "steps", tuple((column.name, column.form, column.default) for column in ordered))

    @property
    def file(self) -> str:
        """Its file within the books; of a folder of lists, the folder with a star."""
        return f"{self.place}*.csv" if self.is_folder else self.place or f"directory/{self.kind}.csv"

    @property
    def is_folder(self) -> bool:
        """Whether each file of a folder is such a list."""
        return self.place.endswith("/")

    @property
    def written(self) -> tuple[Column, ...]:
        """The columns that stand in the file: of a folder's lists all but the one that the file's name fills in."""
        return tuple(column for column in self.columns if not (self.is_folder and column.name == self.key[0]))

    def key_of(self, cells: Mapping[str, str]) -> str:
        """What identifies a row: an exam code is the same in any case."""
        return "/".join(cells.get(name, "").casefold() for name in self.key) or self.kind

    def made(self, cells: Mapping[str, str]) -> Any:
        """The entry of checked cells; Wrong where one of them has not its form."""
        return self.entry(*(form(cells[name]) if name in cells else empty for name, form, empty in self.steps))


def optional(
    name: str, form: cell_types.Form = cell_types.plain, default: object = "", attribute: str = "", about: str = ""
) -> Column:
    """A column that may be left out."""
    return Column(name, form, Need.OPTIONAL, default, attribute, about)


STARTS = Column("from", cell_types.day, attribute="starts", about="The first day on which the row holds.")
SINCE = optional("from", cell_types.day, None, "starts", "The first day on which the row holds; always if empty.")
UNTIL = optional("until", cell_types.day, None, "ends", "The first day on which it no longer holds.")
