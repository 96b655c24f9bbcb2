"""A table's profile as the text of its file, to be kept in books/profiles and corrected by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from reads.intake.profiles.table import ProfileColumn, TableProfile

_ZONE = '# timezone = "America/New_York"  if times without an offset are not in each facility\'s own zone'


def profile_text(
    profile: TableProfile,
    source: str,
    notes: Sequence[str],
    heard: Mapping[str, str],
    unclear: Mapping[str, Sequence[str]],
) -> str:
    """The TOML of a profile, the notes as comments above.

    `heard` are names of columns and words as the file has them; `unclear` words become lines for a person to complete.
    """
    lines = [
        f"# How to read {_line(source)}, as `wetread reads import --guess` proposed it. Look through it, then --profile.",
        *(f"# ? {_line(note)}" for note in notes),
        *_settings(profile),
        _ZONE,
        *("", "[columns]"),
        *(f"{name} = {_column(column, heard)}" for name, column in profile.columns.items()),
        *_reads(profile, heard),
        *_constants(profile),
    ]
    for name in dict.fromkeys((*profile.values, *(name for name, words in unclear.items() if words))):
        lines += ["", f"[values.{name}]"]
        lines += [
            f"{_quoted(heard.get(word, word))} = {_quoted(to)}" for word, to in profile.values.get(name, {}).items()
        ]
        lines += [f"# {_line(_quoted(word))} = " for word in unclear.get(name, ())]
    return "\n".join(lines) + "\n"


def _reads(profile: TableProfile, heard: Mapping[str, str]) -> Iterator[str]:
    for read_type, columns in profile.reads.items():
        yield from ("", f"[reads.{read_type}]")
        yield from (f"{name} = {_column(column, heard)}" for name, column in columns.items())


def _constants(profile: TableProfile) -> Iterator[str]:
    if profile.constants:
        yield from ("", "[constants]")
        yield from (f"{name} = {_quoted(value)}" for name, value in profile.constants.items())


def _settings(profile: TableProfile) -> Iterator[str]:
    yield f"kind = {_quoted(profile.kind)}"
    single = {"encoding": profile.encoding, "delimiter": profile.delimiter, "sheet": profile.sheet}
    yield from (f"{name} = {_quoted(value)}" for name, value in single.items() if value)
    if profile.swapped:
        yield "swapped = true"
    lists = {"skip_rows": profile.skip_rows, "times": [each.pattern for each in profile.times]}
    yield from (f"{name} = [{', '.join(map(_quoted, texts))}]" for name, texts in lists.items() if texts)


def _column(column: ProfileColumn, heard: Mapping[str, str]) -> str:
    names = [_quoted(heard.get(name, name)) for name in column.names]
    if column.joined:
        return f"{{join = [{', '.join(names)}]}}"
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _line(text: str) -> str:
    """One line for a comment, which may hold no control character."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON's escapes are TOML's, but for the one character that only JSON leaves alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
