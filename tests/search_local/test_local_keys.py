"""Schemas of JSON texts as the engine and the stage make them together, held against walking the document."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sagescope.search.local.logreduce_keys import UNKNOWN, json_schema
from store_world import world

_KEY = st.sampled_from(["a", "B", "key:", 'q"t', "b\\s", "{", "[", "x, y", "", "ü"]) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=3
)
_LEAF = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "{", '"a":', "\\", "]", "x:"])
_DOCUMENT = st.dictionaries(
    _KEY,
    st.recursive(
        _LEAF,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_KEY, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


def _paths(value: dict[str, Any], before: tuple[str, ...], depth: int) -> set[str]:
    found: set[str] = set()
    for key, inner in value.items():
        path = (*before, key)
        if isinstance(inner, dict) and inner and len(path) < depth:
            found |= _paths(inner, path, depth)
        else:
            found.add(".".join(path).lower())
    return found


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(_DOCUMENT, min_size=1, max_size=12), st.integers(1, 4), st.sampled_from(["", "prefix: "]))
def test_schemas_are_those_of_the_documents(documents: list[dict[str, Any]], depth: int, prefix: str) -> None:
    here = world()
    here.empty()
    here.insert({"_raw": prefix + json.dumps(d, ensure_ascii=False)} for d in documents)
    rows = here.rows(f"* | logreduce keys maxdepth={depth} noaggregate")
    wanted = [", ".join(sorted(_paths(d, (), depth))) or UNKNOWN for d in documents]
    assert [row["_schema"] for row in rows] == wanted
    counted = here.rows(f"* | logreduce keys maxdepth={depth}")
    assert {row["_schema"]: row["_count"] for row in counted} == {s: wanted.count(s) for s in wanted}


@pytest.mark.parametrize(
    ("structure", "schema"),
    [
        ("", UNKNOWN),
        ("{}", UNKNOWN),
        ('{"a":"b":}', "a, b"),
        ('{"a":{"b":}"a":{"c":}}', "a.b, a.c"),
        ('{"a":[{"x":}[{"y":}]]"b":}', "a, b"),
        ('{"\\u0041":"\\ud800":}', "\\ud800, a"),
    ],
)
def test_structures(structure: str, schema: str) -> None:
    assert json_schema(structure, 5) == schema


def test_deep_and_wide_structures() -> None:
    deep = '{"a":' * 10_000 + "{" + "}" * 10_001
    assert json_schema(deep, 3) == "a.a.a"
    wide = "{" + "".join(f'"{i:04}":' for i in range(1_000)) + "}"
    assert json_schema(wide, 5) == ", ".join(f"{i:04}" for i in range(100))
