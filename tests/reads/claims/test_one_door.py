"""A read is on a paper or on a claim: each table refuses what stands in the other, whoever writes it (spec 5.5)."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from reads.store.engine import Store
from tests.reads.claims.practice import Practice

PAPER = (
    "INSERT INTO papers (kind, number, client, contract, month, currency, total, issued_on, due_on, snapshot, schedule, "
    "previous, sha256, at, actor) VALUES ('invoice', 'X1', 'c', 'c', '2026-10', 'USD', 5500, '2026-11-02', '2026-12-02', '{}', "
    "'[]', 'p', 's', '2026-11-02T00:00:00.000000Z', 'tester')"
)
BILLED = (
    "INSERT INTO billed_reads (paper_id, read_key, version_id, kind, month, charge) "
    "SELECT max(id), :key, :version, :kind, '2026-10', :charge FROM papers"
)
LINE = (
    "INSERT INTO claim_lines (claim_id, first, read_key, version_id, reference, service, cpt, charge) "
    "SELECT max(id), 0, :key, :version, 'R99', '', '70450', 16500 FROM claims"
)


def test_the_database_refuses_a_read_on_both(practice: Practice, database):
    """A final on a claim can't be billed to the hospital, one that is billed can't be claimed until it was credited."""
    practice.bring_in({})
    practice.export()
    practice.bring_in({"accession": "F2"})
    store = Store.open(database)
    with store.read() as session:
        rows = session.execute(text("SELECT accession, read_key, id FROM read_versions")).all()
    claimed, other = ({"key": key, "version": number} for _, key, number in sorted(rows, key=lambda row: row[2]))
    with store.write() as session:
        session.execute(text(PAPER))
        session.execute(text(BILLED), {**other, "kind": "original", "charge": 5500})
    with pytest.raises(DBAPIError, match="a read that stands on a claim is not billed"), store.write() as session:
        session.execute(text(BILLED), {**claimed, "kind": "original", "charge": 5500})
    with pytest.raises(DBAPIError, match="a read that stands on a paper is not claimed"), store.write() as session:
        session.execute(text(LINE), other)
    with store.write() as session:
        session.execute(text(BILLED), {**other, "kind": "difference", "charge": -5500})
        session.execute(text(LINE), other)
    store.close()
