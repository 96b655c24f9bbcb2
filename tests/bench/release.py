"""The commands of a month beside those of release 0.1.0, each on books of its own, made from the same files (spec 8.1).

The release is taken from this repository's history and runs in this environment; without the history there are no such rows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import Scale, write_books, write_reads

HERE = "tests.bench.release"
TREE = Path(__file__).parents[2]
RELEASE = "582414e36f6bc1f735e6e9bb1ddb43d4ba1615f6"
"""0.1.0, of 2026-11-24."""

PERIOD = ("--from", "2026-10", "--to", "2026-10")
LOOKS = {
    "preview (close)": (("close", "2026-10"), "≤ 1/8, < 450 MiB"),
    "held --month": (("held", "--month", "2026-10"), "≤ 1/8, < 450 MiB"),
    "report": (("report", "2026-10", "-o", "report.html"), "≤ 1/15, < 500 MiB"),
    "margin": (("margin", "2026-10"), "≤ 1/8"),
    "one reader's statement": (
        ("contractors", "statement", "2026-10", "--radiologist", "r-0001", "--out", "pay"),
        "≤ 1/8",
    ),
}
ISSUED = {"export xlsx": (("export", "xlsx", *PERIOD, "-o", "month.xlsx"), "≤ 1/3, < 150 MiB")}
CLOSE = ("close", "2026-10", "--issue", "--jobs", "1")

_AGREEMENT = """\
radiologist = "{reader}"
effective = 2025-01-01
currency = "USD"
timezone = "facility"
earns = ["preliminary"]
rvu = "current"
tax_form_signed = 2025-02-01

[[rates]]
name = "Any read"
per_read = "14.00"
"""


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table."""
    release = _released(folder / "release")
    if release is None:
        return
    trees = {TREE: folder / "ours", release: folder / "theirs"}
    reads = str(write_reads(folder / "of-both.csv", scale))
    for tree, books in trees.items():
        _write(books, scale)
        run(tree, books, ("apply",))
        run(tree, books, ("reads", "import", reads))
    for name, (words, goal) in LOOKS.items():
        yield _beside(f"{name}, {scale.reads:,} reads", "command", trees, words, goal)
    yield _beside(f"{scale.facilities:,} invoices, --issue to the last PDF", "on_a_copy", trees, CLOSE, "≤ 1/3")
    for tree, books in trees.items():
        run(tree, books, CLOSE)
    for name, (words, goal) in ISSUED.items():
        yield _beside(f"{name}, {scale.reads:,} reads", "command", trees, words, goal)


def _beside(name: str, function: str, trees: dict[Path, Path], words: Iterable[str], goal: str) -> Row:
    ours, theirs = (
        Work(name if tree == TREE else "0.1.0", f"{HERE}:{function}", (str(tree), str(books), *words))
        for tree, books in trees.items()
    )
    work, release = measured([ours, theirs])
    return Row(work, (release,), goal)


def command(watch: Stopwatch, tree: str, books: str, *words: str) -> None:
    """The command of that version, from its start to its end."""
    watch.start()
    run(Path(tree), Path(books), words)


def on_a_copy(watch: Stopwatch, tree: str, books: str, *words: str) -> None:
    """The same on a copy of the books, so that a month can be issued again."""
    copy = Path(books).with_suffix(".copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(books, copy)
    command(watch, tree, str(copy), *words)


def run(tree: Path, books: Path, words: Iterable[str]) -> None:
    """1 is what waits for a person."""
    program = [sys.executable, "-c", "from invoicing.cli.main import main; main()", "--books", str(books), *words]
    told = subprocess.run(
        program, check=False, capture_output=True, cwd=books, env=os.environ | {"PYTHONPATH": str(tree)}
    )
    assert told.returncode in (0, 1), told.stderr.decode()


def _released(folder: Path) -> Path | None:
    """The release's tree, unpacked; None where the history doesn't hold it."""
    archive = folder.with_suffix(".tar")
    asked = ["git", "-C", str(TREE), "archive", "-o", str(archive), RELEASE]
    if subprocess.run(asked, check=False, capture_output=True).returncode:
        print("no rows beside 0.1.0: the history lacks it", file=sys.stderr)
        return None
    shutil.unpack_archive(archive, folder)
    return folder


def _write(books: Path, scale: Scale) -> None:
    write_books(books, scale)
    (books / "agreements").mkdir(exist_ok=True)
    for number in range(scale.radiologists):
        reader = f"r-{number:04d}"
        (books / "agreements" / f"{reader}.toml").write_text(_AGREEMENT.format(reader=reader))
