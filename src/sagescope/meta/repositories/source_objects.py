"""What sources have fetched, so that they need not fetch it again.

A row says that everything of an object is durable, or that there is nothing more to get from it. It is written
after the messages; a crash in between makes the object be read again, and its messages are known to the store by
the delivery that they came by.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from sagescope.meta.db import Session
from sagescope.meta.tables import SourceCursorRow, SourceObjectRow, SourceRow

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an object.

    `version` is empty where the bucket keeps none; `identity` changes with the content; `outcome` is a word for
    people (`stored`, `gone`, `unreadable`); `messages` is how many it held.
    """

    key: str
    version: str
    identity: str
    outcome: str
    messages: int


def identities(session: Session, source_id: int, keys: Iterable[str]) -> dict[tuple[str, str], str]:
    """The identities of the objects of some keys that a source is done with, by key and version."""
    found: dict[tuple[str, str], str] = {}
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), _AT_ONCE):
        statement = select(SourceObjectRow.key, SourceObjectRow.version, SourceObjectRow.identity).where(
            SourceObjectRow.source_id == source_id,
            SourceObjectRow.key.in_(wanted[start : start + _AT_ONCE]),
        )
        found.update({(key, version): identity for key, version, identity in session.execute(statement)})
    return found


def put(session: Session, source_id: int, done: Sequence[Done], now: int) -> None:
    """Note that a source is done with objects; nothing happens where it is gone."""
    if session.get(SourceRow, source_id) is None:
        return
    for one in done:
        session.merge(
            SourceObjectRow(
                source_id=source_id,
                key=one.key,
                version=one.version,
                identity=one.identity,
                outcome=one.outcome,
                messages=one.messages,
                done_at=now,
            )
        )


def position(session: Session, source_id: int, place: str) -> int | None:
    """How far a source has come in a place, milliseconds; None where it has not begun."""
    row = session.get(SourceCursorRow, (source_id, place))
    return None if row is None else row.position


def advance(session: Session, source_id: int, place: str, to: int) -> None:
    """Note how far a source has come in a place; never back, and nothing where the source is gone."""
    if session.get(SourceRow, source_id) is None:
        return
    row = session.get(SourceCursorRow, (source_id, place))
    if row is None:
        session.add(SourceCursorRow(source_id=source_id, place=place, position=to))
    else:
        row.position = max(row.position, to)


def forget(session: Session, source_id: int) -> int:
    """Forget what a source has fetched, so that it begins anew; how many objects those were."""
    count = session.execute(
        select(func.count()).select_from(SourceObjectRow).where(SourceObjectRow.source_id == source_id)
    ).scalar_one()
    session.execute(delete(SourceObjectRow).where(SourceObjectRow.source_id == source_id))
    session.execute(delete(SourceCursorRow).where(SourceCursorRow.source_id == source_id))
    return count
