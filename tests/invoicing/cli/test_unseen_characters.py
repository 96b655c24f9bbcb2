"""Characters of the books that nobody sees, or that turn a line around: told, shown by their escapes, and no file is lost by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.reads.directory.written import put, write

PROFILE = """kind = "csv"
[columns]
facility = "Site"
accession = "Acc"
exam_code = "Exam"
radiologist = "Reader"
received_at = "Received"
signed_at = "Signed"
[constants]
read_type = "preliminary"
modality = "CT"
"""
READS = (
    "Site,Acc,Exam,Reader,Received,Signed\n"
    "mercy-general,A1,CTH,ana-roy,2026-10-03T01:12:00-05:00,2026-10-03T01:31:00-05:00\n"
)


def test_what_hides_in_a_line_or_turns_it_around_is_shown_by_its_escape(books: Path, run: Run):
    """A name, an account to be paid to and a rate of a contract: the list of changes is what a person agrees to."""
    write(books)
    run("apply")
    put(books, "directory/clients.csv", "Mercy Health", "Mercy \u202ehtlaeH")
    put(books, "wetread.toml", "remit_to", 'remit_to = ["Acme\u2066", "Account 91\u200b4"]\n#')
    put(books, "contracts/mercy-health.toml", '"Everything"', '"Every\u00adthing"')
    outcome = run("apply")
    assert not {"\u202e", "\u2066", "\u200b", "\u00ad"} & set(outcome.stdout)
    assert "name: Mercy Health → Mercy \\u202ehtlaeH" in outcome.stdout
    for escaped in ("Acme\\u2066", "Account 91\\u200b4", "Every\\xadthing"):
        assert escaped in outcome.stdout


@pytest.mark.parametrize(
    "file", ["wetread.toml", "profiles/ris.toml", "delivery/portal.toml", "contracts/mercy-health.toml"]
)
def test_a_character_that_nobody_sees_is_told_and_keeps_no_file_from_being_used(books: Path, run: Run, file: str):
    """In a comment of wetread.toml one took the group out of the books, unsaid; a profile with one was refused."""
    write(books, {"profiles/ris.toml": PROFILE, "delivery/portal.toml": 'kind = "folder"\n', "reads.csv": READS})
    run("apply")
    path = books / file
    path.write_text(f"# no\u200bte\n{path.read_text(encoding='utf-8')}", encoding="utf-8", newline="")
    applied = run("apply")
    assert applied.status == 0
    assert f"{file}:1:5: a character that can't be seen" in applied.stderr
    assert "removed" not in applied.stdout
    imported = run("reads", "import", str(books / "reads.csv"), "--profile", "ris")
    assert (imported.status, imported.stdout.partition(": ")[2]) == (0, "1 row, 1 recorded\n")
