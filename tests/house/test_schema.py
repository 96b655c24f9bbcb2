"""The schema that the migrations make is the one that the tables describe, on both databases."""

import importlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from reads.store.engine import Store
from tests.house.test_purity import MODULES

TABLES = [module for module in MODULES if module.rsplit(".", 1)[-1] in {"tables", "events"}]


@pytest.fixture
def metadata():
    """All rows of all rooms."""
    for module in TABLES:
        importlib.import_module(module)
    return SQLModel.metadata


def test_migrations_make_what_the_tables_describe(store: Store, metadata):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_checks_are_in_the_schema_too(store: Store, metadata):
    """Alembic's comparison doesn't look at CHECK constraints."""
    inspector = inspect(store.engine)
    for table in metadata.sorted_tables:
        described = {
            c.name
            for c in table.constraints
            if c.__visit_name__ in {"check_constraint", "table_or_column_check_constraint"}
        }
        made = {check["name"] for check in inspector.get_check_constraints(table.name)}
        assert made == described, table.name


def test_every_table_is_strict_on_sqlite(migrated_sqlite: Path, metadata):
    """STRICT: SQLite stores what the column says or refuses it."""
    with closing(sqlite3.connect(migrated_sqlite)) as connection:
        strict = dict(connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall())
    assert [table.name for table in metadata.sorted_tables if not strict[table.name]] == []


def test_the_revision_that_the_code_names_is_the_last_of_the_migrations():
    from alembic.script import ScriptDirectory

    from reads.store.schema import HEAD, alembic_config

    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD
