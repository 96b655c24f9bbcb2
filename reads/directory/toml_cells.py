"""One key of a TOML table as the directory keeps a cell: its text, in the form of its column (spec 1)."""

from __future__ import annotations

from datetime import date

from reads.core.findings import Wrong
from reads.core.toml_file import is_text
from reads.core.toml_table import Section
from reads.directory.column import Column, Need


def cell_of(section: Section, column: Column, *, several: bool = False) -> str | None:
    """The text, a list's lines joined, a day in ISO's form; None where nothing is written or a fault was recorded.

    `several` takes a list of texts.
    """
    name, written = column.name, section.raw(column.name)
    wanted, example = ("a list of texts", '["...", "..."]') if several else ("a text in quotes", '"..."')
    if written in (None, "", []):
        if column.need is Need.FILLED:
            section.fault("missing_key", f"`{name}` is missing or empty", f"write it like `{name} = {example}`", name)
        return None
    text = _text(written, several)
    if text is None:
        section.wrong_type(name, wanted, example)
        return None
    try:
        column.form(text)
    except Wrong as wrong:
        section.fault("wrong_form", f"`{name}`: {wrong.message}", wrong.remedy, name)
        return None
    return text


def _text(written: object, several: bool) -> str | None:
    if several:
        return " | ".join(written) if isinstance(written, list) and all(map(is_text, written)) else None
    if isinstance(written, bool):
        return "true" if written else "false"
    if type(written) is date:
        return written.isoformat()
    return str(written).strip() if is_text(written) or isinstance(written, int) else None
