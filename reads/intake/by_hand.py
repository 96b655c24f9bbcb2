"""A read as a person writes it down: field by field, as lines `name = value` or as one JSON object.

    facility = mercy-main
    accession = A100245
    patient_last = …

What names a patient comes in this way: arguments of a command are seen by everyone on the machine, and kept by shells.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from reads.core.english import did_you_mean
from reads.core.errors import FaultyInput
from reads.core.findings import Finding, Where
from reads.intake.fields_of_finals import FIELDS


def written_fields(text: str, file: str, said: Collection[str] = ()) -> dict[str, str]:
    """The fields by name; FaultyInput with every line or field that isn't understood, none of their values in it.

    `said` are fields that were said otherwise already, and so can't be said here.
    """
    findings: list[Finding] = []
    found: dict[str, str] = {}
    for line, name, value in _pairs(text, file, findings):
        where = Where(file, line, 0, name)
        if name not in FIELDS:
            findings.append(
                Finding("unknown_field", f"a read has no field {name[:40]!r}", did_you_mean(name, FIELDS), where)
            )
        elif name in found or name in said:
            findings.append(Finding("said_twice", f"{name} is said twice", "leave one out", where))
        else:
            found[name] = value
    if findings:
        raise FaultyInput(file, findings)
    return found


def _pairs(text: str, file: str, findings: list[Finding]) -> Iterator[tuple[int, str, str]]:
    if text.lstrip().startswith("{"):
        yield from _members(text, file, findings)
        return
    for line, written in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not written.strip() or written.lstrip().startswith("#"):
            continue
        name, equals, value = written.partition("=")
        if equals:
            yield line, name.strip(), value.strip()
        else:
            findings.append(Finding("no_field", "the line has no =", "write it like accession = A1", Where(file, line)))


def _members(text: str, file: str, findings: list[Finding]) -> Iterator[tuple[int, str, str]]:
    try:
        pairs = json.loads(text, object_pairs_hook=list)
    except ValueError:
        findings.append(
            Finding("not_json", "it begins like JSON and isn't", "one object, all values texts", Where(file))
        )
        return
    for name, value in pairs:
        if isinstance(value, str):
            yield 0, name, value.strip()
        else:
            findings.append(
                Finding("no_text", f"{name[:40]} is no text", "put it in quotes", Where(file, 0, 0, name[:40]))
            )
