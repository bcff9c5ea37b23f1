"""Patterns: what is accepted the engine takes, and what it would not take is refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.lang.regex import checked_regex
from sagescope.span import Span
from sagescope.sql.print import string
from sagescope.syntax.cursor import StageFault
from store_world import world

HERE = Span(3, 9)

_PIECES = (
    "a", "b", "é", "-", ".", "^", "$", "|", "(", ")", "(?:", "(?<n>", "(?P<m>", "(?i)", "(?i:", "(?=", "(?<!", "[", "]",
    "[^", "[a-z]", "[z-a]", "[[:alpha:]]", "[[:nope:]]", "*", "+", "?", "*?", "{2}", "{2,3}", "{3,2}", "{,3}", "{", "}",
    "\\", "\\d", "\\w", "\\b", "\\.", "\\(", "\\1", "\\Q", "\\E", "\\pL", "\\x41", "\\x{41}", "\\z", "\\Z", "\\h", "\\/",
)  # fmt: skip
patterns = st.lists(st.sampled_from(_PIECES), max_size=7).map("".join)


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
        checked = checked_regex(pattern, HERE)
    except StageFault as wrong:
        assert wrong.fault.code in ("regex.invalid", "regex.unsupported")
        assert wrong.fault.span == HERE
        return
    if checked.count("(?P<") == len(set(checked.split("(?P<"))) - 1:
        assert _engine_takes(checked), pattern


@pytest.mark.parametrize(
    ("pattern", "checked"),
    [
        ("(?<user>[^ ]+)", "(?P<user>[^ ]+)"),
        ("(?P<a>b)", "(?P<a>b)"),
        (r"\(?<b>", r"\(?<b>"),
        ("[(?<]x", "[(?<]x"),
        (r"(?i)a(?-i:b)(?:c)", r"(?i)a(?-i:b)(?:c)"),
        (r"\Qa(b\E+", r"\Qa(b\E+"),
        ("[]a]", "[]a]"),
        ("a{2,3}?b*?", "a{2,3}?b*?"),
        ("{x}", "{x}"),
        ("", ""),
        ("a||b", "a||b"),
    ],
)
def test_what_patterns_become(pattern: str, checked: str) -> None:
    assert checked_regex(pattern, HERE) == checked
    assert _engine_takes(checked)


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("(?=a)", "regex.unsupported"),
        ("(?!a)", "regex.unsupported"),
        ("(?<=a)b", "regex.unsupported"),
        ("(?<!a)b", "regex.unsupported"),
        ("(?>a)", "regex.unsupported"),
        (r"(a)\1", "regex.unsupported"),
        (r"\k<a>", "regex.unsupported"),
        ("a++", "regex.unsupported"),
        (r"a\Z", "regex.unsupported"),
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
        ("[[:nope:]]", "regex.invalid"),
    ],
)
def test_what_is_refused(pattern: str, code: str) -> None:
    with pytest.raises(StageFault) as wrong:
        checked_regex(pattern, HERE)
    assert wrong.value.fault.code == code
    # The engine takes `a)` for a plain text, which it is not.
    assert not _engine_takes(pattern) or pattern == "a)"
