"""What people look at when an alert has called them: its course, its messages, what changed, what else is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sagescope.clock import Clock
from sagescope.durations import UNITS
from sagescope.errors import Cause, Fault, Refusal
from sagescope.meta.db import Database
from sagescope.meta.repositories import alerts, monitor_state, monitors
from sagescope.model.alert import Alert, Group
from sagescope.model.monitor import Monitor
from sagescope.monitors.changes import BEFORE_MINUTES, QUERY, ChangeRecord, change_of, in_order
from sagescope.monitors.conditions import shown_value
from sagescope.monitors.entities import Entity, entities_of, is_same
from sagescope.monitors.explaining import late_told
from sagescope.monitors.notify.events import rows_of, variables_of
from sagescope.monitors.observation import Observer, deciding_row
from sagescope.monitors.policies import Bound, Policy, policies_of
from sagescope.monitors.schedule import interval_of, thinned
from sagescope.monitors.tree import monitor_of
from sagescope.search.frames import Frame, display
from sagescope.search.service import SearchRequest, SearchService
from sagescope.syntax.literals import string_literal
from sagescope.timerange import TimeRange

MOST_CHART_LOOKS = 60
MOST_MESSAGES = 100
SEARCHED_MESSAGES = 1_000
MOST_CHANGES = 200
SAME_ENTITY = UNITS["h"]
SAME_TIME = 30 * UNITS["m"]
"""How far apart alerts are related, of the same thing and otherwise (reference monitors.md, 5)."""


@dataclass(frozen=True, slots=True)
class Page:
    """An alert with what its monitor says of it now; `monitor` is None where that was deleted."""

    alert: Alert
    monitor: Monitor | None
    policy: Policy | None
    changed_since: bool
    query: str
    playbook: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A course of values by time; `by_look` where each is what a look at that time was decided by."""

    name: str
    points: tuple[tuple[int, float | None], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What an alert watched, before and during it. `bounds` are those that begin and end it."""

    range: TimeRange
    lines: tuple[Line, ...]
    bounds: tuple[Bound, ...]
    by_look: bool


@dataclass(frozen=True, slots=True)
class Messages:
    """Messages around an alert, and the query and range that give them."""

    query: str
    range: TimeRange
    frame: Frame
    rows: Sequence[int]


class Investigation:
    """Questions about an alert; `url` is the server's own address, for links."""

    def __init__(
        self, database: Database, clock: Clock, observer: Observer, search: SearchService, url: str = ""
    ) -> None:
        self._database = database
        self._clock = clock
        self._observer = observer
        self._search = search
        self._url = url.rstrip("/")

    def page(self, alert_id: str) -> Page:
        """An alert, its condition, playbook and entities. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            alert = alerts.get(session, alert_id)
            try:
                item = monitors.get(session, alert.monitor)
            except Refusal as refused:
                if refused.cause is not Cause.NOT_FOUND:
                    raise
                return Page(alert, None, None, False, "", "", entities_of(alert, None))
        monitor = monitor_of(item)
        policy = next((p for p in policies_of(monitor) if p.kind is alert.kind), None)
        if policy is None:
            return Page(alert, monitor, None, True, "", monitor.playbook or "", entities_of(alert, None))
        named = variables_of(monitor, policy, alert, ended=False, count=len(rows_of(alert)), url=self._url)
        row = deciding_row(monitor) if monitor.queries else ""
        query = next((one.query for one in monitor.queries if one.row_id == row), "")
        changed = item.modified_at > max(alert.opened_at, item.created_at)
        entities = entities_of(alert, policy)
        return Page(alert, monitor, policy, changed, query, named["playbook"], entities)

    def course(self, alert_id: str) -> Course:
        """The values that an alert watched, before and during it. Raises Refusal where its query fails."""
        page = self.page(alert_id)
        monitor, policy = _asked(page)
        alert = page.alert
        before = max(30 * UNITS["m"], 6 * policy.window)
        end = min(self._clock.now(), (alert.resolved_at or self._clock.now()) + before // 3)
        range_ = TimeRange(alert.opened_at - before, max(end, alert.opened_at))
        bounds = () if policy.deviation is not None or policy.method.is_missing else _bounds(policy)
        if monitor.monitor_type == "Metrics" and policy.deviation is None and not policy.method.is_missing:
            lines = self._observer.course(monitor, range_, alert.group, policy)
            return Course(range_, tuple(Line(*one) for one in lines), bounds, by_look=False)
        every = interval_of(monitor)
        first = -(-range_.start // every) * every
        times = thinned(range(first, range_.end + 1, every), MOST_CHART_LOOKS)
        points = tuple((at, self._value(monitor, policy, alert.group, at)) for at in times)
        return Course(range_, (Line(policy.field or "results", points),), bounds, by_look=True)

    def _value(self, monitor: Monitor, policy: Policy, group: Group, at: int) -> float | None:
        seen = self._observer.observe(monitor, policy, at)
        return shown_value(policy, seen.samples.get(group, ()))

    def messages(self, alert_id: str) -> Messages:
        """The messages that an alert of logs counted, or those of the same time that name what it is about."""
        page = self.page(alert_id)
        monitor, _ = _asked(page)
        range_ = TimeRange(page.alert.start, page.alert.end)
        if monitor.monitor_type == "Logs":
            frame = self._messages(page.query, range_)
            rows = _of_group(frame, dict(page.alert.group))
            return Messages(page.query, range_, frame, rows[:MOST_MESSAGES])
        if not page.entities:
            raise Refusal(
                Fault(
                    "alert.entity",
                    "The alert names nothing that messages could be searched for.",
                    "Group the query by what it watches, such as by endpointname.",
                ),
                Cause.NOT_FOUND,
            )
        names = dict.fromkeys(string_literal(value) for _, value in page.entities)
        query = " or ".join(names) if len(names) == 1 else f"({' or '.join(names)})"
        range_ = TimeRange(page.alert.start, page.alert.opened_at)
        frame = self._messages(query, range_)
        return Messages(query, range_, frame, range(min(frame.rows, MOST_MESSAGES)))

    def changes(self, alert_id: str) -> list[ChangeRecord]:
        """What CloudTrail says was changed in the half hour before the window of an alert, and in it."""
        page = self.page(alert_id)
        range_ = TimeRange(page.alert.start - BEFORE_MINUTES * UNITS["m"], page.alert.opened_at)
        request = SearchRequest(QUERY, range_, limit=MOST_CHANGES, histogram=False)
        frame = self._search.run(request).frame
        if frame.rows == 0:
            return []
        time, raw = frame.place("_messageTime"), frame.place("_raw")
        assert time is not None and raw is not None
        rows = zip(frame.column(time), frame.column(raw), strict=True)
        found = (change_of(at, str(text), page.entities) for at, text in rows)
        return in_order(one for one in found if one is not None)

    def related(self, alert_id: str) -> list[tuple[Alert, bool]]:
        """Other alerts of the time, and whether they are about the same; those first."""
        page = self.page(alert_id)
        alert = page.alert
        since = alert.opened_at - SAME_ENTITY
        with self._database.reading() as session:
            listed = alerts.listed(session, since=since, limit=1_000)
        found: list[tuple[Alert, bool]] = []
        for other in listed:
            if other.id == alert.id:
                continue
            same = bool(page.entities) and is_same(page.entities, entities_of(other, None))
            near = SAME_ENTITY if same else SAME_TIME
            ended = other.resolved_at if other.resolved_at is not None else alert.opened_at
            if other.opened_at <= alert.opened_at + near and ended >= alert.opened_at - near:
                found.append((other, same))
        return sorted(found, key=lambda one: (not one[1], -one[0].opened_at))[:250]

    def late(self, monitor_id: str, at: int) -> str:
        """What came too late for the last look until `at`, in a sentence; empty where nothing did.

        Points of metrics have no time of arrival here, so nothing is said of them.
        """
        with self._database.reading() as session:
            monitor = monitor_of(monitors.get(session, monitor_id))
            looks = monitor_state.last_looks(session, monitor_id, at)
        if monitor.monitor_type != "Logs" or not looks or looks[0].end <= looks[0].start:
            return ""
        look = looks[0]
        frame = self._messages(monitor.queries[0].query, TimeRange(look.start, look.end))
        received = frame.place("_receiptTime")
        if received is None:
            return ""
        times = frame.column(received)
        return late_told(sum(1 for time in times if time is not None and int(time) > look.at))

    def _messages(self, query: str, range_: TimeRange) -> Frame:
        request = SearchRequest(query, range_, limit=SEARCHED_MESSAGES, histogram=False, show_messages=True)
        return self._search.run(request).frame


def _asked(page: Page) -> tuple[Monitor, Policy]:
    if page.monitor is None or page.policy is None:
        what = "The monitor was deleted" if page.monitor is None else "The monitor has no such condition now"
        raise Refusal(
            Fault(
                "alert.monitor", f"{what}, so its query cannot be run.", "What was found then is in results."
            ),
            Cause.NOT_FOUND,
        )
    return page.monitor, page.policy


def _bounds(policy: Policy) -> tuple[Bound, ...]:
    back = policy.recovery
    if back is None or back.threshold == policy.alert.threshold:
        return (policy.alert,)
    return (policy.alert, replace(back))


def _of_group(frame: Frame, group: Mapping[str, str]) -> list[int]:
    """The rows whose fields have the values of the group; all where the messages have not its fields."""
    places = ((frame.place(name), value) for name, value in group.items())
    wanted = {at: value for at, value in places if at is not None}
    if not wanted:
        return list(range(frame.rows))
    columns = {at: frame.column(at) for at in wanted}
    return [
        row
        for row in range(frame.rows)
        if all(display(columns[at][row]) == value for at, value in wanted.items())
    ]
