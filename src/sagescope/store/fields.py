"""Where a field lives: the one module that decides, for ingest and for queries alike.

* A message's own data (time, source, text) are fixed columns.
* A declared field is a nullable column `f_…`; absent is null, and so is the empty text at ingest.
* A promoted JSON path is a nullable column `j_…` that holds what extracting the path from `_raw` gives;
  a promoted key is a column `p_…` with the values of its compact `"key":"value"` pairs.
* Everything else is worked out from `_raw` when a query asks for it.

A query means the same whether a path is promoted or not (tests/store holds both to it).
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sagescope.lang.catalog import Catalog, FieldPlace, JsonPath
from sagescope.lang.json_values import plain_extraction
from sagescope.lang.terms import PAIR_SEPARATOR
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import TRUE, all_of, col, f, ne
from sagescope.sql.ddl import ColumnDef
from sagescope.sql.nodes import Expr
from sagescope.sql.types import STRING, low_cardinality, nullable
from sagescope.store.tables.logs import FEW_OR_NONE, LANDING, LOGS, TERMS

RAW = "raw"
TIME = "message_time"

_SYSTEM: tuple[tuple[str, str, Kind, str], ...] = (
    ("_messageTime", TIME, Kind.LONG, "The time of the message, milliseconds since the epoch."),
    ("_raw", RAW, Kind.TEXT, "The text of the message."),
    (
        "_receiptTime",
        "receipt_time",
        Kind.LONG,
        "When the message was received, milliseconds since the epoch.",
    ),
    ("_messageId", "message_id", Kind.LONG, "The number of the message, rising as messages arrive."),
    (
        "_sourceCategory",
        "source_category",
        Kind.TEXT,
        "The category of the source, or of the request's header.",
    ),
    ("_sourceHost", "source_host", Kind.TEXT, "The host; of CloudWatch logs the log group."),
    (
        "_sourceName",
        "source_name",
        Kind.TEXT,
        "The name of the file or stream; of CloudWatch logs the log stream.",
    ),
    ("_collector", "collector", Kind.TEXT, "The name of the collector."),
    ("_collectorId", "collector_id", Kind.LONG, "The id of the collector."),
    ("_source", "source", Kind.TEXT, "The name of the source."),
    ("_sourceId", "source_id", Kind.LONG, "The id of the source."),
    ("_size", "size", Kind.LONG, "The bytes of the message."),
    ("_format", "format", Kind.TEXT, "How the time of the message was recognised."),
    (
        "_loglevel",
        "loglevel",
        Kind.TEXT,
        "The level found in the message: FATAL, ERROR, WARN, INFO or DEBUG.",
    ),
    ("_view", "view", Kind.TEXT, "The partition that holds the message."),
)
_ALIASES = {"_index": "_view"}
_KEYED = {"source_category": "category_key", "f_namespace": "namespace_key"}

_MANY = nullable(STRING)
# Keys whose values repeat so much that a dictionary pays; all others are plain texts.
_FEW_VALUES = re.compile(
    r"(type|name|source|region|code|version|operation|account|accountid|modelid|userName|readOnly|category|status)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Schema:
    """What the log table holds beside its fixed columns.

    `fields` are the declared fields as users write them; `paths` and `pairs` what of the text is
    promoted; `geo` the address tables that are loaded.
    """

    fields: tuple[str, ...] = ("namespace",)
    paths: tuple[JsonPath, ...] = ()
    pairs: tuple[str, ...] = ()
    geo: frozenset[str] = frozenset()


def field_column(name: str) -> str:
    """The column of a declared field; names that differ only in case share it."""
    return _column("f", name.lower())


def path_column(path: JsonPath) -> str:
    """The column of a promoted JSON path; keys keep their case, since JSON has case."""
    plain = all(isinstance(step, str) and not re.search(r"[.\[]", step) for step in path)
    # A key with a dot is not two keys, nor is an index a key.
    return _column("j", ".".join(map(str, path)) if plain else json.dumps(path))


def pair_column(key: str) -> str:
    """The column of a promoted key."""
    return _column("p", key.lower())


def _column(letter: str, name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9]", "_", name)
    if plain == name:
        return f"{letter}_{plain}"
    return f"{letter}_{plain[:60]}_{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def field_definition(name: str) -> ColumnDef:
    """The definition of a declared field's column."""
    return ColumnDef(field_column(name), FEW_OR_NONE)


def path_definition(path: JsonPath) -> ColumnDef:
    """The definition of a promoted path's column: old parts compute it when read."""
    last = str(path[-1])
    type_ = low_cardinality(_MANY) if _FEW_VALUES.search(last) else _MANY
    codec = () if type_.name == "LowCardinality" else ("ZSTD(1)",)
    return ColumnDef(path_column(path), type_, default=plain_extraction(col(RAW), path), codec=codec)


def pair_definition(key: str) -> ColumnDef:
    """The definition of a promoted key's column."""
    return ColumnDef(pair_column(key), low_cardinality(STRING), default=pair_values(key))


def pair_values(key: str) -> Expr:
    """The lower-case values of all compact pairs of that key in the text, parted by NUL."""
    pattern = f'"{re.escape(key.lower())}":"([^"\\\\]*)"'
    return f.arrayStringConcat(f.extractAll(f.lower(col(RAW)), pattern), PAIR_SEPARATOR)


def catalog(schema: Schema) -> Catalog:
    """The catalog of the log table, for queries."""
    return _catalog(LOGS, schema, {name: field_column(name) for name in schema.fields}, keyed=True)


def landing_catalog(schema: Schema) -> Catalog:
    """The catalog of the landing view, for extraction rules: fields are those that the sender set."""
    return _catalog(LANDING, schema, {name: sent_column(name) for name in schema.fields}, keyed=False)


def sent_column(name: str) -> str:
    """The name, inside the landing view, of a field's value as sent."""
    return _column("e", name.lower())


def _catalog(table: str, schema: Schema, columns: dict[str, str], *, keyed: bool) -> Catalog:
    places: dict[str, FieldPlace] = {}
    for label, name, kind, about in _SYSTEM:
        places[label.lower()] = _place(Col(name, label, kind), about, keyed=keyed)
    for alias, label in _ALIASES.items():
        places.setdefault(alias, places[label])
    for label, name in columns.items():
        places[label.lower()] = _place(Col(name, label, Kind.TEXT), "", keyed=keyed)
    return Catalog(
        table=table,
        raw=RAW,
        time=TIME,
        fields=places,
        terms=col(TERMS.name),
        promoted={path: path_column(path) for path in schema.paths},
        pairs={key.lower(): pair_column(key) for key in schema.pairs},
        geo_tables=schema.geo,
    )


def _place(column: Col, about: str, *, keyed: bool) -> FieldPlace:
    name = column.sql
    if keyed and name in _KEYED:
        folded: Expr = col(_KEYED[name])
        return FieldPlace(column, folded, ne(folded, ""), about)
    if column.kind is not Kind.TEXT:
        return FieldPlace(column, f.toString(col(name)), TRUE, about)
    if name.startswith(("f_", "e_")):
        # Blank values of fields do not get past the landing view, so presence is being there at all.
        return FieldPlace(column, f.lower(col(name)), f.isNotNull(col(name)), about)
    return FieldPlace(
        column, f.lower(col(name)), all_of(f.isNotNull(col(name)), f.match(col(name), r"\S")), about
    )


def document_type(paths: Iterable[JsonPath]) -> tuple[dict[str, object], list[JsonPath]]:
    """Split paths into a tree that one extraction serves, and the rest that need one of their own.

    The tree maps keys to subtrees or None for a wanted value. Paths with array indexes, and paths
    that run through another wanted value, cannot be in it.
    """
    tree: dict[str, object] = {}
    apart: list[JsonPath] = []
    for path in sorted(paths, key=len, reverse=True):
        if not _add(tree, path):
            apart.append(path)
    return tree, apart


def _add(tree: dict[str, object], path: JsonPath) -> bool:
    at = tree
    keys = [step for step in path if isinstance(step, str)]
    if len(keys) < len(path):
        return False
    for key in keys[:-1]:
        below = at.setdefault(key, {})
        if not isinstance(below, dict):
            return False
        at = below
    if keys[-1] in at:
        return False
    at[keys[-1]] = None
    return True


__all__ = [
    "RAW",
    "TIME",
    "Schema",
    "catalog",
    "document_type",
    "field_column",
    "field_definition",
    "landing_catalog",
    "pair_column",
    "pair_definition",
    "pair_values",
    "path_column",
    "path_definition",
    "sent_column",
]
