"""What is taken out of texts: two ways to a value give the same value, and what was put in comes out."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress

import regex
from hostile_texts import hostile
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sagescope.search.flatten import json_fields, pair_fields
from sagescope.store.fields import Schema
from store_world import world

_KEYS = ("a", "b", "C", "a.b", "a b", "c_d", "é", "0", "`", "'")
_SCALARS = st.none() | st.booleans() | st.integers(-5, 10**12) | st.sampled_from([1.5, -0.25, 1e15]) | hostile
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=8,
)
_OBJECTS = st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=4)

# Every example empties a table and fills it, so fewer have to do.
FEWER = settings(max_examples=max(15, settings().max_examples // 3))


def rows(texts: list[str], query: str) -> list[dict[str, object]]:
    """What a query gives over messages of these texts, in their order."""
    here = world()
    here.apply(Schema())
    here.empty()
    here.insert({"_raw": text} for text in texts)
    return here.rows(query)


def written(document: object) -> str:
    """A document as JSON, or as it is where it is a text."""
    return document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)


@FEWER
@given(st.lists(_VALUES.map(written) | hostile, min_size=1, max_size=12))
def test_keys_of_one_stage_are_those_of_several(texts: list[str]) -> None:
    keys = ("a", "b", "a.b", "a b", "é", "'", "")
    paths = [json.dumps(f"[{json.dumps(key)}]") for key in keys]
    names = [f"v{i}" for i in range(len(keys))]
    together = f"* | json {', '.join(paths)} as {', '.join(names)} nodrop | fields {', '.join(names)}"
    stages = " | ".join(f"json {path} as {name} nodrop" for path, name in zip(paths, names, strict=True))
    assert rows(texts, together) == rows(texts, f"* | {stages} | fields {', '.join(names)}")


@FEWER
@given(
    _OBJECTS,
    st.sampled_from(["", "before ", "{x} "]),
    st.sampled_from(["", " after"]),
    st.sampled_from([0, 1, 2]),
)
def test_json_auto_finds_by_name_what_the_result_shows(
    document: dict[str, object], before: str, after: str, maxdepth: int
) -> None:
    text = before + written(document) + after
    shown = _first({"maxdepth": maxdepth or None, "extractarrays": False}, text)
    depth = f" maxdepth {maxdepth}" if maxdepth else ""
    _same_by_name(text, f"json auto{depth}", shown)


@FEWER
@given(st.lists(st.tuples(st.sampled_from(["a", "b.c", "A", "x_1", "k-2"]), hostile), max_size=4), hostile)
def test_keyvalue_auto_finds_by_name_what_the_result_shows(pairs: list[tuple[str, str]], rest: str) -> None:
    text = " ".join(f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in pairs) + " " + rest
    shown = {name.lower(): value for name, value in pair_fields(text, {"delimiter": None})}
    _same_by_name(text, "keyvalue auto", shown)


def _first(how: Mapping[str, object], text: str) -> dict[str, str]:
    shown: dict[str, str] = {}
    for name, value in json_fields(text, how):
        shown.setdefault(name.lower(), value)
    return shown


def _same_by_name(text: str, stage: str, shown: dict[str, str]) -> None:
    # With more dots, not every way to read a name is tried.
    named = [name for name in shown if re.fullmatch(r'[^\x00-\x1f"\\]+', name) and name.count(".") < 5]
    assume(named)
    fields = ", ".join(f'%"{name}"' for name in named)
    (row,) = rows([text], f"* | {stage} | fields {fields}")
    assert {name: _read(row[name]) for name in named} == {name: _read(shown[name]) for name in named}


def _read(value: object) -> object:
    """A value, JSON as what it means: the engine and Python escape it each in their own way."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        with suppress(json.JSONDecodeError):
            return json.loads(value)
    return value


@FEWER
@given(st.lists(hostile, min_size=1, max_size=5), st.sampled_from([",", ":", "|", ".", "\t"]))
def test_quoted_parts_come_back(parts: list[str], delimiter: str) -> None:
    quoted = [re.sub(r'(["\\])', r"\\\1", part) for part in parts]
    text = delimiter.join(f'"{part}"' for part in quoted)
    names = [f"p{i}" for i in range(len(parts))]
    (row,) = rows(
        [text], f"* | split _raw delim='{delimiter}' extract {', '.join(names)} | fields {', '.join(names)}"
    )
    assert [row[name] for name in names] == parts


_ANCHORS = st.text("ab =.[(\\", min_size=1, max_size=3).filter(lambda text: not text.endswith("\\"))


@FEWER
@given(
    st.lists(_ANCHORS, min_size=1, max_size=3),
    st.booleans(),
    st.booleans(),
    st.text("abAB =.[(\\\n", max_size=14),
)
def test_anchors_take_what_the_shortest_pattern_takes(
    texts: list[str], at_start: bool, at_end: bool, text: str
) -> None:
    fixed = ["", *texts] if at_start else [*texts, ""] if len(texts) == 1 else texts
    fixed = [*fixed, ""] if at_end and fixed[-1] else fixed
    pattern = "*".join(re.sub(r"(\\)", r"\\\1", part) for part in fixed)
    groups = [f"p{i}" for i in range(len(fixed) - 1)]
    (query,) = [f'* | parse "{pattern}" as {", ".join(groups)} nodrop | fields {", ".join(groups)}']
    found = regex.search(
        "(?s)"
        + ("^" if not fixed[0] else "")
        + "(.*?)".join(map(re.escape, fixed))
        + ("$(?!\n)" if not fixed[-1] else ""),
        text,
        regex.IGNORECASE,
    )
    (row,) = rows([text], query)
    assert [row[group] for group in groups] == (list(found.groups()) if found else [None] * len(groups))
