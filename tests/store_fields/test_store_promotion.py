"""A query means the same whether the store keeps a JSON path or a pair in a column or not."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sagescope.lang.catalog import Catalog, JsonPath
from sagescope.lang.compile import compile_query
from sagescope.store.fields import Schema, catalog
from store_world import DAY, NOW, World, world

PATHS: tuple[JsonPath, ...] = (
    ("a",),
    ("a", "b"),
    ("a", "b", "c"),
    ("a", "status"),
    ("A",),
    ("a.b",),
    ("l", 0),
    ("l", 0, "a"),
    ("l", -1),
    ("é ☃",),
    ("q\"u'o\\te",),
    ("eventName",),
)
PAIRS = ("eventName", "a.b", "_x-1")
PLAIN = Schema(("namespace",))
PROMOTED = Schema(("namespace",), PATHS, PAIRS)


def _json_text(draw: st.DrawFn, depth: int = 3) -> str:
    """A JSON text, or nearly one: keys may come twice, blanks stand anywhere, the end may be cut."""
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return draw(_SCALARS)
    blank = draw(st.sampled_from(["", "", " ", "\n\t"]))
    if draw(st.integers(0, 3)) == 0:
        items = [_json_text(draw, depth - 1) for _ in range(draw(st.integers(0, 3)))]
        return f"[{blank}{f',{blank}'.join(items)}{blank}]"
    keys = draw(st.lists(_KEYS, max_size=4))
    members = [f"{key}{blank}:{blank}{_json_text(draw, depth - 1)}" for key in keys]
    return f"{{{blank}{f',{blank}'.join(members)}{blank}}}"


_KEYS = st.sampled_from(
    ['"a"', '"a"', '"b"', '"c"', '"A"', '"a.b"', '"l"', '"status"', '"\\u0061"', '"é ☃"', '"eventName"', '""',
     '"q\\"u\'o\\\\te"'],
)  # fmt: skip
_SCALARS = st.sampled_from(
    ["null", "true", "false", "0", "-0", "1.50", "-3e2", "12345678901234567890", "1e400", '""', '"x"', '" "', '"null"',
     '"\\u00e9\\n\\t\\"\\\\\\/"', '"\\ud83d\\ude00"', '"\\u0000"', '"☃"', "[]", "{}", "nul", '"open', "-", "1.", "01"],
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Texts of messages that are JSON, odd JSON, or no JSON."""
    text = _json_text(draw)
    match draw(st.integers(0, 7)):
        case 0:
            return text[: draw(st.integers(0, len(text)))]
        case 1:
            return draw(st.sampled_from(["", " ", "text ", "\ufeff"])) + text
        case 2:
            return text + draw(st.sampled_from(["x", "}", " ", "\n{}"]))
        case _:
            return text


def _expression(path: JsonPath) -> str:
    steps = [
        f"[{s}]" if isinstance(s, int) else "['" + s.replace("\\", "\\\\").replace("'", "\\'") + "']"
        for s in path
    ]
    return json.dumps("$" + "".join(steps), ensure_ascii=False)


QUERY = "* | " + " | ".join(
    [f"json {_expression(path)} as v{i} nodrop" for i, path in enumerate(PATHS)]
    + ["fields " + ", ".join(f"v{i}" for i in range(len(PATHS)))]
)


def _insert(here: World, texts: Sequence[str], schema: Schema, at: int) -> None:
    here.apply(schema)
    here.insert({"_raw": text, "_messageTime": at - i} for i, text in enumerate(texts))


@settings(max_examples=max(10, settings().max_examples // 4))
@given(st.lists(documents(), min_size=20, max_size=60))
def test_promoted_paths_give_what_extraction_gives(texts: list[str]) -> None:
    here = world()
    here.apply(PROMOTED)
    here.empty()
    # The first go through the view that fills the columns, the others get the columns' defaults.
    _insert(here, texts, PROMOTED, NOW - 1)
    _insert(here, texts, PLAIN, NOW - 1 - len(texts))
    plain = here.values(compile_query(QUERY, catalog(PLAIN), DAY))
    promoted = here.values(compile_query(QUERY, catalog(PROMOTED), DAY))
    assert len(plain) == 2 * len(texts)
    values = [row[-len(PATHS) :] for row in plain]
    assert [row[-len(PATHS) :] for row in promoted] == values
    assert values[: len(texts)] == values[len(texts) :]


@pytest.mark.parametrize(
    "query",
    [
        '* | json "eventName" as e',
        '* | json "eventName", "a.b" as e, b',
        '* | json "eventName" as e nodrop | json "a.b" as b',
        '* | json "eventName" as e | where e = "x" or isEmpty(e)',
        '* | json "eventName" as e nodrop | count by e | sort by e asc',
        '* | json "a" as a | json field=a "b" as b',
        '* | concat("{\\"eventName\\":\\"y\\"}", "") as _raw | json "eventName" as e',
        '* | json "eventName" as eventName nodrop | json "eventName" as EVENTNAME',
    ],
)
@settings(max_examples=5)
@given(st.lists(documents(), min_size=20, max_size=60))
def test_queries_over_promoted_paths(query: str, texts: list[str]) -> None:
    here = world()
    here.apply(PROMOTED)
    here.empty()
    _insert(here, texts, PROMOTED, NOW - 1)
    answers = [here.values(compile_query(query, c, DAY)) for c in (catalog(PLAIN), catalog(PROMOTED))]
    assert answers[0] == answers[1]


_NAMES = st.sampled_from(
    ["eventName", "eventname", "EVENTNAME", "a.b", "aXb", "_x-1", "xeventName", "eventNameX", "é"]
)
_VALUES = st.sampled_from(
    ["CreateEndpoint", "createendpoint", "Create", "", "a b", "a  b", "a.b", "ÉÉ", "éé", "x*", '\\"q\\"', "\\u0041", "\\\\", "☃",
     "a,b", "\x00", "s3.amazonaws.com"],
)  # fmt: skip
_GLUE = st.sampled_from([":", ":", ":", " :", ": ", " : ", ":\n", "="])


@st.composite
def paired_texts(draw: st.DrawFn) -> str:
    """Texts with `"key":"value"` pairs of several looks, in objects, after each other, nested, or alone."""
    pairs = [f'"{draw(_NAMES)}"{draw(_GLUE)}"{draw(_VALUES)}"' for _ in range(draw(st.integers(0, 4)))]
    return draw(st.sampled_from(["{{{}}}", "{}", "x{}y", '{{"o":{{{}}}}}', "[{}]"])).format(
        draw(st.sampled_from([",", ", ", " ", "", "}{"])).join(pairs)
    )


def _phrase(name: str, value: str) -> str:
    return '"' + f'"{name}":"{value}"'.replace("\\", "\\\\").replace('"', '\\"') + '"'


@settings(max_examples=max(10, settings().max_examples // 4))
@given(st.lists(paired_texts(), min_size=30, max_size=60), st.data())
def test_pairs_in_columns_find_what_the_phrase_finds(texts: list[str], data: st.DataObject) -> None:
    here = world()
    here.apply(PROMOTED)
    here.empty()
    _insert(here, texts, PROMOTED, NOW - 1)
    _insert(here, texts, PLAIN, NOW - 1 - len(texts))
    for _ in range(6):
        phrase = _phrase(data.draw(_NAMES), data.draw(_VALUES))
        query = data.draw(
            st.sampled_from(["{} | fields _raw", "!{} | fields _raw", "{} or x | fields _raw"])
        ).format(phrase)
        plain, promoted = (_found(here, query, c) for c in (catalog(PLAIN), catalog(PROMOTED)))
        assert promoted == plain, query
        assert len(plain) % 2 == 0, "rows of old parts are found as those of new ones"


def _found(here: World, query: str, fields: Catalog) -> list[object]:
    compiled = compile_query(query, fields, DAY)
    place = [c.label for c in compiled.columns].index("_raw")
    return [row[place] for row in here.values(compiled)]
