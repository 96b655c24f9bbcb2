"""Rows that enter together, on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import inspect, text

from reads.intake.candidate import Candidate
from reads.log import late_indexes, record_reads
from reads.log.late_indexes import LateIndexes
from reads.store.engine import Store
from reads.store.schema_checks import schema_damage
from tests.reads.directories import MERCY
from tests.reads.log.histories import NOW, SOURCE, brought, counted, read


def test_of_many_rows_those_that_are_known_are_passed_over(store: Store):
    """So many that they enter together: one came before, one stands twice in the file, one says something else."""
    many = [read(accession=f"M{number}", description="one") for number in range(300)]
    brought(store, many[7])
    again = read(accession="M9", description="other")
    assert brought(store, *many, many[200], again) == counted(recorded=299, duplicate=2, conflict=1)
    with store.read() as session:
        found = session.execute(text("SELECT accession FROM read_versions ORDER BY id")).scalars().all()
    assert found[1:] == [f"M{number}" for number in range(300) if number != 7]


def _indexes(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(each["name"] or "" for each in inspect(session.connection()).get_indexes("read_versions"))


def test_an_import_that_outgrows_the_log_makes_its_indexes_again(store: Store, monkeypatch):
    """Left out on the way, there at the end, as the migrations made them; and not left out for what is no more than the log has."""
    monkeypatch.setattr(late_indexes, "MANY", 20)
    monkeypatch.setattr(record_reads, "CHUNK", 20)
    before, dropped = _indexes(store), []
    dropping = LateIndexes.brought

    def watched(self: LateIndexes, recorded: int) -> None:
        dropping(self, recorded)
        dropped.append(len(before) - len(inspect(self.session.connection()).get_indexes("read_versions")))

    monkeypatch.setattr(LateIndexes, "brought", watched)
    brought(store, *(read(accession=f"M{number}") for number in range(60)))
    assert _indexes(store) == before
    assert dropped == ([4, 4, 4] if store.engine.dialect.name == "sqlite" else [0, 0, 0])
    with store.read() as session:
        assert list(schema_damage(session.connection())) == []
    dropped.clear()
    brought(store, *(read(accession=f"N{number}") for number in range(40)))
    assert dropped == [0, 0]


def test_an_import_that_fails_leaves_the_indexes(store: Store, monkeypatch):
    monkeypatch.setattr(late_indexes, "MANY", 20)
    monkeypatch.setattr(record_reads, "CHUNK", 20)
    before = _indexes(store)

    def breaking() -> Iterator[Candidate]:
        yield from (read(accession=f"M{number}") for number in range(60))
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"), store.write() as session:
        record_reads.import_candidates(session, breaking(), SOURCE, MERCY, actor="tester", at=NOW)
    assert _indexes(store) == before
