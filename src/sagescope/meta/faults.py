"""What the database objects to, in words of the product."""

import sqlite3
from collections.abc import Mapping

from sqlalchemy import Constraint
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from sagescope.errors import Cause, Fault, Refusal, ServerFault
from sagescope.meta.tables import Row

_UNIQUE = frozenset(
    {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID", "23505"}
)
_FOREIGN = frozenset({"SQLITE_CONSTRAINT_FOREIGNKEY", "23503"})
_LATER = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_BUSY_SNAPSHOT", "40001", "40P01", "55P03"})
"""Codes of SQLite and PostgreSQL after which the same transaction may succeed."""
_MACHINE = {
    "SQLITE_FULL": "The disk of the metadata database is full.",
    "SQLITE_READONLY": "The metadata database may not be written.",
    "SQLITE_CANTOPEN": "The metadata database cannot be opened.",
}


def conflict_of(
    error: IntegrityError, table: str = "", written: Mapping[str, object] | None = None
) -> Refusal | ServerFault:
    """The refusal of a broken constraint, naming what was being `written` to a table where that is known.

    The words stand beside the constraint, in its `info`. A broken NOT NULL or CHECK is our mistake.
    """
    code = _code(error)
    if code in _UNIQUE:
        constraint = _constraint(error)
        template = constraint.info.get("conflict") if constraint is not None else None
        message = f"{_entry(constraint.table.name if constraint is not None else table)} exists already."
        if template is not None and written is not None:
            message = str(template).format_map(written)
        hint = "Choose another, or change the one that exists."
        return Refusal(Fault("meta.duplicate", message, hint), Cause.CONFLICT)
    if code in _FOREIGN:
        return Refusal(
            Fault(
                "meta.reference",
                f"{_entry(table)} refers to something that does not exist.",
                "Read it again; it may have been deleted.",
            ),
            Cause.CONFLICT,
        )
    return ServerFault(f"a constraint of the metadata store was broken: {error}")


def failure_of(error: SQLAlchemyError) -> Refusal | ServerFault:
    """What to raise for any other error of a transaction."""
    if isinstance(error, IntegrityError):
        return conflict_of(error)
    if isinstance(error, StaleDataError):
        return Refusal(
            Fault("meta.gone", "It was deleted in the meantime.", "Read the list again."), Cause.NOT_FOUND
        )
    if isinstance(error, PoolTimeout):
        return unavailable("All connections to the metadata database are in use.")
    if isinstance(error, DataError):
        return Refusal(
            Fault(
                "meta.value",
                "A value has characters or a length that cannot be stored.",
                "Remove control characters, or shorten it.",
            )
        )
    if isinstance(error, DBAPIError):
        code = _code(error)
        if code in _LATER:
            return unavailable("The metadata database is busy.")
        primary = "_".join(code.split("_")[:2])
        if primary in _MACHINE:
            return unavailable(_MACHINE[primary])
        if error.connection_invalidated or code == "" or code.startswith(("08", "57P")):
            return unavailable("The metadata database does not answer.")
    return ServerFault(f"the metadata store failed: {error}")


def unavailable(message: str) -> Refusal:
    """The refusal of a transaction that may succeed later, or once the machine is seen to."""
    fault = Fault("meta.unavailable", message, "Try again in a moment.")
    return Refusal(fault, Cause.UNAVAILABLE, retry_after=1)


def _code(error: DBAPIError) -> str:
    """SQLite's extended error name or PostgreSQL's SQLSTATE; empty where there is neither."""
    if isinstance(error.orig, sqlite3.Error):
        # Errors that Python's driver raises by itself are misuse, so they must not look like a lost server.
        return getattr(error.orig, "sqlite_errorname", "SQLITE_MISUSE")
    return getattr(error.orig, "sqlstate", None) or ""


def _constraint(error: IntegrityError) -> Constraint | None:
    """The constraint that was broken: PostgreSQL gives its name, SQLite its columns."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    columns = str(error.orig).rpartition(": ")[2]
    for table in Row.metadata.tables.values():
        for constraint in table.constraints:
            own = ", ".join(f"{table.name}.{column.name}" for column in getattr(constraint, "columns", ()))
            if (name is not None and constraint.name == name) or (name is None and own == columns):
                return constraint
    return None


def _entry(table: str) -> str:
    return f"An entry of {table.replace('_', ' ')}" if table else "An entry"
