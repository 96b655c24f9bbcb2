"""Any released database opens: one of each release, on both engines, is upgraded, and all in it is whole (spec 7)."""

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from invoicing.audit.verify import verify
from reads.claims.errors import PostedBefore
from reads.claims.ledger.accounts import account_of_claim
from reads.claims.ledger.deposits import list_deposits
from reads.claims.post_responses import take_answers
from reads.claims.repository import claims_numbered
from reads.core.actor_and_moment import By
from reads.core.clock import FixedClock
from reads.store.engine import Store
from reads.store.schema import HEAD
from tests.databases import sqlite_url
from tests.released import NOON, RELEASED, counts_of

VERSIONS = sorted(path.name for path in RELEASED.iterdir())


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """Each version that was released."""
    return str(request.param)


@pytest.fixture(params=["sqlite", "postgres"])
def released(version: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A copy of its database as it was left."""
    if request.param == "sqlite":
        shutil.copy(RELEASED / version / "wetread.db", tmp_path / "wetread.db")
        store = Store.open(sqlite_url(tmp_path / "wetread.db"), clock=FixedClock(NOON))
        yield store
        store.close()
        return
    with request.getfixturevalue("postgres").database(migrated=False) as url:
        loaded = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(loaded, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public")
            connection.execute((RELEASED / version / "wetread.sql").read_text())
        store = Store.open(url, clock=FixedClock(NOON))
        yield store
        store.close()


def test_it_is_upgraded_and_everything_in_it_is_whole(released, version):
    store: Store = released
    store.migrate()
    assert store.revision() == HEAD
    with store.read() as session:
        found = verify(session, None)
        names = list(session.execute(text("SELECT number FROM papers WHERE number IS NOT NULL ORDER BY id")).scalars())
    assert found.damage == []
    assert found.papers > 0
    assert names == [f"WR-2026-{number:05d}" for number in range(1, len(names) + 1)]
    before = json.loads((RELEASED / version / "counts.json").read_text())
    assert {table: count for table, count in counts_of(store).items() if table in before} == before


def test_the_harness_catches_an_upgrade_that_changes_what_was_recorded(released):
    """A worse program: its migration rewrites the papers."""
    store: Store = released
    store.migrate()
    with store.write() as session:
        if store.is_sqlite:
            session.execute(text("DROP TRIGGER papers_no_update"))
        else:
            session.execute(text("ALTER TABLE papers DISABLE TRIGGER USER"))
        session.execute(text("UPDATE papers SET snapshot = replace(snapshot, 'Mercy', 'mercy')"))
    with store.read() as session:
        assert {each.what for each in verify(session, None).damage} >= {"paper_changed"}


_CLAIM = "(SELECT id FROM claims WHERE control_number = 'C000000001')"
_FILE = "(SELECT id FROM answer_files WHERE path = 'old.835')"
CLAIM_OF_THEN = (
    (
        "INSERT INTO claims (control_number, frequency, payer, state, month, service_date, charge, because, snapshot, at, actor) "
        "VALUES ('C000000001', '1', 'medicare', 'IL', '2026-10', '2026-10-06', 16500, '', '-', '2026-11-01T12:00:00Z', 'ana')"
    ),
    (
        "INSERT INTO claim_files (name, month, receiver, interchange, group_number, envelope, sha256, claims, lines, charge, at, actor) "
        """VALUES ('old.837', '2026-10', 'R', 1, 1, '{"submitter": {"id": "PRAIRIE"}}', '-', 1, 1, 16500, '2026-11-01T12:00:00Z', 'ana')"""
    ),
    f"INSERT INTO filed_claims (file_id, claim_id, position) VALUES ((SELECT id FROM claim_files), {_CLAIM}, 1)",
    "INSERT INTO answer_files (path, sha256, at, actor) VALUES ('old.835', '-', '2026-11-02T12:00:00Z', 'ana')",
    (
        "INSERT INTO remittances (answer_file_id, identity, payer, trace, amount, claims) "
        f"VALUES ({_FILE}, 'T1|1512345678|20261102|60.00', 'MEDICARE', 'T1', 6000, 1)"
    ),
    (
        "INSERT INTO claim_answers (answer_file_id, claim_id, kind, state, reasons, payer_claim_number, paid, patient_owes) "
        f"VALUES ({_FILE}, {_CLAIM}, '835', 'paid', '[\"above the fee schedule (CO-45): 105.00\"]', 'ICN1', 6000, 0)"
    ),
)
"""A claim as 0.1.0 exported it, and the payment that it had posted; the released books have reads of hospitals alone."""


def payment(trace: str, day: str, claim: str, amount: str) -> bytes:
    body = [
        f"BPR*I*{amount}*C*ACH*CCP*01*1*DA*1*1512345678**01*1*DA*5*{day}",
        f"TRN*1*{trace}*1512345678",
        "N1*PR*MEDICARE",
        "N1*PE*PRAIRIE*XX*1450000009",
        *claim.split("~"),
    ]
    segments = [
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{'PAYER':15}*ZZ*{'PRAIRIE':15}*261201*1200*^*00501*000000009*0*P*:",
        f"GS*HP*PAYER*PRAIRIE*{day}*1200*9*X*005010X221A1",
        *["ST*835*0001", *body, f"SE*{len(body) + 2}*0001"],
        *["GE*1*9", "IEA*1*000000009"],
    ]
    return "".join(f"{each}~" for each in segments).encode()


def test_a_claim_of_then_keeps_its_payment_and_is_answered_now(released):
    """Exported and paid by 0.1.0; taken back and paid anew since, and its old payment is not posted a second time."""
    store: Store = released
    with store.engine.begin() as connection:
        for statement in CLAIM_OF_THEN:
            connection.exec_driver_sql(statement)
    store.migrate()
    by = By("tester", NOON)
    paid = "CLP*C000000001*1*165*60**12*ICN1~SVC*HC:70450:26*165*60**1~CAS*CO*45*105"
    back = "CLP*C000000001*22*-165*-60**12*ICN1~SVC*HC:70450:26*-165*-60**1~CAS*CR*45*-105"
    anew = "CLP*C000000001*1*165*90**12*ICN2~SVC*HC:70450:26*165*90**1~CAS*CO*45*75"
    assert _account(store) == ("paid", "60.00")
    with pytest.raises(PostedBefore):
        take_answers(store, io.BytesIO(payment("T1", "20261102", paid, "60.00")), "again.835", by)
    posted = take_answers(store, io.BytesIO(payment("T2", "20261110", f"{back}~{anew}", "30")), "new.835", by)
    assert (len(posted.sets), posted.findings) == (1, [])
    assert _account(store) == ("paid", "90.00")
    with store.read() as session:
        assert [str(each.difference) for each in list_deposits(session)] == ["0.00", "0.00"]
        assert verify(session, None).damage == []


def _account(store: Store) -> tuple[str, str]:
    with store.read() as session:
        account = account_of_claim(session, claims_numbered(session, ["C000000001"])["C000000001"])
    return account.state.value, str(account.paid)
