"""Variables in texts: one value, several, all, and the way back from the result to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.dashboards.templates import Chosen, filled, plain, variables_in, without_value
from sagescope.lang.tree import parse_query
from sagescope.span import Span

CHOSEN = {
    "one": Chosen(("x",)),
    "two": Chosen(("a", "b")),
    "words": Chosen(("a b", "c*")),
    "numbers": Chosen(("1", "2"), "Numeric"),
    "number": Chosen(("seven",), "Integer"),
    "text": Chosen(("say",), "String"),
    "all": Chosen(("*",), "Numeric", "5"),
    "raw": Chosen(('"b c" or d',), "String"),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k={{one}} j={{ONE}}", "k=x j=x"),
        ("k={{all}} | where a matches \"{{all}}\"", "k=* | where a matches \"*\""),
        ("k={{two}} !j={{two}}", "(k=a or k=b) !(j=a or j=b)"),
        ("{{two}} k=*{{two}}*", "(a or b) (k=*a* or k=*b*)"),
        ("k={{words}}", '(k="a b" or k=c*)'),
        ('k="{{words}}"', '(k="a b" or k="c*")'),
        ('x | where a = "{{two}}" and n < 5', 'x | where (a = "a" or a = "b") and n < 5'),
        ('x | where a != "{{two}}"', 'x | where (a != "a" and a != "b")'),
        ('x | where a in ("{{two}}", "c")', 'x | where a in ("a", "b", "c")'),
        ("x | where n in ({{numbers}})", "x | where n in (1, 2)"),
        ("x | where a matches /^{{two}}$/", "x | where (a matches /^a$/ or a matches /^b$/)"),
        ('x | where contains(a, "{{two}}")', 'x | where (contains(a, "a") or contains(a, "b"))'),
        ('x | if("{{two}}" = "*", 1, 2) as y', 'x | if(("a" = "*" or "b" = "*"), 1, 2) as y'),
        ("x | count by {{two}}", "x | count by a, b"),
        ("x | limit {{all}} | timeslice {{all}}m", "x | limit 5 | timeslice 5m"),
        ("k={{text}} | where a = {{text}}", 'k="say" | where a = "say"'),
        ("{{{one}}} a={{{raw}}} j={{{text}}}", 'x a="b c" or d j=say'),
        ('{{{two}}} | where a matches "{{{two}}}"', '(a or b) | where (a matches "a" or a matches "b")'),
        ("cat {{{raw}}} | where n > {{{all}}} | count by {{{two}}}", 'cat "b c" or d | where n > 5 | count by a, b'),
        ("x // {{two}}\n| count", "x // {{two}}\n| count"),
        ("`m({{one}})` | count", "`m(x)` | count"),
        ("k={{nothing}} $$nothing", "k=* *"),
        ('x | where a = "$$nothing"', 'x | where a = "$$nothing"'),
        ('x [subquery: k={{two}} | compose k]', "x [subquery: (k=a or k=b) | compose k]"),
    ],
)  # fmt: skip
def test_values_stand_where_their_variable_stood(text: str, expected: str) -> None:
    done = filled(text, CHOSEN)
    assert (done.text, done.faults) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("metric=m k={{two}} !j={{one}}", "metric=m (k=a or k=b) !j=x"),
        ("k=pre-{{two}} | avg by {{two}}", "(k=pre-a or k=pre-b) | avg by a, b"),
        ("#A / {{one}}", "#A / x"),
        ("k={{words}} | topk({{all}}, avg)", '(k="a b" or k=c*) | topk(5, avg)'),
    ],
)
def test_selectors_of_metrics_take_several_values(text: str, expected: str) -> None:
    assert filled(text, CHOSEN, metrics=True).text == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x | limit {{two}}", "variable.several"),
        ("x | where n > {{number}}", "variable.value"),
        ('x | parse "{{two}}*" as y', "variable.several"),
        (" and ".join(["k={{two}}"] * 3) + " | where a = \"{{v1}}{{v2}}{{v3}}\"", "variable.several"),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_a_fault_at_its_place(text: str, code: str) -> None:
    many = {f"v{n}": Chosen(tuple(map(str, range(10)))) for n in range(1, 4)}
    (fault,) = filled(text, {**CHOSEN, **many}).faults
    assert fault.code == code
    assert fault.span is not None
    assert "{{" in text[fault.span.start : fault.span.end]


def test_faults_of_the_result_point_into_the_text() -> None:
    text = 'k={{two}} | where a = "{{one}}" | cuont by {{one}}'
    done = filled(text, CHOSEN)
    (fault,) = map(done.fault, parse_query(done.text).faults)
    assert fault.span is not None
    assert text[fault.span.start : fault.span.end] == "cuont"


def test_titles_and_names() -> None:
    assert plain("{{two}} of {{other}}", CHOSEN) == "a, b of {{other}}"
    assert variables_in('{{A}} "{{b}}" {{a}} // {{c}}') == ("a", "b")
    missing = [fault.span for fault in without_value("{{one}} {{x}} {{x}} $$y", CHOSEN)]
    assert missing == [Span(8, 13), Span(20, 23)]


PIECES = st.sampled_from(
    ["k=", "{{one}}", "{{two}}", "{{words}}", "{{numbers}}", " ", '"', "| where a = ", "| count by ", "(", ")", " or ", "/", "x",
     "\\", "\n", "{{", "}}", "$$two", "`", "!", "| limit ", "[subquery:", "]", "// ", "é"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join), st.booleans())
def test_any_text_is_filled_and_leads_back(text: str, metrics: bool) -> None:
    done = filled(text, CHOSEN, metrics=metrics)
    for at in range(len(done.text)):
        origin = done.origin(Span(at, at + 1))
        assert 0 <= origin.start <= origin.end <= len(text)
    if not done.pieces:
        assert done.text == text
