"""A demonstration in the place of an earlier one has no history but its own."""

from __future__ import annotations

from pathlib import Path

from invoicing.cli.demo import write_books
from reads.directory.settings import database_url
from reads.store.anchors import Anchor, append_anchor, noted_at

NOTED = Anchor(36, "5f0c", "9a1b", "2026-11-02T09:00:00Z", restored=False, series={})


def test_a_demonstration_that_was_deleted_is_no_older_state_of_the_new_one(tmp_path: Path):
    folder = tmp_path / "demo"
    url = f"sqlite:///{folder.absolute()}/wetread.db"
    append_anchor(NOTED, url)
    write_books(folder)
    assert database_url(folder) == url
    assert noted_at(url) == ()


def test_what_was_noted_of_a_database_that_is_there_stays(tmp_path: Path, monkeypatch):
    there = tmp_path / "other.db"
    there.touch()
    monkeypatch.setenv("WETREAD_DATABASE_URL", f"sqlite:///{there}")
    append_anchor(NOTED, f"sqlite:///{there}")
    write_books(tmp_path / "demo")
    assert noted_at(f"sqlite:///{there}") == (NOTED,)
