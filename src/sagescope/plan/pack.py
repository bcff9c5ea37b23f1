"""Plan nodes to nested SELECTs.

A block grows while the next node fits the clause order of one SELECT (WHERE, GROUP BY, HAVING,
ORDER BY, LIMIT) and becomes a subquery when it does not. Expressions become `lets` of the block that
they belong to, so text stays linear in the query; since the engine puts a let in full wherever it is
used, a block whose lets have grown is closed before they multiply. ORDER BY and LIMIT beside the table read let
ClickHouse read the newest rows only (ARCHITECTURE, queries).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sagescope.plan.addresses import address_lets
from sagescope.plan.nodes import (
    Aggregate,
    Extend,
    Filter,
    Limit,
    Local,
    Locate,
    Node,
    Scan,
    Sort,
    SortKey,
    Stored,
)
from sagescope.plan.schema import Col, Ids
from sagescope.sql.build import all_of
from sagescope.sql.nodes import (
    Column,
    Derived,
    Expr,
    Item,
    Literal,
    Order,
    Relation,
    Select,
    Setting,
    Table,
    children,
    columns_of,
)

MOST_NODES = 2_000
"""Nodes that a let may have after all lets in it are put in full."""


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
    limit: int | None = None
    sizes: dict[str, int] = field(default_factory=dict)

    def size(self, expr: Expr) -> int:
        """The nodes of an expression with all lets in it put in full."""
        match expr:
            case Column(name):
                return self.sizes.get(name, 1)
            case _:
                return 1 + sum(self.size(child) for child in children(expr))

    def let(self, item: Item) -> None:
        """Name an expression for the rest of the block."""
        self.lets.append(item)
        self.sizes[item.alias] = self.size(item.expr)

    def close(self, outputs: list[str], settings: tuple[Setting, ...] = ()) -> Select:
        order = self.order if self.ordered_here else ()
        items = tuple(Item(Column(name), name) for name in outputs)
        if not items:
            # Only the rows themselves are wanted; of an aggregate without keys one value has to stand.
            items = (Item(self.rows or Literal(1), "rows"),)
        wanted = set(outputs) | {k.column for k in order} | columns_of(items[0].expr)
        for expr in (*self.where, *self.having):
            wanted |= columns_of(expr)
        wanted |= {key.alias for key in self.keys}
        lets: list[Item] = []
        for let in reversed(self.lets):
            if let.alias in wanted:
                wanted |= columns_of(let.expr)
                lets.append(let)
        return Select(
            items=items,
            source=self.source,
            lets=tuple(reversed(lets)),
            where=all_of(*self.where) if self.where else None,
            group_by=tuple(Column(key.alias) for key in self.keys),
            having=all_of(*self.having) if self.having else None,
            order_by=tuple(Order(Column(k.column), k.descending) for k in order),
            limit=self.limit,
            settings=settings,
        )


def pack(
    node: Node, outputs: list[str], ids: Ids, stored: str | None = None, settings: tuple[Setting, ...] = ()
) -> Select:
    """The SELECT of a plan without local stages.

    `outputs` are the columns wanted, in order; `stored` is the engine's table for a `Stored` leaf;
    `settings` go to the outermost block.
    """
    packer = _Packer(ids, stored)
    block = packer.block(node, frozenset(outputs))
    block.ordered_here = True
    return block.close(outputs, settings)


@dataclass(frozen=True, slots=True)
class _Packer:
    ids: Ids
    stored: str | None

    def block(self, node: Node, needed: frozenset[str]) -> _Block:
        # A loop, not a recursion: a query may have hundreds of nodes.
        above: list[tuple[Node, frozenset[str]]] = []
        while not isinstance(node, Scan | Stored):
            assert not isinstance(node, Local), "local stages are cut off before packing"
            above.append((node, needed))
            needed = _read(node, needed)
            node = node.input
        if isinstance(node, Stored):
            assert self.stored is not None, "a stored leaf needs its table"
        block = _Block(Table(node.table if isinstance(node, Scan) else self.stored or ""))
        for outer, wanted in reversed(above):
            block = self._onto(block, outer, wanted)
        return block

    def _onto(self, block: _Block, node: Node, needed: frozenset[str]) -> _Block:
        """The block with `node` on top, `needed` being what is asked of it."""
        read = _read(node, needed)
        match node:
            case Filter(_, condition):
                if block.limit is not None:
                    block = self._wrap(block, read)
                (block.having if block.aggregated else block.where).append(condition)
            case Extend(_, items):
                used = _used(items, needed)
                if any(block.size(item.expr) > MOST_NODES for item in used):
                    block = self._wrap(block, read)
                for item in used:
                    block.let(item)
            case Aggregate(_, keys, values):
                if block.aggregated or block.limit is not None:
                    block = self._wrap(block, read)
                block.order, block.ordered_here = (), False
                for col, expr in keys:
                    block.let(Item(expr, col.sql))
                    block.keys.append(Item(expr, col.sql))
                asked = _asked(values, needed)
                for col, expr in asked:
                    block.let(Item(expr, col.sql))
                block.aggregated = True
                block.rows = Column(asked[0][0].sql)
                if not keys and asked[0][0].sql not in needed:
                    # Nothing above reads a value, and without one the block would be no aggregate.
                    block = self._wrap(block, frozenset())
            case Sort(_, order):
                if block.limit is not None:
                    block = self._wrap(block, read)
                block.order, block.ordered_here = order, True
            case Limit(_, count):
                block.ordered_here = bool(block.order)
                block.limit = count if block.limit is None else min(block.limit, count)
            case Locate(_, address, table, places):
                wanted = tuple(p for p in places if p[0].sql in needed)
                for item in address_lets(Column(address.sql), table, wanted, self.ids):
                    block.let(item)
        return block

    def _wrap(self, block: _Block, needed: frozenset[str]) -> _Block:
        carried = sorted(needed | {k.column for k in block.order})
        if block.limit is None:
            block.ordered_here = False
        inner = block.close(carried)
        return _Block(Derived(inner, self.ids.name("t")), order=block.order)


def _read(node: Node, needed: frozenset[str]) -> frozenset[str]:
    """The columns that `node` reads of its input when `needed` are asked of it."""
    match node:
        case Filter(_, condition):
            return needed | columns_of(condition)
        case Extend(_, items):
            used = _used(items, needed)
            read = needed.union(*(columns_of(item.expr) for item in used))
            return read - {item.alias for item in used}
        case Aggregate(_, keys, values):
            return frozenset().union(*(columns_of(e) for _, e in (*keys, *_asked(values, needed))))
        case Sort(_, order):
            return needed | {k.column for k in order}
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
