"""Geolocation as columns of tables, for a look-up inside ClickHouse.

One range can be found without a sort or an as-of join over millions of rows. Ranges are cut into blocks of
a few hundred; the small block index says in which block a key is, and within that block the last range
that starts at or below the key is the answer:

    family, key = key(address)
    block  = the last row of the block index of that family with start <= key
    place  = the last range of that block with start <= key, 0 for nowhere
    fields = the row of the table of places

`key` is the rule that SQL has to follow; numbers of blocks do not repeat between families. A network is
a place too: what the ranges of networks point at.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sagescope.geo.addresses import key
from sagescope.geo.data import Family, GeoData
from sagescope.geo.locate import Columns, location_columns, network_columns
from sagescope.geo.ranges import Ranges

__all__ = ["Arrays", "arrays", "block_index", "key", "network_table", "place_columns", "range_blocks"]

Arrays = dict[str, NDArray[Any]]
"""Column name → array; all of one length."""

_BATCH_ROWS = 500_000
_FAMILIES: tuple[Family, ...] = (4, 6)
_DTYPES = {"latitude": "f8", "longitude": "f8", "asn": "u4"}


def range_blocks(
    ranges: Mapping[Family, Ranges], rows_per_block: int = 256, batch_rows: int = _BATCH_ROWS
) -> Iterator[Arrays]:
    """The ranges in batches of about `batch_rows` rows, ordered by family, block and start.

    Columns: `family` (uint8, 4 or 6), `block` (uint32), `start` (uint64) and `place` (uint32).
    """
    for family, first_block, found in _numbered(ranges, rows_per_block):
        for begin in range(0, len(found), batch_rows):
            rows = np.arange(begin, min(begin + batch_rows, len(found)))
            yield {
                "family": np.full(len(rows), family, dtype=np.uint8),
                "block": (first_block + rows // rows_per_block).astype(np.uint32),
                "start": found.starts[rows],
                "place": found.numbers[rows],
            }


def block_index(ranges: Mapping[Family, Ranges], rows_per_block: int = 256) -> Arrays:
    """Where each block starts: `family` (uint8), `start` (uint64), `block` (uint32), in that order.

    The first block of each family starts at 0, so that every key is in one.
    """
    families, starts, blocks = [], [], []
    for family, first_block, found in _numbered(ranges, rows_per_block):
        start = found.starts[::rows_per_block]
        families.append(np.full(len(start), family, dtype=np.uint8))
        starts.append(start)
        blocks.append(np.arange(first_block, first_block + len(start), dtype=np.uint32))
    return {
        "family": np.concatenate(families),
        "start": np.concatenate(starts),
        "block": np.concatenate(blocks),
    }


def place_columns(data: GeoData) -> Arrays:
    """The table of places: `place` (uint32, from 1), `latitude` and `longitude` (float64, degrees), and the
    other fields of a location but the postal code as objects (text or None)."""
    columns = location_columns(data, np.arange(1, len(data.places), dtype=np.uint32))
    del columns["postal_code"]
    return arrays(columns)


def network_table(data: GeoData) -> Arrays:
    """The table of networks: `place` (uint32, from 1), `asn` (uint32), `organization` (text or None)."""
    return arrays(network_columns(data, np.arange(1, len(data.networks), dtype=np.uint32)))


def arrays(columns: Columns) -> Arrays:
    """Columns of places as arrays, after the numbers of the places; an unknown coordinate is NaN."""
    rows = len(next(iter(columns.values())))
    return {
        "place": np.arange(1, rows + 1, dtype=np.uint32),
        **{name: np.array(values, dtype=_DTYPES.get(name, "O")) for name, values in columns.items()},
    }


def _numbered(ranges: Mapping[Family, Ranges], rows_per_block: int) -> Iterator[tuple[Family, int, Ranges]]:
    """Each family with the number of its first block and its ranges."""
    first = 0
    for family in _FAMILIES:
        yield family, first, ranges[family]
        first += -(-len(ranges[family]) // rows_per_block)
