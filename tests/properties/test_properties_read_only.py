"""A query text can do nothing but read: it is refused, or it runs as one SELECT."""

from collections.abc import Callable

import pytest
from hostile_texts import hostile
from hypothesis import given, settings
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.search.service import SearchRequest
from sagescope.store.fields import Schema
from store_world import DAY, World, world


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _field(text: str) -> str:
    return '%"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


PLACES: dict[str, Callable[[str], str]] = {
    "keyword": lambda t: t,
    "keyword among others": lambda t: f"alpha {t} beta | count",
    "phrase": lambda t: f"{_quoted(t)} or not {_quoted('x' + t)}",
    "field value": lambda t: f"_sourceHost={_quoted(t)} or team={t}",
    "field name": lambda t: f"{_field(t)}=x",
    "stage": lambda t: f"* | {t}",
    "stage's rest": lambda t: f"* | where {t} | count by {t}",
    "text": lambda t: f"* | where _raw = {_quoted(t)} | {_quoted(t)} as x",
    "wildcard": lambda t: f"* | where _raw matches {_quoted(t)} and _raw matches concat({_quoted(t)}, _raw)",
    "regular expression": lambda t: f"* | where _raw matches /{t}/",
    "list": lambda t: f"* | where _raw in ({_quoted(t)}, 'x', {_quoted(t)})",
    "alias": lambda t: f"* | _raw as {_field(t)} | count by {_field(t)} | sort by {_field(t)}",
    "aggregate's alias": lambda t: f"* | count as {_field(t)}, max(_size) as x by _sourceHost",
    "JSON path": lambda t: f"* | json {_quoted(t)} as x nodrop | json {_quoted(t + '[*].b')} as y nodrop",
    "JSON path without a name": lambda t: f"* | json {_quoted(t)} nodrop",
    "parse pattern": lambda t: f"* | parse {_quoted(t + '*')} as x nodrop | parse {_quoted('*' + t)} as y",
    "function's arguments": lambda t: f"* | concat({_quoted(t)}, _raw) as x | contains(x, {_quoted(t)}) as y",
    "transpose": lambda t: (
        f"* | {_quoted(t)} as k | count by _sourceHost, k | transpose row _sourceHost column k as {_field(t)}, *"
        f" | sort by {_field(t)}"
    ),
    "running values": lambda t: (
        f"* | length({_quoted(t)}) as {_field(t)} | accum {_field(t)} as {_field('a' + t)} by {_field(t)}"
        f" | topk(3, {_field('a' + t)}) by {_field(t)} | dedup consecutive by {_field(t)}"
    ),
    "outlier": lambda t: (
        f"* | timeslice 1h | count as {_field(t)} by _timeslice | outlier {_field(t)} window=1"
        f" | where {_field(t + '_violation')} = 0"
    ),
    "join's tables": lambda t: (
        f"* | join ({_quoted(t)} as {_field('x' + t)}) as {_field('l' + t)}, ({_quoted(t)} as y) as r"
        f" on {_field('l' + t)}.{_field('x' + t)} = r.y | count by r_y"
    ),
    "filter": lambda t: f"* | count by team | {_quoted(t)} as {_field(t)} | filter {_field(t)} in (limit 1)",
    "compare's name": lambda t: f"* | count as {_field(t)} | compare timeshift 1d as {_field('x' + t)}",
    "values filled in": lambda t: (
        f"* | count by team | fillmissing values({_quoted(t)}, {_quoted('x' + t)}) in team"
        f" | {_quoted(t)} as {_field(t)} | fillmissing values all in team with {_quoted(t)} for {_field(t)}"
        f" | where team = {_quoted(t)} | count by team, {_field(t)}"
    ),
    "subquery": lambda t: (
        f"[subquery: * | {_quoted(t)} as team | compose team] or"
        f" [subquery: * | {_quoted(t)} as x | compose x keywords] | where [subquery: * | {_quoted(t)} as"
        f" {_field(t)} | {_field(t)} as team | compose team] or ![subquery: {t} | compose team]"
    ),
}


@pytest.fixture(scope="module")
def here() -> World:
    here = world()
    here.apply(Schema(("namespace", "team")))
    here.empty()
    here.insert([{"_raw": 'alpha {"a": 1}', "_sourceHost": "h"}, {"_raw": "beta ' \" \\ \0", "team": "x"}])
    return here


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=max(20, settings().max_examples // 3))
@given(text=hostile)
def test_a_text_can_only_read(here: World, place: str, text: str) -> None:
    _check(here, place, text)


@pytest.mark.parametrize("place", PLACES)
def test_a_very_long_text_can_only_read(here: World, place: str) -> None:
    _check(here, place, "ä 'x' " * 300)


def _check(here: World, place: str, text: str) -> None:
    request = SearchRequest(PLACES[place](text), DAY, histogram=False)
    try:
        statements = here.search.statements(here.search.compile(request))
    except Refusal:
        return
    before = _state(here)
    assert _is_one_select(here, statements[0])
    try:
        here.search.run(request)
    except Refusal as refused:
        # Only what a limit or a pattern of the engine's ends may be refused this late.
        assert {f.code for f in refused.faults} <= {"search.memory", "search.too_deep", "regex.invalid"}
    assert _state(here) == before


def _is_one_select(here: World, sql: str) -> bool:
    tree = here.select(f"SELECT explain FROM (EXPLAIN AST {sql})").table.column(0).to_pylist()
    tops = [line for line in tree if not line.startswith(" ")]
    return len(tops) == 1 and tops[0].startswith("SelectWithUnionQuery")


def _state(here: World) -> list[object]:
    tables = here.select("SELECT name, total_rows FROM system.tables WHERE database = currentDatabase()")
    held: list[object] = [*sorted(map(str, tables.table.to_pylist()))]
    return held


@given(st.text())
def test_only_refusals_whatever_is_asked(text: str) -> None:
    try:
        world().search.compile(SearchRequest(text, DAY))
    except Refusal as refused:
        assert refused.faults
