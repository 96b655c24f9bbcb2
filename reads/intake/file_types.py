"""Which kind of file it is, told by its first bytes, and by its name where they say nothing."""

from __future__ import annotations

import re

HEAD = 4_096
"""So many bytes are enough to tell."""

_HL7 = re.compile(rb"[\x00\x0b\s]*(MSH|FHS|BHS)[!-/:-@\[-`{-~]")
_FIRST_MESSAGE = re.compile(rb"[\r\n\x0b]MSH([!-/:-@\[-`{-~])[!-/:-@\[-`{-~]{3,5}\1")
"""The header of a message behind lines that are none, as a log has them: with its separators, a word MSH alone tells nothing."""

_HL7_NAMES = (".hl7", ".hl7v2", ".mllp", ".oru", ".orm")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def is_hl7(head: bytes, name: str) -> bool:
    """Whether these are HL7 v2 messages, alone, in batches, as caught on the wire, or behind a log's lines; in UTF-16 as well."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    plain = head.replace(b"\x00", b"")
    return bool(_HL7.match(plain) or _FIRST_MESSAGE.search(plain)) or name.lower().endswith(_HL7_NAMES)


def is_workbook(head: bytes) -> bool:
    """Whether this is a zip archive, as XLSX and ODS are."""
    return head.startswith(b"PK\x03\x04")


def is_fhir(head: bytes) -> bool:
    """Whether this is JSON, and so FHIR: a resource, a bundle, a list of resources, or one resource a line."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return re.match(rb"\s*(\{|\[\s*\{)", head.replace(b"\x00", b"")) is not None
