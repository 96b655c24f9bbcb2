"""The preview of a month beside polars from the same database and books: the same rates, surcharges, tier and minimum, written for it (spec 8.1).

Polars reckons the total of each client, to the cent what the preview says: other contracts would be another program. It does so from the
database, and from a file of the group's month in Parquet, with the columns that it needs.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.release import TREE, run
from tests.bench.scale import Scale, write_books, write_reads

if TYPE_CHECKING:
    from polars import DataFrame

HERE = "tests.bench.polars_preview"
_READS = "SELECT facility, exam_code, priority, accession, signed_at FROM read_versions"


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The row of the benchmark table; none where polars isn't installed."""
    if find_spec("polars") is None:
        print("no row beside polars: it isn't installed", file=sys.stderr)
        return
    books = write_books(folder / "for-polars", scale)
    reads = write_reads(folder / "for-polars.csv", scale)
    run(TREE, books, ("apply",))
    run(TREE, books, ("reads", "import", str(reads)))
    said = of_preview(books)
    assert of_polars(in_log(books), books) == said
    in_log(books).write_parquet(_parquet(books))
    assert of_polars(in_parquet(books), books) == said
    preview, polars, parquet, written = measured(
        [
            Work(
                f"preview (close), {scale.reads:,} reads",
                "tests.bench.release:command",
                (str(TREE), str(books), *CLOSE),
            ),
            Work("polars from the same database", f"{HERE}:polars", (str(books),)),
            Work("polars from the month in Parquet", f"{HERE}:polars_of_parquet", (str(books),)),
            Work("writing that from the database", f"{HERE}:to_parquet", (str(books),)),
        ]
    )
    size = _parquet(books).stat().st_size / (1 << 20)
    parquet = replace(parquet, name=f"{parquet.name} ({size:.1f} MiB)")
    yield Row(preview, (polars, parquet, written), "≤ 1.5 × (the first)")


CLOSE = ("close", "2026-10")


def polars(watch: Stopwatch, books: str) -> None:
    """Every client's total, from the start of the import of polars."""
    watch.start()
    print(len(of_polars(in_log(Path(books)), Path(books))))


def polars_of_parquet(watch: Stopwatch, books: str) -> None:
    """The same from the file."""
    watch.start()
    print(len(of_polars(in_parquet(Path(books)), Path(books))))


def to_parquet(watch: Stopwatch, books: str) -> None:
    """The file made from the database."""
    watch.start()
    in_log(Path(books)).write_parquet(_parquet(Path(books)))


def _parquet(books: Path) -> Path:
    return books / "2026-10.parquet"


def of_preview(books: Path) -> dict[str, int]:
    """Every client's total in cents, as the command says it."""
    program = [sys.executable, "-c", "from invoicing.cli.main import main; main()", "--books", str(books)]
    said = subprocess.run([*program, *CLOSE, "--json"], check=False, capture_output=True, text=True, cwd=TREE).stdout
    return {each["client"]: int(each["total"].replace(".", "")) for each in json.loads(said)["invoices"]}


def in_log(books: Path) -> DataFrame:
    """The columns of the month's reads that its price hangs on, from the log."""
    import polars as pl

    with sqlite3.connect(books / "wetread.db") as connection:
        return pl.read_database(_READS, connection)


def in_parquet(books: Path) -> DataFrame:
    """The same columns from the file."""
    import polars as pl

    return pl.read_parquet(_parquet(books))


def of_polars(reads: DataFrame, books: Path) -> dict[str, int]:
    """The same by polars: each step of the contract that `scale.CONTRACT` is, in whole cents."""
    import polars as pl

    places = pl.read_csv(books / "directory/facilities.csv").select("id", "client", "timezone")
    exams = pl.read_csv(books / "directory/exams.csv").select("exam_code", "cpt", "modality")
    reads = reads.join(places, left_on="facility", right_on="id").join(exams, on="exam_code")
    utc = pl.col("signed_at").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC")
    zones = [
        part.with_columns(local=utc.dt.convert_time_zone(zone).dt.replace_time_zone(None))
        for (zone,), part in reads.group_by("timezone")
    ]
    month = pl.concat(zones).filter(pl.col("local").dt.strftime("%Y-%m") == "2026-10")
    is_ct, is_head = pl.col("modality") == "CT", pl.col("cpt").str.split("+").list.contains("70450")
    listed = pl.when(is_head).then(3400).when(is_ct).then(3800).otherwise(1200)
    counted = is_ct.cast(pl.Int64).cum_sum().over("client", order_by=["signed_at", "accession"])
    base = pl.when(is_ct & (counted > 100)).then(listed * 95 // 100).otherwise(listed)
    stat = pl.when(pl.col("priority").is_in(["stat", "critical"])).then(200).otherwise(0)
    hour = pl.col("local").dt.hour()
    night = pl.when((hour >= 23) | (hour < 5)).then(pl.col("base") // 10).otherwise(0)
    charged = month.with_columns(base=base).with_columns(charge=pl.col("base") + stat + night)
    totals = charged.group_by("client").agg(pl.col("charge").sum().clip(lower_bound=100_000))
    return dict(totals.iter_rows())
