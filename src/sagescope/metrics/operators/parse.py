"""`parse`: dimensions out of the text of a dimension."""

import re
from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.reading import dimension
from sagescope.metrics.series import Series, label_map
from sagescope.span import Span
from sagescope.sql.build import col, eq, f, lit
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T

_STARS = re.compile(r"\*+")
_RAW_NAME = "_rawName"


@operator(
    "parse",
    family="dimensions",
    syntax=("parse [field=<dimension>] <pattern> as <dimension>, …",),
    examples=(
        "metric=RequestCount | parse field=LoadBalancer */*/* as type, name, id | sum by name",
        'prod.*.cpu.* | parse field=_rawName "prod.*.cpu.*" as host, kind',
    ),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Parse(Operator):
    """Takes dimensions out of the text of a dimension.

    Each `*` of the pattern is a dimension, as short as it can be; `**` is as long as it can be. The pattern
    has to be that of the whole text, in any case of letters, and may stand in quotes. Without `field=` it is
    that of the path of a Graphite metric. Dimensions that are there already get the new value, `metric` too;
    series that do not match stay as they are.
    """

    field: Name
    pattern: str
    names: tuple[Name, ...]

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        field = Name(_RAW_NAME, name.span)
        if cursor.peek().is_word("field") and cursor.peek(1).is_sign("="):
            cursor.take()
            cursor.take()
            field = dimension(cursor)
        pattern, at = _pattern(cursor)
        cursor.expect_word("as", after="after the pattern")
        names = [dimension(cursor)]
        while cursor.sign(","):
            names.append(dimension(cursor))
        _check(pattern, at, names)
        return cls(name.span.to(cursor.span_since(mark)), field, pattern, tuple(names))

    def bind(self, rel: Series, cx: Bind) -> Series:
        labels = rel.labels
        found = f.extractGroups(labels.of(self.field.text), _regex(self.pattern))
        matched = eq(f.notEmpty(found), 1)
        values = [(name, f.arrayElement(found, i)) for i, name in enumerate(self.names, 1)]
        taken = label_map([(n.text, value) for n, value in values if n.text.lower() != "metric"])
        metric = next((value for n, value in values if n.text.lower() == "metric"), None)
        held = f.CAST(col(labels.map), lit("Map(String, String)"))
        return rel.relabelled(
            metric=None if metric is None else f.if_(matched, metric, col(labels.metric)),
            map=f.if_(matched, f.mapUpdate(held, taken), held),
            spelled=[n for n in self.names if n.text.lower() != "metric"],
        )


def _pattern(cursor: Cursor) -> tuple[str, Span]:
    """Take the pattern: a quoted text, or all before the last `as`."""
    first = cursor.peek()
    if first.kind is T.STRING and cursor.peek(1).is_word("as"):
        cursor.take()
        return first.value, first.span
    ahead = end = 0
    while (token := cursor.peek(ahead)).kind not in (T.PIPE, T.END):
        end = ahead if token.is_word("as") and not token.glued else end
        ahead += 1
    if not end:
        raise cursor.fault(
            "parse.pattern",
            "A pattern and the names of its parts are expected.",
            "Write parse field=name */* as a, b.",
        )
    last = first
    for _ in range(end):
        last = cursor.take()
    span = first.span.to(last.span)
    return cursor.text[span.start : span.end], span


def _check(pattern: str, at: Span, names: list[Name]) -> None:
    stars = _STARS.findall(pattern)
    if any(len(run) > 2 for run in stars):
        raise StageFault(
            Fault("parse.stars", "Three stars in a row mean nothing.", "Write * or ** for a part.", at)
        )
    if len(stars) != len(names):
        raise StageFault(
            Fault(
                "parse.names",
                f"The pattern has {len(stars)} parts and {len(names)} names.",
                "Give a name to each * of the pattern, in order.",
                at,
            )
        )
    seen: set[str] = set()
    for name in names:
        if name.text.lower() in seen:
            raise StageFault(
                Fault(
                    "parse.repeated",
                    f"The name {name.text!r} is given twice.",
                    "Give each part its own name.",
                    name.span,
                )
            )
        seen.add(name.text.lower())


def _regex(pattern: str) -> str:
    parts: list[str] = []
    at = 0
    for run in _STARS.finditer(pattern):
        parts += [re.escape(pattern[at : run.start()]), "(.*?)" if len(run[0]) == 1 else "(.*)"]
        at = run.end()
    return f"(?is)^{''.join(parts)}{re.escape(pattern[at:])}$"
