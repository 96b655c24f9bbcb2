"""An import is undone as long as nothing of it is on a paper, claim or paid statement; then months are looked at again."""

from __future__ import annotations

import pytest

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.import_uses import undo_import
from invoicing.closing.months_to_recheck import unsettled
from invoicing.closing.read_list import Filter, ListedRead, page
from invoicing.papers import closings
from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.log.batches import batches
from reads.log.decisions import Which, restore, void
from reads.log.errors import ImportInUse
from reads.store.engine import Store
from tests.invoicing.closing.months import OCTOBER, bring, close


def undone(store: Store, number: int, paid=()):
    by = By("tester", store.clock.now())
    with store.write() as session:
        return undo_import(session, number, "the wrong file", lambda _keys: list(paid), by=by)


def newest(store: Store) -> int:
    with store.read() as session:
        return batches(session, 1)[0].id


def open_months(store: Store) -> dict[str, set[Month]]:
    with store.read() as session:
        found = unsettled(session, Ground.load(session), closings.closed_months(session))
    return {contract: months for contract, months in found.items() if months}


def test_what_is_on_a_paper_is_named_with_its_number(october: Store):
    first = newest(october)
    close(october, OCTOBER)
    with pytest.raises(ImportInUse) as refused:
        undone(october, first)
    assert "of its reads on paper WR-2026-0000" in refused.value.message


def test_a_late_read_that_is_undone_concerns_its_month_no_more_and_the_month_is_looked_at(october: Store):
    close(october, OCTOBER)
    bring(october, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    late = newest(october)
    assert open_months(october) == {"lakeview": {OCTOBER}}
    undone(october, late)
    with october.read() as session:
        assert page(session, Filter(accession="LV9")).rows == ()


def test_a_paid_statement_keeps_its_reads(october: Store):
    with pytest.raises(ImportInUse, match="r-rao's statement of 2026-10"):
        undone(october, newest(october), paid=["3 of its reads on r-rao's statement of 2026-10, paid"])


def test_a_void_that_is_taken_back_concerns_the_closed_month(october: Store):
    by = By("tester", october.clock.now())
    with october.write() as session:
        void(session, Which("LV1"), "cancelled", by=by)
    close(october, OCTOBER)
    assert open_months(october) == {}
    with october.write() as session:
        restore(session, Which("LV1"), "read after all", by=by)
    assert open_months(october) == {"lakeview": {OCTOBER}}


def test_the_log_is_listed_a_page_at_a_time_in_the_order_of_signing(october: Store):
    with october.read() as session:
        every = page(session, Filter()).rows
        pages: list[ListedRead] = []
        after = None
        while True:
            some = page(session, Filter(), after, 2)
            pages += some.rows
            after = some.after
            if after is None:
                break
        held = page(session, Filter(door="held")).rows
        reader = page(session, Filter(radiologist="Rao, Vikram")).rows
        batch = page(session, Filter(batch=newest(october), month=OCTOBER, facility="MERCY-GENERAL")).rows
    assert len(every) == 4
    assert [each.as_json() for each in pages] == [each.as_json() for each in every]
    times = [str(each.as_json()["signed_at"]) for each in every]
    assert times == sorted(times)
    assert [each.as_json()["id"] for each in held] == [each.as_json()["id"] for each in every if each.door == "held"]
    assert {each.as_json()["radiologist"] for each in reader} == {"r-rao"}
    assert batch
    assert {each.as_json()["facility"] for each in batch} == {"mercy-general"}
