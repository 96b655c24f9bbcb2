"""Which keys a kind of TOML file may have: what its reader asks for, found by letting it read files with every section."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from reads.core.toml_file import Key, TomlFile

_DEEPEST = 6


def keys_of(read: Callable[[TomlFile], object], said: Mapping[str, object] = MappingProxyType({})) -> list[Key]:
    """Every key that the reader asks for, in its order, section by section; nothing is declared beside the reader.

    `said` is what a file says on which the other keys depend, as its kind.
    """
    values: dict[str, Any] = dict(said)
    for _ in range(_DEEPEST):
        file = TomlFile("", values, lists_keys=True)
        read(file)
        wider = {**said, **_with_tables(file)}
        if wider == values:
            break
        values = wider
    return sorted(file.asked.values(), key=lambda key: bool(key.table))


def _with_tables(file: TomlFile) -> dict[str, Any]:
    """The file's values with every section in it that was asked for, empty where it wasn't there."""
    values: dict[str, Any] = {}
    for (around, key), many in file.tables.items():
        at: Any = values
        for word in filter(None, around.split(".")):
            at = at[int(word)] if word.isdigit() else at[word]
        at.setdefault(key, [{}] if many else {})
    return values
