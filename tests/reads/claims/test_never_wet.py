"""A wet read can't get to a claim: the type checker, the engine and the database each refuse it by themselves (spec 5)."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from reads.claims.errors import NotAFinal
from reads.claims.final import Final
from reads.claims.final_fields import FinalFields
from reads.core.codes import ReadType
from reads.routing.route import ToHospital
from reads.store.engine import Store
from tests.conftest import ROOT
from tests.reads.claims.cases import GROUND, route
from tests.reads.claims.practice import Practice

ATTEMPT = """\
from reads.claims.final_fields import FinalFields
from reads.claims.final import Final
from reads.claims.sitting import ClaimGround
from reads.routing.route import ToHospital, ToInsurer


def bill_the_insurer(final: ToInsurer, wet: ToHospital, ground: ClaimGround) -> list[Final]:
    return [Final(final, FinalFields(), ground), Final(wet, FinalFields(), ground)]
"""


def test_the_type_checker_refuses_it(tmp_path):
    """Of two lines that differ only in the route, mypy refuses the one with the wet read."""
    attempt = tmp_path / "attempt.py"
    attempt.write_text(ATTEMPT)
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--no-error-summary"]
    cache = ["--cache-dir", str(tmp_path / "cache"), "--follow-imports", "silent"]
    done = subprocess.run(
        [*command, *cache, str(attempt)], cwd=ROOT, env={**os.environ, "MYPYPATH": str(ROOT)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    (error,) = done.stdout.splitlines()
    assert 'Argument 1 to "Final" has incompatible type "ToHospital"; expected "ToInsurer"' in error


def test_the_engine_refuses_it():
    """Where nobody asked the type checker: a wet read's route, and an insurer's route forged around a wet read."""
    final = route()
    wet = ToHospital(final.logged, None, final.facility, final.exam, final.radiologist, "wet_read")
    with pytest.raises(NotAFinal):
        Final(wet, FinalFields(), GROUND)
    read = replace(final.logged.read, read_type=ReadType.PRELIMINARY)
    forged = replace(final, logged=replace(final.logged, read=read))
    with pytest.raises(NotAFinal, match="is no final read"):
        Final(forged, FinalFields(), GROUND)


def test_routing_never_hands_it_over(practice: Practice):
    """A preliminary read with everything a claim needs is on no work list and in no file."""
    practice.bring_in({"read_type": "preliminary"}, {"read_type": "overread"}, {"read_type": "addendum"})
    work = practice.check()
    assert (work["ready"], work["held"]) == (0, [])
    assert practice.export() == []


LINE = (
    "INSERT INTO claim_lines (claim_id, first, read_key, version_id, reference, service, cpt, charge) "
    "VALUES (1, 1, :key, :version, 'R99', '', '70450', 16500)"
)


def test_the_database_refuses_it(practice: Practice, database):
    """A claim line of a wet read, written past all code; the same line of the final is taken."""
    practice.bring_in({}, {"accession": "W1", "read_type": "preliminary"})
    practice.export()
    store = Store.open(database)
    with store.read() as session:
        reads = session.execute(text("SELECT read_type, read_key, id FROM read_versions")).all()
    found = {read_type: {"key": key, "version": number} for read_type, key, number in reads}
    with pytest.raises(DBAPIError, match="a claim line is of a final read"), store.write() as session:
        session.execute(text(LINE), found["preliminary"])
    mixed = {"key": found["final"]["key"], "version": found["preliminary"]["version"]}
    with pytest.raises(DBAPIError, match="a claim line is of a final read"), store.write() as session:
        session.execute(text(LINE), mixed)
    with store.write() as session:
        session.execute(text(LINE), found["final"])
        session.rollback()
    store.close()


TABLES = ("final_fields", "claims", "claim_lines", "claim_files", "filed_claims")


def test_what_was_claimed_is_neither_changed_nor_deleted(practice: Practice, database):
    practice.bring_in({})
    practice.export()
    store = Store.open(database)
    for table in TABLES:
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match="append-only"), store.write() as session:
                session.execute(text(statement))
    store.close()


def test_a_read_is_claimed_for_the_first_time_once(practice: Practice, database):
    """The database's own guard, whoever writes."""
    practice.bring_in({})
    practice.export()
    store = Store.open(database)
    columns = "claim_id, first, read_key, version_id, reference, service, cpt, charge"
    again = f"INSERT INTO claim_lines ({columns}) SELECT {columns} FROM claim_lines"
    with pytest.raises(DBAPIError, match=r"(?i)unique"), store.write() as session:
        session.execute(text(again))
    store.close()
