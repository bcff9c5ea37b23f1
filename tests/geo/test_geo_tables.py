"""The columns for a join inside an engine lead to the same answers as the arrays."""

import random

import numpy as np
import pytest
from geo_real import geo_data

from sagescope.geo.data import Family
from sagescope.geo.layers import KINDS, Kind
from sagescope.geo.locate import locate, networks
from sagescope.geo.ranges import Ranges
from sagescope.geo.tables import (
    Arrays,
    block_index,
    key,
    network_table,
    place_columns,
    range_blocks,
)


def _ranges(kind: Kind) -> dict[Family, Ranges]:
    data = geo_data()
    return data.place_ranges if kind == "location" else data.network_ranges


def _all(kind: Kind, rows_per_block: int = 256) -> Arrays:
    batches = list(range_blocks(_ranges(kind), rows_per_block))
    return {name: np.concatenate([batch[name] for batch in batches]) for name in batches[0]}


@pytest.mark.parametrize("kind", KINDS)
def test_all_ranges_are_there_in_order_and_in_full_blocks(kind: Kind) -> None:
    rows = _all(kind)
    assert {name: str(values.dtype) for name, values in rows.items()} == {
        "family": "uint8",
        "block": "uint32",
        "start": "uint64",
        "place": "uint32",
    }
    per_family = list(_ranges(kind).values())
    assert rows["start"].tolist() == [s for ranges in per_family for s in ranges.starts.tolist()]
    assert rows["place"].tolist() == [n for ranges in per_family for n in ranges.numbers.tolist()]
    assert (np.diff(rows["block"].astype(np.int64)) >= 0).all()
    _, sizes = np.unique(rows["block"], return_counts=True)
    assert (sizes == 256).sum() >= len(sizes) - 2  # all but the last of each family
    assert sizes.max() == 256


def test_batches_are_bounded() -> None:
    sizes = [len(batch["start"]) for batch in range_blocks(_ranges("location"), batch_rows=500_000)]
    assert max(sizes) == 500_000
    assert sum(sizes) == len(geo_data().ranges(4)) + len(geo_data().ranges(6))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows_per_block", [100, 256])
def test_the_index_names_the_first_range_of_every_block(kind: Kind, rows_per_block: int) -> None:
    rows, index = _all(kind, rows_per_block), block_index(_ranges(kind), rows_per_block)
    blocks, first = np.unique(rows["block"], return_index=True)
    assert index["block"].tolist() == blocks.tolist()
    assert index["start"].tolist() == rows["start"][first].tolist()
    assert index["family"].tolist() == rows["family"][first].tolist()
    for family in (4, 6):
        assert index["start"][index["family"] == family][0] == 0


def test_the_look_up_by_blocks_finds_what_locate_finds() -> None:
    data, chance = geo_data(), random.Random(0)
    rows, index, places = _all("location"), block_index(data.place_ranges), place_columns(data)
    addresses = [
        "8.8.8.8",
        "0.0.0.0",
        "255.255.255.255",
        "::",
        "ffff::",
        "::ffff:8.8.8.8",
        "2001:4860:4860::8888",
    ]
    addresses += [".".join(str(chance.randrange(256)) for _ in range(4)) for _ in range(500)]
    addresses += [f"2{chance.getrandbits(12):03x}:{chance.getrandbits(16):x}::1" for _ in range(500)]
    located = locate(data, addresses)
    for at, address in enumerate(addresses):
        found = key(address)
        assert found is not None
        family, wanted = found
        of_family = index["family"] == family
        block = index["block"][of_family][np.searchsorted(index["start"][of_family], wanted, "right") - 1]
        begin, end = np.searchsorted(rows["block"], [block, block + 1])
        place = rows["place"][begin:end][np.searchsorted(rows["start"][begin:end], wanted, "right") - 1]
        if place == 0:
            assert located["country_code"][at] is None
        else:
            assert places["place"][place - 1] == place
            for field, values in places.items():
                if field != "place":
                    assert values[place - 1] == located[field][at]


def test_the_table_of_places_has_every_place_once() -> None:
    places = place_columns(geo_data())
    assert list(places) == [
        "place",
        "latitude",
        "longitude",
        "continent",
        "country_code",
        "country_name",
        "region",
        "city",
        "state",
    ]
    assert places["place"].tolist() == list(range(1, len(geo_data().places)))
    assert places["latitude"].dtype == places["longitude"].dtype == np.float64
    assert np.abs(places["latitude"]).max() <= 90
    assert np.abs(places["longitude"]).max() <= 180
    assert None not in places["country_name"]
    rows = list(zip(*(values.tolist() for name, values in places.items() if name != "place"), strict=True))
    assert len(set(rows)) == len(rows)


def test_the_table_of_networks_has_every_network() -> None:
    table = network_table(geo_data())
    assert list(table) == ["place", "asn", "organization"]
    google = table["organization"][table["asn"] == 15169].tolist()
    assert google == networks(geo_data(), ["8.8.8.8"])["organization"]
    assert (table["asn"] > 0).all()
