"""Packing of windows, of cuts by group and of joins: which share a SELECT, and what each reads."""

import pytest

from sagescope.lang.compile import compile_query
from sagescope.plan.nodes import (
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
from sagescope.plan.pack import pack
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.plan.stages import SqlStage
from sagescope.sql.build import col, eq, f, infix
from sagescope.sql.nodes import Expr, Op, Over
from sagescope.sql.print import query
from sagescope.store.fields import Schema, catalog
from sagescope.timerange import TimeRange

CATALOG = catalog(Schema(("namespace", "a", "b")))


def _blocks(text: str) -> int:
    compiled = compile_query(text, CATALOG, TimeRange(0, 1_000))
    (stage,) = compiled.stages
    assert isinstance(stage, SqlStage)
    return query(pack(stage.node, [c.sql for c in stage.outputs], compiled.ids)).count("SELECT ")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        # Records have a whole order, so that a window is one block above the aggregate.
        ("* | count by a | accum _count", 2),
        ("* | count by a | accum _count | total _count | backshift _count", 2),
        ("* | count by a | sort by _count | accum _count | _accum * 2 as x | sort by x | limit 3", 2),
        ("* | count by a, b | topk(2, _count) by a", 3),
        ("* | timeslice 1h | count by _timeslice | outlier _count", 2),
        # Messages are numbered first.
        ("* | accum a | total b", 2),
        # What reads a window, or counts the rows that one has left, comes after it.
        ("* | count by a | accum _count | accum _accum", 3),
        ("* | count by a | accum _count | where _accum > 2", 3),
        ("* | count by a | accum _count | max(_accum)", 3),
        ("* | count by a | accum _count | count", 2),
        ("* | count by a | total _count | limit 3 | total _count", 3),
        # Rows of a group are cut where they are sorted.
        ("* | dedup by a", 1),
        ("* | sort by b | dedup 2 by a | limit 3", 1),
        ("* | dedup by a | dedup by b", 2),
        ("* | dedup by a | where b = 1", 2),
        ("* | dedup by a | count", 2),
        ("* | dedup consecutive by a", 3),
        ("* | count by a | dedup by a", 1),
        # Both sides of a join are blocks of their own, and the join goes on growing.
        ("* | join (where a = 1) as x, (where b = 1) as y on x.a = y.b | where x_b = 2 | count by y_a", 3),
        ("* | count by a | filter a in (limit 1)", 3),
    ],
)
def test_how_many_blocks(text: str, blocks: int) -> None:
    assert _blocks(text) == blocks


def _window(node: Node, expr: Expr, ids: Ids) -> tuple[Window, Col]:
    made = ids.column("w", Kind.LONG)
    return Window(node, ((made, expr),)), made


def test_windows_stand_side_by_side_but_not_in_one_another() -> None:
    ids = Ids()
    first, one = _window(Scan("t"), Over(f.sum(col("x"))), ids)
    second, two = _window(first, Over(f.max(col("x"))), ids)
    assert query(pack(second, [one.sql, two.sql], ids)).count("SELECT ") == 1
    read = ids.column("read", Kind.LONG)
    between = Extend(first, ((read, infix(Op.ADD, col(one.sql), 1)),))
    third, three = _window(between, Over(f.sum(col(read.sql))), ids)
    text = query(pack(third, [three.sql], ids))
    assert text.count("SELECT ") == 2, "a window reads another one through an expression"
    parted, four = _window(first, Over(f.count(), (col(one.sql),)), ids)
    assert query(pack(parted, [four.sql], ids)).count("SELECT ") == 2, "and where it is parted by one"


def test_a_window_that_nobody_asks_for_is_not_worked_out() -> None:
    ids = Ids()
    node, made = _window(Scan("t"), Over(f.dear(col("x"))), ids)
    assert "dear" not in query(pack(node, ["y"], ids))
    assert "dear" in query(pack(node, [made.sql], ids))


def test_conditions_before_a_window_stay_below_it_and_others_above() -> None:
    ids = Ids()
    node, made = _window(Filter(Scan("t"), eq(col("x"), 1)), Over(f.count()), ids)
    text = query(pack(Filter(node, eq(col("y"), 2)), [made.sql], ids))
    inner, outer = text.split("\n) AS ")
    assert "WHERE x = 1" in inner
    assert "WHERE y = 2" in outer


def test_rows_of_each_group_are_cut_in_their_order() -> None:
    ids = Ids()
    node: Node = LimitBy(Sort(Scan("t"), (SortKey("x", descending=True),)), 2, ("k", "l"))
    text = query(pack(node, ["y"], ids))
    assert text.splitlines() == ["SELECT y", "FROM t", "ORDER BY x DESC NULLS LAST", "LIMIT 2 BY k, l"]
    both = query(pack(Limit(node, 5), ["y"], ids))
    assert both.splitlines()[-2:] == ["LIMIT 2 BY k, l", "LIMIT 5"]
    assert query(pack(LimitBy(Limit(node, 5), 1, ("k",)), ["y"], ids)).count("SELECT ") == 2


def _join(match: Match, ids: Ids) -> tuple[Join, Col, Col]:
    left = Filter(Scan("t"), eq(col("x"), 1))
    right = Filter(Scan("t"), eq(col("x"), 2))
    one, two = ids.column("one", Kind.TEXT), ids.column("two", Kind.TEXT)
    return Join(left, right, match, (("k", "k"), ("l", "m")), ((one, "x"), (two, "dear"))), one, two


def test_the_right_side_of_a_join_is_renamed() -> None:
    ids = Ids()
    node, one, _ = _join(Match.INNER, ids)
    text = query(pack(node, ["x", one.sql], ids))
    assert f"x AS {one.sql}" in text
    assert "dear" not in text, "what nobody asks for is not read"
    assert text.count(" = ") == 2 + 2 + 1, "two filters, two conditions, one setting"
    assert text.endswith("SETTINGS join_use_nulls = 1")


@pytest.mark.parametrize(
    ("match", "written"),
    [
        (Match.INNER, "INNER JOIN ("),
        (Match.LEFT, "LEFT JOIN ("),
        (Match.LEFT_ANY, "LEFT ANY JOIN ("),
        (Match.SEMI, "LEFT SEMI JOIN ("),
    ],
)
def test_kinds_of_joins(match: Match, written: str) -> None:
    ids = Ids()
    assert written in query(pack(_join(match, ids)[0], ["x"], ids))


def test_a_join_needs_no_columns_to_count_its_rows() -> None:
    ids = Ids()
    text = query(pack(_join(Match.INNER, ids)[0], [], ids))
    assert "SELECT 1 AS rows" in text
    assert "dear" not in text
