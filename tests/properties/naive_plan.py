"""The oracle of packing: one SELECT a node, nothing put together.

What `plan.pack` makes of a plan has to give the rows that this gives.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.plan.nodes import (
    Aggregate,
    Explode,
    Extend,
    Filter,
    Join,
    Limit,
    LimitBy,
    Match,
    Node,
    Scan,
    Sort,
    SortKey,
    Window,
)
from sagescope.plan.schema import Col
from sagescope.sql.build import all_of, eq, f
from sagescope.sql.nodes import (
    Column,
    Derived,
    Expr,
    Item,
    Joined,
    JoinKind,
    Literal,
    Order,
    Relation,
    Select,
    Setting,
    Table,
    columns_of,
)


@dataclass(slots=True)
class _Level:
    """Rows so far: the source that yields them, and the order that they are to have in the end."""

    source: Relation
    order: tuple[SortKey, ...] = ()


def naive(node: Node, outputs: Sequence[Col]) -> Select:
    """The SELECT of a plan with a block for every node, ordered at the end."""
    wanted = frozenset(c.sql for c in outputs)
    level = _level(node, wanted, [0])
    items = tuple(Item(Column(c.sql), c.sql) for c in outputs)
    settings = (Setting("join_use_nulls", 1),)
    return Select(items, level.source, order_by=_order_by(level.order), settings=settings)


def _level(node: Node, needed: frozenset[str], count: list[int]) -> _Level:
    match node:
        case Scan(table):
            return _Level(Table(table))
        case Filter(inner, condition):
            level = _level(inner, needed | columns_of(condition), count)
            return _put(level, needed, count, where=condition)
        case Explode(inner, col, values):
            level = _level(inner, (needed | columns_of(values)) - {col.sql}, count)
            carried = needed - {col.sql}
            return _put(level, carried, count, made=(Item(f.arrayJoin(values), col.sql),))
        case Extend(inner, items) | Window(inner, items):
            level = _level(inner, _read_by(items, needed), count)
            # One column a block, so that each reads finished columns.
            rest = [col.sql for col, _ in items]
            for i, (col, expr) in enumerate(items):
                later = frozenset().union(*(columns_of(e) for _, e in items[i + 1 :]))
                carried = (_read_by(items, needed) | later | needed) - set(rest[i:])
                level = _put(level, carried, count, made=(Item(expr, col.sql),))
            return level
        case Aggregate(inner, keys, values):
            read = frozenset[str]().union(*(columns_of(e) for _, e in (*keys, *values)))
            level = _level(inner, read, count)
            made = tuple(Item(expr, col.sql) for col, expr in (*keys, *values))
            group_by = tuple(expr for _, expr in keys)
            count[0] += 1
            block = Select(made, level.source, group_by=group_by)
            return _Level(Derived(block, f"n{count[0]}"))
        case Sort(inner, keys):
            level = _level(inner, needed | {k.column for k in keys}, count)
            return _Level(level.source, keys)
        case Limit(inner, most):
            level = _level(inner, needed, count)
            return _put(level, needed, count, limit=most)
        case LimitBy(inner, most, keys):
            level = _level(inner, needed | set(keys), count)
            return _put(level, needed | set(keys), count, limit_by=(most, keys))
        case Join():
            return _joined(node, needed, count)
        case _:
            raise AssertionError(f"{type(node).__name__} has no naive form")


_KINDS = {
    Match.INNER: JoinKind.INNER,
    Match.LEFT: JoinKind.LEFT,
    Match.LEFT_ANY: JoinKind.LEFT_ANY,
    Match.SEMI: JoinKind.LEFT_SEMI,
}


def _joined(node: Join, needed: frozenset[str], count: list[int]) -> _Level:
    carried = sorted((needed - {col.sql for col, _ in node.outputs}) | {left for left, _ in node.on})
    left = _level(node.left, frozenset(carried), count)
    read = {source for _, source in node.outputs} | {right for _, right in node.on}
    right = _level(node.right, frozenset(read), count)
    count[0] += 1
    ours, theirs = f"l{count[0]}", f"r{count[0]}"
    # The right side is renamed from end to end, since both may have columns of one name.
    keys = tuple(Item(Column(source), f"on{i}") for i, (_, source) in enumerate(node.on))
    made = tuple(Item(Column(source), col.sql) for col, source in node.outputs)
    first = Select(tuple(Item(Column(name), name) for name in carried), left.source)
    second = Select((*keys, *made), right.source)
    on = all_of(
        *(
            eq(Column(name, ours), Column(key.alias, theirs))
            for (name, _), key in zip(node.on, keys, strict=True)
        )
    )
    source = Joined(_KINDS[node.match], Derived(first, ours), Derived(second, theirs), on)
    kept = [Item(Column(name), name) for name in sorted(needed)] or [Item(Literal(1), "row")]
    return _Level(Derived(Select(tuple(kept), source), f"n{count[0]}"))


def _read_by(items: Sequence[tuple[Col, Expr]], needed: frozenset[str]) -> frozenset[str]:
    made = {col.sql for col, _ in items}
    return needed.union(*(columns_of(expr) for _, expr in items)) - made


def _put(
    level: _Level,
    carried: frozenset[str],
    count: list[int],
    *,
    made: tuple[Item, ...] = (),
    where: Expr | None = None,
    limit: int | None = None,
    limit_by: tuple[int, tuple[str, ...]] | None = None,
) -> _Level:
    names = {k.column for k in level.order} | carried
    items = (*(Item(Column(n), n) for n in sorted(names - {i.alias for i in made})), *made)
    order_by = _order_by(level.order) if limit is not None or limit_by is not None else ()
    parted = (limit_by[0], tuple(Column(key) for key in limit_by[1])) if limit_by else None
    count[0] += 1
    block = Select(items or (Item(Literal(1), "row"),), level.source, where=where,
                   order_by=order_by, limit_by=parted, limit=limit)  # fmt: skip
    return _Level(Derived(block, f"n{count[0]}"), level.order)


def _order_by(keys: Sequence[SortKey]) -> tuple[Order, ...]:
    return tuple(Order(Column(k.column), k.descending) for k in keys)
