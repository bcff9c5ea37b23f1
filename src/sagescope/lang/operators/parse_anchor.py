"""`parse`: take text out between fixed anchors."""

import re
from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
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
from sagescope.sql.build import all_of, col, f
from sagescope.sql.nodes import Expr
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
        rel, groups = rel.value(
            f.extractGroups(f.ifNull(source, ""), anchor_regex(self.pattern)), "groups", Kind.NULL
        )
        held = col(groups.sql)
        matched = all_of(f.isNotNull(source), f.notEmpty(held))
        extracted: list[Extracted] = []
        for i, name in enumerate(self.names, 1):
            old = rel.find(name.text)
            otherwise: Expr = f.CAST(None, "Nullable(String)")
            if old is not None:
                otherwise = col(old.sql) if old.kind is Kind.TEXT else f.toString(col(old.sql))
            extracted.append(Extracted(name.text, f.if_(matched, f.arrayElement(held, i), otherwise)))
        return set_fields(rel, extracted, matched, matched, nodrop=self.nodrop, cx=cx)


def anchors(pattern: str) -> list[str]:
    """The fixed texts around the stars of a pattern: one more than it has stars."""
    parts = re.split(r"(?<!\\)\*", pattern)
    return [part.replace("\\*", "*") for part in parts]


def anchor_regex(pattern: str) -> str:
    """The RE2 pattern of an anchor pattern; its groups are the stars."""
    parts = anchors(pattern)
    body = "(.*?)".join(re.escape(part) for part in parts)
    if parts[0] == "":
        body = "^" + body
    if parts[-1] == "":
        body = body.removesuffix("(.*?)") + "(.*)$"
    return "(?is)" + body
