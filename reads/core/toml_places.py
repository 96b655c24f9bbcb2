"""Where each key of a TOML file stands: tomllib tells the values, this the lines.

Keys are dotted paths, entries of arrays by their position: `rates.0.match.cpt.1` -> (line, column), both from 1.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping

Place = tuple[int, int]
Path = tuple[str, ...]

_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_VALUE = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:[^"\\]|\\.)*"' r"|'[^']*'" r"|[^,\]}#\r\n]+", re.DOTALL
)


def key_places(text: str) -> Mapping[str, Place]:
    """The place of every key, table and array entry of a text that tomllib has accepted; of a table, its header's."""
    scan = _Scan(text)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    lines = {path: bisect_right(starts, at) for path, at in scan.found.items()}
    return {".".join(path): (line, scan.found[path] - starts[line - 1] + 1) for path, line in lines.items()}


class _Scan:
    """Walks once over a valid text; trusts it, so that it need not know the grammar's errors."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self.entries: dict[Path, int] = {}
        table: Path = ()
        while (sign := self.next()) != "":
            if sign == "[":
                table = self.header()
            else:
                self.pair(table)

    def next(self) -> str:
        """The next character that says something, after blanks, line ends and comments; empty at the end."""
        self.take(_GAP)
        return self.text[self.at : self.at + 1]

    def take(self, kind: re.Pattern[str]) -> str:
        found = kind.match(self.text, self.at)
        self.at = found.end() if found else len(self.text)
        return found[0] if found else ""

    def header(self) -> Path:
        start, width = self.at, 2 if self.text.startswith("[[", self.at) else 1
        self.at += width
        path: Path = ()
        for key in self.dotted():
            path += (str(self.entries[path]), key) if path in self.entries else (key,)
        if width == 2:
            number = self.entries[path] = self.entries.get(path, -1) + 1
            self.found.setdefault(path, start)
            path += (str(number),)
        self.found[path] = start
        self.at += width
        return path

    def dotted(self) -> Path:
        keys: list[str] = []
        while True:
            self.next()
            raw = self.take(_KEY)
            keys.append(tomllib.loads(f"key = {raw}")["key"] if raw[:1] in ('"', "'") else raw)
            if self.next() != ".":
                return tuple(keys)
            self.at += 1

    def pair(self, table: Path) -> None:
        start, path = self.at, table
        for key in self.dotted():
            path += (key,)
            self.found.setdefault(path, start)
        self.at += 1
        self.value(path)

    def value(self, path: Path) -> None:
        opening = self.next()
        if opening not in ("[", "{"):
            self.take(_VALUE)
            return
        self.at += 1
        number = 0
        while (sign := self.next()) not in ("]", "}", ""):
            if sign == ",":
                self.at += 1
            elif opening == "{":
                self.pair(path)
            else:
                self.found[(*path, str(number))] = self.at
                self.value((*path, str(number)))
                number += 1
        self.at += 1
