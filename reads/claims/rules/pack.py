"""A pack of payers' rules, one TOML file or several in a zip, put into the books' payers/rules.toml (spec 5.6)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reads.core.errors import WetreadError
from reads.core.findings import Finding, Severity, Where
from reads.core.spreadsheet import is_zip
from reads.directory.payer_rules_file import RULES_FILE, read_rules
from reads.store.private_files import write_private

_MOST_BYTES = 10_000_000
_DATES = frozenset({"from", "until", "checked"})


class NotARulePack(WetreadError):
    """The file holds no rules that can be read; nothing of it was taken."""

    code = "not_a_rule_pack"

    def __init__(self, name: str, why: str, problems: list[Finding] | None = None) -> None:
        super().__init__(
            f"{name}: {why}",
            "a pack is a TOML file of [[rules]] like payers/rules.toml, or a zip of them",
            problems or [],
        )


@dataclass(frozen=True, slots=True)
class PackTaken:
    """The rules that were put into the books, and those that were there already, by id."""

    added: tuple[str, ...]
    known: tuple[str, ...]


def import_pack(books: Path, path: Path) -> PackTaken:
    """Appends the pack's rules to payers/rules.toml; `wetread apply` takes them.

    All or nothing: NotARulePack where a rule can't be read, or says otherwise than one of the books of the same id and day.
    """
    target = books / RULES_FILE
    own_text = target.read_bytes() if target.exists() else b""
    own = read_rules(own_text, RULES_FILE)
    if any(each.severity is Severity.ERROR for each in own.findings):
        raise NotARulePack(RULES_FILE, "the books' own rules have faults: correct these first", list(own.findings))
    contents = dict(own.contents)
    added, known = [], []
    problems: list[Finding] = []
    for name, data in _files(path):
        read = read_rules(data, name)
        problems += read.findings
        for key, cells in read.contents.items():
            if key not in contents:
                added.append(cells)
                contents[key] = cells
            elif contents[key] == cells:
                known.append(cells["id"])
            else:
                message = f"the rule {cells['id']} is in the books from the same day, and says something else"
                remedy = "give the new one a later `from`, or take yours out of payers/rules.toml"
                problems.append(Finding("rule_differs", message, remedy, Where(name, field="id")))
    if problems:
        raise NotARulePack(path.name, "nothing of it was taken", problems)
    if added:
        text = own_text.decode("utf-8-sig").rstrip()
        tables = [text, *map(_table, added)] if text else [*map(_table, added)]
        target.parent.mkdir(exist_ok=True)
        write_private(target, ("\n\n".join(tables) + "\n").encode())
    return PackTaken(tuple(cells["id"] for cells in added), tuple(known))


def _files(path: Path) -> list[tuple[str, bytes]]:
    """The TOML files of the pack, by name."""
    content = path.read_bytes()
    if not is_zip(content):
        return [(path.name, content)]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = sorted(name for name in archive.namelist() if PurePosixPath(name).suffix.lower() == ".toml")
            found = [(name, _member(archive, name)) for name in names]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise NotARulePack(path.name, f"it is no zip that can be read ({error})") from error
    if not found:
        raise NotARulePack(path.name, "the zip has no .toml file")
    return found


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise NotARulePack(name, f"it is larger than {_MOST_BYTES:,} bytes")
    return data


def _table(cells: Mapping[str, str]) -> str:
    """A rule as it stands in payers/rules.toml."""
    lines = [
        f"{name} = {text if name in _DATES else json.dumps(text, ensure_ascii=False)}" for name, text in cells.items()
    ]
    return "\n".join(["[[rules]]", *lines])
