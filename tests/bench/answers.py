"""Payers' answers into the ledger, beside reading the same file with pyx12's segment reader."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from reads.claims.post_responses import take_answers
from reads.claims.tables import ClaimRow
from reads.core.actor_and_moment import By
from reads.directory.load_directory import load_directory
from reads.store.engine import Store
from reads.store.patient_fields import Sealed
from tests.bench.books import applied
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import Scale
from tests.databases import sqlite_url

HERE = "tests.bench.answers"
AT = datetime(2026, 12, 1, tzinfo=UTC)
_CHARGE = 165_00


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The row of the benchmark table."""
    count = 5_000 if scale.name == "small" else 100_000
    database = folder / "claims.db"
    applied(sqlite_url(database), Scale("claims", 1, 3, 3), folder / "claims-books")
    npi, tax_id, submitter = _claims(sqlite_url(database), count)
    path = folder / "answers.835"
    with path.open("w") as file:
        file.writelines(f"{segment}~\n" for segment in _payment(count, npi, tax_id, submitter))
    ours, theirs = measured(
        [
            Work(f"835 of {count:,} claims → ledger (SQLite)", f"{HERE}:ours", (str(path), str(database))),
            Work("pyx12's segment reader", f"{HERE}:pyx12", (str(path),)),
        ]
    )
    yield Row(ours, (theirs,), "≤ 3 ×, memory flat")


def ours(watch: Stopwatch, path: str, database: str) -> None:
    """Into a fresh copy of the database: read, balanced, matched, posted, and in the audit log."""
    copy = Path(database).with_suffix(".copy.db")
    copy.unlink(missing_ok=True)
    shutil.copy(database, copy)
    store = Store.open(sqlite_url(copy))
    watch.start()
    with Path(path).open("rb") as stream:
        take_answers(store, stream, path, By("bench", AT))
    store.close()


def pyx12(watch: Stopwatch, path: str) -> None:
    """Every segment once, nothing done with it."""
    from pyx12.x12file import X12Reader

    watch.start()
    for _ in X12Reader(path):
        pass


def _claims(url: str, count: int) -> tuple[str, str, str]:
    """Claims that went out, as rows; whom their payments must name."""
    store = Store.open(url)
    with store.write() as session:
        group = load_directory(session, ("group",)).group
        assert group
        row = {
            "frequency": "1",
            "replaces": None,
            "payer": "medicare",
            "state": "IL",
            "month": "2026-10",
            "service_date": AT.date(),
            "charge": _CHARGE,
            "because": "",
            "snapshot": Sealed("-"),
            "at": AT,
            "actor": "bench",
        }
        for first in range(1, count + 1, 1_000):
            numbers = range(first, min(first + 1_000, count + 1))
            session.execute(insert(ClaimRow), [row | {"control_number": f"C{number:09d}"} for number in numbers])
    store.close()
    return group.npi, group.tax_id.replace("-", ""), group.submitter_id


def _payment(count: int, npi: str, tax_id: str, submitter: str) -> Iterator[str]:
    yield f"ISA*00*{'':10}*00*{'':10}*ZZ*{'PAYER':15}*ZZ*{submitter:15}*261201*1200*^*00501*000000009*0*P*:"
    yield f"GS*HP*PAYER*{submitter}*20261201*1200*9*X*005010X221A1"
    yield "ST*835*0001"
    yield f"BPR*I*{count * 60}*C*ACH*CCP*01*111000025*DA*1234*1512345678**01*071000013*DA*5678*20261201"
    yield from ("TRN*1*T3*1512345678", "DTM*405*20261201", "N1*PR*MEDICARE PART B")
    yield from (f"N1*PE*GROUP*XX*{npi}", f"REF*TJ*{tax_id}", "LX*1")
    for number in range(1, count + 1):
        yield f"CLP*C{number:09d}*1*165*60*20*12*ICN{number}"
        yield "NM1*QC*1*DOE*JANE****MI*X1"
        yield "MOA***MA01"
        yield "SVC*HC:70450:26*165*60**1"
        yield from ("DTM*472*20261006", "CAS*CO*45*85", "CAS*PR*2*20", f"REF*6R*R{number}", "LQ*HE*N130")
    yield f"SE*{count * 9 + 9}*0001"
    yield from ("GE*1*9", "IEA*1*000000009")
