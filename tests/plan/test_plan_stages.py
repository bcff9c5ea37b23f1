"""Cutting a plan at its local nodes: what each stage reads, and that shared rows are made once."""

from sagescope.plan.nodes import Filter, Given, Join, Local, Match, Node, Scan, Stored
from sagescope.plan.pack import pack
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.plan.stages import LocalStage, SqlStage, Stage, cut
from sagescope.sql.build import col, eq
from sagescope.sql.print import query

X = Col("x", "x", Kind.TEXT)


def _local(name: str, ids: Ids, *inputs: Node) -> tuple[Local, Col]:
    """A local node over the column `x` of each input, or over what a local input leaves."""
    made = ids.column(name, Kind.TEXT)
    given = tuple(Given(node, node.outputs if isinstance(node, Local) else (X,)) for node in inputs)
    return Local(given, name, (made,), {}), made


def _shape(stages: tuple[Stage, ...]) -> list[tuple[str, tuple[int, ...]]]:
    return [(s.name if isinstance(s, LocalStage) else "sql", s.reads) for s in stages]


def test_a_local_node_reads_all_its_inputs() -> None:
    ids = Ids()
    local, made = _local("compare", ids, Scan("a"), Scan("b"), Scan("c"))
    stages = cut(local, (made,))
    assert _shape(stages) == [("sql", ()), ("sql", ()), ("sql", ()), ("compare", (0, 1, 2))]
    assert [s.node for s in stages if isinstance(s, SqlStage)] == [Scan("a"), Scan("b"), Scan("c")]


def test_an_input_that_a_local_node_left_is_read_as_it_is() -> None:
    ids = Ids()
    first, _ = _local("transpose", ids, Scan("a"))
    second, made = _local("compare", ids, first, Scan("b"))
    assert _shape(cut(second, (made,))) == [
        ("sql", ()),
        ("transpose", (0,)),
        ("sql", ()),
        ("compare", (1, 2)),
    ]


def test_other_columns_than_a_local_node_left_are_chosen_by_sql() -> None:
    ids = Ids()
    local, made = _local("transpose", ids, Scan("a"))
    assert _shape(cut(local, (made,))) == [("sql", ()), ("transpose", (0,))]
    renamed = Col(made.sql, "another", made.kind)
    stages = cut(local, (renamed,))
    assert _shape(stages) == [("sql", ()), ("transpose", (0,)), ("sql", (1,))]
    last = stages[-1]
    assert isinstance(last, SqlStage)
    assert last.node == Stored(1, local.outputs)
    assert last.outputs == (renamed,)


def test_rows_that_both_sides_of_a_join_read_are_made_once() -> None:
    ids = Ids()
    local, made = _local("transpose", ids, Scan("a"))
    out = ids.column("out", Kind.TEXT)
    left, right = Filter(local, eq(col(made.sql), "l")), Filter(local, eq(col(made.sql), "r"))
    node = Join(left, right, Match.INNER, ((made.sql, made.sql),), ((out, made.sql),))
    stages = cut(node, (made, out))
    assert _shape(stages) == [("sql", ()), ("transpose", (0,)), ("sql", (1,))]
    last = stages[-1]
    assert isinstance(last, SqlStage)
    text = query(pack(last.node, [made.sql, out.sql], ids, {1: "rows_of_it"}))
    assert text.count("FROM rows_of_it") == 2


def test_sides_of_a_join_may_be_made_by_different_nodes() -> None:
    ids = Ids()
    (first, one), (second, two) = _local("transpose", ids, Scan("a")), _local("merge", ids, Scan("b"))
    out = ids.column("out", Kind.TEXT)
    node = Join(first, second, Match.SEMI, ((one.sql, two.sql),), ((out, two.sql),))
    stages = cut(node, (one,))
    assert _shape(stages) == [("sql", ()), ("transpose", (0,)), ("sql", ()), ("merge", (2,)), ("sql", (1, 3))]


def test_a_local_node_over_a_join_of_what_another_left() -> None:
    ids = Ids()
    first, one = _local("transpose", ids, Scan("a"))
    joined = Join(first, Scan("b"), Match.LEFT, ((one.sql, "k"),), ((X, "x"),))
    second, made = _local("merge", ids, joined)
    assert _shape(cut(second, (made,))) == [("sql", ()), ("transpose", (0,)), ("sql", (1,)), ("merge", (2,))]


def test_one_input_twice_is_one_stage_where_a_local_node_makes_it() -> None:
    ids = Ids()
    first, _ = _local("transpose", ids, Scan("a"))
    second, made = _local("compare", ids, first, first)
    assert _shape(cut(second, (made,))) == [("sql", ()), ("transpose", (0,)), ("compare", (1, 1))]
