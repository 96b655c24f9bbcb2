"""A look at a month names the texts that can't be printed, whether or not a schedule has to be laid out to find them."""

from pathlib import Path

import pytest

from invoicing.closing.preview import Ask
from invoicing.documents import print_files
from invoicing.documents.printable_issue import look_at_month
from invoicing.documents.schedule import Schedule, schedule_of
from invoicing.papers.paper import Paper
from reads.core.month import Month
from reads.store.engine import Store
from tests.invoicing.closing import mercy

OCTOBER = Ask(Month(2026, 10))


def said(store: Store) -> dict[str, list[str]]:
    closing = look_at_month(store, OCTOBER)
    return {
        contract: [each.message for each in part.warnings if "the font has no" in each.message]
        for contract, part in closing.contracts.items()
    }


@pytest.fixture
def october(books: Path, database: str, store: Store) -> Path:
    mercy.write_books(books, database)
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER)
    return books


def test_a_month_in_ascii_is_looked_at_without_its_schedules(
    october: Path, store: Store, monkeypatch: pytest.MonkeyPatch
):
    laid_out: list[int] = []
    honest = schedule_of

    def counting(paper: Paper) -> Schedule:
        laid_out.append(len(paper.schedule))
        return honest(paper)

    monkeypatch.setattr(print_files, "schedule_of", counting)
    assert set(map(tuple, said(store).values())) == {()}
    assert sum(laid_out) == 0


def test_a_reader_whom_the_fonts_can_not_write_is_named_by_place(october: Path, store: Store):
    readers = october / "directory" / "radiologists.csv"
    readers.write_text(readers.read_text().replace("Rao", "Rao 山"))
    assert "山" in readers.read_text()
    mercy.apply(october, store)
    found = said(store)
    assert found["lakeview"] == ["lakeview: schedule.Radiologist: the font has no U+5C71"]
    assert found["mercy-west"] == []


def test_an_accession_that_the_fonts_can_not_write_is_found_too(october: Path, store: Store):
    row = "mercy-west,M山1,CTHEAD,CT,preliminary,r-rao,2026-10-05T01:00:00-05:00,2026-10-05T01:20:00-05:00\n"
    mercy.bring_in(store, mercy.HEADER + row)
    found = said(store)
    assert found["mercy-west"] == ["mercy-west: schedule.Accession: the font has no U+5C71"]
    assert found["lakeview"] == []
