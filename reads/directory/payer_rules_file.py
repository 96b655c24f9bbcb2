"""payers/rules.toml: the rules of payers and states that claims are checked by, dated, each with its source (spec 5.2).

[[rules]]
id         = "ne-blue-dos"
check      = "dos_basis"
kind       = "bcbs"               # or payer = "blue-nebraska"
state      = "NE"
value      = "exam"
from       = 2022-01-01
source     = "BCBS Nebraska RP-P-001"
confidence = "verified"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from reads.core.findings import Finding, Where, Wrong
from reads.core.toml_file import TomlFile
from reads.directory.column import Need
from reads.directory.differences import Cells
from reads.directory.files import DirectoryRead
from reads.directory.group_and_rules import RULES
from reads.directory.model import PayerRule

RULES_FILE = "payers/rules.toml"

_VALUES: dict[str, tuple[str, ...]] = {
    "dos_basis": ("interpretation", "exam"),
    "facility_loop": ("reading", "facility"),
    "medicaid_out_of_state": ("no", "border", "yes"),
    "bcbs_filing_plan": ("reading", "facility", "group"),
    "not_enrolled": ("reading", "facility", "programme", "plan"),
    "frequency": ("yes", "no"),
    "timely_filing": (),
    "telehealth": ("yes", "no"),
    "draft_minutes": (),
    "draft_pace": (),
    "edi_id": (),
    "contractor": (),
}
"""The checks that ask for rules, and what a rule may answer; nothing listed means any text, for days a whole number."""


_NUMBERS = frozenset({"draft_minutes", "draft_pace"})


@dataclass(frozen=True, slots=True)
class RulesRead:
    """The rules of a file, what is to be kept of them, and every fault."""

    rules: tuple[PayerRule, ...]
    contents: Mapping[str, Cells]
    findings: tuple[Finding, ...]
    is_there: bool = True


def read_rules(data: bytes, file: str) -> RulesRead:
    """The rules in the bytes of a TOML file; none for an empty one."""
    opened = TomlFile.read(data, file)
    if not opened.is_toml:
        return RulesRead((), {}, tuple(opened.findings))
    document, places = dict(opened.values), opened.places
    tables = document.pop("rules", [])
    findings = [
        Finding(
            "unknown_key",
            f"{name!r} is not known here",
            "a rule is a table [[rules]]",
            Where(file, *places.get(name, (0, 0)), name),
        )
        for name in document
    ]
    rules: list[PayerRule] = []
    contents: dict[str, Cells] = {}
    for number, table in enumerate(tables if isinstance(tables, list) else []):
        cells = _cells(table)
        faults = list(_faults(cells))
        key = RULES.key_of(cells)
        if not faults and key in contents:
            message = f"the rule {cells['id']} is there already from that day"
            faults.append(Finding("duplicate", message, "leave one of the two", Where(field="id")))
        for fault in faults:
            name = fault.where.field
            place = places.get(f"rules.{number}.{name}") or places.get(f"rules.{number}", (0, 0))
            findings.append(replace(fault, where=Where(file, *place, name)))
        if not faults:
            contents[key] = cells
            rules.append(RULES.made(cells))
    return RulesRead(tuple(rules), contents, tuple(findings))


def unknown_payers(rules: RulesRead, directory: DirectoryRead) -> Iterator[Finding]:
    """Rules of payers that payers.csv doesn't have."""
    known = {row.entry.id for row in directory.files["payers"].rows} if "payers" in directory.files else set()
    for rule in rules.rules:
        if rule.payer and rule.payer not in known:
            message = f"rule {rule.id}: payer {rule.payer!r} is not in directory/payers.csv"
            yield Finding("unknown_payer", message, "add it there, or correct it here", Where(RULES_FILE))


def _cells(table: object) -> dict[str, str]:
    """A table's values as texts; dates as days, empty ones left out."""
    if not isinstance(table, dict):
        return {}
    return {name: _text(value) for name, value in table.items() if value != ""}


def _text(value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def _faults(cells: Mapping[str, str]) -> Iterator[Finding]:
    columns = {column.name: column for column in RULES.columns}
    for name in cells:
        if name not in columns:
            yield Finding("unknown_key", f"{name!r} is not known", f"known are {', '.join(columns)}", Where(field=name))
    for name, column in columns.items():
        if name not in cells:
            if column.need is Need.FILLED:
                yield Finding("missing_key", f"{name} is missing", f"fill in {name}", Where(field=name))
            continue
        try:
            column.form(cells[name])
        except Wrong as wrong:
            yield Finding("wrong_form", f"{name}: {wrong.message}", wrong.remedy, Where(field=name))
    yield from _value_faults(cells.get("check", ""), cells.get("value", ""))


def _value_faults(check: str, value: str) -> Iterator[Finding]:
    if check and check not in _VALUES:
        remedy = f"checks with rules are {', '.join(_VALUES)}"
        yield Finding("unknown_check", f"no check {check!r} asks for rules", remedy, Where(field="check"))
    elif check == "timely_filing" and value and not value.isdecimal() and value != "calendar_year":
        remedy = "like 365, or calendar_year"
        yield Finding("wrong_form", f"value {value!r} is no number of days", remedy, Where(field="value"))
    elif check in _NUMBERS and value and not value.isdecimal():
        yield Finding("wrong_form", f"value {value!r} is no whole number", "like 2", Where(field="value"))
    elif check and value and _VALUES[check] and value not in _VALUES[check]:
        remedy = f"write one of {', '.join(_VALUES[check])}"
        yield Finding("wrong_form", f"value {value!r} answers nothing for {check}", remedy, Where(field="value"))
