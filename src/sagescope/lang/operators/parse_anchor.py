"""`parse`: take text out between fixed anchors."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.anchors import Anchors, find_anchors, parse_anchors
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import Extracted, Options, check_aliases, set_fields, source_text
from sagescope.plan.relation import Relation
from sagescope.sql.build import any_of
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Cursor, Name
from sagescope.syntax.tokens import T

_APACHE = (
    r'parse regex "^(?<src_ip>\S+) \S+ (?<user>\S+) \[[^\]]+\] \"(?<method>\S+) (?<url>\S+)[^\"]*\" '
    r'(?<status_code>\d+) (?<size>\d+|-)"'
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Patterns and the names of their values, in order."""

    patterns: tuple[Anchors, ...]
    names: tuple[Name, ...]


@operator(
    "parse",
    family="parse",
    syntax=(
        'parse [field=<field>] "<text with *>" as <name>, … [nodrop]',
        'parse "<text with *>" as <name>, …, "<text with *>" as <name>, … [nodrop]',
    ),
    parses=True,
    ingest=True,
    examples=(
        '* | parse "GET * HTTP" as path',
        '* | json "userIdentity.arn" as arn nodrop | parse field=arn "arn:aws:sts::*:*/*" as account, kind, name nodrop',
        '* | parse "user=*:" as user, "host=* " as host nodrop',
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
    absent or keep what they held before. Several patterns with their names may stand in one stage: each
    sets its fields where it matches, and a row matches when any of them does.
    """

    segments: tuple[Segment, ...]
    source: Name | None
    nodrop: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        options = Options()
        while options.take(cursor):
            pass
        if cursor.peek().is_word("using"):
            raise cursor.fault(
                "parse.using",
                "The library's parsers are not known here.",
                f"Write the pattern out. For Apache's access log: {_APACHE}",
            )
        segments: list[Segment] = []
        while not segments or cursor.sign(","):
            segments.append(_segment(cursor, options))
            while options.take(cursor):
                pass
        return cls(cursor.span_since(mark), tuple(segments), options.source, options.nodrop)

    def defines(self) -> tuple[str, ...]:
        return tuple(name.text for segment in self.segments for name in segment.names)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        source = source_text(self.source, self.span, rel).expr
        extracted: list[Extracted] = []
        matched: list[Expr] = []
        for segment in self.segments:
            names = iter(segment.names)
            for pattern in segment.patterns:
                rel, holds, values = find_anchors(rel, source, pattern)
                matched.append(holds)
                extracted += [Extracted(n.text, v, n.span) for v, n in zip(values, names, strict=False)]
        return set_fields(rel, extracted, any_of(*matched), nodrop=self.nodrop)


def _segment(cursor: Cursor, options: Options) -> Segment:
    mark = cursor.mark()
    patterns: list[Anchors] = []
    while not patterns or cursor.sign(","):
        token = cursor.string("The text to look for, with * for each value,")
        patterns.append(parse_anchors(token.pattern, token.span))
    at = cursor.span_since(mark)
    while options.take(cursor):
        pass
    cursor.expect_word("as", after="after the pattern of parse")
    what = "the name of the value"
    names = list(cursor.names(what)) if cursor.peek().is_sign("(") else [cursor.name(what)]
    # A text after the comma is the pattern of the next segment.
    while cursor.peek().is_sign(",") and cursor.peek(1).kind is not T.STRING:
        cursor.take()
        names.append(cursor.name(what))
    check_aliases(names, sum(p.stars for p in patterns), "star", at)
    return Segment(tuple(patterns), tuple(names))
