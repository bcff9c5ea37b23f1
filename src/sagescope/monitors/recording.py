"""What came of a look, written in one transaction: state, record, alerts, and notifications for the outbox."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sagescope.clock import Clock
from sagescope.errors import Cause, Refusal
from sagescope.ids import hex_id, stable_id
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import alerts, leases, monitor_state, monitors, mutes, outbox
from sagescope.meta.repositories.monitor_state import Held, Run
from sagescope.model.alert import Alert, Group, Look, Row
from sagescope.model.monitor import Kind, Monitor
from sagescope.model.monitor_item import MonitorItem
from sagescope.monitors.conditions import Change, Transition
from sagescope.monitors.entities import meeting_first
from sagescope.monitors.looking import Looked
from sagescope.monitors.muting import is_muted
from sagescope.monitors.notify.events import actions_of, rows_of, variables_of
from sagescope.monitors.observation import Observation
from sagescope.monitors.policies import Policy

Findings = Sequence[tuple[Policy, Looked | Look, Observation | None]]

_ENDS = {Change.RESOLVED: "Resolved", Change.EXPIRED: "Expired"}


class Recorder:
    """Writes what came of looks; `url` is the server's own address, for links."""

    def __init__(self, database: Database, clock: Clock, url: str = "") -> None:
        self._database = database
        self._clock = clock
        self._url = url.rstrip("/")

    def record(
        self,
        item: MonitorItem,
        monitor: Monitor,
        at: int,
        before: Run | None,
        held: Sequence[Held],
        found: Findings,
        error: str,
        lease: tuple[str, str],
    ) -> bool:
        """Write all of it or nothing, and end the lease: its key and owner.

        False, and nothing is written, where the monitor was changed or looked at by somebody else in between.
        """
        with self._database.session() as session:
            if not _is_as_it_was(session, item, before):
                return False
            known = before.known if before is not None and before.version == item.version else {}
            path = [one.id for one in monitors.above(session, item.id)]
            for policy, looked, seen in found:
                if isinstance(looked, Looked) and seen is not None:
                    known = looked.known
                    self._transitions(session, item, monitor, path, policy, looked, seen, held)
            self._gone_kinds(session, at, held, {policy.kind for policy, _, _ in found})
            looks = [looked.look if isinstance(looked, Looked) else looked for _, looked, _ in found]
            monitor_state.add_looks(session, looks)
            monitor_state.put_run(session, item.id, Run(at, item.version, known, error))
            leases.release(session, "monitor", *lease)
        return True

    def _transitions(
        self,
        session: Session,
        item: MonitorItem,
        monitor: Monitor,
        path: Sequence[str],
        policy: Policy,
        looked: Looked,
        seen: Observation,
        held: Sequence[Held],
    ) -> None:
        ids = {one.group: one.alert for one in held if one.kind is policy.kind}
        muting = mutes.listed(session) if looked.step.transitions else []
        for change in looked.step.transitions:
            muted = is_muted(muting, path, change.group, change.at)
            if change.change is Change.OPENED:
                alert = self._alert(session, item, monitor, policy, change, seen, muted=muted)
                ids[change.group] = alert.id
                alerts.add(session, alert)
            else:
                alert = alerts.resolve(session, ids[change.group], change.at, _ENDS[change.change])
                muted = muted or alert.muted
            self._tell(session, monitor, policy, alert, change.change, seen.count, muted=muted)
        after = [
            Held(policy.kind, group, ids[group], one.opened, one.last, one.clear_from)
            for group, one in looked.step.open.items()
        ]
        monitor_state.put_open(session, item.id, policy.kind, after)

    def _alert(
        self,
        session: Session,
        item: MonitorItem,
        monitor: Monitor,
        policy: Policy,
        change: Transition,
        seen: Observation,
        *,
        muted: bool,
    ) -> Alert:
        id_ = alert_id(item.id, policy.kind, change.group, change.at)
        if alerts.is_there(session, id_):
            # The clock was set back, and this time has been once already.
            id_ = alert_id(item.id, policy.kind, change.group, change.at, hex_id())
        made = Alert(
            id=id_,
            monitor=item.id,
            name=monitor.name,
            kind=policy.kind,
            group=change.group,
            opened_at=change.at,
            start=seen.window.start,
            end=seen.window.end,
            value=change.verdict.value,
            reason=change.verdict.reason,
            muted=muted,
            rows=meeting_first(policy, _rows_of_group(seen, change.group)),
        )
        named = variables_of(monitor, policy, made, ended=False, count=seen.count, url=self._url)
        return replace(made, name=named["alertname"])

    def _tell(
        self,
        session: Session,
        monitor: Monitor,
        policy: Policy,
        alert: Alert,
        change: Change,
        count: int,
        *,
        muted: bool,
    ) -> None:
        ended = change is not Change.OPENED
        trigger = f"Resolved{policy.kind}" if ended else str(policy.kind)
        actions = actions_of(monitor, trigger)
        if not actions:
            return
        variables = variables_of(monitor, policy, alert, ended=ended, count=count, url=self._url)
        variables["alertname"] = alert.name
        for action in actions:
            where = stable_id("action", json.dumps(action, sort_keys=True))
            key = f"{alert.id}:{'resolved' if ended else 'opened'}:{where}"
            outbox.add(
                session,
                key=key,
                lane=f"{alert.monitor}:{where}",
                monitor=alert.monitor,
                alert=alert.id,
                target=action,
                event={
                    "variables": variables | {"notificationid": key},
                    "rows": rows_of(alert),
                    "resolved": ended,
                },
                now=self._clock.now(),
                state=outbox.MUTED if muted else outbox.WAITING,
            )

    def _gone_kinds(self, session: Session, at: int, held: Sequence[Held], kinds: set[Kind]) -> None:
        """End the alerts of conditions that the monitor does not have any more, without telling anybody."""
        for one in held:
            if one.kind not in kinds:
                alerts.resolve(session, one.alert, at, "Changed")
                monitor_state.close(session, one.alert)


def alert_id(monitor: str, kind: Kind, group: Group, opened: int, *more: str) -> str:
    """The id of an alert: the same for the same transition, whoever writes it."""
    return stable_id("alert", monitor, kind.value, json.dumps(group, ensure_ascii=False), str(opened), *more)


def _is_as_it_was(session: Session, item: MonitorItem, before: Run | None) -> bool:
    try:
        now = monitors.get(session, item.id, lock=True)
    except Refusal as refused:
        if refused.cause is Cause.NOT_FOUND:
            return False
        raise
    run = monitor_state.run_of(session, item.id, lock=True)
    same_run = (run is None and before is None) or (
        run is not None and before is not None and run.at == before.at
    )
    return now.version == item.version and now.enabled and same_run


def _rows_of_group(seen: Observation, group: Group) -> tuple[Row, ...]:
    """The rows that are of a group; all of them where none can be told by its fields."""
    wanted = {name.lower(): value for name, value in group}

    def matches(row: Mapping[str, str]) -> bool:
        held = {name.lower(): value for name, value in row.items()}
        return all(held.get(name) == value for name, value in wanted.items())

    of = tuple(row for row in seen.rows if matches(dict(row)))
    return of or seen.rows
