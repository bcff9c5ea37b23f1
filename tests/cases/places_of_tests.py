"""A few places and networks for the lookups of golden cases; the real data has tests of its own."""

import pyarrow as pa

from sagescope.sql.ddl import ReloadDictionary
from sagescope.store.tables.geo import geo_dictionaries
from store_world import World

_LOCATIONS = (
    {"place": 0},
    {
        "place": 1,
        "latitude": 47.37,
        "longitude": 8.54,
        "continent": "EU",
        "country_code": "CH",
        "country_name": "Switzerland",
        "region": "ZH",
        "city": "Zurich",
        "state": "Zurich",
        "postal_code": "8001",
    },
    {
        "place": 2,
        "latitude": 37.4,
        "longitude": -122.1,
        "country_code": "US",
        "country_name": "United States",
    },
)
_NETWORKS = (
    {"place": 0},
    {"place": 1, "asn": 64496, "organization": "Example Net"},
    {"place": 2, "asn": 64500},
)
# 198.51.100.0/24 and 2001:db8::/32 are in place 1, 203.0.113.0/24 is in place 2, all else nowhere.
_BLOCKS = (
    (1, 4, 0, 0xCB0070FF, [0, 0xC6336400, 0xC6336500], [0, 1, 0]),
    (2, 4, 0xCB007100, 0xFFFFFFFFFFFFFFFF, [0xCB007100, 0xCB007200], [2, 0]),
    (3, 6, 0, 0xFFFFFFFFFFFFFFFF, [0, 0x20010DB800000000, 0x20010DB900000000], [0, 1, 0]),
)
_BLOCK_COLUMNS = pa.schema(
    [
        ("block", pa.uint64()),
        ("family", pa.uint64()),
        ("first", pa.uint64()),
        ("last", pa.uint64()),
        ("starts", pa.list_(pa.uint64())),
        ("places", pa.list_(pa.uint32())),
    ]
)


def load_places(world: World) -> None:
    """Put the places into the tables of the store, in place of any others."""
    for kind, places in (("location", _LOCATIONS), ("network", _NETWORKS)):
        for table in ("blocks", "places"):
            world.engine.command(f"TRUNCATE TABLE {kind}_{table}")
        rows = [dict(zip(_BLOCK_COLUMNS.names, block, strict=True)) for block in _BLOCKS]
        world.engine.insert(f"{kind}_blocks", pa.Table.from_pylist(rows, _BLOCK_COLUMNS))
        names = list(dict.fromkeys(name for place in places for name in place))
        columns = {name: [place.get(name) for place in places[1:]] for name in names}
        world.engine.insert(f"{kind}_places", pa.table(columns))
        for dictionary in geo_dictionaries(kind):
            world.engine.command(ReloadDictionary(dictionary.name))
    # What these places replace must not count as loaded.
    world.engine.command("DROP TABLE IF EXISTS geo_stamps")
