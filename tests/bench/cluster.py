"""A month closed to the last PDF on PostgreSQL: printed by two processes of this machine, and by a Dask cluster of two workers on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from tests.bench.intake import fresh_copy
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.release import TREE, run
from tests.bench.scale import SCALES, Scale, write_books, write_reads
from tests.databases import running_postgres

HERE = "tests.bench.cluster"
CLOSE = ("close", "2026-10", "--issue")


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The row of the benchmark table: a tenth of a large scale's month."""
    some = scale if scale.name == "small" else SCALES["tenth"]
    books = write_books(folder / "cluster", some)
    reads = str(write_reads(folder / "cluster.csv", some))
    with running_postgres() as server:
        server.copy(server.template, "cluster")
        _on(books, server.url("cluster"))
        run(TREE, books, ("apply",))
        run(TREE, books, ("reads", "import", reads))
        name = (
            f"{some.facilities} invoices of {some.reads // some.facilities} reads, PostgreSQL, --executor, two workers"
        )
        arguments = (server.server_uri, str(books))
        ours, processes = measured(
            [
                Work(name, f"{HERE}:by_workers", arguments, by_clock=True),
                Work("the same, --jobs 2", f"{HERE}:by_processes", arguments, by_clock=True),
            ]
        )
    yield Row(ours, (processes,), "")


def by_processes(watch: Stopwatch, server: str, books: str) -> None:
    """Issued, and printed by processes of the command's own."""
    copy = _copy(server, books)
    watch.start()
    run(TREE, copy, (*CLOSE, "--jobs", "2"))
    _whole(copy)


def by_workers(watch: Stopwatch, server: str, books: str) -> None:
    """Issued, and printed by a cluster that is there already."""
    from distributed import LocalCluster

    copy = _copy(server, books)
    workers = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)  # its end is not timed
    address = workers.scheduler_address.replace("tcp://", "dask://")
    watch.start()
    run(TREE, copy, (*CLOSE, "--executor", address))
    _whole(copy)


def _whole(books: Path) -> None:
    contracts = len(list((books / "contracts").glob("*.toml")))
    assert len(list((books / "invoices").rglob("*.pdf"))) == contracts


def _copy(server: str, books: str) -> Path:
    copy = Path(books).with_suffix(".copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(books, copy)
    _on(copy, fresh_copy(server, "cluster"))
    return copy


def _on(books: Path, url: str) -> None:
    """The books, with this database."""
    settings = books / "wetread.toml"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith("database_url")]
    settings.write_text("\n".join([f'database_url = "{url}"', *lines]) + "\n")
