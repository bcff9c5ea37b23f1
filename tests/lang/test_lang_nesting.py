"""Pipes in parentheses and queries in brackets: what is one stage, and what is one token (reference 1.7, join)."""

import pytest

from sagescope.errors import Fault
from sagescope.span import Span
from sagescope.syntax.lexer import Lexed, lex
from sagescope.syntax.tokens import T


def _stages(text: str) -> list[str]:
    """The texts of the stages, without the pipes or the end behind them."""
    lexed = lex(text)
    return [text[s[0].span.start : s[-2].span.end] if len(s) > 1 else "" for s in lexed.stages]


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        (
            "* | join (a | b) as x, (c) as y on x.a = y.c | d",
            ["join (a | b) as x, (c) as y on x.a = y.c", "d"],
        ),
        ("* | filter h in (a | (b | c) | d) | e", ["filter h in (a | (b | c) | d)", "e"]),
        ('* | f (") |" | a) | b', ['f (") |" | a)', "b"]),
        ("* | f (x matches /\\)|(/ | a) | b", ["f (x matches /\\)|(/ | a)", "b"]),
        ("* | f (a /* ) | */ | b) | c", ["f (a /* ) | */ | b)", "c"]),
        ("* | a) | b", ["a)", "b"]),
        ("* | f (a || b) | c", ["f (a || b)", "c"]),
        # A parenthesis that nobody closes ends at its pipe.
        ("* | f (a | b | c", ["f (a", "b", "c"]),
        ("* | f ((a) | b | g (c | d) | e", ["f ((a)", "b", "g (c | d)", "e"]),
    ],
)
def test_pipes_in_parentheses_belong_to_their_stage(text: str, stages: list[str]) -> None:
    assert _stages(text) == stages


def test_pipes_in_parentheses_of_a_scope_part_nothing_together() -> None:
    # A scope has no stages inside, so a pipe ends it wherever it stands.
    lexed = lex("(a | b) | c")
    assert [t.text for t in lexed.scope] == ["(", "a", "|"]
    assert len(lexed.stages) == 2


def _subqueries(lexed: Lexed) -> list[tuple[str, str]]:
    return [(t.text, t.value) for t in lexed.tokens if t.kind is T.SUBQUERY]


@pytest.mark.parametrize(
    "inside",
    [
        ": error | compose h",
        " from=(-1h) to=now: error | count by h | compose h keywords",
        ": [subquery: a | compose h] b | compose h",
        ': "]" | parse "[*]" as x | compose x',
        ": a | where x matches /[\\]]/ | compose h",
        ': a | replace(x, /\\[|\\]|\\"/, "") as x | compose x',
        ": a | where b[0] = 1 | compose h",
        ": a \n | // a comment\n compose h",
        "",
    ],
)
def test_a_subquery_is_one_token(inside: str) -> None:
    text = f"[subquery{inside}]"
    for before, behind in (
        ("", ""),
        ("a ", " b"),
        ("a OR (", ") b"),
        ("* | where ", " and x"),
        ("* | where !", ""),
    ):
        lexed = lex(before + text + behind)
        assert lexed.faults == ()
        assert _subqueries(lexed) == [(text, inside)]
        (token,) = (t for t in lexed.tokens if t.kind is T.SUBQUERY)
        assert token.span == Span(len(before), len(before) + len(text))


def test_the_word_may_be_written_in_any_case_and_with_blanks() -> None:
    assert _subqueries(lex("[ SubQuery : a]")) == [("[ SubQuery : a]", " : a")]


@pytest.mark.parametrize("text", ["[subqueries: a]", "[a]", "* | where a [0]", "* | where [x]"])
def test_other_brackets_are_signs(text: str) -> None:
    lexed = lex(text)
    assert _subqueries(lexed) == []
    assert any(t.is_sign("[") for t in lexed.tokens)


def test_several_stand_side_by_side() -> None:
    lexed = lex("[subquery: a] [subquery: b] | where [subquery: c] or [subquery: d]")
    assert [value for _, value in _subqueries(lexed)] == [": a", ": b", ": c", ": d"]
    assert len(lexed.stages) == 1


@pytest.mark.parametrize("text", ["a [subquery: b | c", "* | where [subquery: b ] ] [subquery: [ c ]"])
def test_one_that_nobody_closes_goes_to_the_end_with_its_repair(text: str) -> None:
    lexed = lex(text)
    (fault,) = lexed.faults
    start = text.rindex("[subquery")
    assert (fault.code, fault.span) == ("syntax.unclosed_subquery", Span(start, start + len("[subquery")))
    assert fault.fix is not None
    assert lex(text[: fault.fix.span.start] + fault.fix.text).faults == ()


def test_a_query_is_read_from_its_place_in_the_text_around_it() -> None:
    text = "x [subquery: error | count by h | compose h] y"
    inner = lex(text[: text.index("]")], start=text.index(":") + 1)
    assert [t.text for t in inner.scope] == ["error", "|"]
    assert [s[0].span.start for s in inner.stages] == [text.index("count"), text.index("compose")]


def test_numbers_longer_than_numbers_can_be_are_words() -> None:
    (stage,) = lex("* | " + "9" * 300 + " " + "9" * 301).stages
    assert [t.kind for t in stage[:2]] == [T.NUMBER, T.WORD]


def test_faults_of_parentheses_are_told_once() -> None:
    faults: tuple[Fault, ...] = lex('* | f (a "b | c').faults
    assert [f.code for f in faults] == ["syntax.unclosed_quote"]
