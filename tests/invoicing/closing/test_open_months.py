"""Whether an earlier month has something to bill is asked of routing, nowhere else (issue of walls, spec 4.1)."""

from pathlib import Path

import pytest

from invoicing.closing.close import looked_at
from invoicing.closing.preview import Ask
from reads.core.month import Month
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import NOVEMBER, OCTOBER, bring, close
from tests.invoicing.closing.test_prior_periods import voided

SEPTEMBER = Month(2026, 9)
SEPTEMBER_READ = "lakeview-main LV7 CTHEAD CT 2026-09-07T01:20"
TEST_PATIENT = (
    "facility,accession,exam_code,modality,read_type,radiologist,received_at,signed_at,test_patient\n"
    "lakeview-main,LV7,CTHEAD,CT,preliminary,r-rao,2026-09-07T01:00:00-05:00,2026-09-07T01:20:00-05:00,Y\n"
)


def open_months(store: Store, month: Month, contract: str) -> list[str]:
    """The earlier months that closing the month would be out of order for."""
    return [str(each) for each in looked_at(store, Ask(month)).contracts[contract].standing.open_months]


def test_a_read_to_bill_keeps_its_month_open(october: Store):
    bring(october, SEPTEMBER_READ)
    assert open_months(october, OCTOBER, "lakeview") == ["2026-09"]


def test_a_read_of_the_last_night_before_keeps_its_month_open(october: Store):
    """It lies near enough to October to be gathered with it."""
    bring(october, "lakeview-main LV7 CTHEAD CT 2026-09-30T20:20")
    assert open_months(october, OCTOBER, "lakeview") == ["2026-09"]
    close(october, OCTOBER.previous(), "lakeview")
    assert open_months(october, OCTOBER, "lakeview") == []


def test_a_void_read_is_nothing_to_bill(october: Store):
    bring(october, SEPTEMBER_READ)
    voided(october, "LV7")
    assert open_months(october, OCTOBER, "lakeview") == []


def test_a_test_patient_is_nothing_to_bill(october: Store):
    mercy.bring_in(october, TEST_PATIENT)
    assert open_months(october, OCTOBER, "lakeview") == []


def test_a_read_that_a_correction_moved_into_the_month_left_the_other_empty(october: Store):
    bring(october, SEPTEMBER_READ)
    bring(october, "lakeview-main LV7 CTHEAD CT 2026-10-07T01:20", corrects=True)
    assert open_months(october, OCTOBER, "lakeview") == []


def test_a_facility_that_was_sold_has_its_reads_billed_to_its_owner_of_the_day(october: Store, books: Path):
    """Lakeview's site was Mercy's in September: its read there is none of Lakeview's contract."""
    bring(october, SEPTEMBER_READ)
    rows = mercy.DIRECTORY["facilities.csv"].replace("timezone\n", "timezone,from,until\n").splitlines()
    own = next(row for row in rows if row.startswith("lakeview-main"))
    sold = [f"{own},2026-10-01,", f"{own.replace('lakeview-main,lakeview', 'lakeview-main,mercy')},,2026-10-01"]
    others = [f"{row},," for row in rows[1:] if row != own]
    (books / "directory" / "facilities.csv").write_text("\n".join([rows[0], *others, *sold]) + "\n")
    mercy.apply(books, october)
    assert open_months(october, OCTOBER, "lakeview") == []


def test_a_first_month_after_an_empty_one_is_in_order(october: Store):
    """Mercy West has nothing until November; Lakeview is closed in October and has nothing in November."""
    close(october, OCTOBER, "lakeview")
    bring(october, "mercy-west MW1 CTHEAD CT 2026-11-09T01:20", "lakeview-main LV8 CTHEAD CT 2026-12-07T01:20")
    assert open_months(october, NOVEMBER, "mercy-west") == []
    assert open_months(october, NOVEMBER.next(), "lakeview") == []


@pytest.mark.parametrize("contract, expected", [("mercy-general", ["2026-11"]), ("mercy-west", [])])
def test_a_month_behind_a_closed_one_that_costs_something_without_a_read_is_open(
    october: Store, contract: str, expected: list[str]
):
    """Mercy General has a minimum of 100.00 a month."""
    close(october, OCTOBER)
    assert open_months(october, NOVEMBER.next(), contract) == expected
