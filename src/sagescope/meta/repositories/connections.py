"""Stored connections."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, remove_existing, write
from sagescope.meta.tables import ConnectionRow
from sagescope.model.connection import Connection

_COLUMNS = {"id", "name", "created_at", "created_by", "modified_at", "modified_by"}


def add(session: Session, connection: Connection) -> None:
    """Store a new connection. Raises Refusal CONFLICT where its name is taken."""
    write(session, _fill(ConnectionRow(id=connection.id), connection))


def save(session: Session, connection: Connection) -> None:
    """Replace what is stored of a connection. Raises Refusal NOT_FOUND or CONFLICT."""
    write(
        session, _fill(existing(session, ConnectionRow, "connection", connection.id, lock=True), connection)
    )


def get(session: Session, connection_id: str) -> Connection:
    """The connection of an id. Raises Refusal NOT_FOUND."""
    return _connection(existing(session, ConnectionRow, "connection", connection_id))


def listed(session: Session) -> list[Connection]:
    """All connections, by name."""
    return [
        _connection(row)
        for row in session.scalars(select(ConnectionRow).order_by(ConnectionRow.name, ConnectionRow.id))
    ]


def remove(session: Session, connection_id: str) -> None:
    """Delete a connection. Raises Refusal NOT_FOUND."""
    remove_existing(session, ConnectionRow.id, "connection", connection_id)


def _fill(row: ConnectionRow, connection: Connection) -> ConnectionRow:
    for name in _COLUMNS - {"id"}:
        setattr(row, name, getattr(connection, name))
    row.body = connection.model_dump(mode="json", exclude=_COLUMNS)
    return row


def _connection(row: ConnectionRow) -> Connection:
    return Connection.model_validate({**row.body, **{name: getattr(row, name) for name in _COLUMNS}})
