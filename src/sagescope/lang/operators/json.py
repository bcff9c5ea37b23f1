"""`json`: take values out of a JSON document by their paths."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from sagescope.lang.catalog import JsonPath
from sagescope.lang.json_path import Path, extraction, parse_path
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import (
    Extracted,
    check_aliases,
    nodrop_option,
    set_fields,
    source_document,
    source_option,
)
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import all_of, any_of, col, f
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Cursor, Name
from sagescope.syntax.tokens import T, Token


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
        source = source_document(self.source, self.span, rel).expr
        from_message = source == col(cx.catalog.raw)
        extracted: list[Extracted] = []
        found: list[Expr] = []
        for path, name in zip(self.paths, self.names, strict=True):
            plain = path.plain
            promoted = cx.catalog.promoted.get(plain) if from_message and plain is not None else None
            if promoted is not None:
                value: Expr = col(promoted)
            else:
                rel, held = rel.value(extraction(source, path), name.text, Kind.TEXT)
                value = col(held.sql)
            found.append(f.isNotNull(value))
            old = rel.find(name.text)
            # A path that is missing leaves what the field held before.
            kept = f.ifNull(value, col(old.sql)) if old is not None and old.kind is Kind.TEXT else value
            extracted.append(Extracted(name.text, kept))
        return set_fields(rel, extracted, any_of(*found), all_of(*found), nodrop=self.nodrop, cx=cx)


def message_paths(operators: Iterable[Operator | None]) -> list[JsonPath]:
    """The JSON paths without wildcards that stages read of the message, in the order in which they first stand."""
    read = (op.paths for op in operators if isinstance(op, Json) and op.source is None)
    return list(dict.fromkeys(plain for paths in read for path in paths if (plain := path.plain) is not None))


def _path(token: Token) -> Path:
    assert token.kind is T.STRING
    return parse_path(token.value, token.span)
