"""The geolocation of the store: tables loaded from a layer of data when they are not of that layer yet."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from sagescope.errors import Fault, Refusal
from sagescope.geo.choice import Offer
from sagescope.geo.layers import Content, Kind, Layer
from sagescope.geo.ranges import Ranges
from sagescope.geo.tables import block_index, range_blocks
from sagescope.sql.build import col
from sagescope.sql.ddl import ColumnDef, CreateTable, ReloadDictionary
from sagescope.sql.print import literal
from sagescope.sql.types import STRING
from sagescope.store.engine import Engine
from sagescope.store.tables.geo import PLACE_COLUMNS, ROWS_PER_BLOCK, geo_dictionaries

STAMPS = "geo_stamps"


def load_geo(
    engine: Engine, offer: Offer, say: Callable[[str], None] = lambda _: None
) -> tuple[dict[Kind, Layer], list[Fault]]:
    """Load of each kind the first layer that can be read, unless the tables are of that layer already.

    Returns the layers that can be looked into, and why others cannot. The dictionaries are loaded too, so
    that no query has to wait for them.
    """
    stamps = (ColumnDef("kind", STRING), ColumnDef("stamp", STRING))
    engine.command(CreateTable(STAMPS, stamps, "MergeTree", order_by=(col("kind"),)))
    rows = engine.query_text(f"SELECT kind, stamp FROM {STAMPS}").table
    held = dict(zip(*(c.to_pylist() for c in rows.columns), strict=True))
    used: dict[Kind, Layer] = {}
    faults: list[Fault] = []
    for kind, layers in offer.layers.items():
        for layer in layers:
            if held.get(kind) != layer.stamp:
                say(f"geolocation: loading {kind}s")
                try:
                    content = layer.read()
                except Refusal as refusal:
                    faults += refusal.faults
                    continue
                except OSError as wrong:
                    faults.append(_not_unpacked(layer, wrong))
                    continue
                _load(engine, kind, layer.stamp, content)
            for dictionary in geo_dictionaries(kind):
                engine.command(ReloadDictionary(dictionary.name))
            used[kind] = layer
            break
    return used, faults


def _not_unpacked(layer: Layer, wrong: OSError) -> Fault:
    return Fault(
        "geo.not_unpacked",
        f"The geolocation data ({layer.origin}) cannot be unpacked: {wrong.strerror or wrong}.",
        "Make room in the data directory, or let the server write there.",
    )


def _load(engine: Engine, kind: Kind, stamp: str, content: Content) -> None:
    """Put a layer into the tables. Its stamp is written last, so a load that broke off is done again."""
    for table in (f"{kind}_blocks", f"{kind}_places"):
        engine.command(f"TRUNCATE TABLE {table}")
    engine.command(f"DELETE FROM {STAMPS} WHERE kind = {literal(kind)}")
    # A whole number of blocks a batch, so that no block is cut in two.
    lasts = _lasts(content.ranges)
    for batch in range_blocks(content.ranges, ROWS_PER_BLOCK, batch_rows=16_384 * ROWS_PER_BLOCK):
        engine.insert(f"{kind}_blocks", _blocks(batch, lasts))
    engine.insert(f"{kind}_places", _places(content.table, kind))
    engine.command(f"INSERT INTO {STAMPS} VALUES ({literal(kind)}, {literal(stamp)})")


def _lasts(ranges: Mapping[Any, Ranges]) -> Any:
    """The last key of each block, by its number: a block reaches to the next one of its family."""
    index = block_index(ranges, ROWS_PER_BLOCK)
    end = np.uint64(2**64 - 1)
    follows = np.append(index["start"][1:] - np.uint64(1), end)
    ends_family = np.append(np.diff(index["family"]) != 0, True)
    return np.where(ends_family, end, follows)


def _blocks(batch: Mapping[str, Any], lasts: Any) -> pa.Table:
    block = batch["block"]
    begins = np.concatenate(([0], np.flatnonzero(np.diff(block)) + 1)).astype(np.int32)
    return pa.table(
        {
            "block": pa.array(block[begins].astype(np.uint64) + np.uint64(1)),
            "family": pa.array(batch["family"][begins].astype(np.uint64)),
            "first": pa.array(batch["start"][begins]),
            "last": pa.array(lasts[block[begins]]),
            "starts": _packed(batch["start"].astype(">u8"), begins),
            "places": _packed(batch["place"].astype("<u4"), begins),
        }
    )


def _packed(values: Any, begins: Any) -> pa.Array:
    """The numbers of each block as one run of bytes: in memory an array would take seven times as much."""
    offsets = np.append(begins, len(values)).astype(np.int32) * values.itemsize
    buffers = [None, pa.py_buffer(offsets.astype(np.int32).tobytes()), pa.py_buffer(values.tobytes())]
    return pa.Array.from_buffers(pa.binary(), len(begins), buffers)


def _places(arrays: Mapping[str, Any], kind: Kind) -> pa.Table:
    columns = {name: _array(values) for name, values in arrays.items()}
    missing = pa.nulls(len(columns["place"]), pa.string())
    return pa.table({name: columns.get(name, missing) for name in ("place", *PLACE_COLUMNS[kind])})


def _array(values: Any) -> pa.Array:
    """A column; what is unknown, None among texts and NaN among numbers, is null."""
    if values.dtype == np.dtype("O"):
        return pa.array(values.tolist(), pa.string())
    return pa.array(values, from_pandas=True)
