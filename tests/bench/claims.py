"""A month's finals into files of claims, beside reading one of these files with pyx12's segment reader."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from invoicing.cli.demo import write_books
from tests.bench.measure import Row, Work, measured
from tests.bench.release import TREE, run
from tests.bench.scale import Scale
from tests.reads.claims.practice import rows as finals

EXPORT = ("claims", "export", "--month", "2026-10", "-o", "claims")


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The row of the benchmark table: the demonstration's group with so many finals of Medicare, a patient each."""
    count = 1_000 if scale.name == "small" else 100_000
    books = folder / "finals"
    write_books(books)
    (books / "finals.csv").write_text(finals(*map(_final, range(count))))
    os.environ["WETREAD_KEY_FILE"] = str(folder / "finals.key")
    fees = ("fees", "import", "PPRRVU2026_Oct_demo.csv")
    for words in (("apply",), fees, ("key", "create"), ("reads", "import", "finals.csv")):
        run(TREE, books, words)
    arguments = (str(TREE), str(books), *EXPORT)
    (ours,) = measured([Work(f"837P of {count:,} finals (SQLite)", "tests.bench.release:on_a_copy", arguments)])
    (path,) = books.with_suffix(".copy").glob("claims/*")
    (theirs,) = measured([Work("pyx12's segment reader", "tests.bench.answers:pyx12", (str(path),))])
    yield Row(ours, (theirs,), "≤ 1 ×, < 300 MiB")


def _final(number: int) -> dict[str, str]:
    """A patient, each with a Medicare number of its own, on one of 25 evenings, some seconds after the one before."""
    day, at = f"2026-10-{number % 25 + 1:02d}", number // 25
    digits = f"{at:05d}"
    signed = f"{day}T{12 + at // 360 % 12:02d}:{at // 6 % 60:02d}:{at % 6 * 10:02d}-05:00"
    return {
        "member_id": f"{int(digits[0]) + 1}HR{digits[1]}KT{digits[2]}MW{digits[3:]}",
        "patient_last": f"Doe{number}",
        "exam_at": f"{day}T10:40:00-05:00",
        "received_at": f"{day}T11:00:00-05:00",
        "signed_at": signed,
    }
