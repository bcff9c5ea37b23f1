"""`json`: take values out of a JSON document by their paths."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from sagescope.lang.catalog import JsonPath
from sagescope.lang.json_path import Path, parse_path
from sagescope.lang.json_values import extraction, keys_together
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import Extracted, Options, check_aliases, set_fields, source_document
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import all_of, any_of, col, f
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Cursor, Name
from sagescope.syntax.tokens import Token

_TUPLE_KEY = re.compile(r"[^\x00-\x1f`\\]+")
"""Keys that the name of a tuple's element can be."""


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
        '* | json "rows[?(@.k == \'5\')].name", "rows.length()" as names, count nodrop',
    ),
)
@dataclass(frozen=True, slots=True)
class Json(Operator):
    """Takes values out of a JSON document by their paths.

    A path is keys parted by dots, `[n]` for the n-th element of an array from 0 and `[-n]` for those from
    its end, `['a key']` for keys with blanks or dots; a leading `$.` may stand. Keys are taken with their
    case. Paths to several values give a JSON array: `[*]` for all elements, `[0,2]`, `['a','b']`,
    `[1:3]`, `[?(@.key == 'x')]` for elements with that value, `..key` for a key at any depth. `length()` at
    the end counts.

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
        options = Options()
        while options.take(cursor):
            pass
        paths = [_path(cursor.string("A JSON path"))]
        while cursor.sign(","):
            paths.append(_path(cursor.string("A JSON path")))
        names: tuple[Name, ...] = ()
        while not cursor.at_end:
            if options.take(cursor):
                continue
            if names or not cursor.word("as"):
                break
            names = cursor.names("the name of the value")
        if names:
            check_aliases(names, len(paths), "path", cursor.span_since(mark))
        else:
            names = tuple(Name(p.text.removeprefix("$."), p.span) for p in paths)
        return cls(cursor.span_since(mark), tuple(paths), names, options.source, options.nodrop)

    def defines(self) -> tuple[str, ...]:
        return tuple(name.text for name in self.names)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        source = source_document(self.source, self.span, rel).expr
        known: dict[JsonPath, Expr] = {}
        if source == col(cx.catalog.raw):
            known = {path: col(name) for path, name in cx.catalog.promoted.items()}
        rel, together = self._keys_together(rel, source, known)
        known |= together
        extracted: list[Extracted] = []
        found: list[Expr] = []
        for path, name in zip(self.paths, self.names, strict=True):
            value = known.get(path.plain) if path.plain is not None else None
            if value is None:
                rel, held = rel.value(extraction(source, path), name.text, Kind.TEXT)
                value = col(held.sql)
            found.append(f.isNotNull(value))
            extracted.append(Extracted(name.text, value, name.span))
        return set_fields(rel, extracted, any_of(*found), all_of(*found), nodrop=self.nodrop)

    def _keys_together(
        self, rel: Relation, source: Expr, known: dict[JsonPath, Expr]
    ) -> tuple[Relation, dict[JsonPath, Expr]]:
        """The values of keys at the top of the document, which is read once where there are several."""
        plain = [path.plain for path in self.paths]
        single = {p[0]: None for p in plain if p is not None and len(p) == 1 and p not in known}
        keys = [key for key in single if isinstance(key, str) and _TUPLE_KEY.fullmatch(key)]
        if len(keys) < 2:
            return rel, {}
        rel, document = rel.value(keys_together(source, keys), "document", Kind.TEXT)
        return rel, {(key,): f.tupleElement(col(document.sql), key) for key in keys}


def message_paths(operators: Iterable[Operator | None]) -> list[JsonPath]:
    """The JSON paths without wildcards that stages read of the message, in the order in which they first stand."""
    read = (op.paths for op in operators if isinstance(op, Json) and op.source is None)
    return list(dict.fromkeys(plain for paths in read for path in paths if (plain := path.plain) is not None))


def _path(token: Token) -> Path:
    return parse_path(token.value, token.span)
