"""The geolocation of the store: tables loaded from the package's data when they are of another version."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from sagescope.geo.data import GeoData
from sagescope.geo.tables import Subject, block_index, network_table, place_columns, range_blocks
from sagescope.sql.build import col
from sagescope.sql.ddl import ColumnDef, CreateTable, ReloadDictionary
from sagescope.sql.print import literal
from sagescope.sql.types import STRING
from sagescope.store.engine import Engine
from sagescope.store.tables.geo import PLACE_COLUMNS, ROWS_PER_BLOCK, geo_dictionaries

STAMPS = "geo_stamps"
_SUBJECTS: Mapping[str, Subject] = {"location": "place", "network": "network"}


def load_geo(engine: Engine, data: GeoData, say: Callable[[str], None] = lambda _: None) -> frozenset[str]:
    """Load the tables where they are not of the data's version; returns the kinds that can be looked up.

    The stamp is written last, so a load that broke off is done again. The dictionaries are loaded too,
    so that no query has to wait for them.
    """
    stamps = (ColumnDef("kind", STRING), ColumnDef("stamp", STRING))
    engine.command(CreateTable(STAMPS, stamps, "MergeTree", order_by=(col("kind"),)))
    rows = engine.query_text(f"SELECT kind, stamp FROM {STAMPS}").table
    held = dict(zip(*(c.to_pylist() for c in rows.columns), strict=True))
    for kind, subject in _SUBJECTS.items():
        if held.get(kind) != data.stamp:
            say(f"geolocation: loading {kind}s")
            _load(engine, data, kind, subject)
        for dictionary in geo_dictionaries(kind):
            engine.command(ReloadDictionary(dictionary.name))
    return frozenset(_SUBJECTS)


def _load(engine: Engine, data: GeoData, kind: str, subject: Subject) -> None:
    for table in (f"{kind}_blocks", f"{kind}_places"):
        engine.command(f"TRUNCATE TABLE {table}")
    engine.command(f"DELETE FROM {STAMPS} WHERE kind = {literal(kind)}")
    # A whole number of blocks a batch, so that no block is cut in two.
    lasts = _lasts(data, subject)
    for batch in range_blocks(data, ROWS_PER_BLOCK, subject, batch_rows=16_384 * ROWS_PER_BLOCK):
        engine.insert(f"{kind}_blocks", _blocks(batch, subject, lasts))
    places = place_columns(data) if kind == "location" else network_table(data)
    engine.insert(f"{kind}_places", _places(places, subject, kind))
    engine.command(f"INSERT INTO {STAMPS} VALUES ({literal(kind)}, {literal(data.stamp)})")


def _lasts(data: GeoData, subject: Subject) -> Any:
    """The last key of each block, by its number: a block reaches to the next one of its family."""
    index = block_index(data, ROWS_PER_BLOCK, subject)
    end = np.uint64(2**64 - 1)
    follows = np.append(index["start"][1:] - np.uint64(1), end)
    ends_family = np.append(np.diff(index["family"]) != 0, True)
    return np.where(ends_family, end, follows)


def _blocks(batch: Mapping[str, Any], subject: str, lasts: Any) -> pa.Table:
    block = batch["block"]
    begins = np.concatenate(([0], np.flatnonzero(np.diff(block)) + 1)).astype(np.int32)
    offsets = pa.array(np.concatenate((begins, [len(block)])).astype(np.int32))
    return pa.table(
        {
            "block": pa.array(block[begins].astype(np.uint64) + np.uint64(1)),
            "family": pa.array(batch["family"][begins].astype(np.uint64)),
            "first": pa.array(batch["start"][begins]),
            "last": pa.array(lasts[block[begins]]),
            "starts": pa.ListArray.from_arrays(offsets, pa.array(batch["start"])),
            "places": pa.ListArray.from_arrays(offsets, pa.array(batch[subject])),
        }
    )


def _places(arrays: Mapping[str, Any], subject: str, kind: str) -> pa.Table:
    columns = {("place" if name == subject else name): _array(values) for name, values in arrays.items()}
    rows = len(columns["place"])
    return pa.table(
        {name: columns.get(name, pa.nulls(rows, pa.string())) for name in ("place", *PLACE_COLUMNS[kind])}
    )


def _array(values: Any) -> pa.Array:
    return pa.array(values.tolist(), pa.string()) if values.dtype == np.dtype("O") else pa.array(values)
