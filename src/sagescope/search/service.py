"""Running a query: compile, pack, the engine, the local stages, and the result.

Synchronous: callers run it in threads. A run can be stopped from another thread by its label.
"""

import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

import pyarrow as pa

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import sortable_id
from sagescope.lang.compile import Compiled, check_query, compile_query, result_columns
from sagescope.lang.macros import Parameter
from sagescope.lang.slices import bucket_width
from sagescope.lang.subquery import Answer, Answers
from sagescope.lookups.saved import ResultSaver
from sagescope.plan.limits import limited
from sagescope.plan.pack import pack
from sagescope.plan.relation import PLACE
from sagescope.plan.schema import Kind
from sagescope.plan.stages import LocalStage, SqlStage, cut, limited_stage
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.histogram import Histogram, count_select, histogram_select, read_histogram
from sagescope.search.local import LOCAL
from sagescope.search.saving import check_saving, save_result, saved_part, without_save
from sagescope.search.slices import MOST_ROWS, SliceKeeper, by_slices
from sagescope.search.stopping import Stopping
from sagescope.search.subqueries import answer_of, moved, range_of
from sagescope.span import Span
from sagescope.sql.build import NULL_TEXT
from sagescope.sql.nodes import Select, Setting
from sagescope.sql.print import query
from sagescope.store.schema import Store
from sagescope.timerange import TimeRange


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds, bytes of memory, rows of its result, rows of a local stage."""

    seconds: float = 60.0
    memory: int = 4 * 2**30
    messages: int = 100_000
    records: int = 1_000_000
    local_rows: int = 1_000_000
    threads: int = 0


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A query to run.

    `limit` bounds the messages of a non-aggregate query; `label` names the run, for stopping it;
    `show_messages` asks an aggregate query for the messages that go into it; `histogram` for the
    counts by time and level. `inner` tells that it is the query of a subquery. `parameters` are the values of
    the query's `{{name}}`s; `saves_as` is the id of the user in whose name `save` writes, empty where it may not.
    """

    query: str
    range: TimeRange
    zone_offset: int = 0
    limit: int = 1_000
    label: str = ""
    show_messages: bool = False
    histogram: bool = True
    inner: bool = False
    auto_parse: bool = False
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    saves_as: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a run. `matched` is the number of messages behind it, None where nobody asked; `compiled` what ran."""

    frame: Frame
    is_records: bool
    histogram: Histogram | None
    warnings: tuple[Fault, ...]
    seconds: float
    read_rows: int = 0
    read_bytes: int = 0
    compiled: Compiled | None = None

    @property
    def matched(self) -> int | None:
        """The number of messages that the scope and the filters let through."""
        return self.histogram.count if self.histogram else None


class SearchService:
    """Runs queries over a store within limits."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        limits: Limits | None = None,
        workers: int = 4,
        saver: ResultSaver | None = None,
    ) -> None:
        self._store = store
        self._saver = saver
        self._clock = clock
        self.limits = limits or Limits()
        self._stops: dict[str, Stopping] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="search")

    def check(
        self, text: str, range_: TimeRange, parameters: Mapping[str, Parameter] | None = None
    ) -> tuple[bool | None, tuple[Fault, ...], tuple[Fault, ...]]:
        """Whether the query gives records (None where that is not known), its faults and its warnings."""
        tree, rel, _, cx = check_query(text, self._store.catalog, range_, parameters=parameters)
        known = None if any(operator is None for operator in tree.operators) else rel.is_records
        return known, tuple(cx.faults), tuple(cx.warnings)

    def compile(self, request: SearchRequest, answers: Answers | None = None) -> Compiled:
        """The compiled query; without the answers of its subqueries it can be shown, not run.

        Raises Refusal with all its faults.
        """
        compiled = compile_query(
            request.query,
            self._store.catalog,
            request.range,
            request.zone_offset,
            answers,
            request.parameters,
            inner=request.inner,
            auto_parse=request.auto_parse,
        )
        if request.show_messages:
            compiled = without_save(compiled)
        if request.show_messages and compiled.is_records:
            rel = compiled.matched
            if compiled.tree.source is not None:
                # Rows of a table are messages without a text (reference protocols.md, 5.2).
                rel = rel.extend({"_raw": (NULL_TEXT, Kind.TEXT)})
            columns = result_columns(rel, self._store.catalog)
            compiled = replace(
                compiled, stages=cut(rel.rows, columns), columns=columns, is_records=False, relation=rel
            )
        return compiled

    def statements(self, compiled: Compiled) -> list[str]:
        """What the stages of a compiled query are, as text: SQL, and the names of local functions."""
        texts: list[str] = []
        for stage in compiled.stages:
            match stage:
                case SqlStage(node, outputs, reads):
                    stored = {at: f"rows_of_stage_{at + 1}" for at in reads}
                    texts.append(query(pack(node, [c.sql for c in outputs], compiled.ids, stored)))
                case LocalStage(name, arguments):
                    texts.append(f"-- local stage: {name} {dict(arguments)}")
        return texts

    def run(
        self, request: SearchRequest, stopping: Stopping | None = None, slices: SliceKeeper | None = None
    ) -> Outcome:
        """Run a query to its end; `stopping`, or its label, stops it from another thread.

        Where it can be made of slices of time, `slices` keeps their rows from run to run.
        Raises Refusal with the query's faults, or where a limit or a stop ends it.
        """
        if stopping is None:
            stopping = Stopping(request.label or sortable_id(self._clock))
        return self._run(request, stopping, slices)

    def _run(self, request: SearchRequest, stopping: Stopping, slices: SliceKeeper | None = None) -> Outcome:
        started = time.perf_counter()
        label = stopping.label
        compiled = self.compile(request)
        check_saving(compiled, self._saver, request.saves_as)
        if compiled.save is not None:
            request = replace(request, limit=self.limits.messages)
        with self._lock:
            if label in self._stops:
                raise Refusal(
                    Fault("search.label", "A run with this id is under way.", "Choose another id."),
                    Cause.CONFLICT,
                )
            self._stops[label] = stopping
        try:
            if compiled.tree.inner:
                answers, told = self._answers(compiled, request, stopping)
                compiled = self.compile(request, answers)
                warnings = tuple(dict.fromkeys((*compiled.warnings, *told)))
                compiled = replace(compiled, warnings=warnings)
            counting = (
                self._pool.submit(self._histogram, compiled, request, stopping) if request.histogram else None
            )
            try:
                frame = self._stages(compiled, request, stopping, slices)
            except BaseException:
                if counting is not None and not counting.cancel():
                    self._store.engine.cancel(label)
                raise
            histogram = counting.result() if counting else None
            # What was stopped just before the engine began has run to its end all the same.
            stopping.check()
            save_result(compiled, self._saver, frame, self.limits.messages, request.saves_as)
        finally:
            with self._lock:
                del self._stops[label]
        return Outcome(
            frame,
            compiled.is_records,
            histogram,
            (*compiled.warnings, *frame.warnings),
            time.perf_counter() - started,
            compiled=compiled,
        )

    def stop(self, label: str) -> bool:
        """Stop the run of that label; false where none is under way."""
        with self._lock:
            under_way = [
                stopping
                for name, stopping in self._stops.items()
                # The runs of its subqueries are called after it.
                if name == label or name.startswith(f"{label}-")
            ]
        for stopping in under_way:
            stopping.set()
            self._store.engine.cancel(stopping.label)
        return bool(under_way)

    def stop_run(self, stopping: Stopping) -> None:
        """End the run that was given `stopping`, now or as soon as it begins."""
        stopping.set()
        self.stop(stopping.label)

    def close(self) -> None:
        """Stop taking runs and end those under way."""
        with self._lock:
            labels = list(self._stops)
        for label in labels:
            self.stop(label)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _answers(
        self, compiled: Compiled, request: SearchRequest, stopping: Stopping
    ) -> tuple[Answers, list[Fault]]:
        """The rows of the subqueries of a query, and what there is to be told of them."""
        tree = compiled.tree
        answers: dict[Span, Answer] = {}
        warnings: list[Fault] = []
        for at, (subquery, below) in enumerate(tree.inner):
            stopping.check()
            try:
                within = range_of(subquery, request.range, self._clock.now(), request.zone_offset)
            except Refusal as refused:
                raise Refusal(map(compiled.given.fault, refused.faults)) from None
            inner = SearchRequest(
                tree.text[subquery.start : subquery.end],
                within,
                request.zone_offset,
                histogram=False,
                inner=True,
                auto_parse=request.auto_parse,
            )
            saved = saved_part(below, subquery.start)
            if saved and not request.show_messages:
                # What it saves is not what it composes, so it runs once for each.
                saving = replace(inner, query=saved, inner=False, saves_as=request.saves_as)
                self._run(saving, stopping.of_part(f"{at + 1}-save"))
            # What stops the query stops it too, even before it is under way.
            outcome = self._run(inner, stopping.of_part(f"{at + 1}"))
            answers[subquery.span], cut_short = answer_of(subquery, outcome.frame)
            warnings += [*cut_short, *moved(outcome.warnings, subquery.start)]
        return answers, [compiled.given.fault(warning) for warning in warnings]

    def _settings(self, label: str, rows: int) -> tuple[Setting, ...]:
        settings = [
            Setting("max_execution_time", self.limits.seconds),
            Setting("max_memory_usage", self.limits.memory),
            Setting("max_result_rows", rows),
            Setting("result_overflow_mode", "throw"),
            Setting("log_comment", label),
        ]
        if self.limits.threads:
            settings.append(Setting("max_threads", self.limits.threads))
        return tuple(settings)

    def _stages(
        self,
        compiled: Compiled,
        request: SearchRequest,
        stopping: Stopping,
        slices: SliceKeeper | None,
    ) -> Frame:
        kept = self._slices(compiled, request, stopping, slices) if slices else None
        if kept is not None:
            compiled, sliced_rows = kept
        stages = compiled.stages
        most = min(request.limit, self.limits.messages)
        bounded = None if compiled.is_records else limited_stage(stages)
        # The first two stages of a query by slices are their rows.
        frames: list[Frame] = [] if kept is None else [sliced_rows, sliced_rows]
        for i, stage in enumerate(stages):
            if i < len(frames):
                continue
            stopping.check()
            match stage:
                case SqlStage():
                    # Only rows that go on to a function here have to fit into this process.
                    rows = self.limits.local_rows if i < len(stages) - 1 else self.limits.records
                    if i == bounded:
                        stage = replace(stage, node=limited(stage.node, most))
                    frames.append(self._sql(stage, compiled, frames, self._settings(stopping.label, rows)))
                case LocalStage(name, arguments, _, reads):
                    frames.append(LOCAL[name]([frames[at] for at in reads], arguments))
        result = frames[-1]
        warnings = tuple(dict.fromkeys(w for frame in frames for w in frame.warnings))
        table = result.table if compiled.is_records else result.table.slice(0, most)
        return Frame(result.columns, table, warnings)

    def _slices(
        self, compiled: Compiled, request: SearchRequest, stopping: Stopping, keeper: SliceKeeper
    ) -> tuple[Compiled, Frame] | None:
        """The query by slices with their rows; None where it is not made of them, or of too many rows."""
        cut_up = by_slices(compiled, self._store.catalog, request.range, request.zone_offset)
        if cut_up is None:
            return None

        def run(select: Select) -> pa.Table:
            stopping.check()
            return self._store.engine.query(select).table

        rows = cut_up.rows(keeper, request.range, self._settings(stopping.label, MOST_ROWS + 1), run)
        return None if rows is None else (cut_up.compiled, rows)

    def _sql(
        self, stage: SqlStage, compiled: Compiled, frames: list[Frame], settings: tuple[Setting, ...]
    ) -> Frame:
        names = [c.sql for c in stage.outputs]
        rest: tuple[FrameColumn, ...] = ()
        riding: list[str] = []
        tables: dict[int, str] = {}
        with ExitStack() as kept:
            for at in stage.reads:
                before, local = frames[at], compiled.stages[at]
                known = len(local.outputs)
                if compiled.relation.dynamic and len(stage.reads) == 1:
                    # Columns that only the data named ride along under names of ours.
                    rest = before.columns[known:]
                    riding = [compiled.ids.name("x") for _ in rest]
                columns = before.table.columns[: known + len(rest)]
                places = pa.array(range(before.rows), pa.int64())
                labels = [*(c.sql for c in local.outputs), *riding, PLACE]
                stored = pa.Table.from_arrays([*columns, places], names=labels)
                tables[at] = kept.enter_context(self._store.engine.stored_rows(stored))
            select = pack(stage.node, [*names, *riding], compiled.ids, tables, settings)
            rows = self._store.engine.query(select).table
        return Frame((*(FrameColumn(c.label, c.kind, c.key) for c in stage.outputs), *rest), rows)

    def _histogram(self, compiled: Compiled, request: SearchRequest, stopping: Stopping) -> Histogram:
        width = bucket_width(request.range.length, 120)
        settings = self._settings(stopping.label, 1_000_000)
        stopping.check()
        if compiled.tree.source is not None:
            counted = self._store.engine.query(count_select(compiled.matched, settings)).table
            return Histogram(width, (), counted.column(0)[0].as_py())
        select = histogram_select(compiled.matched, width, request.zone_offset, settings)
        table = self._store.engine.query(select).table
        return read_histogram(table, request.range, width, request.zone_offset)
