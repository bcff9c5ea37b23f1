"""Tokens where the language is easily misread: comments, slashes, percent signs, quotes (reference 0)."""

import pytest

from sagescope.syntax.lexer import lex
from sagescope.syntax.tokens import T


def _scope(text: str) -> list[str]:
    return [t.text for t in lex(text).scope if t.kind not in (T.END, T.PIPE)]


def _stage(text: str) -> list[tuple[str, str]]:
    (stage,) = lex("* | " + text).stages
    return [(t.kind.name, t.text) for t in stage if t.kind is not T.END]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("_sourceCategory=Labs/*", ["_sourceCategory", "=", "Labs/*"]),
        ("_sourceCategory=*/a", ["_sourceCategory", "=", "*/a"]),
        ("https://host/x // comment", ["https://host/x"]),
        ("a /* b */ c", ["a", "c"]),
        ("a/*b*/c", ["a/*b*/c"]),
        ("(/* x */a)", ["(", "a", ")"]),
        ("a-b:c.d@e#f$g%h^i+j", ["a-b:c.d@e#f$g%h^i+j"]),
        ('a "b c" "d\\"e"', ["a", '"b c"', '"d\\"e"']),
        ("!a !(b)", ["!", "a", "!", "(", "b", ")"]),
        ("a!b", ["a!b"]),
        ('%"a b"=c', ['%"a b"', "=", "c"]),
        ("// only\n", []),
        ('_source=”a b” “c d" e”f', ["_source", "=", "”a b”", '“c d"', "e”f"]),
        ("\ufeffa\u200bb", ["a", "b"]),
    ],
)
def test_scopes(text: str, words: list[str]) -> None:
    assert _scope(text) == words


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a / b / c", [("WORD", "a"), ("SIGN", "/"), ("WORD", "b"), ("SIGN", "/"), ("WORD", "c")]),
        ("x matches /a|b/", [("WORD", "x"), ("WORD", "matches"), ("REGEX", "/a|b/")]),
        (r"x matches /[/]\//", [("WORD", "x"), ("WORD", "matches"), ("REGEX", r"/[/]\//")]),
        ("(1)/2/3", [("SIGN", "("), ("NUMBER", "1"), ("SIGN", ")"), ("SIGN", "/"), ("NUMBER", "2"), ("SIGN", "/"), ("NUMBER", "3")]),
        ("a % b", [("WORD", "a"), ("SIGN", "%"), ("WORD", "b")]),
        ('a as %"b c"', [("WORD", "a"), ("WORD", "as"), ("FIELD", '%"b c"')]),
        ("a + %b[0].c", [("WORD", "a"), ("SIGN", "+"), ("FIELD", "%b[0].c")]),
        ("15m 1.5Ki 3e-2 .5 7x", [("NUMBER", "15m"), ("NUMBER", "1.5Ki"), ("NUMBER", "3e-2"), ("NUMBER", ".5"), ("WORD", "7x")]),
        ("a.b.c .d", [("WORD", "a.b.c"), ("SIGN", "."), ("WORD", "d")]),
        ("a||b&&!c", [("WORD", "a"), ("SIGN", "||"), ("WORD", "b"), ("SIGN", "&&"), ("SIGN", "!"), ("WORD", "c")]),
        ("delim=':'", [("WORD", "delim"), ("SIGN", "="), ("STRING", "':'")]),
        ("from geo://location", [("WORD", "from"), ("WORD", "geo"), ("SIGN", ":"), ("SIGN", "/"), ("SIGN", "/"), ("WORD", "location")]),
        ("a // b", [("WORD", "a")]),
        ('"// no" /* yes */ b', [("STRING", '"// no"'), ("WORD", "b")]),
        ("straße", [("WORD", "stra"), ("WORD", "ße")]),
        ("x = “a” „b“ \"c”\"", [("WORD", "x"), ("SIGN", "="), ("STRING", "“a”"), ("STRING", "„b“"), ("STRING", '"c”"')]),
        ("a\u2060 b", [("WORD", "a"), ("WORD", "b")]),
    ],
)  # fmt: skip
def test_stages(text: str, tokens: list[tuple[str, str]]) -> None:
    assert _stage(text) == tokens


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r'"a\"b"', 'a"b'),
        (r'"a\\b"', "a\\b"),
        (r'"\n\t\r"', "\n\t\r"),
        (r'"\d\/\*"', r"\d\/\*"),
        ('"two\nlines"', "two\nlines"),
        (r'"\\"', "\\"),
        (r"“a\"b\n”", 'a"b\n'),
    ],
)
def test_values_of_quoted_texts(written: str, value: str) -> None:
    (stage,) = lex(f"* | {written}").stages
    assert stage[0].value == value
    assert lex(written).scope[0].value == value


def test_stages_are_parted_by_single_bars() -> None:
    assert len(lex("a | b | c || d | e").stages) == 3
    assert len(lex('a | "b | c" | d').stages) == 2
    assert len(lex("a | b matches /x|y/ | d").stages) == 2


def test_a_pipeline_may_start_with_a_pipe() -> None:
    for text in ("| a | b", "a | b", "  | a | b"):
        assert len(lex(text, scoped=False).stages) == 2
