"""What lies in the books and isn't read is named, where it looks as if it was meant to be."""

from pathlib import Path

import pytest

from invoicing.documents.checked_books import misnamed_files, read_checked_books
from tests.errors.small_books import write_small_books


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("contracts/mercy.toml.txt", "mercy.toml"),
        ("contracts/Mercy.TOML", "mercy.toml"),
        ("agreements/rao.toml (1)", "rao.toml"),
        ("profiles/lake.Toml", "lake.toml"),
        ("delivery/portal.toml.download", "portal.toml"),
    ],
)
def test_a_file_that_an_editor_named_otherwise_is_told(tmp_path: Path, name: str, meant: str):
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text("")
    (told,) = misnamed_files(tmp_path)
    assert (told.code, told.where.file, told.severity.value) == ("unknown_file", name, "warning")
    assert told.remedy.endswith(f"call it {meant}")


@pytest.mark.parametrize("name", ["mercy.toml", "mercy.toml~", "mercy.toml.bak", ".mercy.toml.swp", "signed.pdf"])
def test_what_was_set_aside_or_is_something_else_is_not(tmp_path: Path, name: str):
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / name).write_text("")
    assert list(misnamed_files(tmp_path)) == []


def test_both_are_told_where_books_are_checked(tmp_path: Path):
    write_small_books(tmp_path)
    assert read_checked_books(tmp_path).findings == ()
    (tmp_path / "contracts" / "lakeview.toml.txt").write_text("")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "invoice.html").write_text("")
    found = read_checked_books(tmp_path).findings
    assert [each.where.file for each in found] == ["templates/invoice.html", "contracts/lakeview.toml.txt"]
