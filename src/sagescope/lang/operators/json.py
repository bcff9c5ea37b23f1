"""`json`: take values out of a JSON document by their paths."""

import re
from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.catalog import JsonPath
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
from sagescope.span import Span
from sagescope.sql.build import NULL, all_of, any_of, col, f, fn, lit, ne
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T, Token

ANY = "*"
"""A step to all elements of an array or all values of an object."""

_STEP = re.compile(
    r"""
    \.?\[ \s* (?: (?P<index>-?\d+) | (?P<all>\*) | '(?P<single>(?:[^'\\]|\\.)*)' | "(?P<double>(?:[^"\\]|\\.)*)" ) \s* \]
  | (?:^|\.) (?P<star>\*) (?=\.|\[|$)
  | (?:^|\.) (?P<name>[^.\[\]]+)
""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Path:
    """A JSON path: keys, array indexes, and `AnyStep` for wildcards."""

    text: str
    steps: "tuple[str | int | AnyStep, ...]"
    span: Span

    @property
    def plain(self) -> JsonPath | None:
        """The path without wildcards, or None where it has some."""
        steps = tuple(s for s in self.steps if not isinstance(s, AnyStep))
        return steps if len(steps) == len(self.steps) else None


@dataclass(frozen=True, slots=True)
class AnyStep:
    """`[*]` or `.*`."""


@operator(
    "json",
    family="parse",
    syntax=('json [field=<field>] "<path>", … [as <name>, …] [nodrop]',),
    parses=True,
    ingest=True,
    examples=(
        '* | json "eventName", "userIdentity.arn" as event, arn',
        '* | json "requestParameters.tags[0].key" as tag nodrop',
        '* | json "rows[*].k" as keys nodrop',
    ),
)
@dataclass(frozen=True, slots=True)
class Json(Operator):
    """Takes values out of a JSON document by their paths.

    A path is keys parted by dots, `[n]` for the n-th element of an array from 0, `['a key']` for keys
    with blanks or dots, `[*]` for all elements; a leading `$.` may stand. Keys are taken with their case.
    A text comes without its quotes, numbers and truth values as text, objects and arrays as compact
    JSON. A JSON null counts as absent.

    Without `nodrop` a row is dropped when its text is no JSON or any path is missing. With `nodrop` the
    row stays; missing values are absent, or keep what the field held before. Without `as` a field is
    named like its path.
    """

    paths: tuple[Path, ...]
    names: tuple[Name, ...]
    source: Name | None
    nodrop: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        if cursor.peek().is_word("auto", "keys"):
            raise cursor.fault(
                "json.auto",
                f"json {cursor.peek().text} is not supported yet.",
                'List the paths: json "a.b", "c".',
            )
        source = source_option(cursor)
        paths = [_path(cursor.string("A JSON path"))]
        while cursor.sign(","):
            paths.append(_path(cursor.string("A JSON path")))
        names: tuple[Name, ...] = ()
        nodrop = False
        while not cursor.at_end:
            if source is None and (source := source_option(cursor)):
                continue
            if not names and cursor.word("as"):
                names = cursor.names()
            elif not nodrop and nodrop_option(cursor):
                nodrop = True
            else:
                break
        if names:
            check_aliases(names, len(paths), "path", cursor.span_since(mark))
        else:
            names = tuple(Name(p.text.removeprefix("$."), p.span) for p in paths)
        return cls(cursor.span_since(mark), tuple(paths), names, source, nodrop)

    def defines(self) -> tuple[str, ...]:
        return tuple(name.text for name in self.names)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        source = source_text(self.source, self.span, rel).expr
        from_message = source == col(cx.catalog.raw)
        extracted: list[Extracted] = []
        found: list[Expr] = []
        for path, name in zip(self.paths, self.names, strict=True):
            plain = path.plain
            promoted = cx.catalog.promoted.get(plain) if from_message and plain is not None else None
            if promoted is not None:
                value: Expr = col(promoted)
            else:
                rel, held = rel.value(extraction(source, path), name.text, _TEXT)
                value = col(held.sql)
            found.append(f.isNotNull(value))
            old = rel.find(name.text)
            # A path that is missing leaves what the field held before.
            kept = f.ifNull(value, col(old.sql)) if old is not None and old.kind is _TEXT else value
            extracted.append(Extracted(name.text, kept))
        return set_fields(rel, extracted, any_of(*found), all_of(*found), nodrop=self.nodrop, cx=cx)


_TEXT = Extracted("", NULL).kind


def _path(token: Token) -> Path:
    assert token.kind is T.STRING
    return parse_path(token.value, token.span)


def parse_path(text: str, span: Span) -> Path:
    """A JSON path from its text.

    Raises StageFault `json.path` for what is no path, and for forms that are not supported
    (recursive descent, slices, unions, filters).
    """
    body = text.strip()
    if body.startswith("$"):
        body = body[1:].removeprefix(".")
    steps: list[str | int | AnyStep] = []
    at = 0
    while at < len(body):
        step = _STEP.match(body, at)
        if step is None or step.end() == at:
            raise StageFault(
                Fault(
                    "json.path",
                    f"{text!r} is not a JSON path that is understood here.",
                    "Write keys parted by dots, [n], ['a key'] or [*].",
                    span,
                )
            )
        if step["index"] is not None:
            steps.append(int(step["index"]))
        elif step["all"] or step["star"]:
            steps.append(AnyStep())
        else:
            quoted = step["single"] if step["single"] is not None else step["double"]
            steps.append(re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else step["name"].strip())
        at = step.end()
    if not steps:
        raise StageFault(
            Fault("json.path", "The JSON path is empty.", 'Write a key such as "eventName".', span)
        )
    return Path(text, tuple(steps), span)


def extraction(source: Expr, path: Path) -> Expr:
    """The value at `path` in the document `source`, null where it is missing."""
    plain = path.plain
    if plain is not None:
        return plain_extraction(source, plain)
    return _wild_extraction(source, path)


def plain_extraction(source: Expr, path: JsonPath) -> Expr:
    """The value at a path without wildcards: the definition that promoted columns hold to."""
    return f.JSONExtract(source, *(_index(step) for step in path), "Nullable(String)")


def _index(step: str | int) -> str | int:
    # The engine counts elements from 1, and from the end with -1.
    return step if isinstance(step, str) or step < 0 else step + 1


def _wild_extraction(source: Expr, path: Path) -> Expr:
    found: Expr = f.array(f.ifNull(source, ""))
    for step in path.steps:
        match step:
            case AnyStep():
                values = f.arrayConcat(
                    f.JSONExtractArrayRaw(col("x")),
                    f.arrayMap(
                        fn("kv", f.tupleElement(col("kv"), 2)), f.JSONExtractKeysAndValuesRaw(col("x"))
                    ),
                )
                found = f.arrayFlatten(f.arrayMap(fn("x", values), found))
            case _:
                inner = f.JSONExtractRaw(col("x"), _index(step))
                found = f.arrayFilter(fn("x", ne(col("x"), "")), f.arrayMap(fn("x", inner), found))
    joined = f.concat("[", f.arrayStringConcat(found, ","), "]")
    return f.if_(f.empty(found), f.CAST(lit(None), "Nullable(String)"), joined)
