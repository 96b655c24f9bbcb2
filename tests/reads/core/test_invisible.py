"""Names that look like others: a character that can't be seen, or turns the text around, is named with its place."""

import pytest

from reads.core.findings import Severity
from reads.core.toml_file import TomlFile
from reads.directory.csv_file import read_sheet


@pytest.mark.parametrize(
    "letter, said",
    [
        ("\u202e", "U+202E (right-to-left override)"),
        ("\u200b", "U+200B (zero width space)"),
        ("\u2066", "U+2066 (left-to-right isolate)"),
        ("\u00ad", "U+00AD (soft hyphen)"),
    ],
)
def test_a_cell_and_a_setting_with_one_are_named(letter: str, said: str):
    (found,) = TomlFile.opened(f'[group]\nname = "Mer{letter}cy"\n', "wetread.toml").findings
    assert (found.code, found.severity, found.where.line, found.where.column) == (
        "invisible_character",
        Severity.WARNING,
        2,
        12,
    )
    assert said in found.message
    sheet = read_sheet("clients.csv", f"id,name\nmercy,Mer{letter}cy\n".encode(), ("id", "name"), ("id",))
    (told,) = sheet.findings
    assert (told.message, told.where.line, told.where.field) == (found.message, 2, "name")
    assert len(sheet.lines) == 1


def test_letters_with_accents_are_seen():
    assert TomlFile.opened('[group]\nname = "Hôpital Św. Łukasza"\n', "wetread.toml").findings == []
