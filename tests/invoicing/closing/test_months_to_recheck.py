"""Which closed months are looked at again: those that something new concerns, and no others."""

from pathlib import Path

import pytest
from sqlalchemy import text

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.months_to_recheck import unsettled
from invoicing.papers import closings
from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.log.decisions import Which, void
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import NOVEMBER, OCTOBER, bring, close


def open_months(store: Store) -> dict[str, set[Month]]:
    with store.read() as session:
        found = unsettled(session, Ground.load(session), closings.closed_months(session))
    return {contract: months for contract, months in found.items() if months}


@pytest.fixture
def closed(october: Store) -> Store:
    close(october, OCTOBER)
    close(october, NOVEMBER)
    return october


def test_nothing_new_concerns_no_month(closed: Store):
    assert open_months(closed) == {}


def test_a_late_read_concerns_its_contract_s_month(closed: Store):
    bring(closed, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    assert open_months(closed) == {"lakeview": {OCTOBER}}


def test_a_corrected_read_concerns_the_month_it_leaves_and_the_one_it_comes_to(closed: Store):
    bring(closed, "mercy-general MG3 CTHEAD CT 2026-11-01T00:20", corrects=True)
    assert open_months(closed) == {"mercy-general": {OCTOBER, NOVEMBER}}


def test_a_voided_read_concerns_the_month_that_billed_it(closed: Store):
    with closed.write() as session:
        void(session, Which("LV1"), "cancelled", by=By("tester", closed.clock.now()))
    assert open_months(closed) == {"lakeview": {OCTOBER}}


def test_an_amended_contract_concerns_all_months_of_its_client(closed: Store, books: Path):
    (books / "contracts" / "lakeview.toml").write_text(mercy.CONTRACTS["lakeview.toml"].replace("45.00", "44.00"))
    mercy.apply(books, closed)
    assert open_months(closed) == {"lakeview": {OCTOBER, NOVEMBER}}


def test_a_new_reader_concerns_only_months_with_reads_that_nothing_has_billed(closed: Store, books: Path):
    row = "lakeview-main,LV8,CTHEAD,CT,preliminary,r-new,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
    mercy.bring_in(closed, mercy.HEADER + row)
    close(closed, NOVEMBER.next())
    assert open_months(closed) == {}
    (books / "directory" / "radiologists.csv").write_text(mercy.DIRECTORY["radiologists.csv"] + "r-new,New,\n")
    (books / "directory" / "locations.csv").write_text(
        mercy.DIRECTORY["locations.csv"] + "r-new,2025-01-01,,IN,Asia/Kolkata\n"
    )
    mercy.apply(books, closed)
    assert open_months(closed) == {"lakeview": {OCTOBER}}


def test_a_contract_without_any_memory_is_looked_at_whole(closed: Store):
    """As after an upgrade: the months were closed before anything was remembered."""
    with closed.engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*) FROM settlements")).scalar_one()
    assert rows == 6
    with closed.read() as session:
        found = unsettled(session, Ground.load(session), {"of-old": [OCTOBER]})
    assert found == {"of-old": {OCTOBER}}


def test_on_postgresql_a_lower_id_that_is_committed_later_is_not_overlooked(closed: Store):
    """Two imports at once: the one that began first commits last, after a month was closed between them."""
    if closed.is_sqlite:
        pytest.skip("SQLite has one writer at a time: ids are committed in their order")
    with closed.engine.connect() as slow:
        slow.execute(text("SELECT nextval('held_releases_id_seq')"))
        bring(closed, "mercy-general MG9 XRKNEE XR 2026-10-09T01:20")
        insert = "INSERT INTO held_releases (id, read_key, reason, because, at, actor) VALUES "
        with closed.engine.begin() as fast:
            fast.execute(text(insert + "(7, 'x', 'y', 'z', '2026-11-02T09:00:00Z', 't')"))
        close(closed, NOVEMBER.next())
        assert open_months(closed) == {}
        slow.execute(text(insert + "(3, 'x', 'w', 'z', '2026-11-02T09:00:00Z', 't')"))
        slow.commit()
    assert open_months(closed)["mercy-general"] >= {OCTOBER}
