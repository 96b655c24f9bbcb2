"""A TOML file of the books: its text, its values with their places, and all that is wrong with it (spec 1).

Contracts, agreements, profiles, settings, payers' rules and whatever else a person writes in TOML are opened here, and read
table by table by `toml_table`. What can't be read as TOML is told in words for people who never heard of TOML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeGuard, cast

from reads.core.findings import Finding, Severity, Where
from reads.core.invisible import invisible_in_lines
from reads.core.toml_places import Place, key_places

_MESSAGE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_FAULTS = (
    ("Illegal character '\\n'", "a text has no closing quote on its line", "add the quote"),
    ("Cannot overwrite a value", "a key is given twice", "keep one of the two lines"),
    ("Cannot declare", "a section is given twice", "keep one of them; what may be repeated has double brackets"),
    ("Invalid value", "a value is missing, or a text has no quotes", "write the value, a text in quotes"),
)
"""How tomllib begins its message, and what to say instead."""


class Unquoted(str):
    """A TOML float as its text: it never becomes one (spec 3)."""

    __slots__ = ()


@dataclass(slots=True)
class Key:
    """A key that a reader asks a table for: what its value is, how it is written, and whether it must be there.

    `table` is "" above all sections, else as in "rates", "tiers.steps", "match"; `form` is in words.
    """

    table: str
    name: str
    form: str = ""
    example: str = ""
    default: str = ""
    needed: bool = False


@dataclass(slots=True)
class TomlFile:
    """A file being read: its values, where its keys stand, the keys it was asked for, and the faults found so far.

    `head` are the keys that belong above all sections. `tables` are the sections asked for: around which, key, whether many.
    Keys are only noted where the file `lists_keys`, for the reference: noting costs as much as reading.
    """

    name: str
    values: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    head: Collection[str] = ()
    findings: list[Finding] = field(default_factory=list)
    misplaced: set[str] = field(default_factory=set)
    asked: dict[tuple[str, str], Key] = field(default_factory=dict)
    tables: dict[tuple[str, str], bool] = field(default_factory=dict)
    lists_keys: bool = False

    @classmethod
    def opened(cls, text: str, name: str, *, head: Collection[str] = (), placed: bool = True) -> TomlFile:
        """The file of a text; one that is no TOML has no values and one finding. Not `placed`, no key has a line."""
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        try:
            values = tomllib.loads(text, parse_float=Unquoted)
            places = key_places(text) if placed else {}
            return cls(name, values, places, head, list(invisible_in_lines(text, name)))
        except (ValueError, RecursionError) as error:
            return cls(name, findings=[syntax_fault(error, text, name)])

    @classmethod
    def read(cls, data: bytes, name: str) -> TomlFile:
        """The file of its bytes; one that is no UTF-8 has no values and one finding."""
        text = text_of(data, name)
        return cls(name, findings=[text]) if isinstance(text, Finding) else cls.opened(text, name)

    @property
    def is_toml(self) -> bool:
        """Whether there is something to read."""
        return not any(finding.code in {"toml_syntax", "not_utf8"} for finding in self.findings)

    @property
    def failed(self) -> bool:
        """Whether any fault keeps the file from being used."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def sorted_findings(self) -> list[Finding]:
        """The faults in the file's order, each once."""
        return sorted(dict.fromkeys(self.findings), key=lambda finding: (finding.where.line, finding.where.column))

    def add(self, finding: tuple[str, str, str], path: str, severity: Severity = Severity.ERROR) -> None:
        """Records (code, message, remedy) at the key of that path, or at the table around it."""
        code, message, remedy = finding
        around = path
        while around and around not in self.places:
            around = around.rpartition(".")[0]
        line, column = self.places.get(around, (1, 1))
        self.findings.append(
            Finding(code, message, remedy, Where(self.name, line, column, self._spoken(path)), severity)
        )

    def withdraw(self, code: str, path: str) -> None:
        """Takes back a finding that another one explains."""
        field = self._spoken(path)
        self.findings = [each for each in self.findings if (each.code, each.where.field) != (code, field)]

    def _spoken(self, path: str) -> str:
        """The path as a field's name; a number that is a key of its own, a source's word, is no entry."""
        around, _, last = path.rpartition(".")
        words, found = around.split(".") if around else [], cast("Any", self.values)
        for word in words:
            found = (
                found[int(word)] if isinstance(found, list) else found.get(word) if isinstance(found, dict) else None
            )
        return f"{spoken(around)}.{last}" if isinstance(found, dict) and last.isdigit() else spoken(path)


def table_name(path: str) -> str:
    """The path as the declared keys name a table: without the numbers of entries, a match the same everywhere."""
    words = [word for word in path.split(".") if not word.isdigit()]
    return "match" if words[-1:] == ["match"] else ".".join(words)


def spoken(path: str) -> str:
    """A path as a field's name: entries counted from 1 ("rates[1].match.cpt")."""
    words = path.split(".")
    return "".join(f"[{int(word) + 1}]" if word.isdigit() else f".{word}" for word in words).lstrip(".")


def text_of(data: bytes, file: str) -> str | Finding:
    """The text of the bytes, without a mark of its encoding and of Windows' line ends; the fault where they are not UTF-8."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return Finding("not_utf8", "the file is not UTF-8", "save it again as UTF-8", Where(file))


def syntax_fault(error: Exception, text: str, file: str) -> Finding:
    """The fault for which tomllib refused the text, at its place; what lacks an end is at the last line."""
    message = str(error)
    found = _MESSAGE.fullmatch(message)
    what, line, column = found.groups() if found else (message, None, None)
    where = Where(file, int(line or text.count("\n") + 1), int(column or 0))
    for begins, said, remedy in _FAULTS:
        if what.startswith(begins):
            return Finding("toml_syntax", said, remedy, where)
    remedy = "correct the line; a value is a text in quotes, a whole number, a date, true, false, or a list of these"
    return Finding("toml_syntax", f"this is not TOML: {what[:1].lower()}{what[1:]}", remedy, where)


def is_text(value: object) -> TypeGuard[str]:
    """Whether a value is a text in quotes."""
    return isinstance(value, str) and not isinstance(value, Unquoted)


def shown_type(value: object) -> str:
    """What a value of the wrong type is."""
    kinds: list[tuple[type, str]] = [(bool, "true or false"), (Unquoted, "a number without quotes"), (str, "a text")]
    kinds += [(int, "a number"), (datetime, "a date with a time"), (date, "a date")]
    kinds += [(list, "a list of something else"), (dict, "a section")]
    return next((words for kind, words in kinds if isinstance(value, kind)), "a time")
