"""The functions of expressions, one table a family."""

from sagescope.lang.functions import (
    addresses,
    arithmetic,
    arrays,
    casts,
    conditional,
    dates,
    encodings,
    formats,
    geography,
    links,
    numerals,
    replacing,
    tables,
    texts,
    times,
)

__all__ = [
    "addresses",
    "arithmetic",
    "arrays",
    "casts",
    "conditional",
    "dates",
    "encodings",
    "formats",
    "geography",
    "links",
    "numerals",
    "replacing",
    "tables",
    "texts",
    "times",
]
