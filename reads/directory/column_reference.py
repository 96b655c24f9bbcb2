"""The reference of the tables' columns and of wetread.toml's settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reads.core.reference import ReferenceEntry
from reads.directory import cell_types
from reads.directory.column import Column, Need, Sort
from reads.directory.group_and_rules import RULES
from reads.directory.payer_rules_file import ANSWERS
from reads.directory.setting_keys import KEYS
from reads.directory.setting_sentences import sentence
from reads.directory.settings import SETTINGS_FILE

_FORMS = {
    cell_types.day: "a date, YYYY-MM-DD",
    cell_types.identifier: "an id: lower-case words joined by hyphens",
    cell_types.lines: "lines separated by ` | `",
    cell_types.pairs: "lines `ours = theirs`",
    cell_types.npi: "an NPI, ten digits",
    cell_types.zone: "a time zone, like America/Chicago",
    cell_types.zone_name: "a time zone, like America/Chicago",
    cell_types.state: "two letters of a US state",
    cell_types.zip_code: "a ZIP code or ZIP+4",
    cell_types.country: "two letters of a country",
    cell_types.email: "an e-mail address",
    cell_types.tax_id: "an EIN or SSN",
    cell_types.taxonomy: "a taxonomy code",
    cell_types.codes: "CPT codes joined by +",
    cell_types.code: "a CPT code",
    cell_types.amount: "an amount, like 1234.50",
    cell_types.percent: "a percent, 0 to 100",
    cell_types.quantity: "a number, like 7.5",
    cell_types.facility_or_all: "an id, or * for everywhere",
}


def columns(sorts: Iterable[Sort]) -> list[ReferenceEntry]:
    """What the reference says of the tables' columns."""
    return [_entry(f"{sort.file}: {sort.about}", column) for sort in sorts for column in sort.written]


def settings() -> list[ReferenceEntry]:
    """What the reference says of the settings of wetread.toml."""
    found = []
    for key in KEYS:
        place = f"[{key.section}]" if key.section else f"{SETTINGS_FILE}, above all sections"
        column = replace(key.column, about=sentence(key.section, key.column.name))
        entry = _entry(place, column)
        found.append(replace(entry, form="a list of lines in quotes") if key.several else entry)
    return found


def payer_rules() -> list[ReferenceEntry]:
    """What the reference says of the payers' rules; of a check, what a rule may answer."""
    found = [_entry("[[rules]]", column) for column in RULES.columns]
    words = "; ".join(f"{check}: {', '.join(answers) or 'its own text'}" for check, answers in ANSWERS.items())
    forms = {"check": f"one of {', '.join(ANSWERS)}", "value": f"by its check: {words}"}
    return [replace(entry, form=forms.get(entry.name, entry.form)) for entry in found]


def _entry(place: str, column: Column) -> ReferenceEntry:
    words = getattr(column.form, "words", ())
    form = f"one of {', '.join(words)}" if words else _FORMS.get(column.form, "a text")
    default = "" if column.default in {None, ""} or column.default == () else str(column.default)
    if isinstance(column.default, int):
        form = "a whole number"
    return ReferenceEntry(place, column.name, form, column.about, column.need is not Need.OPTIONAL, default)
