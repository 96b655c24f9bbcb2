"""The text of a TOML file, and what is wrong with one that is none, in words for people who never heard of TOML."""

from __future__ import annotations

import re

from reads.core.findings import Finding, Where

_MESSAGE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_FAULTS = (
    ("Illegal character '\\n'", "a text has no closing quote on its line", "add the quote"),
    ("Cannot overwrite a value", "a key is given twice", "keep one of the two lines"),
    ("Cannot declare", "a section is given twice", "keep one of them; what may be repeated has double brackets"),
    ("Invalid value", "a value is missing, or a text has no quotes", "write the value, a text in quotes"),
)
"""How tomllib begins its message, and what to say instead."""


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
