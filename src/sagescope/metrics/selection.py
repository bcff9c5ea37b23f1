"""Selectors to the series that they pick (reference metrics-language.md, 2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.metrics.ast import AllOf, AnyOf, NoneOf, Selector, Term, Word
from sagescope.metrics.layouts import column
from sagescope.metrics.series import Labels
from sagescope.metrics.storage import SERIES
from sagescope.plan.nodes import Aggregate, Extend, Filter, Limit, Node, Scan, Sort, SortKey
from sagescope.plan.pack import pack
from sagescope.plan.schema import Ids
from sagescope.sql.build import (
    FALSE,
    TRUE,
    all_of,
    any_of,
    col,
    eq,
    f,
    fn,
    in_list,
    infix,
    like_escaped,
    lit,
    ne,
    not_,
)
from sagescope.sql.nodes import Constants, Expr, Item, Op, Order, Select, Setting, Table
from sagescope.sql.types import UINT64

_ID, _METRIC, _DIMENSIONS, _META = "series", "metric", "dimensions", "meta"
_MOST_DIMENSIONS = 500
_NO_UNIT = "None"
"""CloudWatch's word for the unit of a metric that has none."""

_SECONDS = 2.0
"""How long a question of an editor may take."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The series that a selector picks by their ids, which rise; `alone` tells that no other series of the store has an
    id between the first and the last.

    Those of one metric are: then a point need not be looked up in a list of them.
    """

    ids: tuple[int, ...]
    alone: bool = False


def selected(selector: Selector, ids: Ids, most: int | None = None, picked: Picked | None = None) -> Labels:
    """The series that a selector picks, each once, at most `most` of them; `picked` are these where they are known.

    Meta tags are dimensions like others here; what identifies a series wins over them.
    """
    test = selector_test(selector) if picked is None else _is_among(picked.ids)
    node: Node = Filter(Scan(SERIES, final=True), test)
    if most is not None:
        # In an order, so that whoever reads them again gets the same ones.
        node = Limit(Sort(node, (SortKey(_ID, descending=False),)), most)
    made = Labels(node, _ID, _METRIC, ids.name("l"), ids.name("l"))
    unit = f.arrayElement(col(made.map), "unit")
    items = (
        (column(made.map), f.mapUpdate(col(_META), col(_DIMENSIONS))),
        (column(made.unit), f.if_(eq(unit, _NO_UNIT), lit(""), unit)),
    )
    return Labels(Extend(node, items), _ID, _METRIC, made.unit, made.map)


def is_one_of(picked: Picked) -> Expr:
    """The condition on a point that its series is one of the picked."""
    if picked.alone:
        within = infix(Op.GE, col(_ID), picked.ids[0]), infix(Op.LE, col(_ID), picked.ids[-1])
        return all_of(*within)
    return _is_among(picked.ids)


def _is_among(ids: Sequence[int]) -> Expr:
    return in_list(col(_ID), (Constants(tuple(ids), UINT64),)) if ids else FALSE


def series_between(first: int, last: int) -> Select:
    """How many series of the store have ids from `first` to `last`, as the only value."""
    within = Filter(
        Scan(SERIES, final=True), all_of(infix(Op.GE, col(_ID), first), infix(Op.LE, col(_ID), last))
    )
    return row_count(within, Ids())


def series_count(selector: Selector) -> Select:
    """The number of series that a selector picks, as the only value."""
    ids = Ids()
    return row_count(selected(selector, ids).node, ids)


def row_count(node: Node, ids: Ids) -> Select:
    """The number of rows of a plan, as the only value."""
    count = column(ids.name("n"))
    return pack(Aggregate(node, (), ((count, f.toInt64(f.count())),)), [count.sql], ids)


def series_ids(selector: Selector, most: int) -> Select:
    """The ids of the series that a selector picks, at most `most` of them, as the only column."""
    picked = Limit(Filter(Scan(SERIES, final=True), selector_test(selector)), most)
    return pack(picked, [_ID], Ids())


def known_dimensions() -> Select:
    """The names of all dimensions and meta tags that series have, in order."""
    held = f.arrayConcat(f.mapKeys(col(_DIMENSIONS)), f.mapKeys(col(_META)))
    return Select(
        (Item(col("name"), "name"),),
        Table(SERIES),
        lets=(Item(f.arrayJoin(held), "name"),),
        group_by=(col("name"),),
        order_by=(Order(col("name")),),
    )


def series_dimensions(picked: Selector) -> Select:
    """The dimensions of the series that a selector picks, `metric` among them, and in how many each is (`name`, `found`)."""
    held = f.arrayConcat(f.array("metric"), f.mapKeys(col(_DIMENSIONS)), f.mapKeys(col(_META)))
    return _counted(f.arrayJoin(held), picked, TRUE, _MOST_DIMENSIONS)


def series_values(key: str, part: str, picked: Selector, most: int) -> Select:
    """The values of a dimension that hold a text, in any case, and how many of the picked series have each.

    `key` is in lower case. The answer has the columns `name` and `found`, the most frequent first.
    """
    own, meta = (f.arrayElement(col(held), key) for held in (_DIMENSIONS, _META))
    value = col(_METRIC) if key == "metric" else f.if_(ne(own, ""), own, meta)
    holds = f.positionCaseInsensitiveUTF8(value, part) if part else lit(1)
    return _counted(value, picked, all_of(ne(value, ""), ne(holds, 0)), most)


def _counted(name: Expr, picked: Selector, test: Expr, most: int) -> Select:
    return Select(
        (Item(col("name"), "name"), Item(f.uniqExact(col(_ID)), "found")),
        Table(SERIES),
        lets=(Item(name, "name"),),
        where=all_of(selector_test(picked), test),
        group_by=(col("name"),),
        order_by=(Order(col("found"), descending=True), Order(col("name"))),
        limit=most,
        settings=(Setting("max_execution_time", _SECONDS),),
    )


def selector_test(selector: Selector) -> Expr:
    """The condition on a row of the series table."""
    match selector:
        case AllOf(parts):
            return all_of(*map(selector_test, parts))
        case AnyOf(parts):
            return any_of(*map(selector_test, parts))
        case NoneOf(part):
            return not_(selector_test(part))
        case Term(key, values, _):
            return any_of(*(_term(key.text.lower(), value.lower()) for value in values))
        case Word(text, _):
            return _word(text.lower())


def _term(key: str, value: str) -> Expr:
    if key == "metric":
        return _matches(f.lower(col(_METRIC)), value)
    own, meta = (f.arrayElement(col(held), key) for held in (_DIMENSIONS, _META))
    if not value.strip("*"):
        return any_of(ne(own, ""), ne(meta, ""))
    held = f.lower(f.if_(ne(own, ""), own, meta))
    if key == "namespace":
        # AWS writes some namespaces with a leading slash and some without (reference sagemaker.md, 0.4).
        held, value = f.trimLeft(held, "/"), value.lstrip("/")
    return _matches(held, value)


def _word(text: str) -> Expr:
    if not text.strip("*"):
        return TRUE
    held = [part for of in (_DIMENSIONS, _META) for part in (f.mapKeys(col(of)), f.mapValues(col(of)))]
    anywhere = f.arrayExists(fn("x", _matches(f.lower(col("x")), text)), f.arrayConcat(*held))
    return any_of(_matches(f.lower(col(_METRIC)), text), eq(anywhere, 1))


def _matches(held: Expr, pattern: str) -> Expr:
    if not pattern.strip("*"):
        return ne(held, "")
    if "*" not in pattern:
        return eq(held, pattern)
    return f.like(held, like_escaped(pattern).replace("*", "%"))
