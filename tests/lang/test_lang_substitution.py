"""Parameters and macros: what they become, and that every place of the result leads back to the user's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Fault, Fix
from sagescope.lang.macro_call import call_parts
from sagescope.lang.macro_condition import check_condition, holds
from sagescope.lang.macros import MacroText, Parameter, ValueType
from sagescope.lang.substitution import parameters_in, substitute, written
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault
from sagescope.syntax.lexer import lex
from sagescope.syntax.tokens import T

MACROS = {
    "m": MacroText("m", "where a = {{x}}", (("x", ValueType.STRING),)),
    "plain": MacroText("plain", "count by b"),
}


def text_of(query: str, **values: str) -> str:
    done = substitute(query, {name: Parameter(value) for name, value in values.items()}, MACROS)
    assert not done.faults
    return done.text


_PLAIN = st.text(st.sampled_from('ab |"={}$`/*\n\\'), max_size=30)


@given(st.lists(_PLAIN, min_size=1, max_size=5), st.text(st.sampled_from("xyz"), min_size=1, max_size=8))
def test_every_place_outside_of_values_leads_back_to_itself(parts: list[str], value: str) -> None:
    query = "{{p}}".join(parts)
    done = substitute(query, {"p": Parameter(value)})
    for at, ch in enumerate(done.text):
        origin = done.origin(Span(at, at + 1))
        assert 0 <= origin.start < origin.end <= len(query)
        assert query[origin.start : origin.end] in (ch, "{{p}}", "{{{p}}}")


@given(_PLAIN)
def test_a_text_without_places_stays_as_it_is(text: str) -> None:
    if "`" not in text and "$$" not in text:
        assert substitute(text, {}).text == text


@given(st.text(max_size=30))
def test_a_value_in_quotes_is_that_value(value: str) -> None:
    """Backslashes aside, which mean in a value what they mean in a quoted text."""
    value = value.replace("\\", "/")
    done = substitute('* | where a = "{{x}}"', {"x": Parameter(value)})
    (token,) = [t for t in lex(done.text).tokens if t.kind is T.STRING]
    assert token.value == value


@given(st.text(max_size=30))
def test_a_string_parameter_is_a_quoted_text(value: str) -> None:
    done = substitute("* | where a = {{x}}", {"x": Parameter(value, ValueType.STRING)})
    (token,) = [t for t in lex(done.text).tokens if t.kind is T.STRING]
    assert token.value == value


@pytest.mark.parametrize(
    ("query", "values", "wanted"),
    [
        ("a={{x}} b={{ x }}", {"x": "1"}, "a=1 b=1"),
        ("a={{Client IP}} {{user.name}} {{a-b}}", {"Client IP": "1", "user.name": "2", "a-b": "3"}, "a=1 2 3"),
        ("a={{X}}", {"x": "1"}, "a=1"),
        ("a={{x}}{{X}}", {"x": "1", "X": "2"}, "a=12"),
        ("{{{x}}} a={{{ x }}}", {"x": '"b c" or d'}, '"b c" or d a="b c" or d'),
        ('* | where a matches "{{{x}}}" | {{{ x }}', {"x": "*"}, '* | where a matches "*" | {*'),
        ("$$x and $$xy", {"x": "1", "xy": "2"}, "1 and 2"),
        ('"$$x $$y"', {"x": "1"}, '"1 $$y"'),
        ('"{{*}} {{ }} {{1}}"', {}, '"{{*}} {{ }} {{1}}"'),
        ('a "b\\"{{x}}"', {"x": 'q"'}, 'a "b\\"q\\""'),
        ('a "{{x}}"', {"x": "C:\\"}, 'a "C:\\\\"'),
        ('* | parse regex "(?<a>{{x}})"', {"x": r"\d+\.\"q\""}, r'* | parse regex "(?<a>\d+\.\"q\")"'),
        ("* | where a matches /{{x}}/", {"x": r"a/b\/c"}, r"* | where a matches /a\/b\/c/"),
        ('* | %"{{x}}" as y', {"x": 'a"b'}, '* | %"a\\"b" as y'),
        ("x // {{y}} `no`\n| `plain`", {}, "x // {{y}} `no`\n| count by b"),
        ("_sourceCategory=Labs/* {{x}}", {"x": "1"}, "_sourceCategory=Labs/* 1"),
        ('"`plain`" | `PLAIN`', {}, '"`plain`" | count by b'),
        ("`m(1)` | `m( \"a b\" )` | `m x=c` | `m(x = d)`", {},
         'where a = "1" | where a = "a b" | where a = "c" | where a = "d"'),
        ("`m({{v}})`", {"v": 'a"b'}, 'where a = "a\\"b"'),
        ('* [subquery: "{{x}}" {{x}} | compose a keywords]', {"x": 'a"b'},
         '* [subquery: "a\\"b" a"b | compose a keywords]'),
    ],
)  # fmt: skip
def test_what_texts_become(query: str, values: dict[str, str], wanted: str) -> None:
    done = substitute(query, {name: Parameter(value) for name, value in values.items()}, MACROS)
    assert (done.text, done.faults) == (wanted, ())


def test_places_lead_back_through_macros_and_values() -> None:
    query = "{{scope}} | `m(1)` | sort by c"
    done = substitute(query, {"scope": Parameter("error or warn")}, MACROS)
    at = {part: done.text.index(part) for part in ("warn", "a = ", "sort")}
    assert done.origin(Span(at["warn"], at["warn"] + 4)) == Span(0, 9)
    assert done.origin(Span(at["a = "], at["a = "] + 1)) == Span(12, 18)
    assert done.origin(Span(at["sort"], at["sort"] + 4)) == Span(21, 25)
    assert done.origin(Span(at["a = "], at["sort"] + 4)) == Span(12, 25)
    end = len(done.text)
    assert done.origin(Span(end - 1, end)) == Span(len(query) - 1, len(query))


def test_faults_say_what_put_their_text_there() -> None:
    query = "x | `m(1)` | limt 1"
    done = substitute(query, {}, MACROS)
    at = done.text.index("a =")
    inside = done.fault(Fault("a.b", "No 'a'.", "", Span(at, at + 1), Fix(Span(at, at + 1), "b")))
    assert (inside.message, inside.span, inside.fix) == ("In the macro 'm(1)': No 'a'.", Span(4, 10), None)
    at = done.text.index("limt")
    outside = done.fault(Fault("a.b", "No 'limt'.", "", Span(at, at + 4), Fix(Span(at, at + 4), "limit")))
    assert (outside.message, outside.span) == ("No 'limt'.", Span(13, 17))
    assert outside.fix == Fix(Span(13, 17), "limit")
    assert done.fault(Fault("a.b", "Nowhere.")) == Fault("a.b", "Nowhere.")


def test_macros_in_macros_do_not_grow_without_end() -> None:
    double = {f"d{n}": MacroText(f"d{n}", f"`d{n + 1}` `d{n + 1}`") for n in range(9)}
    done = substitute("`d0`", {}, {**double, "d9": MacroText("d9", "x" * 100)})
    assert {f.code for f in done.faults} == {"macro.depth"}
    deep = {f"n{n}": MacroText(f"n{n}", f"`n{n + 1}`") for n in range(30)}
    done = substitute("`n0`", {}, deep)
    assert [f.code for f in done.faults] == ["macro.depth"]


@given(st.text(max_size=60))
def test_any_text_is_replaced_or_at_fault(text: str) -> None:
    done = substitute(text, {"x": Parameter("1")}, MACROS)
    for fault in done.faults:
        assert fault.span is not None
        assert 0 <= fault.span.start < fault.span.end <= len(text)


@given(st.text(max_size=40))
def test_any_call_has_parts(text: str) -> None:
    name, arguments = call_parts(text)
    assert "(" not in name
    assert all(isinstance(value, str) for _, value in arguments)


def test_parts_of_calls() -> None:
    assert call_parts("m") == ("m", [])
    assert call_parts('m("a, b", f(x, y), z = 1)') == ("m", [("", '"a, b"'), ("", "f(x, y)"), ("z", "1")])
    assert call_parts('m a = "x y" b=2 c') == ("m", [("a", '"x y"'), ("b", "2"), ("", "c")])
    assert call_parts("m(x == y)") == ("m", [("", "x == y")])


def test_names_of_parameters() -> None:
    assert parameters_in('{{b}} "{{a}}" $$c {{b}} // {{no}}\n`m({{d}})`') == ("b", "a", "c")


@pytest.mark.parametrize(
    ("value", "type_"), [("x", ValueType.NUMBER), ("", ValueType.NUMBER), ("a b", ValueType.KEYWORD),
                         ('a"', ValueType.KEYWORD), ("a|b", ValueType.KEYWORD), ("", ValueType.KEYWORD)],
)  # fmt: skip
def test_values_that_are_not_of_their_type(value: str, type_: ValueType) -> None:
    with pytest.raises(ValueError, match="which is no"):
        written(Parameter(value, type_))


@pytest.mark.parametrize(
    ("condition", "value", "wanted"),
    [
        ("isValidIP(x)", "192.0.2.1", True),
        ("isValidIP({{x}})", "2001:db8::1", True),
        ("isValidIPv4(x)", "2001:db8::1", False),
        ("isValidIPv6(x)", "2001:db8::1", True),
        ("isPrivateIP(x)", "10.1.1.1", True),
        ("isPublicIP(x)", "8.8.8.8", True),
        ("isPublicIP(x)", "127.0.0.1", False),
        ("isReservedIP(x)", "127.0.0.1", True),
        ("isNumeric(x)", "1.5e3", True),
        ("isNumeric(x)", "1x", False),
        ("x > 3", "10", True),
        ("x > 3", "2", False),
        ('x > "3"', "b", True),
        ("x == 5 or x != 5", "y", True),
        ('x matches "a*c*"', "abcd", True),
        ('x matches "a*c"', "abcd", False),
        ('matches(x, "*")', "", True),
        ('contains(x, "b")', "abc", True),
        ('x contains "z"', "abc", False),
        ('x in ("a", "b")', "b", True),
        ('!(x = "a") and !isBlank(x)', "b", True),
        ("x > 3", "", False),
    ],
)
def test_conditions_of_arguments(condition: str, value: str, wanted: bool) -> None:
    check_condition(condition, frozenset({"x"}))
    assert holds(condition, {"x": value}) is wanted


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("isValidIP(y)", "macro.condition_name"),
        ("isValid(x)", "macro.condition_function"),
        ("isValidIP(x, x)", "macro.condition_function"),
        ("x + 1 > 2", "macro.condition_form"),
        ("x matches /a/", "macro.condition_form"),
        ("if(x, 1, 2)", "macro.condition_function"),
        ("x >", "syntax.expected_value"),
        ("x > 1 y", "syntax.leftover"),
    ],
)
def test_conditions_that_cannot_be(condition: str, code: str) -> None:
    with pytest.raises(StageFault) as wrong:
        check_condition(condition, frozenset({"x"}))
    assert wrong.value.fault.code == code


@given(st.text(max_size=40), st.text(max_size=10))
def test_any_condition_holds_or_not(condition: str, value: str) -> None:
    assert holds(condition, {"x": value}) in (True, False)
