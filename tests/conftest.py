"""What every test may ask for: a store on both databases, a clock that stands still, books, the command, golden files."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.databases import Postgres, in_memory, migrate, running_postgres, sqlite_url, upgrade_once
from tests.stages import Stages

if TYPE_CHECKING:
    from tests.reads.claims.practice import Practice

TESTS = Path(__file__).parent
ROOT = TESTS.parent

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=2_000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

if memory := in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))  # what a test leaves there is gone once it has passed


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden with what is produced now")


BY_DESIGN = ("SQLite has one writer at a time", "only root can become somebody else")
"""Why a test may be skipped in CI: it has nothing to say there. A missing tool is no such reason."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays until the end: garbage is looked for neither meanwhile nor, afterwards, in it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that is skipped for want of a tool has failed: `make tools` installs them."""
    report = yield
    if report.skipped and os.environ.get("CI") and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(BY_DESIGN):
            report.outcome, report.longrepr = "failed", f"skipped in CI: {reason}"
    return report


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings, files or keys of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("WETREAD_")]:
        monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("WETREAD_ACTOR", "tester")
    monkeypatch.setattr("reads.core.system_user.system_user", lambda: "tester")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def clock() -> FixedClock:
    """Monday, 2 November 2026, 09:00 UTC, until the test sets it."""
    return FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the present schema and nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    migrate(sqlite_url(path))
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run (one for each worker)."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with the present schema and nothing in it: for tests that open more than one store."""
    if request.param == "sqlite":
        path = tmp_path / "wetread.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield sqlite_url(path)
    else:
        with request.getfixturevalue("postgres").database() as url:
            yield url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any schema: for tests of the migrations."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "wetread.db")
    else:
        with request.getfixturevalue("postgres").database(migrated=False) as url:
            yield url


@pytest.fixture
def store(database: str, clock: FixedClock) -> Iterator[Store]:
    """An opened, migrated, empty store, stamped by `clock`; the test runs once on SQLite and once on PostgreSQL."""
    opened = Store.open(database, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """An empty folder for the books."""
    folder = tmp_path / "books"
    folder.mkdir()
    return folder


@dataclass(frozen=True)
class Outcome:
    """What a command left behind: its exit status, and both streams apart."""

    status: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.stdout)


Run = Callable[..., Outcome]


@pytest.fixture
def run(books: Path, clock: FixedClock, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The `wetread` command, in this process, on the test's books and at the test's time: `run("held", "--json")`.

    A new SQLite file gets its schema as a copy of what the migrations made once a run.
    """
    from click.testing import CliRunner

    from invoicing.cli.main import main
    from reads.cli.desk import Desk

    monkeypatch.setattr("reads.store.schema.upgrade", upgrade_once(migrated_sqlite))

    def invoke(*arguments: str, stdin: str | bytes | None = None) -> Outcome:
        result = CliRunner().invoke(
            main,
            ["--books", str(books), *arguments],
            input=stdin,
            obj=Desk(clock=clock),
            prog_name="wetread",
            catch_exceptions=False,
        )
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return invoke


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's books, in which October was issued and reads have come late; to be copied."""
    from tests.demonstration import demonstrated

    return demonstrated(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """Where books and databases are kept that many tests begin from."""
    return Stages(tmp_path_factory.mktemp("stages"))


Reach = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def reach(
    database: str, books: Path, stages: Stages, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Reach:
    """Brings the test's books and database, which its commands use now, to a point: `reach("practice", how)`."""
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    server = None if database.startswith("sqlite") else request.getfixturevalue("postgres")
    return lambda name, bring: stages.reach(name, books, bring, database, server)


@pytest.fixture
def begin(books: Path, stages: Stages) -> Reach:
    """The same for books with their SQLite file among them: `begin("issued", how)`."""
    return lambda name, bring: stages.reach(name, books, bring)


@pytest.fixture
def practice(books: Path, run: Run, reach: Reach) -> Practice:
    """The demonstration's group, its books applied, a key made, no read yet; on SQLite and on PostgreSQL."""
    from tests.reads.claims.practice import Practice, opened

    reach("practice", lambda: opened(books, run))
    return Practice(books, run)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in tests/golden: `golden(text, "invoice.html")`."""
    update = request.config.getoption("--update-golden")

    def compare(text: str, name: str) -> None:
        path = TESTS / "golden" / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        if not path.exists():
            pytest.fail(f"tests/golden/{name} is missing: look at the result, then run pytest --update-golden")
        assert text == path.read_bytes().decode(), f"differs from tests/golden/{name} (--update-golden rewrites it)"

    return compare


@pytest.fixture
def shared_data() -> Callable[[str], Path]:
    """A file or folder of the published data kept beside the repository; skips the test where there is none."""

    def find(name: str) -> Path:
        path = ROOT.parent / "shared" / "data" / name
        if not path.exists():
            pytest.skip(f"../shared/data/{name} is not on this machine")
        return path

    return find
