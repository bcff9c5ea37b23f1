"""The metadata database: SQLite in the data directory by default, PostgreSQL by address.

SQLite has one writer at a time, so writing transactions of a process take turns here instead of
meeting "database is locked" there; readers work beside them on the snapshot that they began with
(write-ahead log). The only statements that know their database are in this file.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from sagescope.errors import Cause, Fault, Refusal, ServerFault
from sagescope.meta.faults import failure_of, unavailable

__all__ = ["Database", "Session"]

WAIT = 30.0
"""Seconds that a transaction waits for its turn, and SQLite for other processes."""

_MIGRATION_LOCK = 7_165_013
"""PostgreSQL's advisory lock that processes take while they migrate; the number has no meaning."""


class Database:
    """The metadata database at an address.

    `url` is `sqlite:///file` or `postgresql://user:password@host/database`. Opening it makes the file where
    it does not exist (readable by its owner only, for it holds receiver tokens); `migrate` makes its tables.

    Raises Refusal `meta.url` where the address is no such one, `meta.driver` where PostgreSQL's driver is
    not installed, `meta.file` where the file cannot be made.
    """

    def __init__(self, url: str) -> None:
        address = _address(url)
        self._local = address.get_backend_name() == "sqlite"
        self._turn = threading.Lock()
        self._inside = threading.local()
        if self._local:
            _make_file(address)
            self._writer = create_engine(address, pool_size=1, max_overflow=0, pool_timeout=WAIT)
            self._reader = create_engine(address, pool_size=8, max_overflow=24, pool_timeout=WAIT)
            _prepare(self._writer, "BEGIN IMMEDIATE")
            _prepare(self._reader, "BEGIN", "PRAGMA query_only = ON")
        else:
            self._writer = _connect(address)
            self._reader = self._writer.execution_options(postgresql_readonly=True)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction that may write: committed at the end of the block, undone by an exception.

        Raises Refusal CONFLICT where a constraint is broken, UNAVAILABLE where the database does not
        answer or has no turn for `WAIT` seconds.
        """
        with self._taking_turns(), self._transaction(self._writer) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads; it does not wait for writers. A write in it fails."""
        with self._transaction(self._reader) as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables to this version; nothing changes where they are already there.

        All steps are one transaction: a process that dies in between leaves the database as it was.

        Raises Refusal `meta.newer` where a newer version of Sagescope has migrated the database.
        """
        config = _migrations()
        with self._taking_turns(), _translated(), self._writer.begin() as connection:
            if not self._local:
                connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            if _pending(connection, config):
                config.attributes["connection"] = connection
                command.upgrade(config, "head")

    def check(self) -> None:
        """Return where the database answers and has the tables of this version.

        Raises Refusal UNAVAILABLE where it does not, `meta.old` or `meta.newer` where its tables differ.
        """
        with _translated(), self._reader.connect() as connection:
            if _pending(connection, _migrations()):
                raise Refusal(
                    Fault(
                        "meta.old", "The metadata database is of an older version.", "Run sagescope migrate."
                    ),
                    Cause.UNAVAILABLE,
                )

    def close(self) -> None:
        """Close all connections."""
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Session]:
        with _translated(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _taking_turns(self) -> Iterator[None]:
        if getattr(self._inside, "yes", False):
            raise ServerFault("a transaction was opened inside another of the same thread")
        if self._local and not self._turn.acquire(timeout=WAIT):
            raise unavailable("The metadata database is busy.")
        self._inside.yes = True
        try:
            yield
        finally:
            self._inside.yes = False
            if self._local:
                self._turn.release()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise failure_of(error) from error


def _address(url: str) -> URL:
    hint = "Use sqlite:///path/to/file or postgresql://user:password@host/database."
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, ValueError):
        raise Refusal(Fault("meta.url", "The metadata database has no readable address.", hint)) from None
    if backend == "sqlite":
        if address.database in (None, "", ":memory:") or str(address.database).startswith("file:"):
            raise Refusal(Fault("meta.url", "The metadata database needs a file.", hint))
        return address.set(drivername="sqlite")
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    raise Refusal(Fault("meta.url", f"The metadata database cannot be {backend!r}.", hint))


def _make_file(address: URL) -> None:
    file = Path(str(address.database))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        message = f"The metadata database {str(file)!r} cannot be made: {error.strerror}."
        hint = "Choose another data directory, or correct its owner and mode."
        raise Refusal(Fault("meta.file", message, hint)) from None


def _prepare(engine: Engine, begin: str, *statements: str) -> None:
    """Give each connection the settings it needs, and transactions that begin where SQLAlchemy begins them.

    Python's driver would otherwise begin them at the first INSERT, leave DDL outside and never take the
    write lock first.
    """

    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        _keep_write_ahead_log(connection)
        for statement in (
            f"PRAGMA busy_timeout = {int(WAIT * 1000)}",
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
            *statements,
        ):
            connection.execute(statement).close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


def _keep_write_ahead_log(connection: Any) -> None:
    """Switch the file to its write-ahead log, which it remembers from then on.

    The first switch needs the file alone, and SQLite answers "locked" at once where another process is
    switching too, whatever its busy timeout (its documentation of `PRAGMA journal_mode`); so the waiting
    is here.
    """
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _connect(address: URL) -> Engine:
    try:
        return create_engine(address, pool_pre_ping=True, pool_size=8, max_overflow=24, pool_timeout=WAIT)
    except ModuleNotFoundError:
        raise Refusal(
            Fault(
                "meta.driver", "PostgreSQL's driver psycopg is not installed.", "Install sagescope[postgres]."
            )
        ) from None


def _migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", "sagescope.meta:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _pending(connection: Connection, config: Config) -> bool:
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    applied = set(MigrationContext.configure(connection).get_current_heads())
    if not applied <= known:
        raise Refusal(
            Fault(
                "meta.newer",
                "A newer version of Sagescope has migrated the metadata database.",
                "Start that version, or restore a backup from before its start.",
            ),
            Cause.CONFLICT,
        )
    return applied != set(scripts.get_heads())
