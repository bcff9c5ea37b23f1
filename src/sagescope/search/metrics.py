"""Running metrics queries: the rows of a request to series of points.

Synchronous, as log searches are. A row that is at fault does not keep the others from their results.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate, pairwise

import pyarrow as pa

from sagescope.clock import Clock
from sagescope.errors import Fault, Refusal
from sagescope.ids import sortable_id
from sagescope.metrics.ast import Folding
from sagescope.metrics.compile import CompiledMetrics, Pick, RowQuery, compile_metrics
from sagescope.metrics.joins import ROW_MARK
from sagescope.metrics.quantization import MOST_POINTS
from sagescope.metrics.selection import series_count
from sagescope.metrics.storage import Coverage
from sagescope.plan.pack import pack
from sagescope.plan.schema import Ids
from sagescope.plan.stages import LocalStage, SqlStage, Stage
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.inlined_labels import inlined_stages
from sagescope.search.known_series import KnownSeries
from sagescope.search.local import LOCAL
from sagescope.search.metric_checks import refuse_many_pairs, unit_warnings
from sagescope.search.metric_hints import Hints
from sagescope.search.metric_points import points_by_series
from sagescope.search.picked_series import PickedSeries
from sagescope.search.service import Limits
from sagescope.search.stopping import Stopping
from sagescope.sql.nodes import Setting
from sagescope.sql.print import query
from sagescope.store.known_series import StoredSeries
from sagescope.store.rollups import Rollups
from sagescope.store.schema import Store
from sagescope.timerange import TimeRange

MOST_ROWS = 26
"""Rows of a request: A to Z (reference metrics-language.md, section 1)."""


@dataclass(frozen=True, slots=True)
class SeriesLimits:
    """How many series one row may read, and how many its result has (reference, section 7)."""

    inputs: int = 200_000
    shown: int = 1_000


@dataclass(frozen=True, slots=True)
class MetricRequest:
    """One row of a metrics request.

    `interval` (milliseconds) and `folding` hold where the text is silent, `shift` (milliseconds) comes on top
    of what the text shifts. The result of a `transient` row is only for other rows. `limit` are the series that
    the result has at the most, where that is fewer than the service's own limit.
    """

    row: str
    query: str
    interval: int | None = None
    folding: Folding | None = None
    shift: int = 0
    transient: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class TimeSeries:
    """A series of a result: bucket starts in milliseconds, and their values."""

    metric: str
    dimensions: Mapping[str, str]
    unit: str
    times: list[int]
    values: list[float]


_Held = tuple[str, str, list[tuple[str, str]], list[int], list[float]]


@dataclass(frozen=True, slots=True)
class MetricOutcome:
    """The result of a row.

    `unit` is that of all series, None where they have none or several; `shift` is how much earlier the data
    is, in milliseconds. `total` is the number of series that there are, shown or not; `compiled` is what ran.
    """

    row: str
    series: list[TimeSeries]
    interval: int
    folding: Folding
    unit: str | None
    shift: int
    total: int
    warnings: tuple[Fault, ...] = ()
    compiled: CompiledMetrics | None = None


@dataclass(frozen=True, slots=True)
class RowFaults:
    """A row that gives no result, and why."""

    row: str
    refused: Refusal


class MetricService:
    """Runs metrics queries over a store within limits."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        limits: Limits | None = None,
        rollups: Rollups | None = None,
        series: SeriesLimits | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._limits = limits or Limits()
        self._rollups = rollups or Rollups(store.engine, clock)
        self._series = series or SeriesLimits()
        self._hints = Hints(store.engine)
        self._known = KnownSeries(store.engine)
        self._picked = PickedSeries(self._known)

    def newest_series(self, most: int) -> list[tuple[str, dict[str, str]]]:
        """Metric and dimensions of the series that were written last; rules are tried on them."""
        return StoredSeries(self._store.engine).described(most)

    def compile(
        self, request: MetricRequest, range_: TimeRange, others: Sequence[MetricRequest] = ()
    ) -> CompiledMetrics:
        """The compiled row, which may refer to the `others`. Raises Refusal with all its faults."""
        return self._compiled(request, range_, (request, *others), self._rollups.coverage(), None)

    def explain(
        self, request: MetricRequest, range_: TimeRange, others: Sequence[MetricRequest] = ()
    ) -> list[tuple[str, str]]:
        """What each step of the compilation made: names and texts."""
        compiled = self.compile(request, range_, others)
        row = compiled.row
        tree = [str(row.start), *(str(stage) for stage in (row.buckets, *row.stages) if stage is not None)]
        return [("tree", "\n".join(tree)), ("sql", "\n\n".join(self.statements(compiled)))]

    def statements(self, compiled: CompiledMetrics) -> list[str]:
        """What the stages of a compiled row are, as text: SQL, and the names of local functions."""
        texts: list[str] = []
        for stage in compiled.stages:
            match stage:
                case SqlStage(node, outputs, reads):
                    stored = {at: f"rows_of_stage_{at + 1}" for at in reads}
                    texts.append(query(pack(node, [c.sql for c in outputs], compiled.ids, stored)))
                case LocalStage(name, arguments):
                    shown = {key: value for key, value in arguments.items() if key != "span"}
                    texts.append(f"-- local stage: {name} {shown}")
        return texts

    def run(
        self, requests: Sequence[MetricRequest], range_: TimeRange
    ) -> Iterator[MetricOutcome | RowFaults]:
        """The results of the rows that are not transient, in their order.

        Raises Refusal where the rows are no request at all.
        """
        _check(requests)
        coverage = self._rollups.coverage()
        for request in requests:
            if request.transient:
                continue
            try:
                yield self._run(request, range_, requests, coverage)
            except Refusal as refused:
                yield RowFaults(request.row, refused)

    def run_row(
        self,
        request: MetricRequest,
        range_: TimeRange,
        others: Sequence[MetricRequest] = (),
        stopping: Stopping | None = None,
    ) -> MetricOutcome:
        """The result of a single row, which may refer to the `others`; `stopping` ends it from another thread.

        Raises Refusal with its faults, or where a limit or `stopping` ends it.
        """
        requests = (request, *others)
        _check(requests)
        return self._run(request, range_, requests, self._rollups.coverage(), stopping)

    def stop(self, stopping: Stopping) -> None:
        """End the run that was given `stopping`, now or as soon as it begins."""
        stopping.set()
        self._store.engine.cancel(stopping.label)

    def _compiled(
        self,
        request: MetricRequest,
        range_: TimeRange,
        requests: Sequence[MetricRequest],
        coverage: Coverage,
        most_inputs: int | None,
        picked: Pick = lambda _: None,
    ) -> CompiledMetrics:
        return compile_metrics(
            request.query,
            range_,
            rows={r.row: RowQuery(r.query, r.interval, r.folding, r.shift) for r in requests},
            letter=request.row,
            coverage=coverage,
            most_inputs=most_inputs,
            most_series=self._shown(request),
            picked=picked,
        )

    def _shown(self, request: MetricRequest) -> int:
        """The series that the result of a row has at the most."""
        return min(self._series.shown, request.limit or self._series.shown)

    def _run(
        self,
        request: MetricRequest,
        range_: TimeRange,
        requests: Sequence[MetricRequest],
        coverage: Coverage,
        stopping: Stopping | None = None,
    ) -> MetricOutcome:
        stopping = stopping or Stopping(sortable_id(self._clock))
        shown = self._shown(request)
        came = self._known.state.came
        compiled = self._compiled(request, range_, requests, coverage, None, self._picked.of)
        warnings = list(compiled.warnings)
        # Where each series stands for itself, no more are read than are shown.
        most = shown if compiled.single else self._series.inputs
        picked = [self._count(compiled, at) for at in range(len(compiled.selectors))]
        most_inputs = most if any(count > most for count in picked) else None
        if most_inputs is not None:
            compiled = self._compiled(request, range_, requests, coverage, most_inputs)
            if not compiled.single:
                warnings.append(
                    Fault(
                        "metrics.inputs",
                        f"The row reads {max(picked):,} series and metrics.max_input_series is {most:,}: "
                        "the others are left out, and aggregates are those of a part.",
                        "Choose fewer series, or raise the limit.",
                    )
                )
        series: list[TimeSeries] = []
        total = 0
        if not refuse_many_pairs(compiled.pair_checks, self._series.inputs, self._store.engine):
            series, total = self._series_of(compiled, shown, stopping)
            if compiled.between and self._known.state.came != came:
                # Points of a series that came meanwhile may have been taken for those of its neighbours.
                compiled = self._compiled(request, range_, requests, coverage, most_inputs)
                series, total = self._series_of(compiled, shown, stopping)
        if compiled.single:
            total = max(total, min(picked[0], total if picked[0] <= most else picked[0]))
        if total > len(series):
            warnings.append(
                Fault(
                    "metrics.series",
                    f"The row has {total:,} series and metrics.max_series is {self._series.shown:,}: "
                    "the first ones are shown.",
                    "Aggregate with avg by <dimension>, choose with topk, or raise the limit.",
                )
            )
        warnings += unit_warnings(compiled.unit_checks, self._store.engine)
        warnings += self._hints.of(compiled, [s.dimensions for s in series], picked)
        units = {s.unit for s in series}
        unit = units.pop() if len(units) == 1 else ""
        return MetricOutcome(
            request.row,
            series,
            compiled.interval,
            compiled.folding,
            unit or None,
            compiled.shift,
            total,
            tuple(dict.fromkeys(warnings)),
            compiled,
        )

    def _series_of(
        self, compiled: CompiledMetrics, shown: int, stopping: Stopping
    ) -> tuple[list[TimeSeries], int]:
        """The series of the result, and how many there are in all."""
        called = self._known.rows(compiled.called) if compiled.called is not None else None
        if called is not None and called.num_rows <= shown:
            # What they are called is known, so the store is asked for the points alone.
            frame = self._frame(compiled.pointed, compiled.ids, stopping, shown * MOST_POINTS)
            stopping.check()
            points = points_by_series(frame, compiled.buckets)
            # Names are many where few of the series are left.
            there = [i for i, number in enumerate(called.column(0).to_pylist()) if number in points]
            left = called.take(pa.array(there, pa.int64()))
            names = zip(*(column.to_pylist() for column in left.columns), strict=True)
            held = [(*rest, *points[number]) for number, *rest in names]
            series = _series(held, compiled.spelling)
            return series, len(series)
        frame = self._frame(compiled.stages, compiled.ids, stopping, shown)
        stopping.check()
        # Points are many: their numbers are taken as two lists, not as a pair each.
        arrays = frame.table.column(3).combine_chunks()
        times, values = (arrays.flatten().field(at).to_pylist() for at in (0, 1))
        ends = list(accumulate(arrays.value_lengths().to_pylist(), initial=0))
        cut = ((times[start:end], values[start:end]) for start, end in pairwise(ends))
        names = zip(*(column.to_pylist() for column in frame.table.columns[:3]), strict=True)
        series = _series([(*one, *points) for one, points in zip(names, cut, strict=True)], compiled.spelling)
        return series, int(frame.table.column(4)[0].as_py()) if series else 0

    def _count(self, compiled: CompiledMetrics, at: int) -> int:
        picked = self._picked.of(compiled.selectors[at])
        if picked is not None:
            return len(picked.ids)
        return int(self._known.rows(series_count(compiled.selectors[at])).column(0)[0].as_py())

    def _frame(self, stages: Sequence[Stage], ids: Ids, stopping: Stopping, most: int) -> Frame:
        """The rows of the last stage, which are `most` at the most."""
        frames: list[Frame] = []
        stages = inlined_stages(stages, ids, self._known.rows)
        for at, stage in enumerate(stages):
            # Points that go on to a function here have to fit into this process.
            rows = most if at == len(stages) - 1 else self._limits.local_rows
            stopping.check()
            match stage:
                case SqlStage():
                    frames.append(self._sql(stage, stages, ids, frames, self._settings(stopping.label, rows)))
                case LocalStage(name, arguments, _, reads):
                    frames.append(LOCAL[name]([frames[i] for i in reads], arguments))
        return frames[-1]

    def _sql(
        self,
        stage: SqlStage,
        stages: Sequence[Stage],
        ids: Ids,
        frames: Sequence[Frame],
        settings: tuple[Setting, ...],
    ) -> Frame:
        tables: dict[int, str] = {}
        with ExitStack() as kept:
            for at in stage.reads:
                labels = [c.sql for c in stages[at].outputs]
                stored = pa.Table.from_arrays(frames[at].table.columns, names=labels)
                tables[at] = kept.enter_context(self._store.engine.stored_rows(stored))
            names = [c.sql for c in stage.outputs]
            select = pack(stage.node, names, ids, tables, settings)
            rows = self._store.engine.query(select).table
        return Frame(tuple(FrameColumn(c.label, c.kind) for c in stage.outputs), rows)

    def _settings(self, label: str, most: int) -> tuple[Setting, ...]:
        limits = self._limits
        settings = [
            Setting("max_execution_time", limits.seconds),
            Setting("max_memory_usage", limits.memory),
            Setting("max_result_rows", most),
            Setting("result_overflow_mode", "throw"),
            Setting("log_comment", label),
            # Both sides of a condition on a number are quicker worked out than it is told which of them is to be.
            Setting("short_circuit_function_evaluation", "disable"),
            Setting("do_not_merge_across_partitions_select_final", 1),
        ]
        if limits.threads:
            settings.append(Setting("max_threads", limits.threads))
        return tuple(settings)


def _check(requests: Sequence[MetricRequest]) -> None:
    letters = [request.row for request in requests]
    if len(letters) > MOST_ROWS:
        raise Refusal(
            Fault("metrics.rows", f"A request has {MOST_ROWS} rows at the most.", "Ask in several requests.")
        )
    for letter in letters:
        if len(letter) != 1 or not "A" <= letter <= "Z":
            raise Refusal(Fault("metrics.row_id", f"{letter!r} is no row.", "Rows are called A to Z."))
        if letters.count(letter) > 1:
            raise Refusal(
                Fault("metrics.row_id", f"There are two rows {letter}.", "Give each its own letter.")
            )


def _series(held: Sequence[_Held], spelling: Mapping[str, str]) -> list[TimeSeries]:
    """Series by their metrics, units, dimensions, times and values."""
    order = {key: at for at, key in enumerate(spelling)}
    made: list[TimeSeries] = []
    for metric, unit, map_, times, values in held:
        # Dimensions that tell combined series apart are of no use where there is one.
        kept = [(k, v) for k, v in map_ if not (len(held) == 1 and k.startswith(ROW_MARK))]
        kept.sort(key=lambda item: (order.get(item[0], len(order)), item[0]))
        dimensions = {spelling.get(key, key): value for key, value in kept}
        made.append(TimeSeries(metric, dimensions, unit, times, values))
    return made
