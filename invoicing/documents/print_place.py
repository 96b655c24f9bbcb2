"""Where papers are printed: by processes of this machine, or by a cluster of many."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from invoicing.documents.dask_cluster import cluster
from invoicing.documents.print_files import Job, render_job
from invoicing.documents.print_processes import processes
from invoicing.documents.printed_file import Rendered


class Press(Protocol):
    """What prints jobs beside this process."""

    @property
    def ahead(self) -> int:
        """How many jobs it is given before one is taken from it, so that memory stays flat."""
        ...

    def submit(self, job: Job) -> Future[Any]:
        """Begins a job."""
        ...

    def take(self, job: Job, done: Future[Any]) -> Rendered:
        """The file of a job that is done."""
        ...


@dataclass(frozen=True, slots=True)
class Workers:
    """Processes of this machine, which write the files themselves."""

    executor: Executor
    ahead: int

    def submit(self, job: Job) -> Future[Rendered]:
        """Has it printed and written."""
        return self.executor.submit(render_job, job)

    def take(self, job: Job, done: Future[Rendered]) -> Rendered:
        """The file, which is written."""
        return done.result()


@contextmanager
def press_of(address: str, count: int) -> Iterator[Press]:
    """So many processes, or the cluster at the address; NoCluster where there is none."""
    if address:
        with cluster(address) as there:
            yield there
    else:
        with processes(count) as executor:
            yield Workers(executor, 2 * count)
