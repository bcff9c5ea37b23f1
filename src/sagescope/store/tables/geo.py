"""Tables and dictionaries for looking up addresses.

Ranges are kept in blocks of a few: the first dictionary finds the block that covers an address, the second
holds the starts (8 bytes each, big-endian, so that they compare as bytes) and the places (4 bytes,
little-endian) of the ranges in a block, the third what is known of a place. So a lookup
is a function of one row, and needs no join (ARCHITECTURE, geolocation).
"""

from sagescope.sql.build import col
from sagescope.sql.ddl import ColumnDef, CreateDictionary, CreateTable, Layout
from sagescope.sql.types import FLOAT64, INT64, STRING, UINT64, SqlType, nullable

ROWS_PER_BLOCK = 32

_TEXT = nullable(STRING)
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
    "network": {"asn": nullable(INT64), "organization": _TEXT},
}
"""What is known of a place, by the kind of lookup."""


def geo_tables(kind: str) -> tuple[CreateTable, CreateTable]:
    """The tables of blocks and of places of `location` or `network`."""
    blocks = (
        ColumnDef("block", UINT64),
        ColumnDef("family", UINT64),
        ColumnDef("first", UINT64),
        ColumnDef("last", UINT64),
        ColumnDef("starts", STRING, codec=("ZSTD(3)",)),
        ColumnDef("places", STRING, codec=("ZSTD(3)",)),
    )
    places = tuple(ColumnDef(name, type_) for name, type_ in PLACE_COLUMNS[kind].items())
    return (
        CreateTable(f"{kind}_blocks", blocks, "MergeTree", order_by=(col("block"),)),
        CreateTable(
            f"{kind}_places", (ColumnDef("place", UINT64), *places), "MergeTree", order_by=(col("place"),)
        ),
    )


def geo_dictionaries(kind: str) -> tuple[CreateDictionary, CreateDictionary, CreateDictionary]:
    """The dictionaries over those tables, in the order of a lookup."""
    of_blocks, of_places = f"{kind}_blocks", f"{kind}_places"
    covering = (
        ColumnDef("family", UINT64),
        ColumnDef("first", UINT64),
        ColumnDef("last", UINT64),
        ColumnDef("block", UINT64),
    )
    ranges = (
        ColumnDef("block", UINT64),
        ColumnDef("starts", STRING),
        ColumnDef("places", STRING),
    )
    places = tuple(ColumnDef(name, type_) for name, type_ in PLACE_COLUMNS[kind].items())
    return (
        CreateDictionary(
            f"{kind}_block", covering, "family", of_blocks, Layout.RANGE_HASHED, ("first", "last")
        ),
        CreateDictionary(f"{kind}_range", ranges, "block", of_blocks, Layout.HASHED_ARRAY),
        CreateDictionary(
            f"{kind}_place", (ColumnDef("place", UINT64), *places), "place", of_places, Layout.HASHED_ARRAY
        ),
    )
