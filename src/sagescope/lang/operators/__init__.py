"""The operators, one file each. The list below is the registry's only list; a test checks it against the files."""

from sagescope.lang.operators import (
    aggregate,
    assign,
    fields,
    json,
    limit,
    lookup,
    parse_anchor,
    sort,
    timeslice,
    transpose,
    where,
)

__all__ = [
    "aggregate",
    "assign",
    "fields",
    "json",
    "limit",
    "lookup",
    "parse_anchor",
    "sort",
    "timeslice",
    "transpose",
    "where",
]
