"""Contracts come in one order on every database: papers are numbered in it."""

from invoicing.contracts import repository


def test_contracts_are_in_order_whatever_order_a_database_has(monkeypatch):
    """By the rules of a language a hyphen counts for nothing: PostgreSQL gave `stage` before `st-brendan`."""
    given = [("stage", 1, 1, "a"), ("st-brendan", 1, 2, "b"), ("Abc", 1, 3, "c")]
    monkeypatch.setattr(repository, "rows", lambda *_: given)
    assert [each.contract for each in repository.current_texts(None)] == ["Abc", "st-brendan", "stage"]
