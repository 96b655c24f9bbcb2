"""Papers printed on many machines: a Dask cluster's workers make the PDFs, this process reads, writes and records (spec 8).

What a worker gets is a paper; it asks no database, and needs no folder but the books' own templates and logo, where there are
any, at the same path. It must print as this machine would: versions, fonts, templates and logo are compared before each paper.
A worker that is lost is no matter, its papers go to another. Nothing of ours distributes work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from invoicing.documents.print_files import Job, content_of, write_job
from invoicing.documents.print_inputs import PrintInputs
from invoicing.documents.printed_file import Rendered
from reads.core.errors import WetreadError

_ADDRESS = re.compile(r"dask://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})")
_SECONDS_TO_ANSWER = 3
_AHEAD = 2
"""How many papers wait for each thread of the cluster."""


class NoCluster(WetreadError):
    """There is no cluster at that address."""

    code: ClassVar[str] = "no_cluster"

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            f"no paper can be printed by {address}: {why}",
            "start `dask scheduler` there and `dask worker` with this version of wetread, then give its dask://HOST:PORT; "
            "or leave --executor out",
        )


class PrintsElsewise(WetreadError):
    """A worker of the cluster would print a paper otherwise than this machine."""

    code: ClassVar[str] = "prints_elsewise"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"a worker of the cluster has other {what} than this machine: the paper would not be the same bytes",
            "install the same versions on all workers, and let them see the folder of the books at the same path",
        )


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of the cluster at an address, and how many papers they are given ahead."""

    address: str
    executor: Executor
    ahead: int

    def submit(self, job: Job) -> Future[bytes]:
        """Has a paper printed; the password of a separate schedule stays here."""
        inputs = PrintInputs.of(job.books, job.paper.issuer.logo) if job.books else None
        open_job = job if job.password is None else replace(job, password="")
        return self.executor.submit(print_there, open_job, inputs)

    def take(self, job: Job, done: Future[bytes]) -> Rendered:
        """The file of the job, from the bytes that a worker has made; NoCluster where all of them are lost."""
        from distributed import KilledWorker

        try:
            content = done.result()
        except (CancelledError, KilledWorker) as lost:
            raise NoCluster(self.address, "its workers were lost, again and again") from lost
        return write_job(job, content)


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The workers at an address like dask://host:8786; NoCluster where it is none, or nothing answers."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise NoCluster(address, "it is no address like dask://host:8786")
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(address, "this install lacks `pip install wetread[dask]`") from None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]  # Dask has types in part
            f"tcp://{found[1]}:{found[2]}", timeout=_SECONDS_TO_ANSWER, set_as_default=False
        )
    except (OSError, ValueError):
        raise NoCluster(address, "nothing answers there") from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoCluster(address, "it has no workers")
        yield Cluster(address, client.get_executor(), _AHEAD * threads)


def print_there(job: Job, inputs: PrintInputs | None) -> bytes:
    """What a worker does: a paper's PDF, a separate schedule unencrypted; PrintsElsewise unless it has what was there to print from."""
    if job.books is not None and inputs is not None:
        here = asdict(PrintInputs.of(job.books, job.paper.issuer.logo))
        if differing := [name for name, value in asdict(inputs).items() if here[name] != value]:
            raise PrintsElsewise(" and ".join(differing))
    return content_of(job)
