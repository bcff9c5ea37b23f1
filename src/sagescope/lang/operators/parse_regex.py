"""`parse regex`, `extract`: take out what the named groups of a regular expression match."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.named_groups import group_value, named_groups
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import Extracted, Options, set_fields, source_text
from sagescope.lang.passage import passage
from sagescope.lang.regex import Pattern, re2_text, wide_text
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import any_of, array_of, col, f
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import Token


@operator(
    "parse regex",
    "extract",
    family="parse",
    syntax=('parse regex [field=<field>] "<pattern with (?<name>…)>" [nodrop] [multi]',),
    parses=True,
    ingest=True,
    examples=(
        r'* | parse regex "(?<ip>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})" nodrop',
        r'* | extract "status=(?<status>\d+)(?: took (?<ms>\d+)ms)?"',
        r'* | parse regex "\"id\":\"(?<id>[^\"]+)\"" multi | count by id',
    ),
    options={
        "multi": "Every match makes a row of its own.",
        "regex": "Names the kind of parse; the pattern follows.",
    },
)
@dataclass(frozen=True, slots=True)
class ParseRegex(Operator):
    """Takes out what the named groups of a regular expression match.

    `(?<name>…)` becomes the field of that name; every other group is `(?:…)`. The pattern is looked for anywhere
    in the text, with its case unless it says `(?i)`; the first match counts, and with `multi` every match makes
    a row of its own. The syntax is RE2's, and what of Java's goes with it: possessive repetitions and atomic
    groups are plain here, `.` takes no line break unless `(?s)` is there. Patterns with look-around or
    back-references are looked for outside the store, a row at a time, so they take longer and cannot stand in an
    extraction rule.

    Without `nodrop` a row without a match is dropped. A group that is not needed for the match and took
    nothing leaves its field absent, or what it was before.
    """

    patterns: tuple[Pattern, ...]
    source: Name | None
    nodrop: bool
    multi: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        options = Options()
        written: list[Token] = []
        multi = False
        while not (cursor.at_end and written):
            if options.take(cursor):
                continue
            if not multi and cursor.word("multi"):
                multi = True
            elif options.source is not None and not written and cursor.word("regex"):
                continue
            elif not written or cursor.sign(","):
                cursor.word("regex")
                written.append(cursor.string("A regular expression"))
            else:
                break
        span = cursor.span_since(mark)
        if multi and len(written) > 1:
            raise StageFault(
                Fault("parse.multi", "multi takes one pattern.", "Give each pattern its own stage.", span)
            )
        # Published stages with `multi` have groups without names, against the documentation.
        patterns = tuple(named_groups(token, others=multi) for token in written)
        return cls(span, patterns, options.source, options.nodrop, multi)

    def defines(self) -> tuple[str, ...]:
        return tuple(c.name for pattern in self.patterns for c in pattern.captures() if c.name is not None)

    def ingest_fault(self) -> Fault | None:
        if self.multi:
            return Fault(
                "rule.multi", "A rule makes no rows, so multi has no place.", "Leave it out.", self.span
            )
        if any(re2_text(pattern, end_is_free=True) is None for pattern in self.patterns):
            return Fault(
                "rule.pattern",
                "Look-around and back-references cannot run at ingest.",
                "Match a longer text and take the part with a group.",
                self.span,
            )
        return None

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        extracted: list[Extracted] = []
        matched: list[Expr] = []
        for pattern in self.patterns:
            rel, holds, values = self._find(rel, pattern, cx)
            matched.append(holds)
            named = zip(pattern.captures(), values, strict=True)
            extracted += [Extracted(c.name or "", v, pattern.span) for c, v in named]
        return set_fields(rel, extracted, any_of(*matched), nodrop=self.nodrop)

    def _find(self, rel: Relation, pattern: Pattern, cx: Bind) -> tuple[Relation, Expr, list[Expr]]:
        """Look for the pattern: whether it is there, and what its groups took."""
        source = source_text(self.source, self.span, rel).expr
        text = re2_text(pattern, end_is_free=not self.multi)
        if text is None:
            return self._find_outside(rel, pattern, source, cx)
        never_null = source == col(cx.catalog.raw)
        there = source if never_null else f.ifNull(source, "")
        if self.multi:
            rel, held = rel.value(f.extractAllGroupsVertical(there, text), "matches", Kind.TEXT)
            every: Expr = col(held.sql)
            if self._row_stays(rel):
                # One row without groups where nothing is found.
                every = f.if_(f.empty(every), array_of(f.emptyArrayString()), every)
            rel, groups = rel.explode("groups", every, Kind.TEXT)
        else:
            found = f.extractGroups(there, text)
            found = found if never_null else f.if_(f.isNull(source), f.emptyArrayString(), found)
            rel, groups = rel.value(found, "groups", Kind.TEXT)
        values = [group_value(col(groups.sql), i, c) for i, c in enumerate(pattern.captures())]
        return rel, f.notEmpty(col(groups.sql)), values

    def _find_outside(
        self, rel: Relation, pattern: Pattern, source: Expr, cx: Bind
    ) -> tuple[Relation, Expr, list[Expr]]:
        rel, text = rel.value(source, "text", Kind.TEXT)
        way = passage(rel, cx, self.defines())
        holds = rel.ids.column("", Kind.BOOL)
        made = [rel.ids.column("", Kind.TEXT) for _ in pattern.captures()]
        local = way.rel.local(
            "search_pattern",
            (text, *way.given),
            (holds, *made, *way.left),
            {"pattern": wide_text(pattern), "multi": self.multi, "stays": self._row_stays(rel)},
            records=rel.is_records,
            rowwise=not self.multi,
        )
        return way.behind(local), col(holds.sql), [col(c.sql) for c in made]

    def _row_stays(self, rel: Relation) -> bool:
        return self.nodrop or rel.matched is not None
