"""Where each key of a TOML file stands: tomllib tells the values, this the lines.

Keys are dotted paths, entries of arrays by their position: `rates.0.match.cpt.1` -> (line, column), both from 1.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping

Place = tuple[int, int]

_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_VALUE = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'"
    r"|[^,\]}#\r\n]+",
    re.DOTALL,
)


def key_places(text: str) -> Mapping[str, Place]:
    """The place of every key, table and array entry of a text that tomllib has accepted; of a table, its header's."""
    scan = _Scan(text)
    scan.document()
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    places = {}
    for path, offset in scan.found.items():
        line = bisect_right(starts, offset)
        places[".".join(path)] = (line, offset - starts[line - 1] + 1)
    return places


class _Scan:
    """Walks once over a valid text; trusts it, so that it need not know the grammar's errors."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[tuple[str, ...], int] = {}
        self.entries: dict[tuple[str, ...], int] = {}

    def document(self) -> None:
        table: tuple[str, ...] = ()
        while self.more():
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)

    def more(self) -> bool:
        """Goes over blanks, line ends and comments; whether anything is left."""
        self.at = self.token(_GAP)[1]
        return self.at < len(self.text)

    def token(self, kind: re.Pattern[str]) -> tuple[int, int]:
        found = kind.match(self.text, self.at)
        self.at = found.end() if found else len(self.text)
        return (found.start() if found else self.at), self.at

    def header(self) -> tuple[str, ...]:
        start, is_array = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if is_array else 1
        path = self.within(self.dotted())
        if is_array:
            number = self.entries[path] = self.entries.get(path, -1) + 1
            self.found.setdefault(path, start)
            path += (str(number),)
        self.found[path] = start
        self.at += 2 if is_array else 1
        return path

    def within(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path with the present entry of each array of tables that it goes through."""
        real: tuple[str, ...] = ()
        for depth, key in enumerate(path):
            real += (key,)
            if depth < len(path) - 1 and real in self.entries:
                real += (str(self.entries[real]),)
        return real

    def dotted(self) -> tuple[str, ...]:
        keys: list[str] = []
        while True:
            self.more()
            start, end = self.token(_KEY)
            raw = self.text[start:end]
            keys.append(tomllib.loads(f"key = {raw}")["key"] if raw[:1] in "\"'" else raw)
            self.more()
            if not self.text.startswith(".", self.at):
                return tuple(keys)
            self.at += 1

    def pair(self, table: tuple[str, ...]) -> None:
        start = self.at
        path = table + self.dotted()
        for depth in range(len(table) + 1, len(path) + 1):
            self.found.setdefault(path[:depth], start)
        self.at += 1
        self.value(path)

    def value(self, path: tuple[str, ...]) -> None:
        self.more()
        opening = self.text[self.at : self.at + 1]
        if opening not in ("[", "{"):
            self.token(_VALUE)
            return
        self.at += 1
        number = 0
        while self.more() and self.text[self.at] not in "]}":
            if self.text[self.at] == ",":
                self.at += 1
            elif opening == "{":
                self.pair(path)
            else:
                self.found[(*path, str(number))] = self.at
                self.value((*path, str(number)))
                number += 1
        self.at += 1
