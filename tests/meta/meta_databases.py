"""Databases to test on: a SQLite file each, and a schema each of PostgreSQL where there is one."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from sagescope.meta.db import Database

POSTGRES = os.environ.get("SAGESCOPE_TEST_POSTGRES", "")
"""`postgresql://…` of a database in which the tests may make schemas."""

KINDS = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]


@contextmanager
def empty_address(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'meta.db'}"
        return
    schema = f"test_{secrets.token_hex(6)}"
    engine = create_engine(make_url(POSTGRES).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        address = make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"})
        yield address.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Database]:
    """A database with its tables."""
    with empty_address(kind, folder) as address:
        database = Database(address)
        try:
            database.migrate()
            yield database
        finally:
            database.close()
