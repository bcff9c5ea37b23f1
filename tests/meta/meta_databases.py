"""Databases to test on: a SQLite file each, and one each of PostgreSQL where there is one."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from running_postgresql import AVAILABLE, postgresql
from sqlalchemy import NullPool, create_engine, make_url, text

from sagescope.meta.db import Database

ON_POSTGRESQL = pytest.mark.skipif(
    not AVAILABLE,
    reason="PostgreSQL is not installed (make postgresql), and SAGESCOPE_TEST_POSTGRES is not set",
)

KINDS = ["sqlite", pytest.param("postgresql", marks=ON_POSTGRESQL)]
"""The databases that tests of the metadata run on."""


@contextmanager
def empty_address(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'meta.db'}"
    else:
        with _database_like("template1") as address:
            yield address


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Database]:
    """A database with its tables."""
    # A copy of one that has them is made sooner than the tables are.
    with empty_address(kind, folder) if kind == "sqlite" else _database_like(_migrated()) as address:
        database = Database(address)
        try:
            database.migrate()
            yield database
        finally:
            database.close()


@cache
def _migrated() -> str:
    """The name of a database of PostgreSQL's that has its tables."""
    name = f"tables_{secrets.token_hex(6)}"
    _command(f"CREATE DATABASE {name}")
    database = Database(_address(name))
    database.migrate()
    database.close()
    return name


@contextmanager
def _database_like(template: str) -> Iterator[str]:
    """The address of a database of PostgreSQL's, for the time of the context."""
    name = f"test_{secrets.token_hex(6)}"
    _command(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield _address(name)
    finally:
        _command(f"DROP DATABASE {name} WITH (FORCE)")


def _address(name: str) -> str:
    return make_url(postgresql()).set(database=name).render_as_string(hide_password=False)


def _command(statement: str) -> None:
    engine = create_engine(make_url(postgresql()).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
