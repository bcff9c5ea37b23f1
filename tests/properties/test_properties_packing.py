"""Packed plans give what one SELECT a node gives."""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from naive_plan import naive
from pipelines import FIELDS, pipelines

from sagescope.lang.compile import check_query, compile_query
from sagescope.plan.nodes import Node, Sort, SortKey
from sagescope.plan.pack import pack
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.plan.stages import SqlStage
from sagescope.sql.build import col, f, ne
from sagescope.sql.nodes import Column, Over
from sagescope.store.fields import Schema
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

RANGE = TimeRange(NOW - 3_600_000, NOW)


@pytest.fixture(scope="module")
def here() -> World:
    """A few hundred messages with fields that are often absent, and texts of several forms."""
    here = world()
    here.apply(Schema(("namespace", *FIELDS)))
    here.empty()
    chance = random.Random(5)
    texts = (
        lambda: f'alpha {{"n":{chance.randrange(5)},"o":{{"s":"{chance.choice("ab")}"}},"l":[1,"x"]}}',
        lambda: f'{{"n":"{chance.choice("12ab")}","l":[]}}',
        lambda: f"beta n={chance.randrange(4)}; s={chance.choice('ab')}; gamma",
        lambda: "alpha beta q=; n=7",
        lambda: "",
    )
    values = (None, "", "a", "b", "1", "2", "2.5", "-3", "ab", "A")
    messages = []
    for i in range(400):
        raw = chance.choice(texts)()
        at = NOW - 1 - i * 8_000 - chance.randrange(1_000)
        fields = {name: chance.choice(values) for name in FIELDS}
        messages.append({"_raw": raw, "_messageTime": at, "_sourceHost": chance.choice("hk"), **fields})
    here.insert(messages)
    return here


@given(text=pipelines())
def test_packed_plans_give_what_naive_ones_give(here: World, text: str) -> None:
    compiled = compile_query(text, here.store.catalog, RANGE)
    (stage,) = compiled.stages
    assert isinstance(stage, SqlStage)
    packed = here.values(compiled)
    plain = here.tuples(naive(stage.node, stage.outputs))
    if not (compiled.relation.total or _ordered(stage.node)):
        packed, plain = sorted(packed, key=repr), sorted(plain, key=repr)
    assert len(packed) == len(plain)
    assert all(_same(a, b) for a, b in zip(packed, plain, strict=True)), text


@given(text=pipelines(), data=st.data())
def test_packed_plans_explode_arrays_as_naive_ones_do(here: World, text: str, data: st.DataObject) -> None:
    _, rel, _, cx = check_query(text, here.store.catalog, RANGE)
    assert not cx.faults
    first = next(iter(rel.columns.values()), None) or rel.find("_raw")
    assert first is not None
    rel, word = rel.explode("word", f.splitByChar("a", f.ifNull(f.toString(col(first.sql)), "")), Kind.TEXT)
    rel = rel.alias("word", word)
    for step in data.draw(st.lists(st.sampled_from(list(_AFTER)), max_size=4), label="steps"):
        rel = _AFTER[step](rel)
    outputs = [*rel.columns.values()]
    packed = here.tuples(pack(rel.rows, [c.sql for c in outputs], rel.ids))
    plain = here.tuples(naive(rel.rows, outputs))
    assert sorted(packed, key=repr) == sorted(plain, key=repr), text


def _word(rel: Relation) -> Column:
    column = rel.find("word")
    assert column is not None
    return Column(column.sql)


def _again(rel: Relation) -> Relation:
    rel, column = rel.explode("word", f.splitByChar("1", _word(rel)), Kind.TEXT)
    return rel.alias("word", column)


# Rows that come of one row have no order among themselves, so nothing here goes by it.
_AFTER: Mapping[str, Callable[[Relation], Relation]] = {
    "where": lambda rel: rel.filter(ne(_word(rel), "")),
    "extend": lambda rel: rel.extend({"word": (f.upper(_word(rel)), Kind.TEXT)}),
    "total": lambda rel: rel.window({"n": (Over(f.count(), (_word(rel),)), Kind.LONG)}),
    "explode": _again,
    "count": lambda rel: rel.aggregate(
        [("word", replace(rel.columns["word"], label="word"))], [("n", f.toInt64(f.count()), Kind.LONG)]
    ),
    "sort, limit": lambda rel: rel.sort(SortKey(c.sql, descending=False) for c in rel.columns.values()).limit(
        7
    ),
}


def _ordered(node: Node) -> bool:
    # The order of messages is whole, since no two have one time; that of records only as far as it is asked.
    return isinstance(node, Sort) and any(k.column == "message_time" for k in node.keys)


def _same(left: Sequence[object], right: Sequence[object]) -> bool:
    return len(left) == len(right) and all(
        math.isclose(a, b, rel_tol=1e-9) or (math.isnan(a) and math.isnan(b))
        if isinstance(a, float) and isinstance(b, float)
        else a == b
        for a, b in zip(left, right, strict=True)
    )
