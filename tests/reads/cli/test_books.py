"""`wetread init`: new books say what is to be filled in, and are valid once it is."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run
from tests.reads.directory.written import put

FILLED = {
    'name     = ""': 'name = "Lakeshore Radiology Partners"',
    'npi      = ""': 'npi = "1234567893"',
    'tax_id   = ""': 'tax_id = "36-1234567"',
    "address  = []": 'address = ["500 N Shore Dr", "Chicago, IL 60611-2210"]',
    "remit_to = []": 'remit_to = ["PO Box 4410", "Chicago, IL 60680"]',
    'phone    = ""': 'phone = "312-555-0142"',
    'email    = ""': 'email = "billing@lakeshore.example"',
    'timezone = ""': 'timezone = "America/Chicago"',
}


def fill_in(books: Path) -> None:
    for old, new in FILLED.items():
        put(books, "wetread.toml", old, new)
    with (books / "directory" / "clients.csv").open("a") as clients:
        clients.write("mercy-health,Mercy Health,12 Elm St | Springfield IL 62701,,,,\n")
    put(books, "contracts/example.toml", 'client    = ""', 'client = "mercy-health"')
    put(books, "contracts/example.toml", 'per_read = "" ', 'per_read = "12.00"')


def test_new_books_are_valid_once_they_are_filled_in(books: Path, run: Run):
    assert run("init", str(books)).status == 0
    unfilled = run("apply", "--json")
    assert unfilled.status == 1
    assert {problem["file"] for problem in unfilled.json["error"]["problems"]} == {
        "wetread.toml",
        "contracts/example.toml",
    }
    fill_in(books)
    outcome = run("apply")
    assert (outcome.status, outcome.stdout.splitlines()[-1]) == (0, "loaded")


def test_every_example_in_the_skeleton_is_valid_too(books: Path, run: Run):
    """Whoever takes the # away from a line gets what it says."""
    run("init", str(books))
    fill_in(books)
    with (books / "directory" / "facilities.csv").open("a") as facilities:
        facilities.write(
            "mercy-general,mercy-health,Mercy General,1234567893,12 Elm St,Springfield,IL,62701,America/Chicago,,,\n"
        )
    path = books / "contracts" / "example.toml"
    head, _, general = path.read_text().partition('[[rates]]\nname     = "Everything else"')
    lines = [line.removeprefix("# ") if "=" in line or line.startswith("# [") else line for line in head.splitlines()]
    more = [line.removeprefix("# ") for line in general.splitlines()]
    path.write_text("\n".join([*lines, '[[rates]]\nname     = "Everything else"', *more]) + "\n")
    outcome = run("apply", "--dry-run")
    assert outcome.stderr == ""
    assert outcome.status == 0


def test_only_the_owner_can_read_new_books(tmp_path: Path, run: Run):
    run("init", str(tmp_path / "new" / "books"))
    assert (tmp_path / "new" / "books").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "books" / "wetread.toml").stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_over(books: Path, run: Run):
    (books / "notes.txt").write_text("mine")
    outcome = run("init", str(books))
    assert outcome.status == 3
    assert "not an empty folder" in outcome.stderr
    assert [path.name for path in books.iterdir()] == ["notes.txt"]


def test_scripts_learn_what_was_written(books: Path, run: Run):
    document = run("init", str(books), "--json").json
    assert document["books"] == str(books)
    assert "directory/clients.csv" in document["files"]
