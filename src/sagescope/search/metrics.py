"""Running metrics queries: rows of a request to series of points."""

from collections.abc import Mapping
from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.errors import Fault
from sagescope.ids import sortable_id
from sagescope.metrics.ast import Rollup
from sagescope.metrics.compile import CompiledMetrics, compile_metrics, selected_series
from sagescope.search.service import Limits
from sagescope.sql.nodes import Setting
from sagescope.sql.print import query
from sagescope.store.schema import Store
from sagescope.timerange import TimeRange

MOST_SERIES = 1_000
"""Series of a result (reference metrics-language.md, section 7)."""


@dataclass(frozen=True, slots=True)
class MetricRequest:
    """One row of a metrics request; `interval` in milliseconds and `rollup` hold where the text is silent."""

    row: str
    query: str
    interval: int | None = None
    rollup: Rollup | None = None


@dataclass(frozen=True, slots=True)
class TimeSeries:
    """A series of a result: bucket starts in milliseconds, and their values."""

    metric: str
    dimensions: Mapping[str, str]
    times: list[int]
    values: list[float]


@dataclass(frozen=True, slots=True)
class MetricOutcome:
    """The result of a row."""

    row: str
    series: list[TimeSeries]
    interval: int
    rollup: Rollup
    unit: str | None
    warnings: tuple[Fault, ...] = ()


class MetricService:
    """Runs metrics queries over a store within limits."""

    def __init__(self, store: Store, clock: Clock, limits: Limits | None = None) -> None:
        self._store = store
        self._clock = clock
        self._limits = limits or Limits()

    def compile(self, request: MetricRequest, range_: TimeRange, label: str = "") -> CompiledMetrics:
        """The compiled query. Raises Refusal with all its faults."""
        settings = (
            Setting("max_execution_time", self._limits.seconds),
            Setting("max_memory_usage", self._limits.memory),
            Setting("log_comment", label or sortable_id(self._clock)),
        )
        return compile_metrics(
            request.query, range_, settings, interval=request.interval, rollup=request.rollup
        )

    def explain(self, request: MetricRequest, range_: TimeRange) -> list[tuple[str, str]]:
        """What each step of the compilation made: names and texts."""
        compiled = self.compile(request, range_)
        return [("tree", str(compiled.query)), ("sql", query(compiled.select))]

    def run(self, request: MetricRequest, range_: TimeRange) -> MetricOutcome:
        """Run one row. Raises Refusal with the query's faults, or where a limit ends it."""
        compiled = self.compile(request, range_)
        table = self._store.engine.query(compiled.select).table
        columns = [column.to_pylist() for column in table.columns]
        points: dict[tuple[object, ...], list[tuple[int, float]]] = {}
        for *key, bucket, value in zip(*columns, strict=True):
            if value is not None:
                points.setdefault(tuple(key), []).append((bucket, value))
        warnings: list[Fault] = []
        if compiled.raised:
            warnings.append(
                Fault(
                    "metrics.interval",
                    "The interval was raised, since it would give too many points.",
                    "Ask for a shorter range to see finer points.",
                )
            )
        if len(points) > MOST_SERIES:
            warnings.append(
                Fault(
                    "metrics.series",
                    f"The result has {len(points):,} series; the first {MOST_SERIES:,} are shown.",
                    "Aggregate with `avg by <dimension>`.",
                )
            )
        if compiled.by_series:
            series, unit = self._named(compiled, points)
        else:
            series, unit = self._grouped(compiled, points), None
        return MetricOutcome(request.row, series, compiled.interval, compiled.rollup, unit, tuple(warnings))

    def _named(
        self, compiled: CompiledMetrics, points: Mapping[tuple[object, ...], list[tuple[int, float]]]
    ) -> tuple[list[TimeSeries], str | None]:
        rows = self._store.engine.query(selected_series(compiled.query.selector)).table.to_pylist()
        found: list[TimeSeries] = []
        units: set[str | None] = set()
        for row in rows:
            held = points.get((row["series"],))
            if held is None or len(found) >= MOST_SERIES:
                continue
            dimensions = dict(row["dimensions"])
            units.add(dimensions.get("unit"))
            found.append(_series(row["metric"], dimensions, held))
        return sorted(found, key=lambda s: (s.metric, sorted(s.dimensions.items()))), units.pop() if len(
            units
        ) == 1 else None

    @staticmethod
    def _grouped(
        compiled: CompiledMetrics, points: Mapping[tuple[object, ...], list[tuple[int, float]]]
    ) -> list[TimeSeries]:
        keys = sorted(points, key=lambda key: tuple(map(str, key)))[:MOST_SERIES]
        return [
            _series(
                compiled.metric or "",
                {n: str(v) for n, v in zip(compiled.dimensions, key, strict=True)},
                points[key],
            )
            for key in keys
        ]


def _series(metric: str, dimensions: Mapping[str, str], points: list[tuple[int, float]]) -> TimeSeries:
    points = sorted(points)
    return TimeSeries(metric, dimensions, [t for t, _ in points], [v for _, v in points])
