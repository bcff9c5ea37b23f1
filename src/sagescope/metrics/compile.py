"""Rows of a request to plans over the series and points tables (reference metrics-language.md).

A row that refers to others holds their plans; a time shift of it is one of theirs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sagescope.durations import format_duration
from sagescope.errors import Fault, Refusal, in_order
from sagescope.metrics.ast import DEFAULT, Folding, RowExpression, RowReference, Selector, rows_in
from sagescope.metrics.buckets import bucketed
from sagescope.metrics.checks import PairCheck, UnitCheck, pair_check, unit_checks
from sagescope.metrics.joins import combined
from sagescope.metrics.layouts import Buckets, Grid
from sagescope.metrics.operator import Bind
from sagescope.metrics.output import columns_out, gathered, labels_alone, points_alone
from sagescope.metrics.quantization import effective_interval
from sagescope.metrics.query import Row, parse_row
from sagescope.metrics.selection import Picked, is_one_of, selected
from sagescope.metrics.series import Series
from sagescope.metrics.storage import Coverage
from sagescope.plan.pack import pack
from sagescope.plan.schema import Col, Ids
from sagescope.plan.stages import Stage, cut
from sagescope.sql.build import col
from sagescope.sql.nodes import Expr, InQuery, Select
from sagescope.syntax.cursor import StageFault
from sagescope.timerange import TimeRange

Pick = Callable[[Selector], Picked | None]

MOST_ROWS_READ = 60
"""Rows that one row may come to read, counted each time that one is read."""


@dataclass(frozen=True, slots=True)
class RowQuery:
    """A row of a request.

    `interval` (milliseconds) and `folding` hold where the text is silent; `shift` (milliseconds) comes on top
    of what the text shifts.
    """

    text: str
    interval: int | None = None
    folding: Folding | None = None
    shift: int = 0


@dataclass(frozen=True, slots=True)
class CompiledMetrics:
    """A row ready to run.

    The last of `stages` yields `columns`: see `metrics.output`. `pointed` are stages that give the points alone, by the
    numbers of series, on a grid where there are `buckets`, and `called` what these are called, None where rows are put
    together: there may be many more names than series with points. `interval` is in milliseconds, and `shift` is
    how much earlier the data is. `selectors` are what it reads, and `single` tells that each series of the
    result comes from one that a selector picks, `between` that points are those whose series' id lies between two.
    `spelling` are names of dimensions as the query writes them.
    """

    row: Row
    stages: tuple[Stage, ...]
    pointed: tuple[Stage, ...]
    buckets: Buckets | None
    between: bool
    called: Select | None
    ids: Ids
    columns: tuple[Col, ...]
    interval: int
    folding: Folding
    shift: int
    selectors: tuple[Selector, ...]
    spelling: Mapping[str, str]
    single: bool
    warnings: tuple[Fault, ...]
    unit_checks: tuple[UnitCheck, ...]
    pair_checks: tuple[PairCheck, ...]
    grouped: frozenset[str] | None


def compile_metrics(
    text: str,
    range_: TimeRange,
    *,
    rows: Mapping[str, RowQuery] | None = None,
    letter: str = "A",
    coverage: Coverage | None = None,
    most_inputs: int | None = None,
    most_series: int = 1_000,
    assume_rows: bool = False,
    picked: Pick = lambda _: None,
) -> CompiledMetrics:
    """The row `letter` over `range_`, which may refer to the other `rows`.

    `most_inputs` bounds the series of each selector, `most_series` those of the result; `picked` tells the ids of
    the series of a selector where these are known and few. With `assume_rows`
    a row that is not there stands for any. Raises Refusal with all faults of the row.
    """
    given = dict(rows or {})
    given.setdefault(letter, RowQuery(text))
    compiler = _Compiler(range_, given, coverage or Coverage(), most_inputs, assume_rows, picked)
    row = compiler.parsed(letter)
    compiler.check(letter)
    if compiler.cx.faults:
        raise Refusal(in_order(compiler.cx.faults))
    series = compiler.series(letter, 0)
    if compiler.cx.faults:
        raise Refusal(in_order(compiler.cx.faults))
    columns = columns_out(compiler.ids)
    node = gathered(series, columns, most_series)
    outputs = columns.all
    asked = given[letter]
    return CompiledMetrics(
        row,
        cut(node, outputs),
        cut(*points_alone(series)),
        series.layout.buckets if isinstance(series.layout, Grid) else None,
        compiler.between,
        labels_alone(series, most_series + 1) if not compiler.joined else None,
        compiler.ids,
        outputs,
        series.interval,
        _folding(row, asked),
        row.shift + asked.shift,
        tuple(compiler.selectors),
        series.spelling,
        row.single,
        tuple(dict.fromkeys(compiler.cx.warnings)),
        tuple(compiler.unit_checks),
        tuple(compiler.pair_checks),
        series.grouped,
    )


@dataclass(slots=True)
class _Compiler:
    range: TimeRange
    rows: Mapping[str, RowQuery]
    coverage: Coverage
    most_inputs: int | None
    assume_rows: bool
    picked: Pick
    ids: Ids = field(default_factory=Ids)
    selectors: list[Selector] = field(default_factory=list)
    unit_checks: list[UnitCheck] = field(default_factory=list)
    pair_checks: list[PairCheck] = field(default_factory=list)
    _parsed: dict[str, Row] = field(default_factory=dict)
    _sound: set[str] = field(default_factory=set)
    joined: bool = False
    _read: int = 0
    between: bool = False
    cx: Bind = field(init=False)

    def __post_init__(self) -> None:
        self.cx = Bind(self.range)

    def parsed(self, letter: str) -> Row:
        """The row of that letter."""
        if letter not in self._parsed:
            self._parsed[letter] = parse_row(self.rows[letter].text)
        return self._parsed[letter]

    def check(self, letter: str) -> None:
        """Note the faults of the row, those of its references among them."""
        row = self.parsed(letter)
        self.cx.faults += row.faults
        for reference in row.references:
            if (fault := self._reference_fault(reference, (letter,))) is not None:
                self.cx.faults.append(fault)

    def _reference_fault(self, reference: RowReference, path: tuple[str, ...]) -> Fault | None:
        row = reference.row
        if row in path:
            return Fault(
                "metrics.rows_circle",
                f"The row #{row} would come to read itself.",
                "Let rows refer to each other in one direction.",
                reference.span,
            )
        if row not in self.rows:
            if self.assume_rows:
                return None
            known = ", ".join(f"#{letter}" for letter in sorted(self.rows) if letter not in path)
            return Fault(
                "metrics.row_unknown",
                f"There is no row #{row}.",
                f"The other rows are {known}." if known else "Write the row that it is to read first.",
                reference.span,
            )
        if row in self._sound:
            # Whatever it reaches was walked, and would have met a circle: rows with many paths are walked once.
            return None
        read = self.parsed(row)
        if read.faults:
            return Fault(
                "metrics.row_faulty",
                f"The row #{row} is at fault itself.",
                "Mend that row first.",
                reference.span,
            )
        for deeper in read.references:
            if (fault := self._reference_fault(deeper, (*path, row))) is not None:
                # The place of the deeper reference is in another text.
                return replace(fault, span=reference.span)
        self._sound.add(row)
        return None

    def series(self, letter: str, shift: int) -> Series:
        """The series of a row whose faults are none, `shift` milliseconds earlier."""
        asked = self.rows.get(letter, RowQuery("*"))
        row = self.parsed(letter) if letter in self.rows else parse_row("*")
        shift += row.shift + asked.shift
        self._read += 1
        match row.start:
            case RowExpression():
                rel = self._combined(row.start, shift)
            case _:
                rel = self._selected(row, row.start, asked, shift)
        for stage in row.stages:
            try:
                rel = stage.bind(rel, self.cx)
            except StageFault as wrong:
                self.cx.faults.append(wrong.fault)
        return rel

    def _combined(self, start: RowExpression, shift: int) -> Series:
        held: dict[str, Series] = {}
        for reference in rows_in(start.expression):
            if self._read > MOST_ROWS_READ:
                raise Refusal(
                    Fault(
                        "metrics.rows_many",
                        f"The row comes to read more than {MOST_ROWS_READ} others.",
                        "Let rows refer to fewer rows that refer to rows.",
                        reference.span,
                    )
                )
            held[reference.row] = self.series(reference.row, shift)
        if not held:
            raise Refusal(Fault("metrics.no_row", "The row refers to no other row.", "", start.span))
        self.joined = self.joined or len(held) > 1
        self.unit_checks += unit_checks(start, held)
        if (pairs := pair_check(start, held)) is not None:
            self.pair_checks.append(pairs)
        return combined(start, held)

    def _selected(self, row: Row, selector: Selector, asked: RowQuery, shift: int) -> Series:
        wanted = (row.buckets.interval if row.buckets else None) or asked.interval
        folding = _folding(row, asked)
        width = effective_interval(self.range.length, wanted)
        finest = self.coverage.finest(self.range.start - shift)
        if width % finest:
            width = -(-width // finest) * finest
        if wanted is not None and width > wanted:
            why = (
                "no finer points are kept of that time"
                if width == finest
                else "it would give too many points"
            )
            self.cx.warnings.append(
                Fault(
                    "metrics.interval",
                    f"The interval is {format_duration(width)} rather than {format_duration(wanted)}, since {why}.",
                    "Ask for a shorter or later range to see finer points.",
                )
            )
        self.selectors.append(selector)
        picked = self.picked(selector) if self.most_inputs is None else None
        labels = selected(selector, self.ids, self.most_inputs, picked)
        if picked is None:
            chosen: Expr = InQuery(col("series"), pack(labels.node, [labels.series], self.ids))
        else:
            chosen = is_one_of(picked)
            self.between = self.between or picked.alone
        few = picked is not None
        points = bucketed(chosen, self.range, width, folding, shift, self.coverage, self.ids, few=few)
        rel = Series(self.ids, points, labels, width)
        return row.buckets.dropped(rel, self.cx) if row.buckets else rel


def _folding(row: Row, asked: RowQuery) -> Folding:
    return (row.buckets.folding if row.buckets else None) or asked.folding or DEFAULT
