"""The steps lead from nothing to the declared tables, once, and never back."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from meta_databases import KINDS, ON_POSTGRESQL, empty_address, opened
from sqlalchemy import Engine, create_engine, inspect, make_url, text

from sagescope.errors import Cause, Refusal
from sagescope.meta.db import Database
from sagescope.meta.repositories import collectors, settings
from sagescope.meta.tables import Row


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with empty_address(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """A connection beside the one under test."""
    url = make_url(address)
    made = create_engine(url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url)
    yield made
    made.dispose()


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    made = Database(address)
    yield made
    made.close()


def test_migrating_an_empty_database_gives_exactly_the_declared_tables(
    database: Database, engine: Engine
) -> None:
    database.migrate()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []
        assert set(inspect(connection).get_table_names()) == set(Row.metadata.tables) | {"alembic_version"}


def test_a_difference_between_declared_and_migrated_tables_would_be_noticed(
    database: Database, engine: Engine
) -> None:
    database.migrate()
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE users DROP COLUMN name"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) != []


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.migrate()
    with database.session() as session:
        settings.put(session, "kept", 1)
        taken = collectors.new_id(session)
    database.migrate()
    with database.session() as session:
        assert settings.get(session, "kept") == 1
        assert collectors.new_id(session) == taken + 1


def test_processes_that_migrate_at_once_all_succeed(address: str) -> None:
    def migrate(start: threading.Barrier) -> None:
        own = Database(address)
        try:
            start.wait()
            own.migrate()
            own.check()
        finally:
            own.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, [threading.Barrier(4)] * 4))


def test_a_step_that_fails_leaves_the_database_as_it_was(database: Database, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE promotions (x INTEGER)"))
    with pytest.raises(Exception, match="promotions"):
        database.migrate()
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["promotions"]
        connection.execute(text("DROP TABLE promotions"))
    database.migrate()
    database.check()


def test_a_database_of_a_newer_version_is_refused(database: Database, engine: Engine) -> None:
    database.migrate()
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for step in (database.migrate, database.check):
        with pytest.raises(Refusal) as refused:
            step()
        assert refused.value.faults[0].code == "meta.newer"
        assert refused.value.cause is Cause.CONFLICT


@ON_POSTGRESQL
def test_postgresql_is_one_of_the_databases(tmp_path: Path) -> None:
    with opened("postgresql", tmp_path) as database, database.reading() as session:
        assert "PostgreSQL" in session.execute(text("SELECT version()")).scalar_one()


def test_a_database_without_tables_is_not_ready(database: Database) -> None:
    with pytest.raises(Refusal) as refused:
        database.check()
    assert refused.value.faults[0].code == "meta.old"
    assert refused.value.cause is Cause.UNAVAILABLE
