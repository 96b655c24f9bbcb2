"""The reference of what a person may write in the books, as values: made of what the readers accept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from reads.core.toml_file import Key


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """One key or column: where it stands, what its value is, whether it is needed, what counts without it, what it does."""

    place: str
    name: str
    form: str
    about: str
    needed: bool = False
    default: str = ""
    example: str = ""

    def as_json(self) -> dict[str, object]:
        """The entry for scripts."""
        return asdict(self)


def entry_of(key: Key, place: str, about: str) -> ReferenceEntry:
    """What the reference says of a key that a reader of TOML asks for."""
    example = f"{key.name} = {key.example}" if key.example else ""
    return ReferenceEntry(place, key.name, key.form or "see below", about, key.needed, key.default, example)


def by_place(entries: Iterable[ReferenceEntry]) -> dict[str, list[ReferenceEntry]]:
    """The entries of each place, in the order in which the places come first."""
    found: dict[str, list[ReferenceEntry]] = {}
    for entry in entries:
        found.setdefault(entry.place, []).append(entry)
    return found


def as_markdown(title: str, intro: str, entries: Sequence[ReferenceEntry]) -> str:
    """A page: a heading and a table for each place."""
    lines = [f"# {title}", "", intro]
    for place, rows in by_place(entries).items():
        lines += ["", f"## {place}", "", "| name | value | without it | what it does |", "|---|---|---|---|"]
        for row in rows:
            without = "an error" if row.needed else f"`{row.default}`" if row.default else ""
            lines.append(f"| `{row.name}` | {_safe(row.form)} | {without} | {_safe(row.about)} |")
    return "\n".join(lines) + "\n"


def as_lines(entries: Sequence[ReferenceEntry]) -> list[str]:
    """The entries for a terminal: a name, what its value is, and what it does below."""
    lines = []
    for place, rows in by_place(entries).items():
        lines += ["", place]
        for row in rows:
            without = " (needed)" if row.needed else f" ({row.default} without it)" if row.default else ""
            lines += [f"  {row.name}: {row.form}{without}", f"      {row.about}"]
    return lines[1:]


def _safe(text: str) -> str:
    return text.replace("|", "\\|")
