"""`make bench`: each figure beside its yardstick of the same run, as a table (spec 8)."""

from __future__ import annotations

import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from reads.core.clock import SystemClock
from tests.bench.measure import Row
from tests.bench.scale import SCALES, Scale

ROWS = (
    "intake",
    "tree",
    "pricing",
    "polars_preview",
    "answers",
    "claims",
    "messages",
    "commands",
    "pages",
    "exports",
    "documents",
    "groups",
    "partitions",
    "cluster",
    "release",
)
"""The modules with rows, each with `rows(scale, folder)`."""


def main(scale_name: str = "small", *modules: str) -> None:
    """Measures everything at a scale, or some modules' rows of it, and prints the table."""
    scale = SCALES[scale_name]
    print(
        f"{scale.name}: {scale.reads:,} reads, {scale.facilities:,} facilities; median of 3, ratio = wetread ÷ yardstick"
    )
    versions = ", ".join(f"{name} {version(name)}" for name in ("sqlmodel", "sqlalchemy", "weasyprint"))
    print(
        f"{SystemClock().now().date()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}, {platform.machine()}\n"
    )
    print("| work | seconds | peak MiB | yardstick | its seconds | ratio | goal |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for module in modules or ROWS:
            rows: Callable[[Scale, Path], Iterable[Row]] = import_module(f"tests.bench.{module}").rows
            for row in rows(scale, Path(folder)):
                for line in lines(row):
                    print(line, flush=True)


def lines(row: Row) -> Iterable[str]:
    """The row as lines of a Markdown table, one for each yardstick."""
    for yardstick in row.against:
        yield (
            f"| {row.work.name} | {row.work.seconds:.2f} | {row.work.peak_mib:.0f} | {yardstick.name} "
            f"| {yardstick.seconds:.2f} | {row.work.seconds / yardstick.seconds:.2f} | {row.goal} |"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
