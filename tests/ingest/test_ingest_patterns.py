import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.ingest.patterns import checked


@pytest.mark.parametrize(
    "pattern",
    [
        ".*",
        r"\d{4}-\d\d-\d\d.*",
        r"^\[\d+/\d+/\d+ .*\].*$",
        r"\S+\s+\S+\s+\S+\s+\S+\s+\d+.*",
        r"(?:\d+\.)+\d* .*",
        r"\[\d+(\.\d+)*\].*",
        r"(INFO|WARN|ERROR|DEBUG) .*",
        r"(?i)error.*",
        r'"(?:\\.|[^"\\])*".*',
        r"[[:alpha:]]+:.*",
        r"(?<year>\d{4}).*",
        r"\Q[x]\E.*\z",
        r"[a[]b.*",
        r"\{.*",
        r"a{,5}",
        r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul) .*",
        r".*ERROR.*",
        r"[^]]+\].*",
        "",
    ],
)
def test_usual_patterns_are_accepted(pattern: str) -> None:
    checked(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a*)*b",
        "(a|a)*",
        "(a|ab)*c",
        r"(\w+\s?)*x",
        r"(.*a){10}",
        "(a?){30}a{30}",
        r"(\w*\w*;)*x",
        ".*a.*b.*c",
        r"\d+\d+\d+\d+x",
        "(a|ab)" * 20,
        "a?" * 20 + "a" * 20,
        r"\d{1,9}" * 20,
        "((a+)b?)+c",
        r"(\d+\b)*x",
        "(?:x+x+)+y",
    ],
)
def test_slow_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(Refusal) as caught:
        checked(pattern)
    assert caught.value.faults[0].code == "pattern.slow"


@pytest.mark.parametrize(
    "pattern",
    [
        "(a",
        "a)",
        "[a",
        "*a",
        "(?=a)b",
        "(?<!a)b",
        r"(a)\1",
        "(?P=x)",
        "(?>a)",
        "(?#x)",
        "(?(1)a)",
        r"\p{L}",
        r"\y",
        "a**",
        "[[:nope:]]",
        "[a--z]",
        "b(?i)a",
        "(" * 60 + ")" * 60,
        "a{2,1}",
        "[z-a]",
        "\\",
    ],
)
def test_broken_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(Refusal) as caught:
        checked(pattern)
    assert caught.value.faults[0].code == "pattern.syntax"


def test_long_patterns_are_refused() -> None:
    with pytest.raises(Refusal, match="1001 characters"):
        checked("a" * 1001)


@pytest.mark.parametrize(
    ("pattern", "line", "expected"),
    [
        (r"\d+", "١٢", False),
        ("a{,5}", "a{,5}", True),
        ("a{,5}", "aaa", False),
        (r"[[:digit:][:upper:]]+", "1A", True),
        (r"[a[|&~]+", "a[|&~", True),
        (r"\Qa.b*\Ec+", "a.b*cc", True),
        (r"(?<x>a)b\z", "ab", True),
        ("(?i)abc", "ABC", True),
    ],
)
def test_patterns_mean_what_they_mean_in_re2(pattern: str, line: str, expected: bool) -> None:
    assert checked(pattern).matches_line(line) is expected


PIECES = st.sampled_from(
    [
        "a",
        "b",
        ".",
        r"\d",
        r"\w",
        "[^a]",
        "(",
        "(?:",
        ")",
        "|",
        "*",
        "+",
        "?",
        "{2}",
        "{1,3}",
        "{2,}",
        ".*",
        r"\b",
        "^",
        "$",
        "ab",
        "*?",
        "+?",
        r"\s",
    ]
)


@given(
    st.lists(PIECES, max_size=14).map("".join),
    st.sampled_from(["a", "ab", "aab ", "1a", " "]),
    st.sampled_from(["", "!", "b", " "]),
)
def test_what_is_accepted_is_quick(pattern: str, unit: str, end: str) -> None:
    try:
        compiled = checked(pattern)
    except Refusal:
        return
    line = (unit * 500)[: min(compiled.window, 500) - len(end)] + end
    start = time.perf_counter()
    compiled.matches_line(line)
    compiled.matches_line(line * 2)
    # One that takes exponential time would never come back.
    assert time.perf_counter() - start < 5


def test_how_much_of_a_line_is_looked_at() -> None:
    assert checked(r"\d+ .*").window > 1_000_000
    assert checked(r"\d .*,.*").window == 5792
    assert checked(r".* .* .*").window == 465
    assert checked(r"\[.*", anchored=False).window == 5792
    long = "1 " + "x" * 10_000
    assert checked(r"\d+ .*").matches_line(long)
    assert checked(r"\d .*x.*").matches_line(long)
    assert not checked(r"\d .*x").matches_line(long)


@given(st.text(max_size=40))
def test_any_text_is_accepted_or_refused(pattern: str) -> None:
    try:
        checked(pattern)
    except Refusal as refusal:
        assert refusal.faults[0].hint
