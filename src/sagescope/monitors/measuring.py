"""What the queries of an objective give: slices of time with what was good in them."""

from collections.abc import Mapping

from sagescope.durations import format_duration
from sagescope.errors import Fault, Refusal
from sagescope.metrics.query import quantized
from sagescope.model.objective import Indicator, Objective, ObjectiveQuery, QueryGroup
from sagescope.monitors.budgets import MOST_SLICES, Slice, slice_width
from sagescope.monitors.policies import Comparison
from sagescope.search.metrics import MetricRequest, MetricService, RowFaults
from sagescope.search.service import SearchRequest, SearchService
from sagescope.timerange import TimeRange

Values = Mapping[int, float]


class ObjectiveMeter:
    """Measures objectives."""

    def __init__(self, search: SearchService, metrics: MetricService) -> None:
        self._search = search
        self._metrics = metrics

    def slices(self, objective: Objective, range_: TimeRange) -> list[Slice]:
        """What was good in each part of a range. Raises Refusal with the faults of a query."""
        indicator = objective.indicator
        windows = indicator.evaluation_type == "Window"
        width = slice_width(objective, range_)
        range_ = TimeRange(-(-range_.start // width) * width, range_.end)
        compared = indicator.group("Threshold")
        if compared is not None:
            return self._compared(indicator, compared, range_, width, windows=windows)
        totals = self._values(indicator, indicator.group("Total"), range_, width)
        good = indicator.group("Successful")
        parts = self._values(indicator, good or indicator.group("Unsuccessful"), range_, width)
        found = []
        for start, total in sorted(totals.items()):
            part = min(total, max(0.0, parts.get(start, 0.0)))
            right = part if good else total - part
            if not windows:
                found.append(Slice(start, right, total))
            elif total > 0:
                found.append(Slice(start, float(_holds(indicator, 100 * right / total)), 1.0))
        return found

    def _compared(
        self, indicator: Indicator, group: QueryGroup, range_: TimeRange, width: int, *, windows: bool
    ) -> list[Slice]:
        if windows:
            values = self._values(indicator, group, range_, width, indicator.aggregation or "Avg")
            return [Slice(at, float(_holds(indicator, value)), 1.0) for at, value in sorted(values.items())]
        (row,) = group.query_group[:1]
        field = _field(row)
        sign = {"GreaterThan": ">", "GreaterThanOrEqual": ">=", "LessThan": "<", "LessThanOrEqual": "<="}
        good = f"{row.query}\n| where {field} {sign[indicator.op or 'LessThan']} {indicator.threshold or 0}"
        counted = self._logs(f"{row.query}\n| where !isNull({field})", "count", range_, width)
        parts = self._logs(good, "count", range_, width)
        return [Slice(at, parts.get(at, 0.0), total) for at, total in sorted(counted.items())]

    def _values(
        self,
        indicator: Indicator,
        group: QueryGroup | None,
        range_: TimeRange,
        width: int,
        aggregation: str = "Sum",
    ) -> Values:
        assert group is not None
        if indicator.query_type == "Metrics":
            return self._series(group, range_, width, aggregation)
        row = group.query_group[-1]
        if row.use_row_count and group.query_group_type != "Threshold":
            return self._logs(row.query, "count", range_, width)
        field = _field(row)
        word = aggregation.lower()
        call = "count" if word == "count" else f"{word}({field})"
        if word.startswith("p"):
            call = f"pct({field}, {word[1:]})"
        return self._logs(row.query, call, range_, width)

    def _logs(self, query: str, call: str, range_: TimeRange, width: int) -> Values:
        text = f"{query}\n| timeslice {format_duration(width)}\n| {call} as _value by _timeslice"
        frame = self._search.run(SearchRequest(text, range_, histogram=False)).frame
        time, value = frame.place("_timeslice"), frame.place("_value")
        assert time is not None and value is not None
        times, values = frame.column(time), frame.column(value)
        return {int(at): float(v) for at, v in zip(times, values, strict=True) if v is not None and v == v}

    def _series(self, group: QueryGroup, range_: TimeRange, width: int, aggregation: str) -> Values:
        word = aggregation.lower()
        percentile = word.startswith("p")
        fold = "avg" if percentile else word
        reduce = f"pct({word[1:]})" if percentile else fold
        stage = f"quantize to {format_duration(width)} using {fold}"
        # First of all, lest points are averaged over longer buckets before anything is done with them.
        rows = [
            MetricRequest(row.row_id, quantized(row.query, stage), transient=True)
            for row in group.query_group
        ]
        last = rows[-1]
        rows[-1] = MetricRequest(last.row, f"{last.query} | {stage} | {reduce}")
        found: dict[int, float] = {}
        for start in range(range_.start, range_.end, width * MOST_SLICES):
            part = TimeRange(start, min(range_.end, start + width * MOST_SLICES))
            (answer,) = self._metrics.run(rows, part)
            if isinstance(answer, RowFaults):
                raise answer.refused
            for series in answer.series:
                found.update((t, v) for t, v in zip(series.times, series.values, strict=True) if v == v)
        return found


def _holds(indicator: Indicator, value: float) -> bool:
    return Comparison(indicator.op or "GreaterThanOrEqual").holds(value, indicator.threshold or 0.0)


def _field(row: ObjectiveQuery) -> str:
    if not row.field:
        raise Refusal(
            Fault(
                "objective.field", "A query of the objective names no field.", "Give it a field of numbers."
            )
        )
    return f'%"{row.field}"' if '"' not in row.field else row.field
