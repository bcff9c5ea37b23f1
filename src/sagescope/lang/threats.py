"""Threat indicators in queries: what users have uploaded, matched with addresses, domains, hashes and the like.

They are rows of one lookup table that Sagescope keeps for itself; `lookup … from sumo://threat/…`, `threatip`
and `threatlookup` are views of it (reference search-language.md, 2).
"""

from collections.abc import Mapping, Sequence

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed, text
from sagescope.lang.lookups import VERSION, TableSchema, folded_key, table_rows
from sagescope.lang.operator import Bind
from sagescope.lang.references import field_column
from sagescope.lang.table_lookup import joined
from sagescope.lang.table_source import column_of, resolved
from sagescope.lang.table_syntax import Equality, Source
from sagescope.paths import path_key
from sagescope.plan.nodes import Match
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.sql.build import NULL_TEXT, any_of, array_of, col, eq, f, in_list, infix, lit
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import Name, StageFault

THREATS = "sumo://threat-intel"
"""The path of the table of indicators."""

INDICATOR_COLUMNS: Mapping[str, Kind] = {
    "id": Kind.TEXT,
    "source": Kind.TEXT,
    "indicator": Kind.TEXT,
    "type": Kind.TEXT,
    "confidence": Kind.INT,
    "threat_type": Kind.TEXT,
    "actors": Kind.TEXT,
    "kill_chain": Kind.TEXT,
    "fields": Kind.TEXT,
    "valid_from": Kind.LONG,
    "valid_until": Kind.LONG,
    "imported": Kind.LONG,
    "updated": Kind.LONG,
    "raw": Kind.TEXT,
}
"""The columns of the table of indicators; times are milliseconds since the epoch."""

INDICATOR_KEY = ("source", "id")

FEED_COLUMNS = ("type", "actor", "raw", "threatlevel", "threat")
"""The columns of `sumo://threat/cs`."""

EVERY_FEED = "cs"

ADDRESS_TYPES = ("ipv4-addr", "ipv6-addr")

LEVELS = ((85, "high"), (50, "medium"), (15, "low"))
"""From which confidence on an indicator has a level; below it is unverified."""

FEED_TYPES: Mapping[str, str] = {
    "ipv4-addr": "ip_address",
    "ipv6-addr": "ip_address",
    "domain-name": "domain",
    "email-addr": "email_address",
    "url": "url",
    "file": "file_name",
    "file:name": "file_name",
    "file:hashes.'MD5'": "hash_md5",
    "file:hashes.'SHA-1'": "hash_sha1",
    "file:hashes.'SHA-256'": "hash_sha256",
    "mutex:name": "mutex_name",
    "process": "service_name",
    "process:name": "service_name",
    "user-account": "username",
    "user-account:user_id": "username",
    "x509-certificate:serial_number": "x509_subject",
}
"""The types of indicators, and what the feed that `sumo://threat/cs` stands for calls them."""


def is_feed(where: Source) -> bool:
    """Whether a query names a threat feed."""
    return where.scheme == "sumo" and where.path.lower().startswith("threat/")


def feed_lookup(
    rel: Relation,
    where: Source,
    conditions: Sequence[Equality],
    wanted: Sequence[tuple[Name, str]],
    cx: Bind,
) -> Relation:
    """The rows with columns of a threat feed: pairs of column and new name. Raises StageFault."""
    feed = where.path.partition("/")[2]
    rows = _indicators(rel, where.span, cx, "" if feed.lower() == EVERY_FEED else feed)
    rows = best_of_each(_feed_columns(rows), FEED_COLUMNS)
    columns = list(rows.columns.values())
    pairs = resolved(conditions, [c for c in columns if c.label == "threat"], where.written, rel)
    outputs: list[tuple[str, Col]] = []
    for column, name in wanted:
        found = column_of(column, [c for c in columns if c.label in FEED_COLUMNS], where.written)
        outputs.append((name, found))
    key = rows.columns["key"]
    return joined(rel, rows, [(value, key) for value, _ in pairs], outputs, folded=True)


def address_threats(rel: Relation, at: Span, address: Name, names: Mapping[str, str], cx: Bind) -> Relation:
    """The rows with columns of the threat feed for the address in a field: column to new name."""
    rows = _indicators(rel, at, cx, "")
    kind = rows.columns["type"]
    rows = rows.filter(in_list(f.lower(col(kind.sql)), tuple(map(lit, ADDRESS_TYPES))))
    rows = best_of_each(_feed_columns(rows), FEED_COLUMNS)
    outputs = [(name, rows.columns[column]) for column, name in names.items()]
    value = text(field_column(address, rel))
    return joined(rel, rows, [(value, rows.columns["key"])], outputs, folded=True)


def indicator_rows(
    rel: Relation, at: Span, values: Sequence[Name], *, source: str, single: bool, cx: Bind
) -> Relation:
    """The rows with `_threatlookup.…` columns, one row for every match, or with the best one where `single`.

    Of several fields every one makes a row of its own.
    """
    rows = _indicators(rel, at, cx, source)
    labels = [label for label in INDICATOR_COLUMNS if label != "raw"]
    if single:
        rows = best_of_each(rows, labels)
        labels.append("num_matches")
    fields = [text(field_column(name, rel)) for name in values]
    if len(fields) > 1:
        rel, value = rel.explode("indicator", array_of(*(field.expr for field in fields)), Kind.TEXT)
        fields = [Typed(col(value.sql), Kind.TEXT, at)]
    outputs = [(f"_threatlookup.{label}", rows.columns[label]) for label in sorted(labels)]
    key = rows.columns["key"]
    match = Match.LEFT_ANY if single else Match.LEFT
    return joined(rel, rows, [(fields[0], key)], outputs, folded=True, match=match)


def threats_table(cx: Bind, at: Span) -> TableSchema:
    """The table of indicators. Raises StageFault where the server keeps none."""
    table = cx.catalog.tables.get(path_key(THREATS))
    if table is None:
        raise StageFault(
            Fault(
                "lookup.no_threats",
                "This server keeps no threat indicators.",
                "Upload some: `sagescope threats upload FILE`.",
                at,
            )
        )
    return table


def _indicators(rel: Relation, at: Span, cx: Bind, source: str) -> Relation:
    """The indicators that are valid now, of one source or of all, with their folded `key`."""
    table = threats_table(cx, at)
    rows = table_rows(table, rel.ids)
    now = f.toUnixTimestamp64Milli(f.now64(3))
    begin, end = col(rows.columns["valid_from"].sql), col(rows.columns["valid_until"].sql)
    rows = rows.filter(any_of(f.isNull(begin), infix(Op.LE, begin, now)))
    rows = rows.filter(any_of(f.isNull(end), infix(Op.GT, end, now)))
    if source:
        rows = rows.filter(eq(f.lowerUTF8(col(rows.columns["source"].sql)), source.lower()))
    indicator = rows.columns["indicator"]
    return rows.extend({"key": (folded_key(col(indicator.sql), Kind.TEXT), Kind.TEXT)})


def _feed_columns(rows: Relation) -> Relation:
    held = {name: col(c.sql) for name, c in rows.columns.items()}
    confidence = f.ifNull(held["confidence"], 0)
    levels: list[Expr | str] = []
    for least, level in LEVELS:
        levels += [infix(Op.GE, confidence, least), level]
    types = f.transform(
        f.ifNull(held["type"], ""),
        array_of(*FEED_TYPES),
        array_of(*FEED_TYPES.values()),
        f.ifNull(held["type"], ""),
    )
    return rows.extend(
        {
            "threat": (held["indicator"], Kind.TEXT),
            "type": (types, Kind.TEXT),
            "actor": (f.if_(eq(f.ifNull(held["actors"], ""), ""), NULL_TEXT, held["actors"]), Kind.TEXT),
            "threatlevel": (f.multiIf(*levels, "unverified"), Kind.TEXT),
        }
    )


def best_of_each(rows: Relation, labels: Sequence[str]) -> Relation:
    """One row for each indicator: the one of the highest confidence, of those the newest.

    `num_matches` counts them all.
    """
    held = rows.columns
    order = f.tuple(
        f.ifNull(col(held["confidence"].sql), -1), f.ifNull(col(held["updated"].sql), 0), col(VERSION)
    )
    values = [
        (label, f.tupleElement(f.argMax(f.tuple(col(held[label].sql)), order), 1), held[label].kind)
        for label in labels
    ]
    return rows.aggregate([("key", held["key"])], [*values, ("num_matches", f.toInt64(f.count()), Kind.LONG)])
