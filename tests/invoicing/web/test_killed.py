"""The server is killed in the middle of an issue, as by a power switch, and started again: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
import uvicorn
from sqlmodel import Session

from invoicing.papers.heads import heads
from invoicing.web.app import made_app
from invoicing.web.site import Proxy, Reach, Site
from reads.core.month import Month
from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.demonstration import NOON
from tests.invoicing.web.conftest import OWN
from tests.invoicing.web.pages import form_on
from tests.promises.closers import damage

CLOSE = "/close/2026-11"
ANA = {**OWN, "x-remote-user": "ana", "x-wetread-proxy": "the proxy's"}
KILLS = [(1, "before"), (1, "after"), (3, "after"), (6, "after")]
"""At which commit from the form on, and whether it is still made: the form's own, a contract's, a file's."""


def dies_at(commit: int, when: str) -> None:
    """From now on this process dies at that commit."""
    real, count = Session.commit, iter(range(1, 1000))

    def commit_or_die(self: Session) -> None:
        at = next(count)
        if (at, when) == (commit, "before"):
            os.kill(os.getpid(), signal.SIGKILL)
        real(self)
        if at == commit:
            os.kill(os.getpid(), signal.SIGKILL)

    Session.commit = commit_or_die  # type: ignore[method-assign, assignment]


@contextmanager
def serving(books: Path, kill: tuple[int, str] | None = None) -> Iterator[httpx2.Client]:
    """A client of pages that another process serves, behind a proxy, so that a form outlives the server."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 on: forking beside a thread
        pid = os.fork()
    if not pid:
        try:
            if kill:
                dies_at(*kill)
            store = Store.open(sqlite_url(books / "wetread.db"), clock=NOON)
            site = Site(books, store, NOON, Reach(port, proxy=Proxy(secret="the proxy's")))
            config = uvicorn.Config(made_app(site), log_level="critical", lifespan="off")
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            os._exit(0)
    listening.close()
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers=ANA, trust_env=False, timeout=60) as client:
            yield client
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def filled_in(page: str) -> dict[str, str]:
    hidden = form_on(page, f"{CLOSE}/issue")
    ticked = {name.replace("total:", "contract:"): "on" for name in hidden if name.startswith("total:")}
    return {**hidden, **ticked, "confirmed": "2026-11", "early": "on"}


def to_the_end(client: httpx2.Client, begun: httpx2.Response) -> str:
    """The page of the work that was begun, once it has ended; nothing where the server has died by then."""
    while "How far now?" in (page := client.get(begun.headers["location"]).text):
        time.sleep(0.05)
    return page


@pytest.mark.parametrize("kill", KILLS)
def test_killed_in_an_issue_it_goes_on_and_nothing_is_lost_or_twice(
    demonstration: Path, tmp_path: Path, kill: tuple[int, str]
):
    books = tmp_path / "books"
    shutil.copytree(demonstration, books)
    with serving(books, kill) as client:
        form = filled_in(client.get(CLOSE).text)
        with pytest.raises(httpx2.HTTPError):
            to_the_end(client, client.post(f"{CLOSE}/issue", data=form))
    with serving(books) as client:
        again = client.post(f"{CLOSE}/issue", data=form)
        assert (again.status_code, "wrong" in again.text) == (303, False)
        to_the_end(client, again)
        page = client.get(CLOSE).text
        if f'action="{CLOSE}/issue"' in page:
            to_the_end(client, client.post(f"{CLOSE}/issue", data=filled_in(page)))
            page = client.get(CLOSE).text
        assert f'action="{CLOSE}/issue"' not in page
        if f'action="{CLOSE}/print"' in page:
            to_the_end(client, client.post(f"{CLOSE}/print", data=form_on(page, f"{CLOSE}/print")))
        assert "no PDF yet" not in client.get(CLOSE).text
        numbers = re.findall(r'/papers/(WR-2026-\d+)"', client.get("/papers?month=2026-11").text)
    store = Store.open(sqlite_url(books / "wetread.db"), clock=NOON)
    with store.read() as session:
        issued = [paper.contract for paper in heads(session, month=Month(2026, 11))]
    assert damage(store, books) == []
    assert sorted(issued) == ["marianas-24h", "mercy-overnight", "st-brendan-nights"]
    assert len(set(numbers)) == 3
    store.close()
