"""The tables that hold the rows of lookup tables: one for every generation of a table's rows.

Replacing the rows as a whole fills a new table, and the metadata then says that it counts; so whoever is
killed in between leaves the old rows as they were. Single rows are written in place: a later version of a
row with the same key hides the ones before, and one that is `gone` hides the row.

Columns of users are `v1`, `v2`, … in their order: no text of a user is a name here.
"""

from sagescope.lang.lookups import VERSION, WRITTEN, folded_key
from sagescope.model.lookup import ColumnType, LookupTable
from sagescope.plan.schema import Kind
from sagescope.sql.build import col, f, infix
from sagescope.sql.ddl import ColumnDef, CreateTable
from sagescope.sql.nodes import Expr, Op
from sagescope.sql.types import FLOAT64, INT64, STRING, UINT32, UINT64, SqlType, nullable
from sagescope.store.tables.durability import DURABLE

GONE = "gone"
SIZE = "size"
"""Bytes of a row, for the limit of its table."""

_TYPES = {
    ColumnType.BOOLEAN: SqlType("Bool"),
    ColumnType.INT: INT64,
    ColumnType.LONG: INT64,
    ColumnType.DOUBLE: FLOAT64,
    ColumnType.STRING: STRING,
}
KINDS = {
    ColumnType.BOOLEAN: Kind.BOOL,
    ColumnType.INT: Kind.INT,
    ColumnType.LONG: Kind.LONG,
    ColumnType.DOUBLE: Kind.DOUBLE,
    ColumnType.STRING: Kind.TEXT,
}


def rows_table_name(table: LookupTable) -> str:
    """The engine's table with the rows that count."""
    return f"lookup_{table.id.lower()}_{table.generation}"


def value_columns(table: LookupTable) -> tuple[str, ...]:
    """The columns of users, in their order."""
    return tuple(f"v{n}" for n, _ in enumerate(table.columns, 1))


def key_columns(table: LookupTable) -> tuple[int, ...]:
    """The places of the primary key's columns among all."""
    names = [c.name.lower() for c in table.columns]
    return tuple(names.index(key.lower()) for key in table.primary_keys)


def rows_table(table: LookupTable) -> CreateTable:
    """The engine's table for the rows of a lookup table."""
    keys = key_columns(table)
    values = tuple(
        ColumnDef(
            name, _TYPES[column.type] if i in keys else nullable(_TYPES[column.type]), codec=("ZSTD(1)",)
        )
        for i, (name, column) in enumerate(zip(value_columns(table), table.columns, strict=True))
    )
    order: tuple[Expr, ...] = tuple(
        folded_key(col(value_columns(table)[i]), KINDS[table.columns[i].type]) for i in keys
    )
    return CreateTable(
        rows_table_name(table),
        (
            *values,
            ColumnDef(WRITTEN, INT64, codec=("Delta", "ZSTD(1)")),
            ColumnDef(VERSION, UINT64, codec=("Delta", "ZSTD(1)")),
            ColumnDef(GONE, SqlType("UInt8")),
            ColumnDef(SIZE, UINT32, codec=("ZSTD(1)",)),
        ),
        "ReplacingMergeTree",
        (VERSION, GONE),
        # The rows of a saved file are all different: it has no key.
        order_by=order or (col(VERSION),),
        settings=DURABLE,
        until=expiry(table.ttl),
    )


def expiry(minutes: int) -> Expr | None:
    """When a row that nobody writes again is deleted; queries leave it out from then on by themselves."""
    if not minutes:
        return None
    return infix(Op.ADD, f.toDateTime(f.intDiv(col(WRITTEN), 1_000)), f.toIntervalMinute(minutes))
