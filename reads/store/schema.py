"""The schema's version: upgrades a database, refuses one of a newer wetread or of another program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from reads.store.engine import APPLICATION_ID
from reads.store.errors import DatabaseNewer, NotOurDatabase

if TYPE_CHECKING:
    from reads.store.engine import Store

_MIGRATIONS = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def head() -> str:
    """The revision that this version of wetread works with."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    if revision is None:
        raise RuntimeError("the package has lost its migrations")
    return revision


def current(store: Store) -> str | None:
    """The revision of the database, None for an empty one."""
    with store.engine.execution_options(wetread_writes=False).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(store: Store) -> None:
    """Brings the database to `head`, in one transaction; does nothing where it is there already."""
    revision = current(store)
    if revision == head():
        return
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseNewer(revision)
    config = _config()
    with store.engine.begin() as connection:
        _claim(connection, store)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _claim(connection: Connection, store: Store) -> None:
    """Marks a new SQLite file as ours; refuses one that another program has written."""
    if not store.is_sqlite:
        return
    marked = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if marked not in (0, APPLICATION_ID) or (tables and marked != APPLICATION_ID):
        raise NotOurDatabase(str(store.engine.url.database))
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
