"""Plan nodes to nested SELECTs.

A block grows while the next node fits the clause order of one SELECT (WHERE, GROUP BY, HAVING,
ORDER BY, LIMIT) and becomes a subquery when it does not. Expressions become `lets` of the block that
they belong to, so text stays linear in the query; since the engine puts a let in full wherever it is
used, a block whose lets have grown is closed before they multiply. ORDER BY and LIMIT beside the table read let
ClickHouse read the newest rows only (ARCHITECTURE, queries).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sagescope.plan.addresses import address_lets
from sagescope.plan.nodes import (
    Aggregate,
    Explode,
    Extend,
    Filter,
    Join,
    Limit,
    LimitBy,
    Local,
    Locate,
    Match,
    Node,
    Scan,
    Sort,
    SortKey,
    Stored,
    Union,
    Window,
)
from sagescope.plan.schema import Col, Ids
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
    UnionAll,
    children,
    columns_of,
)

MOST_NODES = 2_000
"""Nodes that a let may have after all lets in it are put in full."""

_JOINS: Mapping[Match, JoinKind] = {
    Match.INNER: JoinKind.INNER,
    Match.LEFT: JoinKind.LEFT,
    Match.LEFT_ANY: JoinKind.LEFT_ANY,
    Match.SEMI: JoinKind.LEFT_SEMI,
}


@dataclass(slots=True)
class _Block:
    """A SELECT that still grows."""

    source: Relation
    lets: list[Item] = field(default_factory=list)
    where: list[Expr] = field(default_factory=list)
    keys: list[Item] = field(default_factory=list)
    aggregated: bool = False
    rows: Expr | None = None
    having: list[Expr] = field(default_factory=list)
    order: tuple[SortKey, ...] = ()
    ordered_here: bool = False
    windows: set[str] = field(default_factory=set)
    limit_by: tuple[int, tuple[str, ...]] | None = None
    limit: int | None = None
    sizes: dict[str, int] = field(default_factory=dict)

    @property
    def windowed(self) -> bool:
        """Whether it looks at other rows, so that nothing which leaves rows out before may join it."""
        return bool(self.windows)

    @property
    def cut(self) -> bool:
        """Whether it leaves rows out at its end, so that nothing which counts rows may join it."""
        return self.limit is not None or self.limit_by is not None

    def size(self, expr: Expr) -> int:
        """The nodes of an expression with all lets in it put in full."""
        match expr:
            case Column(name):
                return self.sizes.get(name, 1)
            case _:
                return 1 + sum(self.size(child) for child in children(expr))

    def let(self, item: Item, *, window: bool = False) -> None:
        """Name an expression for the rest of the block; `window` tells that it looks at other rows."""
        self.lets.append(item)
        self.sizes[item.alias] = self.size(item.expr)
        if window or self.windows & columns_of(item.expr):
            self.windows.add(item.alias)

    def largest(self, items: Sequence[Item]) -> int:
        """The nodes of the largest of further lets, each of which may read the ones before it."""
        trial = _Block(self.source, sizes=dict(self.sizes))
        for item in items:
            trial.let(item)
        return max((trial.sizes[item.alias] for item in items), default=0)

    def close(self, items: Sequence[Item], settings: tuple[Setting, ...] = ()) -> Select:
        order = self.order if self.ordered_here else ()
        if not items:
            # Only the rows themselves are wanted; of an aggregate without keys one value has to stand.
            items = (Item(self.rows or Literal(1), "rows"),)
        parted = tuple(Column(name) for name in self.limit_by[1]) if self.limit_by else ()
        wanted = {k.column for k in order}
        for expr in (*(item.expr for item in items), *self.where, *self.having, *parted):
            wanted |= columns_of(expr)
        wanted |= {key.alias for key in self.keys}
        lets: list[Item] = []
        for let in reversed(self.lets):
            if let.alias in wanted:
                wanted |= columns_of(let.expr)
                lets.append(let)
        return Select(
            items=tuple(items),
            source=self.source,
            lets=tuple(reversed(lets)),
            where=all_of(*self.where) if self.where else None,
            group_by=tuple(Column(key.alias) for key in self.keys),
            having=all_of(*self.having) if self.having else None,
            order_by=tuple(Order(Column(k.column), k.descending) for k in order),
            limit_by=(self.limit_by[0], parted) if self.limit_by else None,
            limit=self.limit,
            settings=settings,
        )


def pack(
    node: Node,
    outputs: list[str],
    ids: Ids,
    stored: Mapping[int, str] | None = None,
    settings: tuple[Setting, ...] = (),
) -> Select:
    """The SELECT of a plan without local stages.

    `outputs` are the columns wanted, in order; `stored` are the engine's tables for the `Stored` leaves,
    by stage; `settings` go to the outermost block.
    """
    packer = _Packer(ids, stored or {})
    block = packer.block(node, frozenset(outputs))
    block.ordered_here = True
    if packer.joins:
        # A row without a partner has no values there, rather than the defaults of their types.
        settings = (*settings, Setting("join_use_nulls", 1))
    return block.close(_items(outputs), settings)


@dataclass(slots=True)
class _Packer:
    ids: Ids
    stored: Mapping[int, str]
    joins: bool = False

    def block(self, node: Node, needed: frozenset[str]) -> _Block:
        # A loop along the inputs, not a recursion: a query may have hundreds of nodes.
        above: list[tuple[Node, frozenset[str], frozenset[str]]] = []
        while not isinstance(node, Scan | Stored | Join | Union):
            assert not isinstance(node, Local), "local stages are cut off before packing"
            read = _read(node, needed)
            above.append((node, needed, read))
            needed = read
            node = node.input
        match node:
            case Scan(table, final):
                block = _Block(Table(table, final))
            case Stored(stage):
                block = _Block(Table(self.stored[stage]))
            case Join():
                block = self._joined(node, needed)
            case Union():
                block = self._united(node, needed)
        for outer, wanted, read in reversed(above):
            block = self._onto(block, outer, wanted, read)
        return block

    def _joined(self, node: Join, needed: frozenset[str]) -> _Block:
        self.joins = True
        wanted = [Item(Column(old), new.sql) for new, old in node.outputs if new.sql in needed]
        carried = needed - {new.sql for new, _ in node.outputs} | {left for left, _ in node.on}
        left = self.block(node.left, frozenset(carried)).close(_items(sorted(carried)))
        keys = [Item(Column(old), self.ids.name("k")) for _, old in node.on]
        read = {old for _, old in node.on} | {old for new, old in node.outputs if new.sql in needed}
        right = self.block(node.right, frozenset(read)).close([*keys, *wanted])
        first, second = self.ids.name("t"), self.ids.name("t")
        on = all_of(
            *(
                eq(Column(name, first), Column(key.alias, second))
                for (name, _), key in zip(node.on, keys, strict=True)
            )
        )
        return _Block(Joined(_JOINS[node.match], Derived(left, first), Derived(right, second), on))

    def _united(self, node: Union, needed: frozenset[str]) -> _Block:
        queries = []
        for branch, names in node.branches:
            wanted = [
                (old, new.sql) for old, new in zip(names, node.columns, strict=True) if new.sql in needed
            ]
            inner = self.block(branch, frozenset(old for old, _ in wanted))
            queries.append(inner.close([Item(Column(old), new) for old, new in wanted]))
        return _Block(Derived(UnionAll(tuple(queries)), self.ids.name("t")))

    def _onto(self, block: _Block, node: Node, needed: frozenset[str], read: frozenset[str]) -> _Block:
        """The block with `node` on top, `needed` being what is asked of it and `read` what it reads for that."""
        match node:
            case Filter(_, condition):
                if block.cut or block.windowed:
                    block = self._wrap(block, read)
                (block.having if block.aggregated else block.where).append(condition)
            case Extend(_, items):
                used = _used(items, needed)
                if any(block.size(item.expr) > MOST_NODES for item in used):
                    block = self._wrap(block, read)
                for item in used:
                    block.let(item)
            case Window(_, items):
                used = _used(items, needed)
                # Windows may stand side by side, but not in one another.
                nested = any(block.windows & columns_of(item.expr) for item in used)
                if block.aggregated or block.cut or nested:
                    block = self._wrap(block, read)
                for item in used:
                    block.let(item, window=True)
            case Explode(_, col, values):
                if block.aggregated or block.cut or block.windowed:
                    block = self._wrap(block, read)
                block.let(Item(f.arrayJoin(values), col.sql))
                block = self._wrap(block, needed | {col.sql})
            case Aggregate(_, keys, values):
                if block.aggregated or block.cut or block.windowed:
                    block = self._wrap(block, read)
                block.order, block.ordered_here = (), False
                for col, expr in keys:
                    block.let(Item(expr, col.sql))
                    block.keys.append(Item(expr, col.sql))
                asked = _asked(values, needed)
                for col, expr in asked:
                    block.let(Item(expr, col.sql))
                block.aggregated = True
                block.rows = Column(asked[0][0].sql) if asked else None
                if not keys and asked[0][0].sql not in needed:
                    # Nothing above reads a value, and without one the block would be no aggregate.
                    block = self._wrap(block, frozenset())
            case Sort(_, order):
                if block.cut:
                    block = self._wrap(block, read)
                block.order, block.ordered_here = order, True
            case Limit(_, count):
                block.ordered_here = bool(block.order)
                block.limit = count if block.limit is None else min(block.limit, count)
            case LimitBy(_, count, names):
                if block.cut:
                    block = self._wrap(block, read)
                block.ordered_here = bool(block.order)
                block.limit_by = (count, names)
            case Locate(_, address, table, places):
                wanted = tuple(p for p in places if p[0].sql in needed)
                lets = address_lets(Column(address.sql), table, wanted, self.ids)
                if block.largest(lets) > MOST_NODES:
                    block = self._wrap(block, read)
                for item in lets:
                    block.let(item)
        return block

    def _wrap(self, block: _Block, needed: frozenset[str]) -> _Block:
        carried = sorted(needed | {k.column for k in block.order})
        if not block.cut:
            block.ordered_here = False
        inner = block.close(_items(carried))
        return _Block(Derived(inner, self.ids.name("t")), order=block.order)


def _items(names: Sequence[str]) -> list[Item]:
    return [Item(Column(name), name) for name in names]


def _read(node: Node, needed: frozenset[str]) -> frozenset[str]:
    """The columns that `node` reads of its input when `needed` are asked of it."""
    match node:
        case Filter(_, condition):
            return needed | columns_of(condition)
        case Extend(_, items) | Window(_, items):
            used = _used(items, needed)
            read = needed.union(*(columns_of(item.expr) for item in used))
            return read - {item.alias for item in used}
        case Aggregate(_, keys, values):
            return frozenset().union(*(columns_of(e) for _, e in (*keys, *_asked(values, needed))))
        case Explode(_, col, values):
            return (needed - {col.sql}) | columns_of(values)
        case Sort(_, order):
            return needed | {k.column for k in order}
        case LimitBy(_, _, names):
            return needed | set(names)
        case Locate(_, address, _, places):
            return (needed - {col.sql for col, _ in places}) | {address.sql}
        case _:
            return needed


def _used(items: Sequence[tuple[Col, Expr]], needed: frozenset[str]) -> list[Item]:
    """Those of the items that are asked for, or that a later one of these reads."""
    wanted = set(needed)
    used: list[Item] = []
    for col, expr in reversed(items):
        if col.sql in wanted:
            wanted |= columns_of(expr)
            used.append(Item(expr, col.sql))
    return used[::-1]


def _asked(values: Sequence[tuple[Col, Expr]], needed: frozenset[str]) -> Sequence[tuple[Col, Expr]]:
    """Those of an aggregate's values that are asked for; at least one, for it to be an aggregate."""
    return [v for v in values if v[0].sql in needed] or values[:1]
