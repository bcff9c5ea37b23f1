"""Stored settings: what the installation remembers, as JSON values by key."""

from pydantic import JsonValue
from sqlalchemy import delete, select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import write
from sagescope.meta.tables import SettingRow


def get(session: Session, key: str, default: JsonValue = None) -> JsonValue:
    """The value of a key, or `default`."""
    row = session.get(SettingRow, key)
    return default if row is None else row.value


def put(session: Session, key: str, value: JsonValue) -> None:
    """Set the value of a key."""
    row = session.get(SettingRow, key, with_for_update=True) or SettingRow(key=key)
    row.value = value
    write(session, row)


def listed(session: Session, prefix: str = "") -> dict[str, JsonValue]:
    """Keys that begin with `prefix`, in their order, and their values."""
    statement = select(SettingRow).where(SettingRow.key.startswith(prefix, autoescape=True))
    return {
        row.key: row.value
        for row in session.scalars(statement.order_by(SettingRow.key))
        if row.key.startswith(prefix)
    }


def remove(session: Session, key: str) -> None:
    """Forget a key where it is there."""
    session.execute(delete(SettingRow).where(SettingRow.key == key))
