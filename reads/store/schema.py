"""The schema's version: upgrades a database, refuses one of a newer wetread or of another program.

Alembic, slow to import, is asked only where a database is not at `HEAD` yet; who only looks at one needs `HEAD` alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reads.store.errors import DatabaseNewer, NotOurDatabase

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

HEAD = "0022"
"""The revision that this version of wetread works with; a test holds it against the migrations."""

APPLICATION_ID = 0x57524431
"""Marks a SQLite file as a wetread database ("WRD1")."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config() -> Config:
    """Where the migrations are."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def current(engine: Engine) -> str | None:
    """The revision of the database, None for an empty one."""
    from sqlalchemy import inspect, text

    with engine.execution_options(wetread_writes=False).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return revision


def upgrade(engine: Engine) -> None:
    """Brings the database to `HEAD`, in one transaction; does nothing where it is there already.

    The hash tree begins anew with the rows that are there then; what it found wrong before stays told.
    """
    revision = current(engine)
    if revision == HEAD:
        return
    from alembic import command
    from alembic.script import ScriptDirectory

    from reads.store.hash_tree_leaves import Tree
    from reads.store.tree_checks import check_tree

    config = alembic_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseNewer(revision)
    with engine.begin() as connection:
        _claim(connection)
        config.attributes["connection"] = connection
        before = Tree.opened(connection)
        told = [] if before is None else [each.message for each in check_tree(connection).damage]
        command.upgrade(config, "head")
        tree = Tree.opened(connection)
        if tree is not None:
            tree.plant(told)


def _claim(connection: Connection) -> None:
    """Marks a new SQLite file as ours; refuses one that another program has written."""
    if connection.dialect.name != "sqlite":
        return
    marked = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if marked not in (0, APPLICATION_ID) or (tables and marked != APPLICATION_ID):
        raise NotOurDatabase(str(connection.engine.url.database))
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
