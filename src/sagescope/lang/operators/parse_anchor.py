"""`parse`: take text out between fixed anchors."""

import re
from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed, text
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import (
    Extracted,
    check_aliases,
    nodrop_option,
    set_fields,
    source_option,
    source_text,
)
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL_TEXT, all_of, col, f, infix, lit
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import Cursor, Name, StageFault


@operator(
    "parse",
    family="parse",
    syntax=('parse [field=<field>] "<text with *>" as <name>, … [nodrop]',),
    parses=True,
    ingest=True,
    examples=(
        '* | parse "GET * HTTP" as path',
        '* | json "userIdentity.arn" as arn nodrop | parse field=arn "arn:aws:sts::*:*/*" as account, kind, name nodrop',
    ),
)
@dataclass(frozen=True, slots=True)
class Parse(Operator):
    """Takes text out between fixed anchors.

    Each `*` of the pattern is a capture; the text around it has to be there, in any case of letters,
    and white space exactly as written. Captures are as short as possible; one at the start begins at
    the start of the text, one at the end runs to its end. `\\*` is a star of the text. The first match
    counts.

    Without `nodrop` a row that does not match is dropped; with it the row stays, and the fields are
    absent or keep what they held before.
    """

    pattern: str
    names: tuple[Name, ...]
    source: Name | None
    nodrop: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        source = source_option(cursor)
        if cursor.peek().is_word("regex", "xml", "using"):
            raise cursor.fault(
                "parse.kind",
                f"parse {cursor.peek().text} is not supported yet.",
                "Use parse with anchors, or json.",
            )
        token = cursor.string("The text to look for, with * for each value,")
        source = source or source_option(cursor)
        cursor.expect_word("as", after="after the pattern of parse")
        names = cursor.names()
        nodrop = False
        while not cursor.at_end:
            if source is None and (source := source_option(cursor)):
                continue
            if not nodrop and nodrop_option(cursor):
                nodrop = True
                continue
            break
        parts = anchors(token.value)
        if any(part == "" for part in parts[1:-1]):
            raise StageFault(
                Fault(
                    "parse.adjacent",
                    "Two stars stand side by side, so nothing parts their values.",
                    "Put the text between them into the pattern.",
                    token.span,
                )
            )
        if len(parts) < 2:
            raise StageFault(
                Fault(
                    "parse.no_star",
                    "The pattern has no *, so there is nothing to take out.",
                    "Write * where each value stands.",
                    token.span,
                )
            )
        check_aliases(names, len(parts) - 1, "star", token.span)
        return cls(cursor.span_since(mark), token.value, names, source, nodrop)

    def defines(self) -> tuple[str, ...]:
        return tuple(name.text for name in self.names)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        source = source_text(self.source, self.span, rel).expr
        first, *rest = anchors(self.pattern)
        found: list[Expr] = []
        rel, begin = self._after(rel, source, first, lit(1), found) if first else (rel, lit(1))
        captures: list[Expr] = []
        for part in rest:
            start = begin
            if part == "":
                captures.append(self._part(source, start))
                break
            rel, begin = self._after(rel, source, part, start, found)
            captures.append(self._part(source, start, infix(Op.SUB, found[-1], start)))
        matched = all_of(*(infix(Op.GT, place, 0) for place in found)) if found else f.isNotNull(source)
        rel, flag = rel.value(f.ifNull(matched, False), "matched", Kind.BOOL)
        holds = col(flag.sql)
        extracted: list[Extracted] = []
        for name, capture in zip(self.names, captures, strict=True):
            old = rel.find(name.text)
            otherwise = text(Typed(col(old.sql), old.kind, name.span)).expr if old else NULL_TEXT
            extracted.append(Extracted(name.text, f.if_(holds, capture, otherwise)))
        return set_fields(rel, extracted, holds, holds, nodrop=self.nodrop, cx=cx)

    def _part(self, source: Expr, *where: Expr) -> Expr:
        # Places are counted in bytes, which is faster, unless letters of other alphabets need their cases.
        return (f.substring if self.pattern.isascii() else f.substringUTF8)(source, *where)

    def _after(
        self, rel: Relation, source: Expr, part: str, start: Expr, found: list[Expr]
    ) -> tuple[Relation, Expr]:
        """Look for `part` from `start` on; its place goes to `found`, and the place behind it is returned.

        The first occurrence of each text is the right one: where what follows is not found behind it, it
        is not found behind a later one either.
        """
        search = f.positionCaseInsensitive if self.pattern.isascii() else f.positionCaseInsensitiveUTF8
        where = search(source, part) if start == lit(1) else search(source, part, start)
        rel, place = rel.value(where, "place", Kind.LONG)
        found.append(col(place.sql))
        rel, behind = rel.value(infix(Op.ADD, col(place.sql), len(part)), "behind", Kind.LONG)
        return rel, col(behind.sql)


def anchors(pattern: str) -> list[str]:
    """The fixed texts around the stars of a pattern: one more than it has stars."""
    parts = re.split(r"(?<!\\)\*", pattern)
    return [part.replace("\\*", "*") for part in parts]
