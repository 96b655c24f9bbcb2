"""wetread.toml: the database is found whatever else is wrong, and everything that is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from reads.directory.settings import NoBooks, database_url, key_file, read_settings, stamp_authority
from tests.reads.directory.written import GOOD

TOML = GOOD["wetread.toml"]


def faults(text: str) -> list[str]:
    _, findings = read_settings(text)
    return [f"{f.where.line}:{f.where.column} {f.code}: {f.message}" for f in findings]


def written(books: Path, text: str) -> str:
    (books / "wetread.toml").write_text(text, encoding="utf-8")
    return database_url(books)


def test_without_a_word_the_database_is_a_sqlite_file_in_the_books(books: Path):
    assert written(books, "[group]\n") == f"sqlite:///{books}/wetread.db"


@pytest.mark.parametrize(
    "text",
    [
        'database_url = "postgresql+psycopg://billing@host/wetread"\n[group]\n',
        '[claims]\nusage = "T"\ndatabase_url = "postgresql+psycopg://billing@host/wetread"\n',
        "[group\nname = \n  database_url = 'postgresql+psycopg://billing@host/wetread'\n",
    ],
)
def test_the_database_is_found_at_the_top_in_claims_and_in_a_broken_file(books: Path, text: str):
    assert written(books, text) == "postgresql+psycopg://billing@host/wetread"


def test_a_relative_sqlite_path_is_relative_to_the_books(books: Path):
    assert written(books, 'database_url = "sqlite:///data/w.db"') == f"sqlite:///{books}/data/w.db"
    assert written(books, 'database_url = "sqlite:////srv/w.db"') == "sqlite:////srv/w.db"


def test_the_environment_goes_before_the_file(books: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WETREAD_DATABASE_URL", "sqlite:///other.db")
    assert written(books, 'database_url = "postgresql://host/name"') == f"sqlite:///{books}/other.db"


def test_a_folder_without_books_says_what_to_do(books: Path):
    with pytest.raises(NoBooks) as refused:
        database_url(books)
    assert refused.value.message == f"no wetread.toml in {books}"
    assert "wetread init" in refused.value.remedy
    assert "--books" in refused.value.remedy


def test_a_good_file_gives_the_group():
    settings, findings = read_settings(TOML)
    assert findings == []
    assert settings is not None
    assert settings.group.remit_to == ("PO Box 4410", "Chicago, IL 60680")
    assert settings.group.invoice_number == "LS-{year}-{seq:04d}"
    assert settings.values["claims", "usage"] == "T"


def test_the_example_of_the_handbook_is_valid_where_the_database_stands_in_claims():
    moved = TOML.replace('database_url = "sqlite:///wetread.db"\n\n', "") + 'database_url = "sqlite:///wetread.db"\n'
    settings, findings = read_settings(moved)
    assert findings == []
    assert settings is not None


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("phone ", "fone ", ["10:1 unknown_key: [group]: the key `fone` is not known here"]),
        ("[invoices]", "[invoice]", ["14:1 unknown_key: the key `invoice` is not known here"]),
        ('"1234567893"', '"1234567890"', ["5:1 wrong_form: [group]: `npi`: the check digit of NPI 1234567890 is wrong"]),
        ("{seq:04d}", "", ["15:1 wrong_form: [invoices]: `number`: 'LS-{year}-' has no {seq}, so all invoices would have one number"]),
        ('"America/Chicago"', '"Chicago"', ["12:1 wrong_form: [group]: `timezone`: 'Chicago' is not a time zone"]),
        ('["PO Box 4410", "Chicago, IL 60680"]', '"PO Box"', ["9:1 wrong_type: [group]: `remit_to` must be a list of texts, not a text"]),
        ('["PO Box 4410", "Chicago, IL 60680"]', "[]", ["9:1 missing_key: [group]: `remit_to` is missing or empty"]),
        ('usage = "T"', 'usage = "X"', ["18:1 wrong_form: [claims]: `usage`: 'X' is none of T, P"]),
        ('usage = "T"', "usage = 1.5", ["18:1 wrong_type: [claims]: `usage` must be a text in quotes, not a number without quotes"]),
        ("[group]", "[group", ["3:7 toml_syntax: this is not TOML: expected ']' at the end of a table declaration"]),
    ],
)  # fmt: skip
def test_each_fault_has_its_line_and_its_sentence(old: str, new: str, expected: list[str]):
    assert old in TOML
    assert faults(TOML.replace(old, new)) == expected


def test_two_databases_are_one_too_many():
    assert faults(TOML + 'database_url = "sqlite:///other.db"\n') == [
        "19:1 two_databases: database_url is written twice, differently"
    ]


@pytest.mark.parametrize(
    ("half", "named", "other"), [('url = "https://tsa.example"', "url", "roots"), ('roots = "a.pem"', "roots", "url")]
)
def test_half_an_authority_that_stamps_is_one_fault(half: str, named: str, other: str):
    said = f"20:1 half_an_authority: [timestamps] has {named} and no {other}: nobody would stamp anything"
    assert faults(f"{TOML}[timestamps]\n{half}\n") == [said]


def test_a_file_in_the_home_folder_is_found_there(books: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("HOME", str(tmp_path))
    written(books, '[claims]\nkey_file = "~/w.key"\n[timestamps]\nurl = "https://tsa.example"\nroots = "~/a.pem"\n')
    assert stamp_authority(books) == ("https://tsa.example", tmp_path / "a.pem")
    assert key_file(books) == tmp_path / "w.key"
    monkeypatch.setenv("WETREAD_KEY_FILE", "~/other.key")
    assert key_file(books) == tmp_path / "other.key"


def test_all_faults_are_told_at_once():
    assert len(faults("[group]\n[colour]\n")) == 10


def test_a_section_that_is_not_there_is_one_fault_and_not_one_a_key():
    assert faults("") == ["1:1 missing_key: `group` is missing"]
    assert faults("[gruop]\n") == ["1:1 unknown_key: the key `gruop` is not known here"]


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "x = " + "1" * 10_000, "\x00", "[group]\nname = 2026-02-30"])
def test_a_monstrous_file_is_one_finding_and_no_traceback(books: Path, text: str):
    settings, findings = read_settings(text)
    assert settings is None
    assert [finding.code for finding in findings] == ["toml_syntax"]
    assert written(books, text).startswith("sqlite:///")
