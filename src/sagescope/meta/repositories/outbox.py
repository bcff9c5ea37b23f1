"""Notifications on their way: written with what they tell of, sent afterwards, each lane in order.

A lane is one action of one monitor. The first of a lane that is still to be sent holds back those behind it, so a
recovery never comes before its alert.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select

from sagescope.durations import UNITS
from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, write
from sagescope.meta.tables import OutboxRow

LONGEST_WAIT = UNITS["h"]
"""No attempt is put off for longer, whatever a receiver asks for."""

WAITING = "waiting"
SENT = "sent"
FAILED = "failed"
MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Letter:
    """A notification: `key` is its own for ever, `target` where it goes, `event` what it tells."""

    id: int
    key: str
    lane: str
    monitor: str
    alert: str
    target: Mapping[str, Any]
    event: Mapping[str, Any]
    state: str
    attempts: int
    next_at: int
    created_at: int
    finished_at: int | None
    answer: str


def add(
    session: Session,
    *,
    key: str,
    lane: str,
    monitor: str,
    alert: str,
    target: Mapping[str, Any],
    event: Mapping[str, Any],
    now: int,
    state: str = WAITING,
) -> None:
    """Put a notification in. Raises Refusal CONFLICT where one has the key already."""
    write(
        session,
        OutboxRow(
            key=key,
            lane=lane,
            monitor=monitor,
            alert=alert,
            target=dict(target),
            event=dict(event),
            state=state,
            attempts=0,
            next_at=now,
            created_at=now,
            finished_at=None if state == WAITING else now,
            answer="",
        ),
    )


def due(session: Session, now: int, limit: int = 50) -> list[Letter]:
    """The first of each lane that is still to be sent, where its time has come, the oldest first."""
    statement = select(OutboxRow).where(*_is_due(now)).order_by(OutboxRow.id).limit(limit)
    return [_letter(row) for row in session.scalars(statement)]


def still_due(session: Session, letter: int, now: int) -> bool:
    """Whether a notification is the first of its lane that is still to be sent, and its time has come."""
    statement = select(OutboxRow.id).where(OutboxRow.id == letter, *_is_due(now))
    return session.scalar(statement) is not None


def _is_due(now: int) -> tuple[ColumnElement[bool], ...]:
    first = select(func.min(OutboxRow.id)).where(OutboxRow.state == WAITING).group_by(OutboxRow.lane)
    # A clock that was set back must not make anybody wait for the time that it once showed.
    is_time = or_(OutboxRow.next_at <= now, OutboxRow.next_at > now + LONGEST_WAIT)
    return OutboxRow.id.in_(first), is_time


def finish(session: Session, letter: int, state: str, now: int, answer: str) -> None:
    """Note that a notification arrived, or will not. Raises Refusal NOT_FOUND."""
    row = existing(session, OutboxRow, "notification", letter, lock=True)
    row.state, row.finished_at, row.answer = state, now, answer
    row.attempts += 1


def postpone(session: Session, letter: int, next_at: int, answer: str) -> None:
    """Note that an attempt failed, and when the next one is made. Raises Refusal NOT_FOUND."""
    row = existing(session, OutboxRow, "notification", letter, lock=True)
    row.next_at, row.answer = next_at, answer
    row.attempts += 1


@dataclass(frozen=True, slots=True)
class Deliveries:
    """How deliveries to a connection go: how many wait, when one last arrived, and the last that did not.

    `failed` waits for another attempt or is given up; None where nothing has failed since one arrived.
    """

    waiting: int = 0
    arrived_at: int | None = None
    failed: Letter | None = None


def deliveries(session: Session) -> dict[str, Deliveries]:
    """How deliveries go, by the connection; those of mails, which need none, by an empty id."""
    where = func.coalesce(OutboxRow.target["connectionId"].as_string(), "")
    tried = OutboxRow.attempts > 0
    statement = (
        select(
            where,
            OutboxRow.state,
            tried,
            func.count(),
            func.max(OutboxRow.id),
            func.max(OutboxRow.finished_at),
        )
        .where(OutboxRow.state.in_((WAITING, SENT, FAILED)))
        .group_by(where, OutboxRow.state, tried)
    )
    found: dict[str, Deliveries] = {}
    failed: dict[str, list[int]] = {}
    for id_, state, attempted, count, newest, finished in session.execute(statement):
        held = found.get(id_, Deliveries())
        if state == WAITING:
            held = replace(held, waiting=held.waiting + count)
        if state == SENT:
            held = replace(held, arrived_at=finished)
        elif attempted:
            failed.setdefault(id_, []).append(newest)
        found[id_] = held
    for id_, ids in failed.items():
        rows = [_letter(row) for row in session.scalars(select(OutboxRow).where(OutboxRow.id.in_(ids)))]
        arrived = found[id_].arrived_at
        # What waits after an attempt is a failure of now; what was given up is one until something arrives.
        open_ = [
            one for one in rows if one.state == WAITING or arrived is None or (one.finished_at or 0) > arrived
        ]
        if open_:
            found[id_] = replace(
                found[id_], failed=max(open_, key=lambda one: (one.state == WAITING, one.id))
            )
    return found


def of_alert(session: Session, alert: str) -> list[Letter]:
    """The notifications of an alert, in order."""
    statement = select(OutboxRow).where(OutboxRow.alert == alert).order_by(OutboxRow.id)
    return [_letter(row) for row in session.scalars(statement)]


def remove(session: Session, before: int) -> None:
    """Delete notifications that were done with before then."""
    session.execute(delete(OutboxRow).where(OutboxRow.finished_at < before))


def _letter(row: OutboxRow) -> Letter:
    return Letter(
        row.id,
        row.key,
        row.lane,
        row.monitor,
        row.alert,
        row.target,
        row.event,
        row.state,
        row.attempts,
        row.next_at,
        row.created_at,
        row.finished_at,
        row.answer,
    )
