"""The printer: precedence, clauses, and types, each held against the engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.sql.build import (
    NULL,
    TRUE,
    all_of,
    any_of,
    array_of,
    cast,
    col,
    eq,
    f,
    fn,
    in_list,
    infix,
    lit,
    not_,
)
from sagescope.sql.ddl import ColumnDef, CreateTable, Index, InsertSelect, ModifyTtl, statement
from sagescope.sql.nodes import (
    Column,
    Constants,
    Cte,
    Derived,
    Expr,
    Infix,
    InQuery,
    Item,
    Joined,
    JoinKind,
    Literal,
    Not,
    Op,
    Order,
    Over,
    Select,
    Setting,
    Table,
    TupleOf,
    UnionAll,
    columns_of,
    rewrite,
)
from sagescope.sql.print import expression, identifier, query
from sagescope.sql.types import FLOAT64, INT64, STRING, SqlType, array, low_cardinality, map_of, nullable
from store_world import world

A, B, C = col("a"), col("b"), col("c")


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (infix(Op.ADD, infix(Op.MUL, A, B), C), "a * b + c"),
        (infix(Op.MUL, infix(Op.ADD, A, B), C), "(a + b) * c"),
        (infix(Op.SUB, A, infix(Op.SUB, B, C)), "a - (b - c)"),
        (infix(Op.SUB, infix(Op.SUB, A, B), C), "a - b - c"),
        (infix(Op.SUB, A, -1), "a - (-1)"),
        (eq(eq(A, B), C), "(a = b) = c"),
        (all_of(any_of(A, B), C), "(a OR b) AND c"),
        (any_of(all_of(A, B), C), "a AND b OR c"),
        (all_of(A, all_of(B, C)), "a AND b AND c"),
        (not_(eq(A, B)), "NOT a = b"),
        (not_(all_of(A, B)), "NOT (a AND b)"),
        (eq(not_(A), B), "(NOT a) = b"),
        (f.if_(A, 1, NULL), "if(a, 1, NULL)"),
        (f.arrayMap(fn("x y", infix(Op.ADD, col("x"), col("y"))), A, B), "arrayMap((x, y) -> x + y, a, b)"),
        (in_list(infix(Op.ADD, A, B), (lit(1), lit("x"))), "a + b IN (1, 'x')"),
        (in_list(A, ()), "false"),
        (TupleOf((A,)), "tuple(a)"),
        (array_of("x", 1), "['x', 1]"),
        (in_list(A, (Constants((1, 2), INT64),)), "a IN (CAST('[1,2]' AS Array(Int64)))"),
        (cast(A, nullable(FLOAT64)), "CAST(a AS Nullable(Float64))"),
        (Column("a b", "t"), "t.`a b`"),
        (col("select"), "`select`"),
        (lit(1.0), "1.0"),
        (lit(float("inf")), "inf"),
        (lit(True), "true"),
    ],
)
def test_expressions(expr: Expr, text: str) -> None:
    assert expression(expr) == text


def _trees() -> st.SearchStrategy[Expr]:
    leaves: st.SearchStrategy[Expr] = st.integers(-3, 3).map(Literal)
    arithmetic = st.sampled_from([Op.ADD, Op.SUB, Op.MUL])
    return st.recursive(leaves, lambda inner: st.builds(Infix, arithmetic, inner, inner), max_leaves=12)


def _conditions() -> st.SearchStrategy[Expr]:
    compare = st.sampled_from([Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE])
    leaves: st.SearchStrategy[Expr] = st.builds(Infix, compare, _trees(), _trees())
    return st.recursive(
        leaves,
        lambda inner: (
            st.builds(Infix, st.sampled_from([Op.AND, Op.OR]), inner, inner)
            | st.builds(Not, inner)
            | st.builds(Infix, compare, inner, inner)
        ),
        max_leaves=6,
    )


def _value(expr: Expr) -> int:
    match expr:
        case Literal(int() as value):
            return value
        case Not(inner):
            return int(not _value(inner))
        case Infix(op, left, right):
            a, b = _value(left), _value(right)
            outcomes = {
                Op.ADD: a + b, Op.SUB: a - b, Op.MUL: a * b, Op.EQ: a == b, Op.NE: a != b, Op.LT: a < b,
                Op.LE: a <= b, Op.GT: a > b, Op.GE: a >= b, Op.AND: bool(a and b), Op.OR: bool(a or b),
            }  # fmt: skip
            return int(outcomes[op])
        case _:
            raise AssertionError(expr)


@given(st.lists(_trees() | _conditions(), min_size=1, max_size=10))
def test_parentheses_keep_the_meaning(trees: list[Expr]) -> None:
    select = Select(tuple(Item(f.toInt64(tree), f"c{i}") for i, tree in enumerate(trees)), None)
    assert world().tuples(select) == [tuple(_value(tree) for tree in trees)]


def test_every_clause_stands_at_its_place_and_is_taken() -> None:
    numbers = Select((Item(f.arrayJoin(array_of(1, 2, 3, 3)), "n"),), None)
    inner = Select(
        (Item(col("k"), "k"), Item(col("s"), "s")),
        Derived(numbers, "t"),
        ctes=(Cte("few", Select((Item(lit(3), "m"),), None)),),
        lets=(Item(infix(Op.MOD, col("n"), 2), "k"), Item(f.sum(col("n")), "s")),
        where=InQuery(col("n"), Select((Item(f.arrayJoin(array_of(2, 3)), "x"),), None)),
        group_by=(col("k"),),
        having=infix(Op.GT, col("s"), 1),
        order_by=(Order(col("s"), descending=True),),
        limit_by=(1, (col("k"),)),
        limit=5,
        settings=(Setting("max_threads", 1),),
    )
    text = query(inner)
    clauses = [
        "WITH",
        "SELECT",
        "FROM",
        "WHERE",
        "GROUP BY",
        "HAVING",
        "ORDER BY",
        "LIMIT 1 BY",
        "LIMIT 5",
        "SETTINGS",
    ]
    places = [text.index(clause) for clause in clauses]
    assert places == sorted(places)
    assert world().tuples(inner) == [(1, 6), (0, 2)]


def test_joins_and_unions_are_taken() -> None:
    left = Select((Item(lit(1), "a"), Item(lit("x"), "b")), None)
    right = Select((Item(lit(1), "a"), Item(lit("y"), "c")), None)
    joined = Select(
        (Item(Column("b", "l"), "b"), Item(Column("c", "r"), "c")),
        Joined(
            JoinKind.LEFT, Derived(left, "l"), Derived(right, "r"), eq(Column("a", "l"), Column("a", "r"))
        ),
    )
    assert world().tuples(joined) == [("x", "y")]
    assert sorted(world().tuples(UnionAll((left, left)))) == [(1, "x"), (1, "x")]


@pytest.mark.parametrize(
    ("over", "sums"),
    [
        (Over(f.sum(A), (), (A,), (False,)), [0, 1, 3, 13]),
        (Over(f.sum(A), (), (A,), (False,), 1, 0), [0, 1, 3, 12]),
        (Over(f.sum(A), (), (A,), (False,), None, -1), [0, 0, 1, 3]),
        (Over(f.sum(A), (), (A,), (False,), 0, 1), [1, 3, 12, 10]),
        (Over(f.sum(A), (), (A,), (False,), 1, 0, by_value=True), [0, 1, 3, 10]),
        (Over(f.sum(A), (), (A,), (False,), 9, -1, by_value=True), [0, 0, 1, 3]),
        (Over(f.sum(A)), [13, 13, 13, 13]),
    ],
)
def test_windows_frame_rows_or_values(over: Over, sums: list[int]) -> None:
    values = tuple(Select((Item(lit(n), "a"),), None) for n in (0, 1, 2, 10))
    framed = Select((Item(A, "a"), Item(over, "s")), Derived(UnionAll(values), "u"), order_by=(Order(A),))
    assert [row[1] for row in world().tuples(framed)] == sums


def test_rows_of_a_table_that_replaces_them_are_its_newest() -> None:
    here = world()
    table = CreateTable(
        "replaced",
        (ColumnDef("a", INT64), ColumnDef("b", INT64)),
        "ReplacingMergeTree",
        ("b",),
        order_by=(A,),
    )
    here.engine.command(table)
    try:
        here.engine.command(ModifyTtl("replaced", f.toDateTime(A)))
        assert (
            "TTL toDateTime(a)"
            in here.select("SELECT create_table_query AS text FROM system.tables WHERE name = 'replaced'")
            .table["text"][0]
            .as_py()
        )
        here.engine.command(ModifyTtl("replaced", None))
        for b in (2, 3, 1):
            here.engine.command(
                InsertSelect("replaced", Select((Item(lit(b), "b"), Item(lit(7), "a")), None))
            )
        items = (Item(A, "a"), Item(B, "b"))
        assert len(here.tuples(Select(items, Table("replaced")))) == 3
        assert here.tuples(Select(items, Table("replaced", final=True))) == [(7, 3)]
    finally:
        here.engine.command("DROP TABLE replaced")


def test_nulls_come_last_both_ways() -> None:
    rows = Select((Item(f.arrayJoin(f.array(lit(2), NULL, lit(1))), "n"),), None)
    for descending, wanted in ((False, [(1,), (2,), (None,)]), (True, [(2,), (1,), (None,)])):
        ordered = Select((Item(col("n"), "n"),), Derived(rows, "t"), order_by=(Order(col("n"), descending),))
        assert world().tuples(ordered) == wanted


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (nullable(STRING), "Nullable(String)"),
        (low_cardinality(nullable(STRING)), "LowCardinality(Nullable(String))"),
        (map_of(low_cardinality(STRING), array(INT64)), "Map(LowCardinality(String), Array(Int64))"),
        (SqlType("Tuple", (STRING, INT64), ("a", "b c")), "Tuple(`a` String, `b c` Int64)"),
        (SqlType("Tuple", (STRING,), ("a`b\\c",)), "Tuple(`a\\`b\\\\c` String)"),
    ],
)
def test_types(type_: SqlType, text: str) -> None:
    assert str(type_) == text
    assert world().tuples(
        Select((Item(f.toTypeName(cast(f.defaultValueOfTypeName(text), type_)), "t"),), None)
    )


def test_tables_are_taken_and_dropped() -> None:
    here = world()
    table = CreateTable(
        "odd `name",
        (ColumnDef("a b", INT64), ColumnDef("c", STRING, default=f.toString(col("a b")), codec=("ZSTD(1)",))),
        "MergeTree",
        indexes=(Index("i", col("c"), "bloom_filter"),),
        order_by=(col("a b"),),
        settings=(Setting("index_granularity", 128),),
    )
    here.engine.command(table)
    try:
        here.engine.command(f"INSERT INTO {identifier(table.name)} (`a b`) VALUES (5)")
        assert here.tuples(Select((Item(col("c"), "c"),), Table(table.name))) == [("5",)]
        assert "INDEX i c TYPE bloom_filter" in statement(table)
    finally:
        here.engine.command(f"DROP TABLE {identifier(table.name)}")


def test_columns_and_rewriting() -> None:
    expr = f.arrayMap(fn("x", infix(Op.ADD, col("x"), A)), f.concat(B, lit("c")))
    assert columns_of(expr) == {"a", "b"}
    swapped = rewrite(expr, lambda e: C if e == A else e)
    assert columns_of(swapped) == {"b", "c"}
    assert rewrite(expr, lambda e: e) == expr


def test_constants_vanish_from_conditions() -> None:
    assert all_of() == TRUE
    assert all_of(TRUE, A, TRUE) == A
    assert any_of(lit(False), A) == A
    assert not_(not_(A)) == A
    assert not_(TRUE) == lit(False)


def test_long_conditions_are_no_deep_trees() -> None:
    many = any_of(*(eq(A, i) for i in range(5_000)))
    assert expression(many).count(" OR ") == 4_999
    assert "(" not in expression(many)
    assert columns_of(many) == {"a"}
