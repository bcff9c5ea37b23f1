"""Tables for looking up addresses: ranges in blocks, an index of the blocks, and the places.

A lookup finds the block of each distinct address first, so that only the blocks in question are read.
"""

from sagescope.sql.build import col
from sagescope.sql.ddl import ColumnDef, CreateTable
from sagescope.sql.nodes import Setting
from sagescope.sql.types import (
    FLOAT64,
    INT64,
    STRING,
    UINT8,
    UINT32,
    UINT64,
    SqlType,
    low_cardinality,
    nullable,
)

_TEXT = low_cardinality(nullable(STRING))
_NUMBER = nullable(FLOAT64)

PLACE_COLUMNS: dict[str, dict[str, SqlType]] = {
    "location": {
        "latitude": _NUMBER,
        "longitude": _NUMBER,
        "continent": _TEXT,
        "country_code": _TEXT,
        "country_name": _TEXT,
        "region": _TEXT,
        "city": _TEXT,
        "state": _TEXT,
        "postal_code": _TEXT,
    },
    "network": {"asn": nullable(INT64), "organization": nullable(STRING)},
}
"""The columns of each kind of place."""


def geo_tables(kind: str) -> tuple[CreateTable, CreateTable, CreateTable]:
    """The range, block and place tables of `location` or `network`."""
    start = (
        ColumnDef("family", UINT8),
        ColumnDef("block", UINT32),
        ColumnDef("start", UINT64, codec=("Delta", "ZSTD(1)")),
    )
    granule = (Setting("index_granularity", 256),)
    places = tuple(ColumnDef(name, type_) for name, type_ in PLACE_COLUMNS[kind].items())
    return (
        CreateTable(
            f"{kind}_ranges",
            (*start, ColumnDef("place", UINT32, codec=("ZSTD(1)",))),
            "MergeTree",
            order_by=(col("family"), col("block"), col("start")),
            settings=granule,
        ),
        CreateTable(f"{kind}_blocks", start, "MergeTree", order_by=(col("family"), col("start"))),
        CreateTable(
            f"{kind}_places",
            (ColumnDef("place", UINT32), *places),
            "MergeTree",
            order_by=(col("place"),),
            settings=granule,
        ),
    )
