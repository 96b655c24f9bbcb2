"""Applied contracts are kept version by version; a change is told in plain sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import select

from invoicing.contracts.errors import NoSuchContract, UnreadableContract
from invoicing.contracts.load_contracts import ContractChange, What, apply_contracts
from invoicing.contracts.repository import load_contracts, load_version
from invoicing.contracts.tables import ContractVersionRow
from reads.store.events import EventRow

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FLAT = """\
client    = "mercy-health"
effective = 2026-01-01

[[rates]]
name     = "CT"
match    = { modality = "CT" }
per_read = "38.00"

[[rates]]
name     = "Everything else"
per_read = "12.00"
"""


def apply(store, **texts):
    with store.write() as session:
        return apply_contracts(
            session, {name.replace("_", "-"): text for name, text in texts.items()}, actor="ann", at=AT
        )


def test_a_new_contract_is_its_first_version(store):
    assert apply(store, mercy=FLAT) == [ContractChange("mercy", What.ADDED, 1)]
    with store.read() as session:
        (applied,) = load_contracts(session)
    assert (applied.contract.id, applied.version, applied.contract.rates[0].per_read) == ("mercy", 1, Decimal("38.00"))


def test_applying_the_same_text_again_changes_nothing(store):
    apply(store, mercy=FLAT)
    assert apply(store, mercy=FLAT) == []


def test_a_changed_price_is_a_new_version_and_the_old_one_stays(store):
    apply(store, mercy=FLAT)
    (change,) = apply(store, mercy=FLAT.replace("38.00", "40.00"))
    assert change == ContractChange("mercy", What.CHANGED, 2, ('rate "CT": per read was 38.00, is now 40.00',))
    with store.read() as session:
        (now,) = load_contracts(session)
        first = load_version(session, "mercy", 1)
    assert (now.version, now.contract.rates[0].per_read) == (2, Decimal("40.00"))
    assert (first.version, first.contract.rates[0].per_read) == (1, Decimal("38.00"))
    assert now.version_id > first.version_id


def test_a_comment_alone_is_a_new_version_that_says_so(store):
    apply(store, mercy=FLAT)
    (change,) = apply(store, mercy="# renewed by phone\n" + FLAT)
    assert change.differences == ("only comments or layout changed, no term",)


def test_a_contract_whose_file_is_gone_is_withdrawn_and_may_come_back(store):
    apply(store, mercy=FLAT, summit=FLAT)
    assert apply(store, summit=FLAT) == [ContractChange("mercy", What.WITHDRAWN, 2)]
    with store.read() as session:
        assert [applied.contract.id for applied in load_contracts(session)] == ["summit"]
        with pytest.raises(NoSuchContract):
            load_version(session, "mercy", 2)
    assert apply(store, summit=FLAT) == []
    assert apply(store, summit=FLAT, mercy=FLAT) == [ContractChange("mercy", What.ADDED, 3)]


def test_each_change_is_an_event_of_the_audit_log(store):
    apply(store, mercy=FLAT)
    apply(store)
    with store.read() as session:
        events = [(event.action, event.entity, event.actor) for event in session.exec(select(EventRow))]
    assert events == [("contract.added", "mercy", "ann"), ("contract.withdrawn", "mercy", "ann")]


def test_a_version_that_was_never_applied_is_refused_with_a_remedy(store):
    with store.read() as session, pytest.raises(NoSuchContract, match="there is no version 3 of a contract mercy"):
        load_version(session, "mercy", 3)


def test_a_stored_text_that_this_version_of_the_program_cannot_read_is_named(store):
    with store.write() as session:
        row = ContractVersionRow(contract="mercy", version=1, content="colour = 1", sha256="", at=AT, actor="ann")
        session.add(row)
    with store.read() as session, pytest.raises(UnreadableContract, match="version 1 of the contract mercy"):
        load_contracts(session)


def test_the_contract_in_force_is_known_by_its_dates(store):
    apply(store, mercy="until = 2027-01-01\n" + FLAT)
    with store.read() as session:
        (applied,) = load_contracts(session)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [applied.contract.in_force(day) for day in days] == [False, True, True, False]
