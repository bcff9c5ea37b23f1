"""What a monitor's query gives over a window: samples by group, and rows to show."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sagescope.durations import UNITS
from sagescope.errors import Fault, Refusal
from sagescope.lang.operators.timeslice import Timeslice
from sagescope.metrics.pointwise import is_pointwise
from sagescope.model.alert import Group, Row
from sagescope.model.monitor import Monitor
from sagescope.monitors.budgets import fastest, period_of, standing
from sagescope.monitors.conditions import Sample
from sagescope.monitors.groups import (
    MOST_RECORDS,
    groups_of_rows,
    limited,
    series_group,
    series_name,
    shown_rows,
)
from sagescope.monitors.objectives import Objectives
from sagescope.monitors.pieces import cut
from sagescope.monitors.policies import Policy
from sagescope.monitors.schedule import window_of
from sagescope.monitors.sharing import Answers
from sagescope.search.frames import Frame, display
from sagescope.search.metrics import MetricOutcome, MetricRequest, MetricService, RowFaults
from sagescope.search.service import Outcome, SearchRequest, SearchService
from sagescope.timerange import TimeRange

SHOWN_ROWS = 200
SHOWN_MESSAGES = 10
"""Rows and messages that a notification carries (reference monitors.md, 4.1)."""

COUNTED_MESSAGES = 1_000
MOST_LINES = 8
MOST_REMEMBERED = 10_000

_REFERENCE = re.compile(r"#([A-Z])\b")
_MINUTE = UNITS["m"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Observation:
    """The samples of a window by group, the rows to show, and how many results there are."""

    window: TimeRange
    samples: Mapping[Group, Sequence[Sample]]
    rows: tuple[Row, ...]
    count: int
    left_out: int = 0


class Observer:
    """Runs the queries of monitors; with `answers` what was asked already is not asked again."""

    def __init__(
        self,
        search: SearchService,
        metrics: MetricService,
        objectives: Objectives | None = None,
        answers: Answers | None = None,
        *,
        pieces: bool = False,
        records: dict[str, bool] | None = None,
    ) -> None:
        self._objectives = objectives
        self._records: dict[str, bool] = {} if records is None else records
        self._pieces = pieces
        self._search = search
        self._metrics = metrics
        self._answers = answers

    def sharing(self) -> "Observer":
        """An observer for one pass, in which each query is run once over each window."""
        return Observer(self._search, self._metrics, self._objectives, Answers(), records=self._records)

    def over_time(self) -> "Observer":
        """An observer for looks over a stretch of the past: their windows overlap, so longer ones are asked for and cut."""
        return Observer(
            self._search, self._metrics, self._objectives, Answers(), pieces=True, records=self._records
        )

    def timeslice(self, monitor: Monitor) -> int | None:
        """The width of the last `timeslice` of a log query in milliseconds, where it states one.

        Raises Refusal with the faults of the query.
        """
        request = SearchRequest(monitor.queries[0].query, TimeRange(0, UNITS["d"]))
        stages = self._search.compile(request).tree.operators
        return next((s.width for s in reversed(stages) if isinstance(s, Timeslice)), None)

    def observe(self, monitor: Monitor, policy: Policy, at: int) -> Observation:
        """What the query gives over the window of a look at time `at`.

        Raises Refusal with the faults of the query, where it exceeds a limit, or where it does not have the field
        that the condition names.
        """
        window = window_of(monitor, at, policy.window)
        if monitor.monitor_type == "Metrics":
            return self._series(monitor, policy, window)
        if monitor.monitor_type == "Slo":
            return self._objective(monitor, policy, window)
        if policy.deviation is not None:
            return self._course(monitor, policy, window)
        return self._results(monitor, policy, window)

    def _objective(self, monitor: Monitor, policy: Policy, window: TimeRange) -> Observation:
        """The SLI of an objective, or how much of its budget was burned."""
        objectives = self._objectives
        assert objectives is not None
        stored = objectives.one(monitor.slo_id or "")
        objective = stored.objective
        period = period_of(objective, window.end)
        question = (stored.id, stored.version, period)
        slices = self._answered(question, lambda: objectives.measured(objective, period))
        told = standing(objective, period, slices)
        value = told.sli
        if policy.burns:
            # Slices of a long period are too long to tell what the last minutes used up.
            recent = TimeRange(window.end - max(time for _, time in policy.burns), window.end)
            question = (stored.id, stored.version, recent)
            slices = self._answered(question, lambda: objectives.measured(objective, recent))
            value = fastest(told.budget, slices, window.end, policy.burns)
        if value is None:
            return Observation(window, {}, (), 0)
        row = (
            ("objective", objective.name),
            ("value", display(value)),
            ("sli", display(told.sli)),
            ("errorBudgetRemaining", display(told.left)),
        )
        return Observation(window, {(): [Sample(objective.name, (value,))]}, (row,), 1)

    def _results(self, monitor: Monitor, policy: Policy, window: TimeRange) -> Observation:
        """Rows of a log query: how many there are, or the values of a field."""
        query = monitor.queries[0].query
        records = self._gives_records(query, window)
        if monitor.group_fields and policy.field is None and not records:
            # Messages are counted by the engine, whatever their number.
            names = ", ".join(f'%"{field}"' for field in monitor.group_fields)
            frame = self._run(f"{query}\n| count by {names}", window)
            counted = frame.place("_count")
            return self._grouped(monitor, policy, window, frame, counted)
        # Messages are counted beside the first of them; values are read of as many as there may be.
        counted_only = not records and policy.field is None
        most = COUNTED_MESSAGES if counted_only else MOST_RECORDS
        outcome = self._searched(SearchRequest(query, window, limit=most, histogram=counted_only))
        frame = outcome.frame
        if not outcome.is_records:
            if policy.field is not None:
                return self._grouped(monitor, policy, window, frame, self._field(frame, policy.field))
            count = frame.rows
            if count >= COUNTED_MESSAGES:
                count = max(count, outcome.matched or 0)
            return self._counted(policy, window, count, shown_rows(frame, SHOWN_MESSAGES))
        if policy.field is None and not monitor.group_fields:
            return self._counted(policy, window, frame.rows, shown_rows(frame, SHOWN_ROWS))
        if policy.field is None or policy.method.is_missing:
            return self._grouped(monitor, policy, window, frame, None)
        return self._grouped(monitor, policy, window, frame, self._field(frame, policy.field))

    def _gives_records(self, query: str, window: TimeRange) -> bool:
        """Whether it aggregates: by its text alone, so it is read for that once; whatever else is wrong, the run tells."""
        held = self._records.get(query)
        if held is None:
            known, faults, _ = self._search.check(query, window)
            if faults:
                raise Refusal(faults)
            if len(self._records) >= MOST_REMEMBERED:
                self._records.clear()
            held = self._records[query] = bool(known)
        return held

    def _run(self, query: str, window: TimeRange) -> Frame:
        return self._searched(SearchRequest(query, window, histogram=False)).frame

    def _searched(self, request: SearchRequest) -> Outcome:
        question = (request.query, request.range, request.limit, request.histogram)
        return self._answered(question, lambda: self._search.run(request))

    def _answered(self, question: Hashable, ask: Callable[[], _T]) -> _T:
        return ask() if self._answers is None else self._answers.of(question, ask)

    def _counted(self, policy: Policy, window: TimeRange, count: int, rows: tuple[Row, ...]) -> Observation:
        nothing = policy.method.is_missing and count == 0
        samples: dict[Group, list[Sample]] = {} if nothing else {(): [Sample("", (float(count),))]}
        return Observation(window, samples, rows, count)

    def _grouped(
        self, monitor: Monitor, policy: Policy, window: TimeRange, frame: Frame, values: int | None
    ) -> Observation:
        """Rows by their group: with the values of a column, or counted where it is None."""
        groups = list(groups_of_rows(frame, monitor.group_fields))
        found: dict[Group, list[Sample]] = {}
        if values is None:
            counts: dict[Group, int] = {}
            for group in groups:
                counts[group] = counts.get(group, 0) + 1
            found = {group: [Sample("", (float(count),))] for group, count in counts.items()}
        else:
            held = frame.table.column(values).to_pylist()[:MOST_RECORDS]
            for at, value in enumerate(held):
                if value is not None and value == value:
                    found.setdefault(groups[at], []).append(Sample("", (float(value),)))
        samples, left_out = limited(found)
        return Observation(window, samples, shown_rows(frame, SHOWN_ROWS), frame.rows, left_out)

    def _field(self, frame: Frame, name: str) -> int | None:
        at = frame.place(name)
        if at is None:
            if frame.rows == 0:
                return 0
            raise Refusal(
                Fault(
                    "monitor.field",
                    f"The result of the query has no field {name}.",
                    f"Its fields are {', '.join(c.name for c in frame.columns[:12])}.",
                )
            )
        if frame.rows and not frame.columns[at].kind.numeric:
            raise Refusal(
                Fault(
                    "monitor.text",
                    f"The field {name} is no number.",
                    f"Make it one with num({name}) in the query.",
                )
            )
        return at

    def _course(self, monitor: Monitor, policy: Policy, window: TimeRange) -> Observation:
        """Values of a log query by time, with those before the window."""
        assert policy.deviation is not None
        width = self.timeslice(monitor)
        if width is None:
            raise Refusal(
                Fault(
                    "monitor.timeslice",
                    "Outliers and anomalies are found in values over time, and the query has no timeslice.",
                    "Add one, such as | timeslice 5m | count by _timeslice.",
                )
            )
        # A slice that has not ended holds less than it will.
        end = window.end // width * width
        if policy.deviation.in_a_row:
            # All that came since the last look, and runs that began before it.
            start = end - (-(-policy.window // width) + policy.deviation.count - 1) * width
            before = policy.deviation.baseline * width
        else:
            start = end - max(1, policy.window // width) * width
            before = policy.deviation.baseline
        frame = self._run(monitor.queries[0].query, TimeRange(max(0, start - before), end))
        time = frame.place("_timeslice")
        values = self._value_column(frame, policy.field, time)
        return self._timed(monitor, TimeRange(start, end), frame, time, values)

    def _value_column(self, frame: Frame, field: str | None, time: int | None) -> int | None:
        if field is not None:
            return self._field(frame, field)
        numeric = (i for i, c in enumerate(frame.columns) if not c.key and i != time and c.kind.numeric)
        return next(numeric, None)

    def _timed(
        self, monitor: Monitor, window: TimeRange, frame: Frame, time: int | None, values: int | None
    ) -> Observation:
        if frame.rows == 0:
            return Observation(window, {}, (), 0)
        if time is None or values is None:
            raise Refusal(
                Fault(
                    "monitor.course",
                    "The result of the query has no _timeslice with a number beside it.",
                    "End the query in an aggregate such as | count by _timeslice.",
                )
            )
        keys = [i for i, c in enumerate(frame.columns) if c.key and i != time]
        courses: dict[tuple[Group, str], list[tuple[int, float]]] = {}
        for group, row in zip(groups_of_rows(frame, monitor.group_fields), frame.tuples(), strict=False):
            if row[values] is not None and row[time] is not None:
                name = ", ".join(f"{frame.columns[i].name}={display(row[i])}" for i in keys)
                courses.setdefault((group, name), []).append((int(row[time]), float(row[values])))
        found: dict[Group, list[Sample]] = {}
        for (group, name), course in courses.items():
            course.sort()
            now = tuple(v for t, v in course if t >= window.start)
            found.setdefault(group, []).append(
                Sample(name, now, tuple(v for t, v in course if t < window.start))
            )
        samples, left_out = limited(found)
        return Observation(window, samples, shown_rows(frame, SHOWN_ROWS), frame.rows, left_out)

    def course(
        self, monitor: Monitor, range_: TimeRange, group: Group, policy: Policy
    ) -> list[tuple[str, tuple[tuple[int, float | None], ...]]]:
        """The series of a group over a range with their points, those nearest to the alert first.

        Raises Refusal as `observe` does.
        """
        whole = TimeRange(range_.start // _MINUTE * _MINUTE, -(-range_.end // _MINUTE) * _MINUTE)
        up = policy.alert.comparison.upwards
        found: list[tuple[float, str, tuple[tuple[int, float | None], ...]]] = []
        for series in self._answer(monitor, whole).series:
            points = tuple((t, v) for t, v in zip(series.times, series.values, strict=True) if v == v)
            if points and series_group(monitor, series) == group:
                far = max(v for _, v in points) if up else -min(v for _, v in points)
                found.append((-far, series_name(series), points))
        return [(name, points) for _, name, points in sorted(found)[:MOST_LINES]]

    def _answer(self, monitor: Monitor, range_: TimeRange) -> MetricOutcome:
        """What the deciding row of a metrics query gives over a range."""
        deciding = deciding_row(monitor)
        requests = [
            MetricRequest(row.row_id, row.query, interval=_MINUTE, transient=row.row_id != deciding)
            for row in monitor.queries
        ]
        rows = tuple((row.row_id, row.query) for row in monitor.queries)

        def ask(range_: TimeRange) -> MetricOutcome:
            (answer,) = self._answered((rows, range_), lambda: tuple(self._metrics.run(requests, range_)))
            if isinstance(answer, RowFaults):
                raise answer.refused
            return answer

        if self._pieces and len(requests) == 1 and self._is_pointwise(requests[0], range_):
            found = cut(range_, ask)
            if found is not None:
                return found
        return ask(range_)

    def _is_pointwise(self, request: MetricRequest, range_: TimeRange) -> bool:
        """Whether windows of the query can be cut from a longer answer. Raises Refusal with its faults."""
        question = ("pointwise", request.query)
        return self._answered(question, lambda: is_pointwise(self._metrics.compile(request, range_).row))

    def _series(self, monitor: Monitor, policy: Policy, window: TimeRange) -> Observation:
        """Series of the deciding row of a metrics query."""
        before = policy.deviation.baseline if policy.deviation is not None else 0
        answer = self._answer(monitor, TimeRange(max(0, window.start - before), window.end))
        found: dict[Group, list[Sample]] = {}
        rows: list[Row] = []
        for series in answer.series:
            points = [(t, v) for t, v in zip(series.times, series.values, strict=True) if v == v]
            now = tuple(v for t, v in points if window.start <= t < window.end)
            if not now and policy.deviation is None:
                continue
            group = series_group(monitor, series)
            held = Sample(series_name(series), now, tuple(v for t, v in points if t < window.start))
            found.setdefault(group, []).append(held)
            if now and len(rows) < SHOWN_ROWS:
                named = (("metric", series.metric), *series.dimensions.items(), ("value", display(now[-1])))
                rows.append(tuple(named))
        samples, left_out = limited(found)
        return Observation(window, samples, tuple(rows), len(answer.series), left_out)


def deciding_row(monitor: Monitor) -> str:
    """The row that the conditions are on: the last one that no other row refers to (reference monitors.md, 2.3)."""
    used = {
        letter for row in monitor.queries for letter in _REFERENCE.findall(row.query) if letter != row.row_id
    }
    ids = [row.row_id for row in monitor.queries]
    return next((row for row in reversed(ids) if row not in used), ids[-1])
