"""A read whose clocks are farther apart than a read's moments can be is held, and it is said which of them lies where."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from invoicing.pricing.turnaround_credit import not_believed
from reads.core.read import AFTER_SIGNING, BEFORE_SIGNING

SIGNED = datetime(2026, 10, 14, 2, tzinfo=UTC)
STAT = SimpleNamespace(name="STAT in 30", clock=("received_at", "signed_at"))
ROUTINE = SimpleNamespace(name="Routine", clock=("exam_at", "signed_at"))
SECOND = timedelta(seconds=1)


def why(received: timedelta | None, *rules: SimpleNamespace, exam: timedelta | None = None):
    """Why a read is held that was received, and its exam made, so long before it was signed."""
    times = {"received_at": received, "exam_at": exam}
    read = SimpleNamespace(
        signed_at=SIGNED, **{name: None if each is None else SIGNED - each for name, each in times.items()}
    )
    return not_believed(read, rules or (STAT,), "nights")


@pytest.mark.parametrize("taken", [None, timedelta(0), BEFORE_SIGNING, -AFTER_SIGNING], ids=str)
def test_what_a_read_can_take_is_believed_to_the_second(taken):
    assert why(taken) is None


def test_too_long_before_signing_names_the_earlier_clock():
    reason = why(BEFORE_SIGNING + SECOND)
    assert reason.code == "turnaround_too_long"
    days = BEFORE_SIGNING.days
    assert reason.message == (
        f"received_at lies {days} days before signed_at, and the contract nights measures how long it took (STAT in 30)"
    )
    assert reason.remedy == (
        "correct the year or the month of received_at at the source and import the read again with `--amend`; "
        "where nobody knows it, leave it out: the read is then billed unmeasured"
    )


def test_after_signing_nobody_knows_which_is_wrong():
    reason = why(-AFTER_SIGNING - SECOND)
    assert f" lies {AFTER_SIGNING.days} days after signed_at, " in reason.message
    assert reason.remedy.startswith("correct the year or the month of the wrong one at the source")


def test_each_rule_looks_at_its_own_clock():
    """A clock that lacks or is right in one rule says nothing of the next."""
    for received in (None, timedelta(minutes=20)):
        reason = why(received, STAT, ROUTINE, exam=BEFORE_SIGNING + SECOND)
        assert "(Routine)" in reason.message
    assert why(timedelta(minutes=20), STAT, exam=BEFORE_SIGNING + SECOND) is None
