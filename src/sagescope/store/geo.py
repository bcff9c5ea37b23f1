"""The geolocation tables of the store: loaded from the package's data when they are of another version."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from sagescope.geo.data import GeoData
from sagescope.geo.tables import Subject, block_index, network_table, place_columns, range_blocks
from sagescope.sql.build import col
from sagescope.sql.ddl import ColumnDef, CreateTable
from sagescope.sql.print import literal
from sagescope.sql.types import STRING
from sagescope.store.engine import Engine
from sagescope.store.tables.geo import PLACE_COLUMNS

STAMPS = "geo_stamps"
_SUBJECTS: Mapping[str, Subject] = {"location": "place", "network": "network"}


def load_geo(engine: Engine, data: GeoData, say: Callable[[str], None] = lambda _: None) -> frozenset[str]:
    """Load the tables where they are not of the data's version; returns the kinds that can be looked up.

    The stamp is written last, so a load that broke off is done again.
    """
    engine.command(
        CreateTable(
            STAMPS,
            (ColumnDef("kind", STRING), ColumnDef("stamp", STRING)),
            "MergeTree",
            order_by=(col("kind"),),
        )
    )
    held = dict(
        zip(
            *(c.to_pylist() for c in engine.query_text(f"SELECT kind, stamp FROM {STAMPS}").table.columns),
            strict=True,
        )
    )
    for kind, subject in _SUBJECTS.items():
        if held.get(kind) == data.stamp:
            continue
        say(f"geolocation: loading {kind}s")
        for table in (f"{kind}_ranges", f"{kind}_blocks", f"{kind}_places"):
            engine.command(f"TRUNCATE TABLE {table}")
        engine.command(f"DELETE FROM {STAMPS} WHERE kind = {literal(kind)}")
        for batch in range_blocks(data, subject=subject):
            engine.insert(f"{kind}_ranges", _table(batch, subject))
        engine.insert(f"{kind}_blocks", _table(block_index(data, subject=subject), subject))
        places = place_columns(data) if kind == "location" else network_table(data)
        engine.insert(f"{kind}_places", _table(places, subject, kind))
        engine.command(f"INSERT INTO {STAMPS} VALUES ({literal(kind)}, {literal(data.stamp)})")
    return frozenset(_SUBJECTS)


def _table(arrays: Mapping[str, Any], subject: str, kind: str = "") -> pa.Table:
    columns = {("place" if name == subject else name): _array(values) for name, values in arrays.items()}
    if kind:
        rows = len(next(iter(columns.values())))
        for name in PLACE_COLUMNS[kind]:
            columns.setdefault(name, pa.nulls(rows, pa.string()))
    return pa.table(columns)


def _array(values: Any) -> pa.Array:
    if values.dtype == np.dtype("O"):
        return pa.array(values.tolist(), pa.string())
    return pa.array(values)
