"""Alerts as people use them: lists, why a monitor did or did not fire, and ending one by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.durations import UNITS
from sagescope.meta.db import Database
from sagescope.meta.repositories import alerts, monitor_state, monitors, mutes, outbox
from sagescope.meta.repositories.outbox import Letter
from sagescope.model.alert import Alert, Look, group_text
from sagescope.model.monitor import Kind
from sagescope.model.monitor_item import MonitorItem
from sagescope.monitors.explaining import told, window_told
from sagescope.monitors.muting import holds
from sagescope.monitors.policies import policies_of
from sagescope.monitors.tree import monitor_of

SHOWN = 7 * UNITS["d"]
"""How far back the list of alerts goes (reference monitors.md, 5)."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a monitor stands: the kinds that are open, when it was last looked at, why it failed, whether it is muted."""

    kinds: tuple[Kind, ...]
    enabled: bool
    looked_at: int | None = None
    error: str = ""
    muted: bool = False

    @property
    def words(self) -> list[str]:
        """As Sumo Logic's `status` has it, with Error beside its words."""
        if not self.enabled:
            return ["Disabled"]
        found = [kind.value for kind in Kind if kind in self.kinds]
        if self.error:
            found.append("Error")
        return found or ["Normal"]


class Alerts:
    """The alerts of one installation."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def listed(
        self,
        monitor: str | None = None,
        *,
        active: bool = False,
        since: int | None = None,
        limit: int = 1_000,
    ) -> list[Alert]:
        """Alerts of the last week or since a time, the open ones first, and then the newest."""
        start = self._clock.now() - SHOWN if since is None else since
        with self._database.reading() as session:
            return alerts.listed(session, monitor=monitor, since=start, active=active, limit=limit)

    def notifications(self, alert_id: str) -> list[Letter]:
        """What was sent of an alert, and what became of it. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            alerts.get(session, alert_id)
            return outbox.of_alert(session, alert_id)

    def resolve(self, alert_id: str) -> Alert:
        """End an alert by hand; the monitor makes another when its condition is met again.

        Nobody is told of it. Raises Refusal NOT_FOUND.
        """
        with self._database.session() as session:
            monitor_state.close(session, alert_id)
            return alerts.resolve(session, alert_id, self._clock.now(), "Manual")

    def acknowledge(self, alert_id: str, *, by: str) -> Alert:
        """Note that a user has an open alert in hand; it goes on as before. Raises Refusal NOT_FOUND."""
        with self._database.session() as session:
            return alerts.acknowledge(session, alert_id, self._clock.now(), by)

    def history(self, monitor: str, start: int, end: int, limit: int = 1_000) -> list[Look]:
        """The records of a monitor's looks, the newest first. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            monitors.get(session, monitor)
            return monitor_state.looks(session, monitor, start, end, limit)

    def statuses(self, items: Iterable[MonitorItem]) -> dict[str, Status]:
        """How the monitors among these items stand, by their ids."""
        asked = [item for item in items if item.kind == "monitor"]
        now = self._clock.now()
        only = asked[0].id if len(asked) == 1 else None
        with self._database.reading() as session:
            standings = monitor_state.standings(session, only) if asked else {}
            open_ = monitor_state.open_alerts(session, only) if asked else {}
            holding = [mute for mute in mutes.listed(session) if not mute.groups and holds(mute, now)]
            parents = {one.id: one.parent for one in monitors.listed(session)} if holding else {}
        return {
            item.id: Status(
                tuple({held.kind for held in open_.get(item.id, [])}),
                item.enabled,
                standings[item.id].at if item.id in standings else None,
                standings[item.id].error if item.id in standings else "",
                any(mute.everything or set(mute.monitors) & _above(item, parents) for mute in holding),
            )
            for item in asked
        }

    def why(self, monitor_id: str, at: int | None = None) -> list[str]:
        """Sentences that say why a monitor has fired, or why not: by its last look, or by the last until `at`."""
        with self._database.reading() as session:
            item = monitors.get(session, monitor_id)
            monitor = monitor_of(item)
            held = monitor_state.open_alerts(session, monitor_id).get(monitor_id, [])
            last = monitor_state.last_looks(session, monitor_id, at)
        if at is None:
            if not item.enabled:
                return ["It is disabled, so it is not looked at."]
            if not policies_of(monitor):
                return ["It has no condition that makes an alert."]
        if not last:
            return ["It was not looked at yet." if at is None else "There is no record of a look until then."]
        found = [f"{look.kind}: {told(look)}" for look in last]
        if at is not None:
            return [window_told(monitor, last[0]), *found]
        for one in held:
            of = f" of {group_text(one.group)}" if one.group else ""
            found.append(f"An alert {one.kind}{of} is open; no other begins for it until it has ended.")
        return found


def _above(item: MonitorItem, parents: Mapping[str, str | None]) -> set[str]:
    """The ids of an item and of the folders around it."""
    found = {item.id}
    at = item.parent
    while at is not None and at not in found:
        found.add(at)
        at = parents.get(at)
    return found
