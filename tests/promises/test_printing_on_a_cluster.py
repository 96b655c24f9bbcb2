"""Papers printed by a Dask cluster are those that this machine prints, also where one of its workers is killed (spec 8)."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from distributed import Client, LocalCluster

from invoicing.closing.close import IssueOrder
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.dask_cluster import NoCluster, PrintsElsewise, cluster, print_there
from invoicing.documents.paper_files import Printing, Shelf
from invoicing.documents.print_files import Job, render_schedule
from invoicing.documents.print_inputs import PrintInputs
from invoicing.documents.printable_issue import issue_month
from invoicing.papers.issued_paper import IssuedPaper
from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.store.engine import Store
from tests.invoicing.documents.papers import paper, read
from tests.promises.closers import content, damage
from tests.promises.conftest import Ready


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        yield local


def address_of(local: LocalCluster) -> str:
    return str(local.scheduler_address).replace("tcp://", "dask://")


@contextmanager
def killing(local: LocalCluster, lost: list[str], _count: int) -> Iterator[Callable[[], object]]:
    """Stops one of the workers, so that it takes papers and prints none, and kills it once another has printed one.

    `lost` are the papers that it died with.
    """
    with Client(local.scheduler_address, set_as_default=False) as client:
        address, victim = next(iter(client.run(os.getpid).items()))
        os.kill(victim, signal.SIGSTOP)

        def kill() -> None:
            if not lost:
                lost.extend(client.processing()[address])
                os.kill(victim, signal.SIGKILL)

        yield kill


def issued(ready: Ready) -> tuple[Shelf, Store, list[IssuedPaper]]:
    books, store = ready()
    order = IssueOrder(Ask(Month(2026, 10)), Permissions(), By("tester", store.clock.now()))
    steps = list(issue_month(store, order))
    return Shelf(store, books), store, [step.part.issued for step in steps if step.part.issued is not None]


@pytest.mark.parametrize("ready", ["postgres"], indirect=True)
def test_a_month_is_printed_whole_though_a_worker_is_killed(ready: Ready, workers: LocalCluster):
    shelf, store, papers = issued(ready)
    lost: list[str] = []
    printing = Printing(executor=address_of(workers), progress=partial(killing, workers, lost), actor="tester")
    printed = shelf.print_missing(papers, printing)
    printed.refuse_failures()
    assert lost
    assert len(printed.written) == len(papers) == 3
    assert damage(store, shelf.books) == []
    here, other, same = issued(ready)
    here.print_missing(same, Printing(actor="tester")).refuse_failures()
    assert content(other) == content(store)


def test_a_separate_schedule_is_encrypted_here(workers: LocalCluster, tmp_path: Path):
    made, password = paper(schedule=(read(1),)), "bell tower"
    job = Job(made, tmp_path / "there.pdf", password=password)
    with cluster(address_of(workers)) as there:
        done = there.take(job, there.submit(job))
    here = render_schedule(made, tmp_path / "here.pdf", password)
    assert done.sealed_from == here.sealed_from
    with pikepdf.open(done.path, password=password) as pdf:
        assert pdf.is_encrypted


def test_a_worker_with_other_templates_prints_nothing(tmp_path: Path):
    (tmp_path / "templates").mkdir()
    inputs = PrintInputs.of(tmp_path, "")
    (tmp_path / "templates" / "paper.css").write_text("p { color: red }")
    with pytest.raises(PrintsElsewise, match="other templates than this machine"):
        print_there(Job(paper(), tmp_path / "paper.pdf", tmp_path), inputs)


@pytest.mark.parametrize("address", ["localhost:8786", "dask://localhost"])
def test_an_address_without_a_cluster_is_told(address: str):
    with pytest.raises(NoCluster, match="can be printed by"), cluster(address):
        pass
