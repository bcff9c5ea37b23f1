"""Where monitors stand: their last looks, their open alerts, and the record of what was seen."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, or_, select

from sagescope.ids import stable_id
from sagescope.meta.db import Session
from sagescope.meta.tables import LookRow, MonitorRunRow, OpenAlertRow
from sagescope.model.alert import Group, Look, Outcome
from sagescope.model.monitor import Kind


@dataclass(frozen=True, slots=True)
class Run:
    """Where a monitor stands: its last look, in which version, what it knows of its series, why it failed."""

    at: int
    version: int
    known: Mapping[Group, Mapping[str, int]]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """When a monitor was last looked at, and why that failed."""

    at: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """An open alert as it is stored."""

    kind: Kind
    group: Group
    alert: str
    opened: int
    last: int
    clear_from: int | None


def run_of(session: Session, monitor: str, *, lock: bool = False) -> Run | None:
    """Where a monitor stands; None where it was never looked at."""
    row = session.get(MonitorRunRow, monitor, with_for_update=lock or None)
    return None if row is None else _run(row)


def standings(session: Session, monitor: str | None = None) -> dict[str, Standing]:
    """The last looks of one monitor or of all that were looked at, by their ids."""
    statement = select(MonitorRunRow.monitor, MonitorRunRow.at, MonitorRunRow.error)
    if monitor is not None:
        statement = statement.where(MonitorRunRow.monitor == monitor)
    return {id_: Standing(at, error) for id_, at, error in session.execute(statement)}


def put_run(session: Session, monitor: str, run: Run) -> None:
    """Store where a monitor stands."""
    row = session.get(MonitorRunRow, monitor) or MonitorRunRow(monitor=monitor)
    row.at, row.version, row.error = run.at, run.version, run.error
    row.known = [[list(map(list, group)), dict(members)] for group, members in run.known.items()]
    session.add(row)


def open_alerts(session: Session, monitor: str | None = None) -> dict[str, list[Held]]:
    """The open alerts by monitor, of one or of all."""
    statement = select(OpenAlertRow).order_by(OpenAlertRow.opened, OpenAlertRow.group_key)
    if monitor is not None:
        statement = statement.where(OpenAlertRow.monitor == monitor)
    found: dict[str, list[Held]] = {}
    for row in session.scalars(statement):
        held = Held(Kind(row.kind), group_of(row.group), row.alert, row.opened, row.last, row.clear_from)
        found.setdefault(row.monitor, []).append(held)
    return found


def put_open(session: Session, monitor: str, kind: Kind, held: Iterable[Held]) -> None:
    """Make these the open alerts of a monitor and a kind."""
    statement = select(OpenAlertRow).where(OpenAlertRow.monitor == monitor, OpenAlertRow.kind == kind.value)
    before = {row.group_key: row for row in session.scalars(statement)}
    for one in held:
        key = group_key(one.group)
        row = before.pop(key, None) or OpenAlertRow(monitor=monitor, kind=kind.value, group_key=key)
        row.group = [list(pair) for pair in one.group]
        row.alert, row.opened, row.last, row.clear_from = one.alert, one.opened, one.last, one.clear_from
        session.add(row)
    for row in before.values():
        session.delete(row)


def close(session: Session, alert: str) -> None:
    """Take an alert from the open ones, where it is among them."""
    session.execute(delete(OpenAlertRow).where(OpenAlertRow.alert == alert))


def forget(session: Session, monitor: str) -> None:
    """Take all open alerts of a monitor away."""
    session.execute(delete(OpenAlertRow).where(OpenAlertRow.monitor == monitor))


def forget_run(session: Session, monitor: str) -> None:
    """Forget where a monitor stands, as if it had never been looked at."""
    session.execute(delete(MonitorRunRow).where(MonitorRunRow.monitor == monitor))


def add_looks(session: Session, looks: Iterable[Look]) -> None:
    """Record looks; one at a time that was recorded already replaces it."""
    for look in looks:
        session.merge(
            LookRow(
                monitor=look.monitor,
                at=look.at,
                kind=look.kind.value,
                window_start=look.start,
                window_end=look.end,
                outcome=look.outcome.value,
                value=look.value,
                reason=look.reason,
                groups=look.groups,
            )
        )


def last_looks(session: Session, monitor: str, until: int | None = None) -> list[Look]:
    """The records of a monitor's last look, one a kind, or of the last one until a time."""
    statement = select(func.max(LookRow.at)).where(LookRow.monitor == monitor)
    if until is not None:
        statement = statement.where(LookRow.at <= until)
    at = session.scalar(statement)
    return [] if at is None else looks(session, monitor, at, at + 1)


def looks(session: Session, monitor: str, start: int, end: int, limit: int = 1_000) -> list[Look]:
    """The records of a monitor from `start` to before `end`, the newest first."""
    statement = (
        select(LookRow)
        .where(LookRow.monitor == monitor, LookRow.at >= start, LookRow.at < end)
        .order_by(LookRow.at.desc(), LookRow.kind)
        .limit(limit)
    )
    return [
        Look(
            row.monitor,
            Kind(row.kind),
            row.at,
            row.window_start,
            row.window_end,
            Outcome(row.outcome),
            row.value,
            row.reason,
            row.groups,
        )
        for row in session.scalars(statement)
    ]


def remove_looks(session: Session, before: int, quiet_before: int) -> None:
    """Delete the records before a time, and before a later one those of looks at which nothing was found."""
    dull = (Outcome.QUIET.value, Outcome.FIRING.value, Outcome.WAITING.value)
    statement = delete(LookRow).where(
        or_(LookRow.at < before, (LookRow.at < quiet_before) & LookRow.outcome.in_(dull))
    )
    session.execute(statement)


def group_of(stored: Iterable[Any]) -> Group:
    """A group as it was stored."""
    return tuple((str(name), str(value)) for name, value in stored)


def group_key(group: Group) -> str:
    """What a group is found by."""
    return stable_id("group", json.dumps(group, ensure_ascii=False))


def _run(row: MonitorRunRow) -> Run:
    known = {group_of(group): dict(members) for group, members in row.known}
    return Run(row.at, row.version, known, row.error)
