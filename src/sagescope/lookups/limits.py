"""What a lookup table may hold (reference search-language.md, 10)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LookupLimits:
    """Bytes of a table and of an upload, bytes of a row, characters of a text in a primary key, tables."""

    table_bytes: int = 100 * 2**20
    row_bytes: int = 200 * 2**10
    key_length: int = 1_024
    tables: int = 1_000
