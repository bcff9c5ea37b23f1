"""The metric tables: what a series is, and its points (reference performance.md, metrics)."""

from sagescope.metrics.compile import POINTS, SERIES
from sagescope.sql.build import col, f
from sagescope.sql.ddl import ColumnDef, CreateTable
from sagescope.sql.types import FLOAT64, INT64, STRING, UINT64, low_cardinality, map_of
from sagescope.store.tables.durability import DEDUPLICATED, DURABLE

__all__ = ["POINTS", "SERIES", "points_table", "series_table"]


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
            ColumnDef("time", INT64, codec=("Delta", "ZSTD(1)")),
            ColumnDef("value", FLOAT64, codec=("ZSTD(1)",)),
            ColumnDef("received", INT64, codec=("Delta", "ZSTD(1)")),
        ),
        "ReplacingMergeTree",
        ("received",),
        partition_by=f.toYYYYMMDD(f.fromUnixTimestamp64Milli(col("time"), "UTC")),
        order_by=(col("series"), col("time")),
        settings=(DEDUPLICATED, *DURABLE),
    )
