"""The reference of contracts' and agreements' keys, and the JSON Schema by which an editor checks a contract file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from invoicing.contracts.file.key_sentences import sentence
from reads.core.reference import ReferenceEntry, entry_of
from reads.core.toml_file import Key

_ANY_TABLE = "match"


def entries(keys: Iterable[Key]) -> list[ReferenceEntry]:
    """What the reference says of the keys, those above all sections first."""
    return [
        entry_of(key, f"[{key.table}]" if key.table else "above all sections", sentence(key.table, key.name))
        for key in keys
    ]


def schema(keys: Iterable[Key]) -> dict[str, object]:
    """A JSON Schema (draft 2020-12) of the file: names, types and words; what only the reader knows, it says."""
    tables: dict[str, list[Key]] = {}
    for key in keys:
        tables.setdefault(key.table, []).append(key)
    head = _object("", tables)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A contract of wetread", **head}


def _object(table: str, tables: dict[str, list[Key]]) -> dict[str, Any]:
    properties = {key.name: _property(table, key, tables) for key in tables.get(table, [])}
    needed = [key.name for key in tables.get(table, []) if key.needed]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _property(table: str, key: Key, tables: dict[str, list[Key]]) -> dict[str, Any]:
    said: dict[str, Any] = {"description": sentence(table, key.name)}
    inner = _ANY_TABLE if key.name == _ANY_TABLE or key.name not in _names(table, tables) else _under(table, key.name)
    match key.form.split():
        case ["a", "section"]:
            return {**said, **_object(inner, tables)}
        case ["any", "number", "of", "sections"]:
            return {**said, "type": "array", "items": _object(inner, tables)}
        case ["true", "or", "false"]:
            return {**said, "type": "boolean"}
        case ["a", "whole", *_]:
            return {**said, "type": "integer"}
        case ["one", "of", *words]:
            return {**said, "enum": [word.rstrip(",") for word in words]}
        case ["a", "text", "or", *_]:
            return {**said, "type": ["string", "array"], "items": {"type": "string"}}
        case ["an", "amount", *_] | ["a", "number", *_] | ["a", "percent", *_]:
            return {**said, "type": ["string", "integer"]}
        case ["a", ("date" | "text" | "time"), *_]:
            return {**said, "type": "string"}
    return said


def _names(table: str, tables: dict[str, list[Key]]) -> set[str]:
    """The sections under a table that have keys of their own."""
    return {each.rpartition(".")[2] for each in tables if each.rpartition(".")[0] == table}


def _under(table: str, name: str) -> str:
    return f"{table}.{name}" if table else name
