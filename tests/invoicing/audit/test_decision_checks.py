"""What the audit says of decisions on papers after somebody with the database's password was at them, on both databases."""

import pytest
from sqlalchemy import text

from invoicing.audit.decision_checks import decision_damage
from invoicing.closing import memos
from invoicing.papers import repository
from invoicing.papers.adjustment import Fact
from invoicing.papers.heads import numbered
from reads.core.actor_and_moment import By
from reads.store.engine import Store
from tests.invoicing.closing.months import NOVEMBER, OCTOBER, close

READS, LINE = 1, 2
FORGED = (
    "INSERT INTO adjustments (id, kind, client, contract, number, currency, amount, because, at, actor) VALUES "
    "(9, 'line', 'lakeview', 'lakeview', '', 'USD', 500, 'x', '2026-11-02T00:00:00Z', 'someone')"
)


@pytest.fixture
def decided(october: Store) -> Store:
    """October issued, a read of Lakeview disputed, a manual line billed on Lakeview's November."""
    close(october, OCTOBER)
    by = By("tester", october.clock.now())
    with october.write() as session:
        issued = numbered(session, "WR-2026-00001")
        assert issued is not None
        keys = [row.read_key for row in repository.whole(session, issued.id).schedule]
        memos.withdraw(session, issued, Fact.DISPUTE, keys, "mail", by)
        memos.add_line(session, "lakeview", "250.00", "Training", None, by, again=False)
    close(october, NOVEMBER, "lakeview")
    return october


def without_triggers(store: Store, statement: str) -> None:
    """Does what somebody with the database's password could do."""
    with store.write() as session:
        if store.is_sqlite:
            for (name,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                session.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("adjustments", "adjusted_reads", "billed_adjustments"):
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        session.execute(text(statement))


@pytest.mark.parametrize(
    "statement, where, what",
    [
        (f"UPDATE adjustments SET amount = 1 WHERE id = {LINE}", "decision 2", "decision_changed"),
        (f"UPDATE adjustments SET because = '' WHERE id = {READS}", "decision 1", "decision_changed"),
        ("UPDATE adjusted_reads SET read_key = 'another'", "decision 1", "decision_changed"),
        ("DELETE FROM adjusted_reads", "decision 1", "decision_changed"),
        (FORGED, "decision 9", "decision_unrecorded"),
        ("DELETE FROM billed_adjustments", "paper 4", "billed_lines_wrong"),
    ],
)
def test_the_audit_names_a_decision_that_is_not_what_was_decided(decided: Store, statement: str, where: str, what: str):
    """A billed line that nobody remembers any more would be billed again; a dispute that is gone would be billed at all."""
    with decided.read() as session:
        assert decision_damage(session) == []
    without_triggers(decided, statement)
    with decided.read() as session:
        assert (where, what) in [(damage.where, damage.what) for damage in decision_damage(session)]
