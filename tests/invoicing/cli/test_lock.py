"""Periods that are locked: nothing new is dated in them, and days that are hardly meant are asked about."""

from datetime import UTC, datetime

import pytest

from reads.core.clock import FixedClock
from tests.conftest import Run
from tests.invoicing.cli.test_pay import MERCY, issued, state

__all__ = ["issued"]


def test_nothing_is_booked_in_a_locked_month_and_the_next_open_day_is_said(issued: Run):
    assert issued("lock", "2026-10", "--json").json == {"locked_through": "2026-10-31"}
    refused = issued("invoice", "pay", MERCY, "40.00", "--on", "2026-10-15", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "locked_period")
    assert "2026-11-01" in refused.json["error"]["remedy"]
    assert state(issued, MERCY) == ("issued", "0.00", "100.00")
    paid = ("invoice", "pay", MERCY, "40.00", "--on", "2026-11-03", "--paid-on", "2026-10-15", "--json")
    assert issued(*paid).json["paid_on"] == "2026-10-15"
    assert issued("invoice", "write-off", MERCY, "--because", "x", "--on", "2026-10-15").status == 3


def test_a_paper_is_not_dated_in_a_locked_month(issued: Run, clock: FixedClock):
    clock.instant = datetime(2026, 12, 5, 15, tzinfo=UTC)
    issued("lock", "2026-11")
    credit = ("invoice", "credit", MERCY, "--amount", "5.00", "--because", "agreed", "--json")
    refused = issued(*credit, "--dated", "2026-11-20")
    assert (refused.status, refused.json["error"]["code"]) == (3, "locked_period")
    assert issued(*credit).status == 0


def test_a_month_is_opened_again_with_a_reason_alone_and_the_audit_says_so(issued: Run):
    issued("lock", "2026-10")
    assert issued("lock", "2026-10").status == 3
    assert issued("lock", "2026-10", "--reopen").status == 2
    assert issued("lock", "2026-10", "--reopen", "--because", "a late file").status == 0
    assert issued("invoice", "pay", MERCY, "40.00", "--on", "2026-10-15").status == 0
    said = issued("audit", "log", "--entity", "period/2026-10", "--json").json
    assert [(each["action"], each["because"]) for each in said] == [
        ("period.locked", ""),
        ("period.reopened", "a late file"),
    ]


@pytest.mark.parametrize(("words", "status"), [(("2026-11",), 2), (("2026-09", "--reopen", "--because", "x"), 3)])
def test_a_month_that_goes_on_is_not_locked_and_one_that_is_open_not_opened(issued: Run, words: tuple, status: int):
    assert issued("lock", *words).status == status


def test_a_payment_dated_years_back_is_asked_about(issued: Run):
    """A payment dated 2016 was booked in silence."""
    refused = issued("invoice", "pay", MERCY, "40.00", "--on", "2016-11-10", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "long_ago")
    assert issued("invoice", "pay", MERCY, "40.00", "--on", "2016-11-10", "--yes-dated").status == 0
