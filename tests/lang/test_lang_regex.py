"""Patterns: what is accepted the engine takes, both engines find the same, what is not taken is refused."""

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.lang.regex import (
    Pattern,
    checked_regex,
    re2_text,
    read_pattern,
    regex_condition,
    wide_text,
)
from sagescope.span import Span
from sagescope.sql.build import f
from sagescope.sql.print import expression, string
from sagescope.syntax.cursor import StageFault
from store_world import world

HERE = Span(3, 9)

_PIECES = (
    "a", "b", "é", "-", ".", "^", "$", "|", "(", ")", "(?:", "(?<n>", "(?P<m>", "(?i)", "(?i:", "(?=", "(?<!", "[", "]",
    "[^", "[a-z]", "[z-a]", "[[:alpha:]]", "[[:nope:]]", "*", "+", "?", "*?", "{2}", "{2,3}", "{3,2}", "{,3}", "{", "}",
    "\\", "\\d", "\\w", "\\b", "\\.", "\\(", "\\1", "\\Q", "\\E", "\\pL", "\\x41", "\\x{41}", "\\z", "\\Z", "\\h", "\\/",
    "++", "?+", "(?>", "[a&&", "&&[^a]", "\\p{Alpha}", "\\P{Lower}", "\\p{IsGreek}", "\\u0041", "\\R", "\\_", "(?#x)", "(?s)",
)  # fmt: skip
patterns = st.lists(st.sampled_from(_PIECES), max_size=7).map("".join)

_PARTS = (
    "a", "b", "-", "x?", "a*", "b+?", ".", ".*", ".+?", "[ab]", "[^a]", "[a-c\\d]", "\\d", "\\w+", "\\s", "\\b", "^", "$", "(a|b)",
    "(?<n>a?)", "(?<m>.)", "(?:ab|a)", "(?:a|ab)?", "(?i)", "(?s)", "a{2}", "(?<k>b{1,2})", "|", "\\n", "\\.", "[\\w&&[^a]]", "\\p{Alpha}",
)  # fmt: skip
searches = st.lists(st.sampled_from(_PARTS), min_size=1, max_size=6).map("".join)
texts = st.text("aAbc-.x1 \n", max_size=12)


def _engine_takes(pattern: str) -> bool:
    try:
        world().select(f"SELECT match(materialize('a'), {string(pattern)}) AS found")
    except Refusal as refused:
        assert [f.code for f in refused.faults] == ["regex.invalid"]
        return False
    return True


@given(patterns)
def test_what_is_accepted_the_engine_takes(pattern: str) -> None:
    try:
        checked = checked_regex(pattern, HERE, end_is_free=True)
    except StageFault as wrong:
        assert wrong.fault.code in ("regex.invalid", "regex.unsupported", "regex.group_repeated")
        assert wrong.fault.span == HERE
        return
    assert _engine_takes(checked), pattern


@pytest.mark.parametrize(
    ("pattern", "checked"),
    [
        ("(?<user>[^ ]+)", "(?P<user>[^ ]+)"),
        ("(?P<a>b)", "(?P<a>b)"),
        (r"\(?<b>", r"\(?<b>"),
        ("[(?<]x", "[(?<]x"),
        (r"(?i)a(?-i:b)(?:c)", r"(?i)a(?-i:b)(?:c)"),
        (r"\Qa(b\E+", r"a\(b+"),
        ("[]a]", r"[\]a]"),
        ("a{2,3}?b*?", "a{2,3}?b*?"),
        ("{x}", r"\{x\}"),
        ("", ""),
        ("a||b", "a||b"),
        ("a.b", "(?-s)a.b"),
        (r"\"\-\/\_\'\:", "\"-/_':"),
        ("a++b?+c{2}+", "a+b?c{2}"),
        ("(?>a|b)", "(?:a|b)"),
        (r"[\s&&[^\r]]", r"[\t-\n\f ]"),
        (r"[a-z&&[^m-o]]", "[a-lp-z]"),
        ("[a-z[0-9]&&[a-c1-3]]", "[1-3a-c]"),
        (r"\p{Alpha}\P{Digit}", "[A-Za-z][\\x00-/:-\U0010ffff]"),
        (r"[\p{Lower}_]\p{IsGreek}\p{L}\pN", r"[a-z_]\p{Greek}\p{L}\p{N}"),
        (r"\u0041\x{42}\x43\0104\cJ\e", r"ABCD\n\x1b"),
        (r"a(?#what)b", "ab"),
        ("a(?=b)", "a(?:b)"),
        ("(?<x>a+?(?= ))", "(?P<x>a+?)(?: )"),
        ("(?<x>a(?=$))", "(?P<x>a)(?:$)"),
        ("(?:a(?=b)|c)", "(?:a(?:b)|c)"),
        (r"a\Z", r"a(?:\r?\n?\z)"),
        ("(?du)a", "a"),
        ("[a-z0-9-.]", r"[a-z0-9\-.]"),
    ],
)
def test_what_patterns_become(pattern: str, checked: str) -> None:
    assert checked_regex(pattern, HERE, end_is_free=True) == checked
    assert _engine_takes(checked)


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("(?=a)b", "regex.unsupported"),
        ("(?=a)+", "regex.unsupported"),
        (r"(?<x>a(?=b)|c)", "regex.unsupported"),
        ("(?!a)", "regex.unsupported"),
        ("(?<=a)b", "regex.unsupported"),
        ("(?<!a)b", "regex.unsupported"),
        ("(?(1)a)", "regex.unsupported"),
        ("(?x)a", "regex.unsupported"),
        (r"\i", "regex.unsupported"),
        (r"\G", "regex.unsupported"),
        (r"[\pL&&a]", "regex.unsupported"),
        (r"(a)\1", "regex.unsupported"),
        (r"\k<a>", "regex.unsupported"),
        ("(?<a>x)(?<A>y)", "regex.group_repeated"),
        ("(?<a-b>x)", "regex.group_name"),
        ("(?<1a>x)", "regex.group_name"),
        ("(a", "regex.invalid"),
        ("a)", "regex.invalid"),
        ("[a", "regex.invalid"),
        ("[]", "regex.invalid"),
        ("[z-a]", "regex.invalid"),
        ("*a", "regex.invalid"),
        ("a|+", "regex.invalid"),
        ("(+)", "regex.invalid"),
        ("a\\", "regex.invalid"),
        ("a{3,2}", "regex.invalid"),
        ("a{1001}", "regex.invalid"),
        ("(?z)", "regex.invalid"),
        ("a(?#", "regex.invalid"),
        (r"\x{110000}", "regex.invalid"),
        (r"[a&&b", "regex.invalid"),
        ("(" * 300 + ")" * 300, "regex.invalid"),
        ("[[:nope:]]", "regex.invalid"),
    ],
)
def test_what_is_refused(pattern: str, code: str) -> None:
    with pytest.raises(StageFault) as wrong:
        checked_regex(pattern, HERE, end_is_free=True)
    assert wrong.value.fault.code == code


@given(searches, texts)
def test_both_engines_take_the_same(pattern: str, text: str) -> None:
    read = read_pattern_or_none(pattern)
    assume(read is not None)
    assert read is not None
    narrow, wide = re2_text(read, end_is_free=True), wide_text(read)
    assert narrow is not None
    found = regex.search(wide, text, regex.V1 | regex.ASCII)
    taken = None if found is None else [group or "" for group in (found[0], *found.groups())]
    answer = world().select(
        f"SELECT extractGroups(materialize({string(text)}), {string(f'({narrow})')}) AS taken"
    )
    (groups,) = answer.table.column(0).to_pylist()
    assert groups == (taken or []), (narrow, wide)


_CONDITIONS = (
    "^(?!a).*$",
    "^(?!ab?)",
    "^(?!a|b).*",
    "^((?!ab).)*$",
    "^(?:(?!a|b$).)*$",
    "^((?!((a.*)|(b.*))).)*$",
)


@given(st.sampled_from(_CONDITIONS), st.text("ab\nx", max_size=6))
def test_a_condition_of_what_is_not_there_is_its_contrary(pattern: str, text: str) -> None:
    asked = regex_condition(f.materialize(text), pattern, HERE)
    (answer,) = world().select(f"SELECT {expression(asked)} AS holds").table.column(0).to_pylist()
    # To Python's `$` a last line break is an end as well.
    found = regex.search(pattern.replace("$", r"\Z"), text, regex.V1)
    assert bool(answer) == (found is not None), expression(asked)


def read_pattern_or_none(pattern: str) -> Pattern | None:
    try:
        return read_pattern(pattern, HERE)
    except StageFault:
        return None


@pytest.mark.parametrize(
    ("pattern", "text", "taken"),
    [
        (
            "host=(?<app>.*(?=.herokuapp.com)).*connect=(?<c>.*?(?= ))",
            "host=a.herokuapp.com connect=1ms x",
            ["a", "1ms"],
        ),
        ("(?<b>(?<=bytes=).*?(?= ))", "bytes=12 z", ["12"]),
        (r"(?<q>['\"])(?<v>.*?)\1", "a='b\"c' d", ["'", 'b"c']),
        (r"(?<q>['\"])(?<v>.*?)\k<q>", "a='b\"c' d", ["'", 'b"c']),
        ("(?<a>[a-z]+)(?!=)\\b", "ab= cd", ["cd"]),
    ],
)
def test_what_only_the_wide_engine_finds(pattern: str, text: str, taken: list[str]) -> None:
    found = regex.search(wide_text(read_pattern(pattern, HERE)), text, regex.V1 | regex.ASCII)
    assert found is not None
    assert list(found.groups()) == taken
