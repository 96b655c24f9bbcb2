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
from dataclasses import dataclass

from reads.core.english import did_you_mean
from reads.core.findings import Finding, Where
from reads.core.toml_file import TomlFile
from reads.core.toml_table import Section
from reads.directory.differences import Cells
from reads.directory.group_and_rules import RULES
from reads.directory.model import PayerRule
from reads.directory.read_directory import DirectoryRead
from reads.directory.toml_cells import cell_of

RULES_FILE = "payers/rules.toml"

ANSWERS: dict[str, tuple[str, ...]] = {
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
    """The rules of a file, what is to be kept of them, where each stands, and every fault."""

    rules: tuple[PayerRule, ...]
    contents: Mapping[str, Cells]
    findings: tuple[Finding, ...]
    lines: tuple[int, ...] = ()
    is_there: bool = True


def read_rules(data: bytes, file: str) -> RulesRead:
    """The rules in the bytes of a TOML file; none for an empty one."""
    opened = TomlFile.read(data, file)
    head = Section.head(opened)
    rules: list[PayerRule] = []
    lines: list[int] = []
    contents: dict[str, Cells] = {}
    for table in head.sections("rules", "rule"):
        cells = _checked(table, contents)
        if cells is not None:
            contents[RULES.key_of(cells)] = cells
            rules.append(RULES.made(cells))
            lines.append(table.line)
    head.finish()
    return RulesRead(tuple(rules), contents, tuple(opened.sorted_findings), tuple(lines))


def unknown_payers(rules: RulesRead, directory: DirectoryRead) -> Iterator[Finding]:
    """Rules of payers that payers.csv doesn't have."""
    known = {row.entry.id for row in directory.files["payers"].rows} if "payers" in directory.files else set()
    for rule, line in zip(rules.rules, rules.lines, strict=True):
        if rule.payer and rule.payer not in known:
            message = f"rule {rule.id}: payer {rule.payer!r} is not in directory/payers.csv"
            where = Where(RULES_FILE, line, 1, "payer")
            yield Finding("unknown_payer", message, "add it there, or correct it here", where)


def _checked(table: Section, others: Mapping[str, Cells]) -> dict[str, str] | None:
    """A table's values as texts, empty ones left out; None where something is wrong with it."""
    faults = len(table.file.findings)
    said = {column.name: cell_of(table, column) for column in RULES.columns}
    cells = {name: text for name, text in said.items() if text is not None}
    _check_value(table, cells.get("check", ""), cells.get("value", ""))
    table.finish()
    if len(table.file.findings) == faults and RULES.key_of(cells) in others:
        message = f"the rule {cells['id']} is there already from that day"
        table.fault("duplicate", message, "leave one of the two", "id")
    return cells if len(table.file.findings) == faults else None


def _check_value(table: Section, check: str, value: str) -> None:
    if check and check not in ANSWERS:
        table.fault("unknown_check", f"no check {check!r} asks for rules", did_you_mean(check, ANSWERS), "check")
    elif check == "timely_filing" and value and not value.isdecimal() and value != "calendar_year":
        table.fault("wrong_form", f"`value`: {value!r} is no number of days", "like 365, or calendar_year", "value")
    elif check in _NUMBERS and value and not value.isdecimal():
        table.fault("wrong_form", f"`value`: {value!r} is no whole number", "like 2", "value")
    elif check and value and ANSWERS[check] and value not in ANSWERS[check]:
        remedy = f"write one of {', '.join(ANSWERS[check])}"
        table.fault("wrong_form", f"`value`: {value!r} answers nothing for {check}", remedy, "value")
