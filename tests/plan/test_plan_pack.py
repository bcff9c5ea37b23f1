"""Packing: which nodes share a SELECT, and that only what is asked for is worked out."""

import pytest

from sagescope.lang.compile import compile_query
from sagescope.plan.nodes import (
    Aggregate,
    Extend,
    Filter,
    Given,
    Limit,
    Local,
    Node,
    Scan,
    Sort,
    SortKey,
    Stored,
    Union,
)
from sagescope.plan.pack import pack
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.plan.stages import LocalStage, SqlStage, cut
from sagescope.sql.build import col, eq, f, infix, lit
from sagescope.sql.nodes import Op
from sagescope.sql.print import query
from sagescope.store.fields import Schema, catalog
from sagescope.timerange import TimeRange

CATALOG = catalog(Schema(("namespace", "a", "b")))
RANGE = TimeRange(0, 1_000)


def _blocks(text: str) -> int:
    """How many SELECTs the query becomes."""
    compiled = compile_query(text, CATALOG, RANGE)
    (stage,) = compiled.stages
    assert isinstance(stage, SqlStage)
    return query(pack(stage.node, [c.sql for c in stage.outputs], compiled.ids)).count("SELECT ")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("*", 1),
        ("error | where a = 1 | b as c | where c = 2", 1),
        ('* | json "x" nodrop | parse "y=*;" as y | where x = y | limit 10', 1),
        ("* | sort by a | where b = 1 | limit 5", 1),
        ("* | limit 5 | limit 3", 1),
        ("* | where a = 1 | count by b", 1),
        ("* | count by b | where _count > 1 | sort by _count | limit 3", 1),
        ("* | timeslice 1h | count by _timeslice, a | _count * 2 as c | sort by c", 1),
        # A clause that would run before one that is there already needs a block of its own.
        ("* | limit 5 | where a = 1", 2),
        ("* | limit 5 | count", 2),
        ("* | limit 5 | sort by a", 2),
        ("* | count by a, b | count by a", 2),
        ("* | count by a | limit 5 | where _count > 1 | limit 2", 2),
        ("* | count by a | count | count", 3),
    ],
)
def test_how_many_blocks(text: str, blocks: int) -> None:
    assert _blocks(text) == blocks


def test_what_nobody_asks_for_is_not_worked_out() -> None:
    ids = Ids()
    one, two, three = (ids.column(name, Kind.LONG) for name in ("one", "two", "three"))
    node: Node = Extend(
        Scan("t"),
        ((one, f.slow(col("x"))), (two, infix(Op.ADD, col(one.sql), 1)), (three, f.dear(col("y")))),
    )
    text = query(pack(node, [two.sql], ids))
    assert "slow" in text
    assert "dear" not in text


def test_sorting_keeps_its_key_where_it_is_not_shown() -> None:
    ids = Ids()
    key = ids.column("key", Kind.LONG)
    node = Limit(Sort(Extend(Scan("t"), ((key, f.g(col("x"))),)), (SortKey(key.sql, True),)), 3)
    again = Filter(node, infix(Op.GT, col("y"), 1))
    text = query(pack(again, ["z"], ids))
    assert text.count("ORDER BY") == 2, "inside for the cut, outside for the order of the result"
    assert "LIMIT 3" in text


def test_settings_go_to_the_outermost_block_only() -> None:
    compiled = compile_query("* | limit 5 | count", CATALOG, RANGE)
    text = query(pack(compiled.relation.node, [c.sql for c in compiled.columns], compiled.ids))
    assert "SETTINGS" not in text


def test_no_text_of_the_user_is_a_name_in_sql() -> None:
    compiled = compile_query('* | "v" as zebra | count as quagga by zebra', CATALOG, RANGE)
    text = query(pack(compiled.relation.node, [c.sql for c in compiled.columns], compiled.ids))
    assert "zebra" not in text
    assert "quagga" not in text
    assert [c.label for c in compiled.columns] == ["zebra", "quagga"]


def _local(inner: Node, name: str, ids: Ids) -> tuple[Local, Col]:
    made = ids.column(name, Kind.TEXT)
    return Local((Given(inner, (Col("x", "x", Kind.TEXT),)),), name, (made,), {}), made


def test_a_plan_is_cut_at_its_local_nodes() -> None:
    ids = Ids()
    first, made = _local(Filter(Scan("t"), col("c")), "one", ids)
    second, last = _local(Extend(first, ((ids.column("y", Kind.LONG), col(made.sql)),)), "two", ids)
    stages = cut(Limit(second, 5), (last,))
    assert [type(s) for s in stages] == [SqlStage, LocalStage, SqlStage, LocalStage, SqlStage]
    sql = [s for s in stages if isinstance(s, SqlStage)]
    assert isinstance(sql[0].node, Filter)
    assert isinstance(sql[1].node, Extend)
    assert isinstance(sql[1].node.input, Stored)
    assert isinstance(sql[2].node, Limit)
    assert [s.name for s in stages if isinstance(s, LocalStage)] == ["one", "two"]


def test_after_the_last_local_node_there_is_no_sql() -> None:
    local, made = _local(Scan("t"), "one", Ids())
    assert [type(s) for s in cut(local, (made,))] == [SqlStage, LocalStage]


def test_a_plan_may_be_long() -> None:
    ids = Ids()
    node: Node = Scan("t")
    last = "x"
    for _ in range(3_000):
        made = ids.column("c", Kind.LONG)
        node = Filter(Extend(node, ((made, infix(Op.ADD, col("x"), 1)),)), lit(True))
        last = made.sql
    assert query(pack(node, [last], ids)).startswith("WITH")
    assert len(cut(node, ())) == 1


def test_branches_are_put_together_under_new_names() -> None:
    ids = Ids()
    kind, number = ids.column("kind", Kind.TEXT), ids.column("number", Kind.LONG)
    x = ids.column("x", Kind.LONG)
    doubled = Extend(Scan("t"), ((x, infix(Op.MUL, col("n"), 2)),))
    united = Union(((Scan("s", final=True), ("k", "m")), (doubled, ("k", x.sql))), (kind, number))
    text = query(pack(Filter(united, eq(col(kind.sql), "a")), [number.sql], ids))
    assert "UNION ALL" in text
    assert "FROM s FINAL" in text
    assert text.index(f"m AS {number.sql}") < text.index(f"{x.sql} AS {number.sql}")
    assert "n * 2" not in query(pack(united, [kind.sql], ids)), "what nobody asks for is not worked out"


def test_local_nodes_below_a_union_are_cut() -> None:
    ids = Ids()
    one, first = _local(Scan("t"), "one", ids)
    two, second = _local(Scan("t"), "two", ids)
    made = ids.column("both", Kind.TEXT)
    stages = cut(Union(((one, (first.sql,)), (two, (second.sql,))), (made,)), (made,))
    assert [s.reads for s in stages if isinstance(s, LocalStage)] == [(0,), (2,)]
    last = stages[-1]
    assert isinstance(last, SqlStage)
    assert last.reads == (1, 3)
    text = query(pack(last.node, [made.sql], ids, {1: "rows_a", 3: "rows_b"}))
    assert text.index("rows_a") < text.index("rows_b")


def test_an_aggregate_keeps_only_the_values_that_are_read() -> None:
    ids = Ids()
    key, one, two = (ids.column(name, Kind.LONG) for name in ("key", "one", "two"))
    node = Aggregate(Scan("t"), ((key, col("k")),), ((one, f.sum(col("a"))), (two, f.dear(col("b")))))
    assert "dear" not in query(pack(node, [key.sql, one.sql], ids))
    assert "sum(a)" not in query(pack(node, [key.sql], ids))
    bare = Aggregate(Scan("t"), (), ((one, f.sum(col("a"))),))
    counted = Aggregate(bare, (), ((two, f.count()),))
    assert "sum(a)" in query(pack(counted, [two.sql], ids)), "without a value it would be no aggregate"
