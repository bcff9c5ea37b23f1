"""Keywords and phrases find what a plain reading of the rules finds (reference 1.2)."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sagescope.store.fields import Schema
from store_world import NOW, World, world

_BLANK = re.compile(r"[ \t\n\r\f]+")


def _terms(text: str) -> list[str]:
    """A text cut at blanks and punctuation: runs of letters, digits and `_`, and every other character."""
    terms: list[str] = []
    for ch in text.lower():
        if ch in " \t\n\r\f":
            terms.append(" ")
        elif (ch.isalnum() or ch == "_") and terms and (terms[-1][-1].isalnum() or terms[-1][-1] == "_"):
            terms[-1] += ch
        else:
            terms.append(ch)
    # Runs of blanks count as one.
    return [t for i, t in enumerate(terms) if t != " " or i == 0 or terms[i - 1] != " "]


def _matches(pattern: str, term: str, *, wild: str) -> bool:
    body = "".join(
        r"\w*" if ch == "*" and "*" in wild else r"\w" if ch == "?" and "?" in wild else re.escape(ch)
        for ch in pattern
    )
    return re.fullmatch(body, term) is not None


def finds(keyword: str, text: str, *, quoted: bool) -> bool:
    """The oracle: whether the terms of the keyword stand side by side among those of the text."""
    wild = "*" if quoted else "*?"
    wanted = _cut_pattern(keyword.strip().lower(), wild)
    if all(set(w) <= {"*"} for w in wanted):
        return True
    held = _terms(text)
    last = len(wanted) - 1
    for i, part in enumerate(wanted):
        # Part of a term in the middle of a phrase finds nothing.
        if 0 < i < last and any(ch in part for ch in wild) and part != "*":
            return False

    def fits(part: str, term: str, i: int) -> bool:
        if part == "*" and last > 0:
            return term != " "
        return _matches(part, term, wild=wild) and (part[0].isalnum() or part[0] in "_*?" or part == term)

    return any(
        all(fits(part, held[at + i], i) for i, part in enumerate(wanted)) for at in range(len(held) - last)
    )


def _cut_pattern(keyword: str, wild: str) -> list[str]:
    parts: list[str] = []
    for ch in _BLANK.sub(" ", keyword):
        wordlike = ch.isalnum() or ch == "_" or ch in wild
        before = parts[-1][-1] if parts else ""
        if wordlike and before and (before.isalnum() or before == "_" or before in wild):
            parts[-1] += ch
        else:
            parts.append(ch)
    return parts


_WORDS = (
    "error",
    "Error",
    "err",
    "e",
    "task_id",
    "task",
    "id",
    "42",
    "4",
    "x1",
    "straße",
    "é",
    "ÉCOLE",
    "日本",
    "a",
)
_SIGNS = (" ", " ", "  ", "\n\t", *"""."-:=/'\\@,!()$%+|#{}^“”…—、""")
texts = st.lists(st.sampled_from(_WORDS) | st.sampled_from(_SIGNS), max_size=10).map("".join)
_KEYWORD_SIGNS = (".", "-", ":", "/", "@", ",", "$", "%", "+", "#", "^", "…", "—")


def _names_a_parameter(word: str) -> bool:
    return "$$" in word


bare = (
    st.lists(st.sampled_from(_WORDS) | st.sampled_from((*_KEYWORD_SIGNS, "*", "?")), min_size=1, max_size=5)
    .map("".join)
    .filter(lambda word: not word.startswith(("//", "/*")) and not _names_a_parameter(word))
)
phrases = (
    st.lists(st.sampled_from(_WORDS) | st.sampled_from((*_SIGNS, "*", "?")), min_size=1, max_size=6)
    .map("".join)
    .filter(lambda phrase: not _names_a_parameter(phrase))
)


@pytest.fixture(scope="module")
def here() -> World:
    here = world()
    here.apply(Schema())
    return here


def _found(here: World, scope: str) -> list[object]:
    return [row["_raw"] for row in here.rows(scope)]


@settings(max_examples=max(10, settings().max_examples // 4))
@given(st.lists(texts, min_size=40, max_size=80), st.data())
def test_keywords_and_phrases(here: World, held: list[str], data: st.DataObject) -> None:
    here.empty()
    here.insert({"_raw": text, "_messageTime": NOW - 1 - i} for i, text in enumerate(held))
    for _ in range(8):
        word = data.draw(bare)
        assert _found(here, word) == [t for t in held if finds(word, t, quoted=False)], word
        phrase = data.draw(phrases.filter(lambda p: p.strip(" \t\n\r\f*") != ""))
        written = '"' + phrase.replace("\\", "\\\\").replace('"', '\\"') + '"'
        assert _found(here, written) == [t for t in held if finds(phrase, t, quoted=True)], written


@pytest.mark.parametrize("keyword", ["error", '"an error"'])
@pytest.mark.parametrize(
    "text",
    [
        "an error.",
        "“an error”",
        "an error…",
        "an error—twice",
        "\u00a0an error\u00a0",
    ],
)
def test_signs_of_other_alphabets_part_words_too(here: World, keyword: str, text: str) -> None:
    here.empty()
    here.insert([{"_raw": text}])
    assert _found(here, keyword) == [text]


@pytest.mark.parametrize(
    "text", ["errors", "xerror", "error_1", "_error", "errör", "日本error", "éerror", "error1"]
)
def test_part_of_a_word_is_not_found(here: World, text: str) -> None:
    here.empty()
    here.insert([{"_raw": text}])
    assert _found(here, "error") == []
    assert _found(here, '"error"') == []
    assert _found(here, "*error*") == ([] if "ö" in text else [text])
