"""The log table, and the landing table that every batch goes through.

The design is measured in the reference performance.md: the raw text with a text index, promoted
columns, ordered by category, namespace and time, a partition a day.
"""

from sagescope.lang.terms import JOINER
from sagescope.sql.build import col, f
from sagescope.sql.ddl import ColumnDef, CreateTable, Index
from sagescope.sql.nodes import Expr
from sagescope.sql.types import INT64, STRING, UINT32, UINT64, low_cardinality, map_of, nullable
from sagescope.store.tables.durability import DEDUPLICATED, DURABLE

LOGS = "logs"
LANDING = "landing"
LANDING_VIEW = "landing_view"

FEW = low_cardinality(STRING)
FEW_OR_NONE = low_cardinality(nullable(STRING))

_FOLDED: Expr = f.replaceAll(f.lower(col("raw")), "_", JOINER)

_OTHER_SIGNS = rf"[^\x00-\x7f\pL\pN{JOINER}]+"
"""What the index's tokenizer, which knows ASCII alone, would take for parts of words: “ and … and the like."""

TERMS = ColumnDef(
    "terms",
    STRING,
    alias=f.if_(f.isValidASCII(col("raw")), _FOLDED, f.replaceRegexpAll(_FOLDED, _OTHER_SIGNS, " ")),
)
"""The text as the index cuts it: `_` does not part words, signs of any alphabet do (see lang.terms)."""

TERMS_INDEX = Index("raw_terms", col("terms"), "text", (("tokenizer", "splitByNonAlpha"),))
"""The index of the words of the text."""

_RISING = ("Delta", "ZSTD(1)")

DELIVERY = (
    ColumnDef("delivery", UINT64, codec=("ZSTD(1)",)),
    ColumnDef("delivery_row", UINT32, codec=("Delta", "ZSTD(1)")),
)
"""Which delivery a message came by, 0 for none that could come again, and its place in it: so the store itself
knows what it has of a delivery (see ingest.delivery)."""

DELIVERY_INDEXES = (
    Index("deliveries", col("delivery"), "bloom_filter"),
    Index("receipts", col("receipt_time"), "minmax"),
)
"""The indexes by which a delivery, and the deliveries of the last days, are found."""

ARRIVING: tuple[ColumnDef, ...] = (
    ColumnDef("message_time", INT64, codec=_RISING),
    ColumnDef("receipt_time", INT64, codec=_RISING),
    ColumnDef("message_id", INT64, codec=_RISING),
    ColumnDef("raw", STRING, codec=("ZSTD(1)",)),
    ColumnDef("collector", FEW),
    ColumnDef("collector_id", INT64, codec=("ZSTD(1)",)),
    ColumnDef("source", FEW),
    ColumnDef("source_id", INT64, codec=("ZSTD(1)",)),
    ColumnDef("source_name", FEW),
    ColumnDef("source_host", FEW),
    ColumnDef("source_category", FEW),
    ColumnDef("format", FEW),
    *DELIVERY,
)
"""The columns that a batch brings, beside the map of its fields."""


def landing_table() -> CreateTable:
    """Where batches are inserted; it keeps nothing, its view writes to the log table."""
    fields = ColumnDef("fields", map_of(FEW, STRING))
    plain = tuple(ColumnDef(c.name, c.type) for c in ARRIVING)
    return CreateTable(LANDING, (*plain, fields, TERMS), "Null")


def logs_table() -> CreateTable:
    """The log table without fields and promoted columns, which come and go with the schema."""
    columns = (
        *ARRIVING,
        TERMS,
        ColumnDef("size", UINT32, codec=("ZSTD(1)",)),
        ColumnDef("loglevel", FEW_OR_NONE),
        ColumnDef("view", FEW),
        ColumnDef("f_namespace", FEW_OR_NONE),
        ColumnDef("category_key", FEW, materialized=f.lower(col("source_category"))),
        ColumnDef("namespace_key", FEW, materialized=f.lower(f.ifNull(col("f_namespace"), ""))),
    )
    return CreateTable(
        LOGS,
        columns,
        "MergeTree",
        indexes=(
            TERMS_INDEX,
            Index("times", col("message_time"), "minmax"),
            *DELIVERY_INDEXES,
        ),
        partition_by=f.toYYYYMMDD(f.fromUnixTimestamp64Milli(col("message_time"), "UTC")),
        order_by=(col("category_key"), col("namespace_key"), col("message_time")),
        settings=(DEDUPLICATED, *DURABLE),
    )
