"""What issued months would cost is reckoned while others work: by `apply`, `held fix` and `fees import` (spec 1, 8.1)."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from invoicing.closing import books_on_trial, held_fix, load_books
from invoicing.closing.repricing import Repriced, changed
from invoicing.contracts.books import read_all_books
from invoicing.documents.print_processes import warm_up
from invoicing.papers.errors import RepricesIssued
from reads.core.actor_and_moment import By
from reads.directory.proposals import RowProposal
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.promises.closers import NOON, start
from tests.promises.conftest import Ready

BY = By("ana", NOON)


@pytest.fixture
def issued(ready: Ready, tmp_path: Path) -> tuple[Path, Store]:
    """October, issued, and the rate of Mercy General's heads edited from 38.00 to 40.00."""
    warm_up()
    books, store = ready()
    assert start(books, tmp_path / "said").status() == 0
    contract = books / "contracts" / "mercy-general.toml"
    contract.write_text(contract.read_text().replace('"38.00"', '"40.00"'))
    return books, store


def a_read(accession: str, day: str) -> str:
    at = f"2026-{day}T01:00:00-05:00,2026-{day}T01:20:00-05:00"
    return f"{mercy.HEADER}mercy-general,{accession},CTHEAD,CT,preliminary,r-rao,{at}\n"


def importing(books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> list[Sequence[Repriced]]:
    """Another process imports while the first reckoning goes on; the list gets what each reckoning found."""
    (tmp_path / "meanwhile.csv").write_text(text)
    honest: Callable[..., list[Repriced]] = changed
    found: list[Sequence[Repriced]] = []

    def slowly(*arguments):
        months = honest(*arguments)
        if not found:
            imported = start(books, tmp_path / "imported", words=("reads", "import", str(tmp_path / "meanwhile.csv")))
            assert imported.status() == 0, (tmp_path / "imported").read_text()
        found.append(months)
        return months

    monkeypatch.setattr(books_on_trial, "changed", slowly)
    return found


def test_a_late_read_comes_in_while_it_is_reckoned_and_is_in_the_answer(issued, tmp_path: Path, monkeypatch):
    books, store = issued
    found = importing(books, tmp_path, monkeypatch, a_read("MG81", "10-20"))
    with pytest.raises(RepricesIssued):
        load_books.apply(store, read_all_books(books), BY)
    first, second = found
    assert first != second == list(load_books.look(store, read_all_books(books)).repriced)


def test_reads_of_a_month_that_is_open_do_not_make_it_reckon_again(issued, tmp_path: Path, monkeypatch):
    """So a live feed doesn't keep books from being applied."""
    books, store = issued
    found = importing(books, tmp_path, monkeypatch, a_read("MG91", "11-01"))
    applied = load_books.apply(store, read_all_books(books), BY, load_books.ApplyPermissions(reprice=True))
    assert len(found) == 1
    assert applied.repriced == tuple(found[0])


def test_books_that_were_applied_meanwhile_are_what_it_is_compared_with(issued, tmp_path: Path, monkeypatch):
    books, store = issued
    honest = changed
    others: list[int] = []

    def slowly(*arguments):
        if not others:
            others.append(start(books, tmp_path / "applied", alone, ("apply", "--reprice")).status())
        return honest(*arguments)

    def alone() -> None:
        """The other process has nobody beside it: it would start one of its own, and that one the next."""
        monkeypatch.setattr(books_on_trial, "changed", honest)

    monkeypatch.setattr(books_on_trial, "changed", slowly)
    applied = load_books.apply(store, read_all_books(books), BY)
    assert others == [0], (tmp_path / "applied").read_text()
    assert not applied


def test_a_look_reckons_while_somebody_else_writes(issued, monkeypatch):
    """All that takes time is done before the lock is asked for."""
    books, store = issued
    honest = Store.write
    writer = ExitStack()

    def waits(self):
        writer.close()  # the other one is done
        return honest(self)

    writer.enter_context(store.write())
    monkeypatch.setattr(Store, "write", waits)
    applied = load_books.look(store, read_all_books(books))
    assert [each.difference.printed() for each in applied.repriced]
    monkeypatch.undo()
    writer.enter_context(store.write())
    monkeypatch.setattr(Store, "write", waits)
    row = {"facility": "*", "exam_code": "CTNECK", "cpt": "70490", "modality": "CT", "regions": "1"}
    look = held_fix.look(store, books, [RowProposal("exams", tuple(row.items()), "")], read_all_books)
    assert (look.held_before, look.held_after) == (0, 0)
