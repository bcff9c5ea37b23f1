"""Joining ranges, and emptying the reserved ones."""

import ipaddress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.geo.addresses import key
from sagescope.geo.ranges import NOTHING, Ranges, joined, without_reserved

_EVERYWHERE = Ranges(np.zeros(1, np.uint64), np.ones(1, np.uint32))


def _at(ranges: Ranges, address: str, family: int) -> int:
    found = key(address)
    assert found is not None and found[0] == family
    return int(ranges.at(np.array([found[1]], dtype=np.uint64))[0])


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 3)), min_size=1))
def test_joined_ranges_say_the_same_and_have_no_equal_neighbours(rows: list[tuple[int, int]]) -> None:
    starts = np.cumsum([0, *(width for width, _ in rows[:-1])]).astype(np.uint64)
    numbers = np.array([number for _, number in rows], dtype=np.uint32)
    ranges = joined(starts, numbers)
    everywhere = np.arange(int(starts[-1]) + 3, dtype=np.uint64)
    assert ranges.at(everywhere).tolist() == Ranges(starts, numbers).at(everywhere).tolist()
    assert (ranges.numbers[1:] != ranges.numbers[:-1]).all()


@pytest.mark.parametrize(
    "net",
    [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.2.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    ],
)
def test_reserved_ipv4_networks_are_empty_to_their_edges(net: str) -> None:
    ranges = without_reserved(_EVERYWHERE, 4)
    network = ipaddress.IPv4Network(net)
    assert _at(ranges, str(network[0]), 4) == _at(ranges, str(network[-1]), 4) == NOTHING


@pytest.mark.parametrize(
    "net",
    ["::/8", "64:ff9b::/96", "2001:db8::/32", "3fff::/20", "fc00::/7", "fe80::/10", "ff00::/8", "4000::/3"],
)
def test_reserved_ipv6_networks_are_empty_to_their_edges(net: str) -> None:
    ranges = without_reserved(_EVERYWHERE, 6)
    network = ipaddress.IPv6Network(net)
    assert _at(ranges, str(network[0]), 6) == _at(ranges, str(network[-1]), 6) == NOTHING


@pytest.mark.parametrize(
    "address",
    [
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "192.0.3.0",
        "223.255.255.255",
    ],
)
def test_what_lies_beside_a_reserved_network_stays(address: str) -> None:
    assert _at(without_reserved(_EVERYWHERE, 4), address, 4) == 1


@pytest.mark.parametrize("address", ["2000::", "2001:db7:ffff:ffff::", "2001:db9::", "2600::", "3ffe:ffff::"])
def test_what_lies_beside_a_reserved_ipv6_network_stays(address: str) -> None:
    assert _at(without_reserved(_EVERYWHERE, 6), address, 6) == 1


@given(st.lists(st.integers(1, 0xFFFFFFFF), unique=True), st.lists(st.integers(0, 0xFFFFFFFF), min_size=1))
def test_only_reserved_keys_change(edges: list[int], keys: list[int]) -> None:
    starts = np.array([0, *sorted(edges)], dtype=np.uint64)
    ranges = Ranges(starts, np.arange(1, len(starts) + 1, dtype=np.uint32))
    wanted = np.array(keys, dtype=np.uint64)
    empty = without_reserved(_EVERYWHERE, 4).at(wanted) == NOTHING
    assert without_reserved(ranges, 4).at(wanted).tolist() == np.where(empty, 0, ranges.at(wanted)).tolist()
