"""wetread key: made once, checked, exchanged, and never shown."""

import pytest

from invoicing.cli.demo import write_books


@pytest.fixture
def key_file(books, tmp_path, monkeypatch):
    """Books, and a place for their key outside them."""
    write_books(books)
    path = tmp_path / "wetread.key"
    monkeypatch.setenv("WETREAD_KEY_FILE", str(path))
    return path


def test_a_key_is_made_once(run, key_file):
    first = run("key", "create", "--json")
    assert (first.status, first.json["created"], first.json["inside_books"]) == (0, True, False)
    made = key_file.read_text()
    again = run("key", "create", "--json")
    assert (again.status, again.json["created"], key_file.read_text()) == (0, False, made)


def test_no_command_shows_the_key(run, key_file):
    told = [run("key", "create"), run("key", "check"), run("key", "rotate"), run("key", "check", "--json")]
    secret = key_file.read_text().split()[1]
    assert all(outcome.status == 0 and secret not in outcome.stdout + outcome.stderr for outcome in told)


def test_a_missing_key_is_asked_for_with_the_command_that_makes_one(run, key_file):
    for words in (("key", "check"), ("key", "rotate")):
        outcome = run(*words, "--json")
        assert (outcome.status, outcome.json["error"]["code"]) == (3, "no_key")
        assert "wetread key create" in outcome.json["error"]["remedy"]


def test_a_key_among_the_books_is_remarked_on(run, books, monkeypatch):
    write_books(books)
    outcome = run("key", "create")
    assert outcome.status == 0
    assert (books / "demo.key").exists()
    assert "keep it elsewhere" in outcome.stderr


def test_without_a_file_or_a_keyring_the_way_out_is_told(run, books):
    write_books(books)
    settings = books / "wetread.toml"
    settings.write_text(settings.read_text().replace('key_file     = "demo.key"', ""))
    outcome = run("key", "create", "--json")
    assert (outcome.status, outcome.json["error"]["code"]) == (3, "no_keyring")
    assert "WETREAD_KEY_FILE" in outcome.json["error"]["remedy"]


def test_rotating_is_in_the_audit_log(run, key_file, books):
    run("key", "create")
    outcome = run("key", "rotate", "--because", "the administrator left", "--json")
    assert outcome.status == 0
    assert run("key", "check").status == 0
