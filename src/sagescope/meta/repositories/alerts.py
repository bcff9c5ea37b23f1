"""Stored alerts."""

from sqlalchemy import delete, select

from sagescope.meta.db import Session
from sagescope.meta.repositories.monitor_state import group_of
from sagescope.meta.repositories.rows import existing
from sagescope.meta.tables import AlertRow
from sagescope.model.alert import Alert
from sagescope.model.monitor import Kind


def add(session: Session, alert: Alert) -> None:
    """Store a new alert."""
    session.add(
        AlertRow(
            id=alert.id,
            monitor=alert.monitor,
            name=alert.name,
            kind=alert.kind.value,
            group=[list(pair) for pair in alert.group],
            opened_at=alert.opened_at,
            window_start=alert.start,
            window_end=alert.end,
            value=alert.value,
            reason=alert.reason,
            muted=alert.muted,
            resolved_at=alert.resolved_at,
            resolution=alert.resolution,
            rows=[[list(pair) for pair in row] for row in alert.rows],
        )
    )


def is_there(session: Session, alert_id: str) -> bool:
    """Whether there is an alert of an id."""
    return session.get(AlertRow, alert_id) is not None


def get(session: Session, alert_id: str) -> Alert:
    """The alert of an id. Raises Refusal NOT_FOUND."""
    return _alert(existing(session, AlertRow, "alert", alert_id))


def resolve(session: Session, alert_id: str, at: int, resolution: str) -> Alert:
    """End an alert that is open; one that has ended stays as it is. Raises Refusal NOT_FOUND."""
    row = existing(session, AlertRow, "alert", alert_id, lock=True)
    if row.resolved_at is None:
        row.resolved_at, row.resolution = at, resolution
    return _alert(row)


def acknowledge(session: Session, alert_id: str, at: int, by: str) -> Alert:
    """Note who has an open alert in hand; the first to say so counts. Raises Refusal NOT_FOUND."""
    row = existing(session, AlertRow, "alert", alert_id, lock=True)
    if row.resolved_at is None and row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by = at, by
    return _alert(row)


def listed(
    session: Session, *, monitor: str | None = None, since: int = 0, active: bool = False, limit: int = 1_000
) -> list[Alert]:
    """Alerts, the open ones first, then the newest; those that are open are there however old they are."""
    statement = select(AlertRow)
    if monitor is not None:
        statement = statement.where(AlertRow.monitor == monitor)
    if active:
        statement = statement.where(AlertRow.resolved_at.is_(None))
    else:
        statement = statement.where((AlertRow.opened_at >= since) | AlertRow.resolved_at.is_(None))
    ordered = statement.order_by(AlertRow.resolved_at.is_not(None), AlertRow.opened_at.desc(), AlertRow.id)
    return [_alert(row) for row in session.scalars(ordered.limit(limit))]


def remove(session: Session, before: int) -> None:
    """Delete alerts that ended before then."""
    session.execute(delete(AlertRow).where(AlertRow.resolved_at < before))


def _alert(row: AlertRow) -> Alert:
    return Alert(
        row.id,
        row.monitor,
        row.name,
        Kind(row.kind),
        group_of(row.group),
        row.opened_at,
        row.window_start,
        row.window_end,
        row.value,
        row.reason,
        row.muted,
        row.resolved_at,
        row.resolution,
        tuple(group_of(held) for held in row.rows),
        row.acknowledged_at,
        row.acknowledged_by or "",
    )
