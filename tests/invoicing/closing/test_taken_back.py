"""What is taken back in the log is taken back on the papers too, whenever a month was closed between (spec 2.2, 3.6)."""

from pathlib import Path

import pytest

from reads.core.actor_and_moment import By
from reads.log.decisions import Which, restore
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import DECEMBER, NOVEMBER, OCTOBER, billed, close, papers
from tests.invoicing.closing.test_prior_periods import voided

HEADER = "facility,accession,exam_code,modality,read_type,radiologist,priority,received_at,signed_at\n"
READ = "lakeview-main,LV1,CTHEAD,CT,preliminary,r-rao,{},2026-10-07T01:00:00-05:00,2026-10-07T01:20:00-05:00\n"
STAT = '[[surcharges]]\nname = "STAT"\nmatch = { priority = "stat" }\nadd = "40.00"\n'


@pytest.fixture
def lakeview(store: Store, books: Path, database: str) -> Store:
    """Lakeview's one read of October, 45.00, stat 40.00 more; issued as routine."""
    terms = mercy.CONTRACTS["lakeview.toml"].replace('not_to_exceed = "100.00"\n', "") + STAT
    mercy.write_books(books, database, {"lakeview.toml": terms})
    mercy.apply(books, store)
    mercy.bring_in(store, HEADER + READ.format("routine"))
    close(store, OCTOBER)
    return store


@pytest.mark.parametrize("between", [True, False])
def test_a_read_amended_to_stat_and_back_costs_what_it_cost(lakeview: Store, between: bool):
    mercy.bring_in(lakeview, HEADER + READ.format("stat"), corrects=True)
    if between:
        close(lakeview, NOVEMBER)
        assert billed(papers(lakeview), "lakeview", OCTOBER) == "85.00"
    mercy.bring_in(lakeview, HEADER + READ.format("routine"), corrects=True)
    close(lakeview, DECEMBER)
    assert billed(papers(lakeview), "lakeview", OCTOBER) == "45.00"


@pytest.mark.parametrize("between", [True, False])
def test_a_void_taken_back_is_billed_again(lakeview: Store, between: bool):
    voided(lakeview, "LV1")
    if between:
        close(lakeview, NOVEMBER)
        assert billed(papers(lakeview), "lakeview", OCTOBER) == "0.00"
    with lakeview.write() as session:
        restore(session, Which("LV1"), "it was read after all", by=By("tester", lakeview.clock.now()))
    close(lakeview, DECEMBER)
    assert billed(papers(lakeview), "lakeview", OCTOBER) == "45.00"
