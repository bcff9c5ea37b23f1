"""Whatever the text, parsing ends with faults that lie inside of it, and with nothing worse."""

from functools import cache

import pytest
from hostile_texts import hostile
from hypothesis import given
from hypothesis import strategies as st

from beside import PUBLISHED, json_lines, needs
from sagescope.errors import Fault, Refusal
from sagescope.lang.compile import check_query, compile_query
from sagescope.lang.tree import parse_pipeline, parse_query
from sagescope.metrics.compile import compile_metrics
from sagescope.metrics.query import parse_row
from sagescope.span import Source
from sagescope.store.fields import Schema, catalog
from sagescope.syntax.lexer import lex
from store_world import DAY

CATALOG = catalog(Schema(geo=frozenset({"location", "network"})))


@cache
def _corpus(kind: str) -> list[str]:
    lines = json_lines(PUBLISHED)
    return [line["query"] for line in lines if (line["kind"] == "metrics") == (kind == "metrics")]


@st.composite
def _mutated(draw: st.DrawFn, kind: str) -> str:
    """A published query with a few characters taken away, put in, doubled or exchanged."""
    text: str = draw(st.sampled_from(_corpus(kind)))[:2_000]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 12)))
        put = draw(hostile | st.just(text[at:to] * 2) | st.just(""))
        text = text[:at] + put + text[to:]
    return text


def _check_faults(faults: tuple[Fault, ...], text: str) -> None:
    for fault in faults:
        assert fault.message
        if fault.span is not None:
            assert 0 <= fault.span.start <= fault.span.end <= len(text), fault
            assert "^" in fault.text(Source(text))
        if fault.fix is not None:
            assert 0 <= fault.fix.span.start <= fault.fix.span.end <= len(text), fault


def _check_log_query(text: str) -> None:
    tree = parse_query(text)
    _check_faults(tree.faults, text)
    _, _, _, cx = check_query(text, CATALOG, DAY)
    _check_faults((*cx.faults, *cx.warnings), text)
    try:
        compile_query(text, CATALOG, DAY)
    except Refusal as refused:
        assert refused.faults
    else:
        assert not cx.faults


@given(hostile | st.text())
def test_any_text_as_a_log_query(text: str) -> None:
    _check_log_query(text)


@given(hostile | st.text())
def test_any_text_behind_a_pipe(text: str) -> None:
    _check_log_query("* | " + text)
    _check_faults(parse_pipeline(text).faults, text)


@needs(PUBLISHED)
@given(_mutated("log"))
def test_published_log_queries_with_slips(text: str) -> None:
    _check_log_query(text)


@needs(PUBLISHED)
@given(_mutated("metrics") | hostile)
def test_published_metrics_queries_with_slips(text: str) -> None:
    _check_faults(parse_row(text).faults, text)
    try:
        compile_metrics(text, DAY)
    except Refusal as refused:
        _check_faults(refused.faults, text)


@needs(PUBLISHED)
@given(_mutated("log") | hostile)
def test_tokens_cover_the_text_in_order(text: str) -> None:
    at = 0
    for token in lex(text).tokens:
        assert at <= token.span.start <= token.span.end <= len(text)
        assert text[token.span.start : token.span.end] == token.text
        at = token.span.end
    assert at <= len(text)


@pytest.mark.parametrize("open_, close", [("(", ")"), ("!", ""), ("not ", ""), ("-", ""), ("abs(", ")")])
@pytest.mark.parametrize("where", ["{} | count", "* | where {}", "* | {} as x"])
def test_deep_nesting_is_refused_and_does_not_overflow(open_: str, close: str, where: str) -> None:
    deep = open_ * 4_000 + "x" + close * 4_000
    _check_log_query(where.format(deep))


@pytest.mark.parametrize(
    "open_, close", [("(", ")"), ("!", ""), ("not ", ""), ("-", ""), ("abs(", ")"), ("(1+", ")")]
)
@pytest.mark.parametrize(
    "where", ["{}", "metric=a | eval {}", "metric=a | where {} > 1", "#B + {}", "metric=a | topk(1, {})"]
)
def test_deep_metrics_rows_are_refused_and_do_not_overflow(open_: str, close: str, where: str) -> None:
    for deep in (open_ * 1_400 + "1" + close * 1_400, "(1" + "+1" * 99 + ")+1" * 5 + "+1" * 99):
        row = parse_row(where.format(deep))
        _check_faults(row.faults, row.text)
        # As a selector, signs in front of a word are parts of it.
        assert row.faults or where == "{}"


def test_long_chains_do_not_overflow() -> None:
    for text in (
        "* | where " + " or ".join(["_raw = 1"] * 900),
        "* | " + " + ".join(["1"] * 3_000) + " as x",
        " or ".join(["abc"] * 2_000),
        " ".join(["abc"] * 3_000),
        "* " + "| count by _sourceHost " * 500,
        "* " + '| "a" as x ' * 900,
        "* | where " + "true ? 1 : " * 1_200 + "2",
    ):
        _check_log_query(text)


def test_a_query_that_is_too_long_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        compile_query("a" * 15_001, CATALOG, DAY)
    assert [f.code for f in refused.value.faults] == ["query.too_long"]
