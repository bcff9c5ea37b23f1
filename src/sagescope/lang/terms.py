"""Terms of the raw text: how a keyword or a phrase of the scope becomes a test (reference, 1.2).

A message is cut at blanks and punctuation; letters, digits and `_` make words, every other character
is a term of its own. The engine's text index knows only the words, so a phrase is a test for its
words, answered by the index, and then the exact test on the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sagescope.lang.catalog import Catalog
from sagescope.sql.build import FALSE, TRUE, all_of, any_of, array_of, col, eq, f, infix, lit
from sagescope.sql.nodes import ArrayOf, Call, Expr, Infix, Op

JOINER = "\ue000"
"""Stands for `_` in the text index, whose tokenizer would cut there; a character of nobody's text."""

PAIR_SEPARATOR = "\0"

_TERM = re.compile(r"[\w*?]+|\s+|[^\w\s]")
_EXACT_TERM = re.compile(r"[\w*]+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
# A pair whose value a column answers for: not the empty one, which the column cannot tell from a text
# without the pair; no blanks, whose runs count as one; and no letters whose case the engine does not fold.
_PAIR = re.compile(r'"([A-Za-z_][A-Za-z0-9_.-]*)":"([!#-)+-\[\]-~]+)"')
_W = r"[\pL\pN_]"
_NOT_W = r"[^\pL\pN_]"
_ANY_TERM = rf"(?:{_W}+|[^\pL\pN_\s])"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A keyword or phrase as written; `quoted` ones take `?` as it stands."""

    text: str
    quoted: bool

    @property
    def everything(self) -> bool:
        """Whether every message matches: nothing, or only stars."""
        return not self.text.strip().strip("*")

    def test(self, catalog: Catalog) -> Expr:
        """The condition that a message's text holds it."""
        if self.everything:
            return TRUE
        body = self.text.strip()
        if (pair := _PAIR.fullmatch(body)) and (column := catalog.pairs.get(pair[1].lower())):
            return _pair_test(column, pair[2].lower())
        terms = (_EXACT_TERM if self.quoted else _TERM).findall(body)
        wild = "*" if self.quoted else "*?"
        if not any(ch in term for term in terms for ch in wild):
            return _plain(body, terms, catalog)
        return _wild(terms, wild, catalog)


def token(word: str) -> str:
    """A word as the text index holds it."""
    return word.lower().replace("_", JOINER)


def with_words_together(conditions: Iterable[Expr]) -> list[Expr]:
    """The same conjunction with one test for all its words: each test cuts the whole text anew."""
    words: list[Expr] = []
    terms: Expr | None = None
    others: list[Expr] = []
    for condition in conditions:
        for part in _conjuncts(condition):
            match part:
                case Call("hasAllTokens", (terms, ArrayOf(items))):
                    words += items
                case _:
                    others.append(part)
    if terms is None:
        return others
    return [f.hasAllTokens(terms, ArrayOf(tuple(dict.fromkeys(words)))), *others]


def _conjuncts(condition: Expr) -> Iterator[Expr]:
    match condition:
        case Infix(Op.AND, left, right):
            yield from _conjuncts(left)
            yield from _conjuncts(right)
        case _:
            yield condition


def _pair_test(column: str, value: str) -> Expr:
    # Nearly every text holds one such pair, so its value is the whole column; several are parted.
    held = col(column)
    several = f.has(f.splitByChar(PAIR_SEPARATOR, held), value)
    return any_of(eq(held, value), all_of(infix(Op.GT, f.position(held, PAIR_SEPARATOR), 0), several))


def _has_words(words: list[str], catalog: Catalog) -> Expr:
    if not words:
        return TRUE
    return f.hasAllTokens(catalog.terms, array_of(*(token(w) for w in dict.fromkeys(words))))


def _plain(body: str, terms: list[str], catalog: Catalog) -> Expr:
    words = [t for t in terms if _WORD.fullmatch(t)]
    ascii_words = [w for w in words if w.isascii()]
    by_index = _has_words(ascii_words, catalog)
    if len(terms) == 1 and ascii_words:
        return by_index
    raw = col(catalog.raw)
    starts_open, ends_open = bool(_WORD.fullmatch(terms[0])), bool(_WORD.fullmatch(terms[-1]))
    checks: list[Expr] = []
    if not any(t.isspace() for t in terms) and body.isascii():
        checks.append(infix(Op.GT, f.positionCaseInsensitive(raw, body), 0))
        if not starts_open and not ends_open:
            return all_of(by_index, *checks)
    pattern = "".join(r"\s+" if t.isspace() else re.escape(t) for t in terms)
    checks.append(f.match(raw, _bounded(pattern, starts_open, ends_open)))
    return all_of(by_index, *checks)


def _wild(terms: list[str], wild: str, catalog: Catalog) -> Expr:
    last = len(terms) - 1
    parts: list[str] = []
    words: list[str] = []
    for i, term in enumerate(terms):
        if term.isspace():
            parts.append(r"\s+")
        elif not any(ch in term for ch in wild):
            parts.append(re.escape(term))
            if _WORD.fullmatch(term) and term.isascii():
                words.append(term)
        elif set(term) == {"*"}:
            # Alone between other terms a star stands for exactly one of them.
            parts.append(_ANY_TERM)
        elif 0 < i < last:
            # Part of a term in the middle of a phrase finds nothing, by the documentation.
            return FALSE
        else:
            parts.append(
                "".join(
                    f"{_W}*" if c == "*" else _W if c == "?" and "?" in wild else re.escape(c) for c in term
                )
            )
    starts, ends = _is_wordlike(terms[0]), _is_wordlike(terms[-1])
    return all_of(
        _has_words(words, catalog), f.match(col(catalog.raw), _bounded("".join(parts), starts, ends))
    )


def _is_wordlike(term: str) -> bool:
    return bool(re.fullmatch(r"[\w*?]+", term)) and set(term) != {"*"}


def _bounded(pattern: str, starts: bool, ends: bool) -> Expr:
    before = rf"(?:^|{_NOT_W})" if starts else ""
    after = rf"(?:$|{_NOT_W})" if ends else ""
    return lit(f"(?i){before}{pattern}{after}")
