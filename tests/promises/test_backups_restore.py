"""Backups restore: taken while another process imports, each restores and verifies; a damaged or newer one is refused."""

import os
import random
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from invoicing.audit.verify import verify
from reads.core.clock import FixedClock
from reads.core.errors import WetreadError
from reads.store import backup_file
from reads.store.backup import back_up
from reads.store.engine import Store
from reads.store.errors import BackupDamaged, BackupExists, BooksInTheWay, DatabaseNewer
from reads.store.restore import RestoreOrder, restore
from tests.databases import Postgres, sqlite_url
from tests.invoicing.closing import mercy
from tests.promises.closers import NOON, start
from tests.promises.conftest import Ready

CLOCK = FixedClock(NOON)
HEADER = mercy.OCTOBER.splitlines(keepends=True)[0]

pytestmark = pytest.mark.usefixtures("postgres_tools")


@pytest.fixture(scope="module")
def issued(ready_for_all: Ready) -> Store:
    """A store with an October that was issued and printed; the tests only read it."""
    books, store = ready_for_all()
    assert start(books, books / "said").status() == 0
    return store


@pytest.fixture(scope="module")
def backup(issued: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    path = tmp_path_factory.mktemp("backup") / "one.backup"
    back_up(issued, path, recipient=None, look=no_look)
    return path


@pytest.fixture
def elsewhere(ready_for_all: Ready, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the same kind, to restore to."""
    kind = request.node.callspec.params["ready_for_all"]
    if kind == "sqlite":
        yield sqlite_url(tmp_path / "restored.db")
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.database(migrated=False) as url:
            yield url


def imports_in(url: str) -> int:
    """A process that imports one read after another, each in its own file, until it is killed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        return pid
    try:
        store = Store.open(url, clock=CLOCK)
        for number in range(1_000_000):
            minute, hour, day = number % 60, number // 60 % 24, 1 + number // 1440 % 28
            at = f"2026-10-{day:02d}T{hour:02d}:{minute:02d}:00-05:00"
            mercy.bring_in(store, HEADER + f"mercy-west,MX{number},CTHEAD,CT,preliminary,r-rao,{at},{at}\n")
    finally:
        os._exit(1)


@contextmanager
def importing(store: Store) -> Iterator[None]:
    pid = imports_in(store.engine.url.render_as_string(hide_password=False))
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def order(backup: Path, url: str, **more: object) -> RestoreOrder:
    values = {"identity": None, "replace": False, "actor": "tester", **more}
    return RestoreOrder(backup, url, backup.parent, **values)  # type: ignore[arg-type]


def no_look(session: object) -> None:
    """Nothing is looked at while the backup is made."""


def check(session):
    return verify(session, None).damage


def count(url: str, table: str) -> int:
    store = Store.open(url, clock=CLOCK)
    with store.read() as session:
        found = int(session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
    store.close()
    return found


def check_backups(ready: Ready, elsewhere: str, folder: Path, times: int) -> None:
    _, store = ready()
    counts = []
    with importing(store):
        for number in range(times):
            path = folder / f"{number}.backup"
            time.sleep(0.05)
            back_up(store, path, recipient=None, look=no_look)
            restore(order(path, elsewhere, replace=True, forget=True), _at(number), check)
            counts.append((count(elsewhere, "read_versions"), count(elsewhere, "imports")))
    assert all(reads == imports + counts[0][0] - counts[0][1] for reads, imports in counts), "half an import"
    assert counts == sorted(counts)
    assert counts[0] < counts[-1], "nobody imported in the meantime"


def _at(number: int) -> FixedClock:
    from datetime import timedelta

    return FixedClock(NOON + timedelta(seconds=number))


def test_backups_taken_while_another_process_imports_restore_and_verify(ready_for_all, elsewhere, tmp_path):
    check_backups(ready_for_all, elsewhere, tmp_path, 5)


@pytest.mark.nightly
def test_forty_backups_taken_while_another_process_imports_restore_and_verify(ready_for_all, elsewhere, tmp_path):
    check_backups(ready_for_all, elsewhere, tmp_path, 40)


def test_what_comes_back_is_what_was_there_and_the_restoring(issued, backup, elsewhere):
    restore(order(backup, elsewhere), CLOCK, check)
    restored = Store.open(elsewhere, clock=CLOCK)
    for table in ("papers", "billed_reads", "read_versions", "contract_versions", "series", "paper_files"):
        query = text(f"SELECT * FROM {table} ORDER BY id")
        with issued.read() as session, restored.read() as other:
            assert [tuple(r) for r in session.execute(query)] == [tuple(r) for r in other.execute(query)], table
    with restored.read() as session:
        assert session.execute(text("SELECT action FROM events ORDER BY id DESC LIMIT 1")).scalar_one() == (
            "backup.restored"
        )
    with pytest.raises(Exception, match="append-only"), restored.write() as session:
        session.execute(text("DELETE FROM papers"))
    restored.close()


def test_a_bit_that_changed_anywhere_is_refused_and_nothing_is_restored(backup, elsewhere, tmp_path):
    content, chance = backup.read_bytes(), random.Random(60)
    for number in range(60):
        place = chance.randrange(len(content) * 8)
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        path = tmp_path / f"damaged{number}"
        path.write_bytes(changed)
        with pytest.raises(BackupDamaged):
            restore(order(path, elsewhere), CLOCK, check)
        path.unlink()
    for length in (0, 1, 63, 64, 65, 1_000, len(content) - 1):
        (tmp_path / "short").write_bytes(content[:length])
        with pytest.raises(BackupDamaged):
            restore(order(tmp_path / "short", elsewhere), CLOCK, check)
    assert nothing_in(elsewhere)


def nothing_in(url: str) -> bool:
    if url.startswith("sqlite"):
        return not Path(url.removeprefix("sqlite:///")).exists()
    store = Store.open(url, clock=CLOCK)
    with store.read() as session:
        query = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        found = session.execute(text(query)).scalar_one()
    store.close()
    return bool(found == 0)


def test_the_harness_catches_a_backup_without_a_seal(backup, elsewhere, tmp_path, monkeypatch):
    """A worse program: it takes the file as it is."""
    monkeypatch.setattr(backup_file, "_sealed", lambda file: backup.read_bytes()[-64:])
    content = bytearray(backup.read_bytes())
    content[10] ^= 1  # in the zip's first header, where no checksum looks
    (tmp_path / "damaged").write_bytes(content)
    restore(order(tmp_path / "damaged", elsewhere), CLOCK, check)


def test_damage_that_was_backed_up_is_refused_where_it_is_restored(ready_for_all, elsewhere, tmp_path):
    """The file is whole; what it holds is not."""
    _, store = ready_for_all()
    with store.write() as session:
        if store.is_sqlite:
            session.execute(text("DROP TRIGGER events_no_update"))
        else:
            session.execute(text("ALTER TABLE events DISABLE TRIGGER ALL"))
        session.execute(text("UPDATE events SET actor = 'eve' WHERE id = 1"))
    back_up(store, tmp_path / "one.backup", recipient=None, look=no_look)
    with pytest.raises(BackupDamaged, match="event 1 is not what was recorded"):
        restore(order(tmp_path / "one.backup", elsewhere), CLOCK, check)
    assert nothing_in(elsewhere)


def test_a_newer_backup_is_refused(ready_for_all, elsewhere, tmp_path):
    _, store = ready_for_all()
    with store.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    back_up(store, tmp_path / "newer.backup", recipient=None, look=no_look)
    with pytest.raises(DatabaseNewer, match="9999"):
        restore(order(tmp_path / "newer.backup", elsewhere), CLOCK, check)
    assert nothing_in(elsewhere)


def test_books_that_hold_something_are_kept_aside_or_not_touched(ready_for_all, backup):
    _, store = ready_for_all()
    url = store.engine.url.render_as_string(hide_password=False)
    before = count(url, "events")
    store.close()
    with pytest.raises(BooksInTheWay, match="hold something"):
        restore(order(backup, url), CLOCK, check)
    assert count(url, "papers") == 0
    done = restore(order(backup, url, replace=True, forget=True), CLOCK, check)
    assert count(url, "papers") == 3
    aside = done.aside
    assert aside is not None
    if store.is_sqlite:
        assert count(f"sqlite:///{aside}", "events") == before
    else:
        assert count(url, f"{aside.removeprefix('schema ')}.events") == before


def test_a_refused_replacement_leaves_the_books_as_they_were(ready_for_all, backup):
    _, store = ready_for_all()
    url = store.engine.url.render_as_string(hide_password=False)
    before = count(url, "events")
    store.close()

    def finds_fault(session):
        raise BackupDamaged(backup, "as if")

    with pytest.raises(BackupDamaged):
        restore(order(backup, url, replace=True, forget=True), CLOCK, finds_fault)
    assert count(url, "events") == before
    assert count(url, "papers") == 0


def test_a_backup_overwrites_nothing_and_leaves_nothing_half_written(ready_for_all, tmp_path):
    _, store = ready_for_all()
    (tmp_path / "there").write_text("something else")
    with pytest.raises(BackupExists):
        back_up(store, tmp_path / "there", recipient=None, look=no_look)

    def fails(session):
        raise WetreadError("as if")

    with pytest.raises(WetreadError):
        back_up(store, tmp_path / "new", recipient=None, look=fails)
    assert (tmp_path / "there").read_text() == "something else"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".") or path.name == "new"]


def test_a_backup_is_the_state_of_one_moment(ready_for_all, tmp_path):
    """What is written while it is being made is not in it."""
    _, store = ready_for_all()

    def meanwhile(session):
        before = session.execute(text("SELECT count(*) FROM imports")).scalar_one()
        times = "2026-10-03T01:00:00Z,2026-10-03T02:00:00Z"
        mercy.bring_in(store, HEADER + f"mercy-west,LATER,CTHEAD,CT,preliminary,r-rao,{times}\n")
        assert session.execute(text("SELECT count(*) FROM imports")).scalar_one() == before

    back_up(store, tmp_path / "one.backup", recipient=None, look=meanwhile)
    assert (tmp_path / "one.backup").stat().st_mode & 0o777 == 0o600


def test_what_a_restore_unpacks_lies_where_the_next_command_sweeps(backup, elsewhere):
    beside = Path(elsewhere.removeprefix("sqlite:///")).parent if elsewhere.startswith("sqlite") else backup.parent
    seen: list[str] = []

    def looks(session):
        seen.extend(each.name for folder in beside.glob(".*.part") for each in folder.iterdir())
        return check(session)

    restore(order(backup, elsewhere), CLOCK, looks)
    assert {"wetread.db", "wetread.dump"} & set(seen)
    assert not list(beside.glob(".*.part"))
