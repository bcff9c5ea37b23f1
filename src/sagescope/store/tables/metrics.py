"""The metric tables: what a series is, its points, and their rollups (reference performance.md, metrics)."""

from sagescope.metrics.storage import ACCURACY, LEVEL, POINTS, ROLLED, SERIES, Resolution
from sagescope.sql.build import col, f, floored, lit
from sagescope.sql.ddl import ColumnDef, CreateMaterializedView, CreateTable
from sagescope.sql.nodes import Expr, Item, Select, Table
from sagescope.sql.types import FLOAT64, INT64, STRING, UINT32, UINT64, SqlType, low_cardinality, map_of
from sagescope.store.tables.durability import DEDUPLICATED, DURABLE

__all__ = [
    "MARKS_VIEW",
    "POINTS",
    "ROLLED",
    "SERIES",
    "marks_view",
    "points_table",
    "rolled_table",
    "rollup_table",
    "series_table",
]

MARKS_VIEW = "metric_marks"

_HOUR = 3_600_000
_TIME, _NUMBER = ("Delta", "ZSTD(1)"), ("ZSTD(1)",)
_LATEST = SqlType("SimpleAggregateFunction", (SqlType("max"), INT64))


def series_table() -> CreateTable:
    """One row a series: its id is a hash of the metric and the identifying dimensions.

    Keys of dimensions are lower-case; values are as sent.
    """
    return CreateTable(
        SERIES,
        (
            ColumnDef("series", UINT64),
            ColumnDef("metric", low_cardinality(STRING)),
            ColumnDef("dimensions", map_of(low_cardinality(STRING), STRING)),
            ColumnDef("meta", map_of(low_cardinality(STRING), STRING)),
            ColumnDef("seen", INT64),
        ),
        "ReplacingMergeTree",
        ("seen",),
        order_by=(col("series"),),
        settings=DURABLE,
    )


def points_table() -> CreateTable:
    """The points; a point that comes again for the same series and time replaces the one before."""
    return CreateTable(
        POINTS,
        (
            ColumnDef("series", UINT64),
            ColumnDef("time", INT64, codec=_TIME),
            ColumnDef("value", FLOAT64, codec=_NUMBER),
            ColumnDef("received", INT64, codec=_TIME),
        ),
        "ReplacingMergeTree",
        ("received",),
        partition_by=_day(),
        order_by=(col("series"), col("time")),
        settings=(DEDUPLICATED, *DURABLE),
    )


def rollup_table(resolution: Resolution) -> CreateTable:
    """One row a series and bucket that has points; the row made last counts.

    A bucket of one point holds it in `sum` and nothing in the columns from `lowest` to `last` and in the
    sketch, which makes minute buckets of one-minute data as small as the raw points. `first_at` and
    `last_at` are milliseconds from the bucket's start.
    """
    sketch = SqlType("AggregateFunction", (SqlType(f"quantileDD({ACCURACY}, {LEVEL})"), FLOAT64))
    return CreateTable(
        resolution.table,
        (
            ColumnDef("series", UINT64),
            ColumnDef("time", INT64, codec=_TIME),
            ColumnDef("count", UINT32, codec=_NUMBER),
            ColumnDef("sum", FLOAT64, codec=_NUMBER),
            *(ColumnDef(name, FLOAT64, codec=_NUMBER) for name in ("lowest", "highest", "first", "last")),
            *(ColumnDef(name, UINT32, codec=_NUMBER) for name in ("first_at", "last_at")),
            ColumnDef("sketch", sketch, codec=_NUMBER),
            ColumnDef("made", INT64, codec=_TIME),
        ),
        "ReplacingMergeTree",
        ("made",),
        partition_by=_day() if resolution.length < _HOUR else _month(),
        order_by=(col("series"), col("time")),
        settings=DURABLE,
    )


def rolled_table() -> CreateTable:
    """One row an hour: when its rollups were made, and when points last came into it, by the engine's clock."""
    return CreateTable(
        ROLLED,
        (ColumnDef("hour", INT64), ColumnDef("made", _LATEST), ColumnDef("marked", _LATEST)),
        "AggregatingMergeTree",
        order_by=(col("hour"),),
        settings=DURABLE,
    )


def marks_view() -> CreateMaterializedView:
    """Marks the hours that points come into.

    The mark is written after the points, so whoever reads the clock, then the marks and then the points
    has either seen a point or finds a later mark.
    """
    return CreateMaterializedView(
        MARKS_VIEW,
        ROLLED,
        Select(
            (
                Item(col("hour"), "hour"),
                Item(f.toInt64(lit(0)), "made"),
                Item(f.toUnixTimestamp64Milli(f.now64(3)), "marked"),
            ),
            Table(POINTS),
            lets=(Item(floored(col("time"), _HOUR), "hour"),),
            group_by=(col("hour"),),
        ),
    )


def _day() -> Expr:
    return f.toYYYYMMDD(f.fromUnixTimestamp64Milli(col("time"), "UTC"))


def _month() -> Expr:
    return f.toYYYYMM(f.fromUnixTimestamp64Milli(col("time"), "UTC"))
