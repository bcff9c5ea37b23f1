"""Anchor patterns: fixed texts with stars between them, and where they are found in a text.

The fixed texts are looked for one after the other. The first occurrence of each is the right one: where
what follows is not found behind it, it is not found behind a later one either.
"""

import re
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import NULL_TEXT, all_of, col, f, infix, lit
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import StageFault

_PIECES = re.compile(r"\\.|.", re.DOTALL)
_MEANING = {r"\n": "\n", r"\t": "\t", r"\r": "\r", r"\\": "\\", r"\*": "*"}


@dataclass(frozen=True, slots=True)
class Anchors:
    """The fixed texts around the stars of a pattern: one more than it has stars."""

    texts: tuple[str, ...]
    span: Span

    @property
    def stars(self) -> int:
        """The number of values that the pattern takes."""
        return len(self.texts) - 1


def parse_anchors(pattern: str, span: Span) -> Anchors:
    """The anchors of a pattern, whose escapes are still as written; `\\*` is a star of the text.

    Raises StageFault `parse.adjacent` for stars side by side, `parse.no_star` where there is none.
    """
    parts = [""]
    for piece in _PIECES.findall(pattern):
        if piece == "*":
            parts.append("")
        else:
            parts[-1] += _MEANING.get(piece, piece)
    if any(part == "" for part in parts[1:-1]):
        raise adjacent(span)
    if len(parts) < 2:
        raise StageFault(
            Fault(
                "parse.no_star",
                "The pattern has no *, so there is nothing to take out.",
                "Write * where each value stands.",
                span,
            )
        )
    return Anchors(tuple(parts), span)


def adjacent(span: Span) -> StageFault:
    """The fault of two stars with nothing between them."""
    return StageFault(
        Fault(
            "parse.adjacent",
            "Two stars stand side by side, so nothing parts their values.",
            "Put the text between them into the pattern.",
            span,
        )
    )


def find_anchors(rel: Relation, source: Expr, anchors: Anchors) -> tuple[Relation, Expr, list[Expr]]:
    """Look for the anchors in `source`: whether all are there, and the values, null where they are not."""
    return _Search(anchors, source).run(rel)


class _Search:
    """The expressions that find one pattern."""

    def __init__(self, anchors: Anchors, source: Expr) -> None:
        self._texts = anchors.texts
        self._source = source
        # Places are counted in bytes, which is faster, unless letters of other alphabets need their cases.
        self._ascii = all(text.isascii() for text in anchors.texts)
        self._found: list[Expr] = []

    def run(self, rel: Relation) -> tuple[Relation, Expr, list[Expr]]:
        first, *rest = self._texts
        rel, begin = self._behind(rel, first, lit(1)) if first else (rel, lit(1))
        captures: list[Expr] = []
        for part in rest:
            start = begin
            if part == "":
                captures.append(self._part(start))
                break
            rel, begin = self._behind(rel, part, start)
            captures.append(self._part(start, infix(Op.SUB, self._found[-1], start)))
        places = all_of(*(infix(Op.GT, place, 0) for place in self._found))
        matched = f.ifNull(places, False) if self._found else f.isNotNull(self._source)
        rel, flag = rel.value(matched, "matched", Kind.BOOL)
        holds = col(flag.sql)
        return rel, holds, [f.if_(holds, capture, NULL_TEXT) for capture in captures]

    def _behind(self, rel: Relation, part: str, start: Expr) -> tuple[Relation, Expr]:
        """Look for `part` from `start` on; its place is kept, and the place behind it returned."""
        search = f.positionCaseInsensitive if self._ascii else f.positionCaseInsensitiveUTF8
        where = search(self._source, part) if start == lit(1) else search(self._source, part, start)
        rel, place = rel.value(where, "place", Kind.LONG)
        self._found.append(col(place.sql))
        rel, behind = rel.value(infix(Op.ADD, col(place.sql), len(part)), "behind", Kind.LONG)
        return rel, col(behind.sql)

    def _part(self, *where: Expr) -> Expr:
        return (f.substring if self._ascii else f.substringUTF8)(self._source, *where)
