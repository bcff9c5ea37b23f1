"""Locations and networks of the real data, against its sources."""

import csv
import ipaddress
import multiprocessing
import random
from bisect import bisect_right
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from geo_real import city_reader, data_folder, geo_data, source
from hypothesis import given, settings
from hypothesis import strategies as st

from sagescope.geo.countries import COUNTRIES
from sagescope.geo.credit import CREDIT, CREDIT_URL
from sagescope.geo.data import load
from sagescope.geo.locate import LOCATION_FIELDS, NETWORK_FIELDS, PackedLocator, locate, networks


def _rows(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize(
    ("address", "country", "city", "latitude", "longitude"),
    [
        ("8.8.8.8", "US", "Mountain View", 37.42, -122.08),
        ("45.129.199.204", "EE", "Tallinn", 59.44, 24.75),
        ("54.240.196.1", "US", "Seattle", 47.61, -122.33),
        ("::ffff:45.129.199.204", "EE", "Tallinn", 59.44, 24.75),
    ],
)
def test_known_addresses(address: str, country: str, city: str, latitude: float, longitude: float) -> None:
    (row,) = _rows(locate(geo_data(), [address]))
    assert (row["country_code"], row["city"]) == (country, city)
    assert (row["latitude"], row["longitude"]) == (latitude, longitude)
    assert row["country_name"] == COUNTRIES[country].name
    assert row["continent"] == COUNTRIES[country].continent
    assert row["state"] == row["region"] is not None
    assert row["postal_code"] is None


@pytest.mark.parametrize(
    ("address", "asn", "organization"),
    [
        ("8.8.8.8", 15169, "Google LLC"),
        ("45.129.199.204", 62005, "BlueVPS OU"),
        ("54.240.196.1", 16509, "Amazon.com, Inc."),
        ("2001:4860:4860::8888", 15169, "Google LLC"),
    ],
)
def test_known_networks(address: str, asn: int, organization: str) -> None:
    assert networks(geo_data(), [address]) == {"asn": [asn], "organization": [organization]}


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "config.amazonaws.com",
        "AWS Internal",
        "1.2.3",
        "8.8.8.8:443",
        " 8.8.8.8",
        "\0",
        "\ud800",
        "0.0.0.0",
        "10.1.2.3",
        "127.0.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.0.1",
        "100.64.0.1",
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "2001:db8::1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "64:ff9b::808:808",
    ],
)
def test_what_is_nowhere_gives_nulls_and_keeps_its_row(text: str | None) -> None:
    data = geo_data()
    assert _rows(locate(data, [text])) == [dict.fromkeys(LOCATION_FIELDS)]
    assert _rows(networks(data, [text])) == [dict.fromkeys(NETWORK_FIELDS)]


@given(st.lists(st.one_of(st.none(), st.text(), st.ip_addresses().map(str)), max_size=20))
@settings(deadline=None)
def test_any_column_gives_columns_of_its_length(column: list[str | None]) -> None:
    data = geo_data()
    located, found = locate(data, column), networks(data, column)
    assert tuple(located) == LOCATION_FIELDS
    assert tuple(found) == NETWORK_FIELDS
    assert {len(values) for values in (located | found).values()} == {len(column)}
    for at, text in enumerate(column):
        assert {name: values[at] for name, values in located.items()} == _rows(locate(data, [text]))[0]
        assert len({located[field][at] is None for field in ("country_code", "latitude", "longitude")}) == 1


def _same(row: dict[str, Any], record: Any) -> bool:
    if record is None:
        return row == dict.fromkeys(LOCATION_FIELDS)
    return bool(
        (row["country_code"], row["state"], row["city"])
        == (record["country_code"], record["state1"] or None, record["city"] or None)
        and abs(row["latitude"] - record["latitude"]) <= 0.0051
        and abs(row["longitude"] - record["longitude"]) <= 0.0051
    )


def test_random_ipv4_addresses_are_where_the_source_says() -> None:
    data, reader, chance = geo_data(), city_reader(4), random.Random(4)
    addresses = [ipaddress.IPv4Address(chance.getrandbits(32)) for _ in range(20_000)]
    edges = chance.sample(range(len(data.ranges(4))), 5_000)
    for start in data.ranges(4).starts[edges].tolist():
        addresses += [ipaddress.IPv4Address(start), ipaddress.IPv4Address(max(start - 1, 0))]
    rows = _rows(locate(data, [str(address) for address in addresses]))
    wrong = []
    for address, row in zip(addresses, rows, strict=True):
        public = address.is_global and not address.is_multicast
        if not _same(row, reader.get(address) if public else None):
            wrong.append(address)
    assert wrong == []
    assert sum(row["city"] is not None for row in rows) > 20_000


def test_random_ipv6_addresses_are_where_the_source_says() -> None:
    data, reader, chance = geo_data(), city_reader(6), random.Random(6)
    special = ipaddress.IPv6Network("2001::/23")  # partly reserved: tested by name
    starts = data.ranges(6).starts[chance.sample(range(len(data.ranges(6))), 10_000)].tolist()
    keys = [*starts, *(max(start - 1, 0) for start in starts)]
    keys += [0x2 << 60 | chance.getrandbits(61) for _ in range(10_000)]
    addresses = [ipaddress.IPv6Address(key << 64 | chance.getrandbits(64)) for key in keys]
    addresses = [address for address in addresses if address.is_global and address not in special]
    rows = _rows(locate(data, [str(address) for address in addresses]))
    finer, wrong = 0, []
    for address, row in zip(addresses, rows, strict=True):
        record, prefix = reader.get_with_prefix_len(str(address))
        if prefix > 64:
            finer += 1
        elif not _same(row, record):
            wrong.append(address)
    assert wrong == []
    assert finer < 0.01 * len(addresses)
    assert sum(row["city"] is not None for row in rows) > 15_000


@pytest.mark.parametrize("family", [4, 6])
def test_random_addresses_are_in_the_network_that_the_source_says(family: int) -> None:
    data, chance = geo_data(), random.Random(family)
    with source(f"asn-ipv{family}-num.csv").open(newline="", encoding="utf-8") as lines:
        source_rows = sorted(
            (int(first), int(last), int(asn), name) for first, last, asn, name in csv.reader(lines)
        )
    firsts = [row[0] for row in source_rows]
    chosen = [source_rows[at] for at in chance.sample(range(len(source_rows)), 5_000)]
    numbers = [chance.randint(first, last) for first, last, _, _ in chosen]
    numbers += [last + 1 for _, last, _, _ in chosen]
    kind = ipaddress.IPv4Address if family == 4 else ipaddress.IPv6Address
    addresses = [kind(number) for number in numbers]
    found = _rows(networks(data, [str(address) for address in addresses]))
    disagreeing = 0
    for number, address, row in zip(numbers, addresses, found, strict=True):
        _, last, asn, name = source_rows[bisect_right(firsts, number) - 1]
        expected = (asn, name) if number <= last and address.is_global else (None, None)
        disagreeing += (row["asn"], row["organization"]) != expected
    # IPv6: rows finer than a /64 (183 of the source). IPv4: one row that overlaps the one before it.
    assert disagreeing <= (2 if family == 4 else 40)


def test_every_country_of_the_data_is_in_the_table() -> None:
    codes = geo_data().places.country_code
    known = codes.take(np.arange(1, len(codes)))
    assert len(known) > 240
    assert set(known) <= set(COUNTRIES)


def test_ranges_are_sorted_and_cover_every_key() -> None:
    data = geo_data()
    for ranges, rows in (
        (data.ranges(4), len(data.places)),
        (data.ranges(6), len(data.places)),
        (data.asn_ranges(4), len(data.networks)),
        (data.asn_ranges(6), len(data.networks)),
    ):
        assert ranges.starts[0] == 0
        assert (ranges.starts[1:] > ranges.starts[:-1]).all()
        assert int(ranges.numbers.max()) < rows
        assert ranges.numbers[0] == ranges.numbers[-1] == 0
    assert len(data.ranges(4)) > 3_000_000
    assert len(data.ranges(6)) > 3_000_000


def test_the_locator_of_the_package_gives_credit() -> None:
    locator = PackedLocator(geo_data())
    assert (locator.credit, locator.credit_url) == (CREDIT, CREDIT_URL)
    assert locator.locate(["8.8.8.8"])["country_code"] == ["US"]
    assert locator.networks(["8.8.8.8"])["asn"] == [15169]


def test_a_second_load_maps_the_same_copy_and_drops_old_ones(tmp_path: Path) -> None:
    old = tmp_path / "geo-0-older"
    old.mkdir()
    first = load(tmp_path, data_folder())
    (copy,) = tmp_path.iterdir()
    made = copy.stat().st_mtime_ns
    second = load(tmp_path, data_folder())
    assert list(tmp_path.iterdir()) == [copy]
    assert copy.stat().st_mtime_ns == made
    assert first.stamp == second.stamp in copy.name
    assert locate(first, ["8.8.8.8"]) == locate(second, ["8.8.8.8"])


def test_a_copy_that_was_cut_is_unpacked_again(tmp_path: Path) -> None:
    load(tmp_path, data_folder())
    (copy,) = tmp_path.iterdir()
    (copy / "place-city.npy").write_bytes(b"")
    (copy / "network-asn.npy").unlink()
    assert locate(load(tmp_path, data_folder()), ["8.8.8.8"])["country_code"] == ["US"]


def _load_in_process(cache: Path, folder: Path) -> str | None:
    code: str | None = locate(load(cache, folder), ["45.129.199.204"])["country_code"][0]
    return code


def test_two_processes_may_unpack_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = pool.starmap(_load_in_process, [(tmp_path, data_folder())] * 2)
    assert found == ["EE", "EE"]
    assert len(list(tmp_path.iterdir())) == 1
