"""Local stages that look at each row by itself: patterns, XML, and fields that only the texts name."""

import importlib

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Cause, Refusal
from sagescope.lang.xpath import parse_xpath
from sagescope.plan.schema import Kind
from sagescope.search.flatten import json_fields, pair_fields
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.local.discover import MOST_COLUMNS, MOST_FIELDS, discover
from sagescope.search.local.parse_xml import parse_xml, read_document
from sagescope.search.local.search_pattern import search_pattern
from sagescope.span import Span

# The package has the function by the name of its module.
PATTERN_STAGE = importlib.import_module("sagescope.search.local.search_pattern")
JSON = {"parser": "json", "maxdepth": None, "extractarrays": False}


def frame(texts: list[str | None], *others: tuple[str, list[str | None]]) -> Frame:
    """A column of texts that is read, and further ones with their names."""
    arrays = [pa.array(texts, pa.string()), *(pa.array(values, pa.string()) for _, values in others)]
    columns = (FrameColumn("", Kind.TEXT), *(FrameColumn(name, Kind.TEXT) for name, _ in others))
    return Frame(columns, pa.Table.from_arrays(arrays, names=[f"v{i}" for i in range(len(arrays))]))


@pytest.mark.parametrize(
    ("multi", "stays", "rows"),
    [
        (False, False, [(True, "1", "a"), (False, None, "b"), (False, None, "c")]),
        (True, False, [(True, "1", "a"), (True, "2", "a")]),
        (True, True, [(True, "1", "a"), (True, "2", "a"), (False, None, "b"), (False, None, "c")]),
    ],
)
def test_rows_of_matches(multi: bool, stays: bool, rows: list[tuple[object, ...]]) -> None:
    given_rows = frame(["1ms 2ms", "3s", None], ("k", ["a", "b", "c"]))
    found = search_pattern(given_rows, {"pattern": r"(\d)(?=ms)", "multi": multi, "stays": stays})
    assert [c.name for c in found.columns] == ["", "", "k"]
    assert list(found.records()) == rows


def test_a_pattern_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PATTERN_STAGE, "MOST_SECONDS", 0.05)
    endless = {"pattern": r"(?P<x>(?:a|aa)+(?=$)b)", "multi": False, "stays": False}
    with pytest.raises(Refusal) as refused:
        search_pattern(frame(["a" * 200]), endless)
    assert [f.code for f in refused.value.faults] == ["search.pattern_time"]
    assert refused.value.cause is Cause.TIMEOUT


def test_a_pattern_does_not_make_rows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PATTERN_STAGE, "MOST_ROWS", 10)
    with pytest.raises(Refusal) as refused:
        search_pattern(frame(["a" * 11]), {"pattern": "(a)(?!b)", "multi": True, "stays": False})
    assert [f.code for f in refused.value.faults] == ["search.rows"]


_XML = st.lists(
    st.sampled_from(
        ["<a>", "</a>", "<b x='1'>", "</b>", "<c/>", "&amp;", "&#65;", "&x;", "<![CDATA[", "]]>", "<!--", "-->", "<?p q?>",
         "<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY x "y">]>', "<ns:d xmlns:ns='u'>", "</ns:d>", "text", "\x00", "\ud800", "<", ">"]
    )
    | st.text(max_size=6),
    max_size=8,
).map("".join)  # fmt: skip


@given(_XML)
def test_any_text_is_read_as_xml_or_not_at_all(text: str) -> None:
    document = read_document(text)
    if document is not None:
        assert isinstance(document.text(), str)
        assert len(list(document.children())) == 1


def test_xml_cannot_blow_up() -> None:
    bomb = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    text = f'<!DOCTYPE a [<!ENTITY e0 "lol">{bomb}]><a>&e9;</a>'
    file = '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]><a>&f;</a>'
    deep = "<a>" * 5_000 + "x" + "</a>" * 5_000
    found = parse_xml(frame([text, file, deep]), {"paths": ("/a",)})
    assert found.values() == [[None, None, "x"]]


@given(st.text("/@[]()='*.:ab1 \"", max_size=14))
def test_an_xpath_is_understood_or_refused(text: str) -> None:
    try:
        path = parse_xpath(text, Span(0, 1))
    except Exception as wrong:
        assert type(wrong).__name__ == "StageFault"
        return
    assert path.steps


@given(st.text(max_size=40) | _XML, st.sampled_from([None, 1, 3]), st.booleans())
def test_any_text_has_fields_or_none(text: str, maxdepth: int | None, extractarrays: bool) -> None:
    for name, value in json_fields(text, {"maxdepth": maxdepth, "extractarrays": extractarrays}):
        assert isinstance(name, str) and isinstance(value, str)
    for name, value in pair_fields(text, {"delimiter": None}):
        assert name.isascii() and isinstance(value, str)


def test_fields_of_a_message_and_columns_of_a_result_have_their_limits() -> None:
    texts: list[str | None] = [
        "{" + ",".join(f'"k{row}_{i}":{i}' for i in range(MOST_FIELDS + 20)) + "}" for row in range(5)
    ]
    shown = discover(
        frame(texts, ("_raw", texts)), {"finds": (JSON,), "since": (1,), "made": (False,), "hidden": ()}
    )
    assert len(shown.columns) == 1 + MOST_COLUMNS
    assert "k0_99" in {c.name for c in shown.columns}
    assert "k0_100" not in {c.name for c in shown.columns}


def test_what_is_found_replaces_what_is_older() -> None:
    rows = frame(
        ['{"a":"new","b":"new","c":"new","H":"x"}'],
        ("a", ["old"]),
        ("b", ["later"]),
        ("c", [None]),
        ("d", [None]),
    )
    shown = discover(
        rows, {"finds": (JSON,), "since": (0, 1, 0, 0), "made": (False, False, True, True), "hidden": ("h",)}
    )
    assert [c.name for c in shown.columns] == ["a", "b", "c"]
    assert list(shown.records()) == [("new", "later", "new")]
