"""The join of addresses with a range table.

The distinct addresses are looked up and joined back. Each goes to the block of ranges that covers it, by
an as-of join with the small index of blocks; then only those blocks, and only the places that they name,
are read by primary key. Names in an address column become null keys and find nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.plan.schema import Col, Ids
from sagescope.sql.build import all_of, col, eq, f, infix
from sagescope.sql.nodes import (
    Column,
    Cte,
    Derived,
    Expr,
    InQuery,
    Item,
    Joined,
    JoinKind,
    Op,
    Relation,
    Select,
    Table,
    TupleOf,
)

_MAPPED_IPV4 = 0xFFFF


@dataclass(frozen=True, slots=True)
class Located:
    """A joined source, and the common table expressions that it reads."""

    source: Relation
    ctes: tuple[Cte, ...]


def locate(
    base: Select,
    carried: Sequence[str],
    address: Col,
    table: str,
    outputs: Sequence[tuple[Col, str]],
    ids: Ids,
) -> Located:
    """The rows of `base` (its columns `carried`) with the columns of the range that covers each address.

    `table` is `location` or `network`; `outputs` pairs new columns with those of its places.
    """
    rows, keys, blocks, hits, found = (ids.name("t") for _ in range(5))
    ctes = (
        Cte(rows, base, materialized=True),
        Cte(keys, _keys(rows, address), materialized=True),
        Cte(blocks, _blocks(keys, table), materialized=True),
        Cte(hits, _hits(blocks, table), materialized=True),
    )
    places = Select(
        (
            Item(Column("address", "h"), "address"),
            *(Item(Column(source, "p"), made.sql) for made, source in outputs),
        ),
        Joined(
            JoinKind.LEFT_ANY,
            Table(hits),
            Derived(_places(hits, table, outputs), "p"),
            eq(Column("place", "h"), Column("place", "p")),
            left_alias="h",
        ),
    )
    joined = Select(
        (
            *(Item(Column(name, "r"), name) for name in carried),
            *(Item(Column(made.sql, "g"), made.sql) for made, _ in outputs),
        ),
        Joined(
            JoinKind.LEFT_ANY,
            Table(rows),
            Derived(places, "g"),
            eq(Column(address.sql, "r"), Column("address", "g")),
            left_alias="r",
        ),
    )
    return Located(Derived(joined, found), ctes)


def address_number(address: Expr) -> Expr:
    """An address as a 128-bit number, IPv4 ones mapped into IPv6; null for what is no address."""
    return f.toUInt128(f.toIPv6OrNull(f.toString(address)))


def _keys(rows: str, address: Col) -> Select:
    number = col("number")
    mapped = eq(f.bitShiftRight(number, 32), _MAPPED_IPV4)
    return Select(
        (
            Item(col(address.sql), "address"),
            Item(f.toUInt8(f.if_(mapped, 4, 6)), "family"),
            Item(f.toUInt64(f.if_(mapped, f.bitAnd(number, 0xFFFFFFFF), f.bitShiftRight(number, 64))), "key"),
        ),
        Table(rows),
        lets=(Item(f.assumeNotNull(address_number(col(address.sql))), "number"),),
        where=f.isNotNull(address_number(col(address.sql))),
        group_by=(col(address.sql), col("number")),
    )


def _blocks(keys: str, table: str) -> Select:
    return Select(
        (
            Item(Column("address", "k"), "address"),
            Item(Column("family", "k"), "family"),
            Item(Column("key", "k"), "key"),
            Item(Column("block", "b"), "block"),
        ),
        Joined(
            JoinKind.LEFT_ASOF,
            Table(keys),
            Table(f"{table}_blocks"),
            _as_of("k", "b"),
            left_alias="k",
            right_alias="b",
        ),
    )


def _hits(blocks: str, table: str) -> Select:
    within = Select((Item(col("family"), "family"), Item(col("block"), "block")), Table(blocks))
    ranges = Select(
        tuple(Item(col(name), name) for name in ("family", "block", "start", "place")),
        Table(f"{table}_ranges"),
        where=InQuery(TupleOf((col("family"), col("block"))), within),
    )
    return Select(
        (Item(Column("address", "k"), "address"), Item(Column("place", "n"), "place")),
        Joined(JoinKind.LEFT_ASOF, Table(blocks), Derived(ranges, "n"), _as_of("k", "n"), left_alias="k"),
    )


def _places(hits: str, table: str, outputs: Sequence[tuple[Col, str]]) -> Select:
    wanted = dict.fromkeys(source for _, source in outputs)
    named = Select((Item(col("place"), "place"),), Table(hits))
    return Select(
        (Item(col("place"), "place"), *(Item(col(name), name) for name in wanted)),
        Table(f"{table}_places"),
        where=InQuery(col("place"), named),
    )


def _as_of(left: str, right: str) -> Expr:
    return all_of(
        eq(Column("family", left), Column("family", right)),
        infix(Op.GE, Column("key", left), Column("start", right)),
    )
