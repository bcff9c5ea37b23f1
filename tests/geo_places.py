"""A few places and networks for the lookups of tests; the real data has tests of its own."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sagescope.geo.choice import Offer
from sagescope.geo.credit import Credit
from sagescope.geo.data import Family
from sagescope.geo.layers import Content, Kind, Layer
from sagescope.geo.ranges import Ranges
from sagescope.store.geo import load_geo
from store_world import World

# 198.51.100.0/24 and 2001:db8::/32 are in place 1, 203.0.113.0/24 is in place 2, all else nowhere.
_RANGES: Mapping[Family, tuple[list[int], list[int]]] = {
    4: ([0, 0xC6336400, 0xC6336500, 0xCB007100, 0xCB007200], [0, 1, 0, 2, 0]),
    6: ([0, 0x20010DB800000000, 0x20010DB900000000], [0, 1, 0]),
}
_LOCATIONS: Mapping[str, list[Any]] = {
    "latitude": [47.37, 37.4],
    "longitude": [8.54, -122.1],
    "continent": ["EU", None],
    "country_code": ["CH", "US"],
    "country_name": ["Switzerland", "United States"],
    "region": ["ZH", None],
    "city": ["Zurich", None],
    "state": ["Zurich", None],
    "postal_code": ["8001", None],
}
_NETWORKS: Mapping[str, list[Any]] = {"asn": [64496, 64500], "organization": ["Example Net", None]}


def load_places(world: World) -> None:
    """Put the places into the tables of the store, in place of any others."""
    layers: dict[Kind, tuple[Layer, ...]] = {
        "location": (_layer(_LOCATIONS),),
        "network": (_layer(_NETWORKS),),
    }
    used, faults = load_geo(world.engine, Offer(layers))
    assert set(used) == set(layers)
    assert not faults


def _layer(columns: Mapping[str, list[Any]]) -> Layer:
    table: dict[str, Any] = {"place": np.array([1, 2], np.uint32)}
    for name, values in columns.items():
        table[name] = np.array(values, object if any(isinstance(v, str) for v in values) else None)
    ranges = {
        family: Ranges(np.array(starts, np.uint64), np.array(places, np.uint32))
        for family, (starts, places) in _RANGES.items()
    }
    return Layer("places of tests", "tests", Credit("", ""), lambda: Content(ranges, table))
