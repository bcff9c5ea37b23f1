"""Plans whose rows can be made of slices of time, each worked out once: what a refresh of a dashboard recomputes.

A plan that aggregates messages, with nothing below but stages that look at each message by itself, is cut at that
aggregate: into one over slices, whose rows may be kept, and what is above, which is run over all of them every time.
Counts, sums, extremes and means of slices are put together; anything else only where each group lies within one slice,
since `timeslice` is one of its keys.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from sagescope.plan.nodes import (
    Aggregate,
    Explode,
    Extend,
    Filter,
    Given,
    Join,
    Limit,
    Local,
    Locate,
    Node,
    Scan,
    Stored,
    Union,
)
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.build import all_of, any_of, col, f, floored, infix
from sagescope.sql.nodes import Call, Column, Expr, Op, Table, columns_of, rewrite
from sagescope.timerange import TimeRange

SLICES = "slices"
"""The local stage that stands for the rows of the slices; it leaves them as they are."""

_CLOCKS = frozenset({"now", "now64", "today", "rand", "rand32", "rand64", "generateUUIDv4"})
_MERGED = {"sum": "sum", "sumOrNull": "sumOrNull", "minOrNull": "minOrNull", "maxOrNull": "maxOrNull"}


@dataclass(frozen=True, slots=True)
class Grid:
    """Slices of `width` milliseconds, counted from `shift` before the epoch."""

    width: int
    shift: int = 0

    def floor(self, at: int) -> int:
        """The start of the slice that holds a time."""
        return (at + self.shift) // self.width * self.width - self.shift

    def ceil(self, at: int) -> int:
        """The first start of a slice that is not before a time."""
        return -(-(at + self.shift) // self.width) * self.width - self.shift

    def start(self, time: str) -> Expr:
        """The start of the slice of a row whose time is in the column `time`."""
        return floored(col(time), self.width, self.shift)


@dataclass(frozen=True, slots=True)
class Sliced:
    """A plan in two parts: `root` reads the rows of slices, which `over` gives for stretches of time.

    `columns` are those of the rows, the start of the slice first.
    """

    root: Node
    columns: tuple[Col, ...]
    grid: Grid
    partial: Aggregate
    time: str

    def over(self, stretches: Sequence[TimeRange] | None, most: int) -> Node:
        """The rows of the messages in these stretches, at most `most`; None is all time."""
        within = _within(self.time, stretches) if stretches is not None else None
        return Limit(_over(self.partial, within), most)


def sliced(
    node: Node, time: str, grid: Grid, ids: Ids, timed: Iterable[tuple[Expr, Grid]] = ()
) -> Sliced | None:
    """The plan by slices of a grid; None where its rows cannot be made of slices.

    `time` is the column of the time. `timed` pairs what `timeslice` stages put out with their own grids: the slices of
    a plan whose aggregates cannot be put together are made as wide as a number of those. The plan's range has to be a
    filter right above its table.
    """
    above: list[Node] = []
    found: int | None = None
    below = node
    while not isinstance(below, Scan):
        above.append(below)
        if isinstance(below, Aggregate):
            # The lowest one is what counts.
            found = len(above) - 1
        input_ = _input(below)
        if input_ is None:
            return None
        below = input_
    if found is None or not all(
        isinstance(n, Filter | Extend | Locate | Explode) for n in above[found + 1 :]
    ):
        # Nothing below the aggregate may look at several rows.
        return None
    if not isinstance(above[-1], Filter):
        return None
    aggregate = above[found]
    assert isinstance(aggregate, Aggregate)
    if any(name in _CLOCKS for name in _calls(aggregate)):
        return None
    merged = _merged(aggregate, ids)
    if merged is None:
        own = _own_grid(aggregate, timed)
        if own is None:
            return None
        grid = Grid(-(-grid.width // own.width) * own.width, own.shift)
        merged = aggregate.values, None
    start = ids.column("slice", Kind.LONG)
    values, ends = merged
    if ends is None:
        # A group is in one slice: its row is its result.
        columns = (start, *(c for c, _ in (*aggregate.keys, *values)))
        partial = Aggregate(aggregate.input, ((start, grid.start(time)), *aggregate.keys), values)
        top: Node = _rows_of(partial, columns)
    else:
        keys = tuple((ids.column(c.label, c.kind, key=True), expr) for c, expr in aggregate.keys)
        columns = (start, *(c for c, _ in (*keys, *values)))
        partial = Aggregate(aggregate.input, ((start, grid.start(time)), *keys), values)
        again = tuple((c, Column(k.sql)) for (c, _), (k, _) in zip(aggregate.keys, keys, strict=True))
        top = Aggregate(_rows_of(partial, columns), again, ends)
    for outer in reversed(above[:found]):
        top = _onto(outer, top)
    return Sliced(top, columns, grid, partial, time)


def repeatable(node: Node, table: str) -> bool:
    """Whether the rows of a plan depend on nothing but the rows of one table: on no other, and on no clock."""
    for part in _all(node):
        match part:
            case Scan(name) | Table(name) if name != table:
                return False
            case Call(name) if name in _CLOCKS:
                return False
    return True


def _input(node: Node) -> Node | None:
    """The only input of a node; None where it has none or several."""
    match node:
        case Local((given,)):
            return given.node
        case Scan() | Stored() | Join() | Union() | Local():
            return None
        case _:
            return node.input


def _onto(node: Node, below: Node) -> Node:
    """The node over another input."""
    match node:
        case Local((given,)):
            return replace(node, inputs=(replace(given, node=below),))
        case Scan() | Stored() | Join() | Union() | Local():
            raise AssertionError("a node with one input")
        case _:
            return replace(node, input=below)


def _rows_of(partial: Aggregate, columns: tuple[Col, ...]) -> Local:
    return Local((Given(partial, columns),), SLICES, columns, {})


def _merged(
    aggregate: Aggregate, ids: Ids
) -> tuple[tuple[tuple[Col, Expr], ...], tuple[tuple[Col, Expr], ...] | None] | None:
    """The values of slices, and how those become the values of all; None where some cannot."""
    parts: dict[Expr, Col] = {}

    def part(expr: Expr) -> Column:
        if expr not in parts:
            parts[expr] = ids.column("part", Kind.DOUBLE)
        return Column(parts[expr].sql)

    def change(expr: Expr) -> Expr:
        match expr:
            case Call("count", _, ()):
                return f.toUInt64(f.ifNull(f.sum(part(expr)), 0))
            case Call("avgOrNull", (value,), ()):
                total = f.sumOrNull(part(f.sumOrNull(f.toFloat64(value))))
                return f.divide(total, f.nullIf(f.sum(part(f.count(value))), 0))
            case Call(name, (_,), ()) if name in _MERGED:
                return Call(_MERGED[name], (part(expr),))
        return expr

    ends = tuple((c, rewrite(expr, change)) for c, expr in aggregate.values)
    made = {c.sql for c in parts.values()}
    if any(not columns_of(expr) <= made for _, expr in ends):
        return None
    return tuple((c, expr) for expr, c in parts.items()), ends


def _own_grid(aggregate: Aggregate, timed: Iterable[tuple[Expr, Grid]]) -> Grid | None:
    """The grid of a key that is a slice of time."""
    keys = [_resolved(expr, aggregate.input) for _, expr in aggregate.keys]
    return next((grid for expr, grid in timed if expr in keys), None)


def _resolved(expr: Expr, node: Node) -> Expr:
    """What a column stands for in the nodes below."""
    below: Node | None = node
    while below is not None:
        if isinstance(below, Extend) and isinstance(expr, Column):
            made = {c.sql: value for c, value in below.items}
            expr = made.get(expr.name, expr)
        below = _input(below)
    return expr


def _over(node: Node, within: Expr | None) -> Node:
    """The node with `within` in place of the range that it reads."""
    above: list[Node] = []
    while (below := _input(node)) is not None:
        above.append(node)
        node = below
    # The last one is the range.
    top: Node = Filter(node, within) if within is not None else node
    for outer in reversed(above[:-1]):
        top = _onto(outer, top)
    return top


def _within(time: str, stretches: Sequence[TimeRange]) -> Expr:
    at = col(time)
    return any_of(*(all_of(infix(Op.GE, at, s.start), infix(Op.LT, at, s.end)) for s in stretches))


def _calls(node: Node) -> Iterator[str]:
    return (part.name for part in _all(node) if isinstance(part, Call))


def _all(value: object) -> Iterator[object]:
    """A node or an expression with everything in it."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one
        elif is_dataclass(one):
            yield one
            waiting += (getattr(one, part.name) for part in fields(one))
