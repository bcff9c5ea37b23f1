"""Sorted address ranges, each with the number of what is there, and the ranges where nothing is."""

from dataclasses import dataclass
from ipaddress import ip_network

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Numbers = NDArray[np.uint32]

NOTHING = 0
"""The number of a range without data: row 0 of every table that ranges point into."""

_RESERVED = {
    # IANA IPv4 special-purpose registry: what is never a host on the public internet.
    4: (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    ),
    # IPv6: all outside 2000::/3 (loopback, mapped, local, link-local, multicast), and inside it Teredo,
    # benchmarking, ORCHID and the documentation nets.
    6: (
        "::/3",
        "2001::/32",
        "2001:2::/48",
        "2001:10::/28",
        "2001:20::/28",
        "2001:db8::/32",
        "3fff::/20",
        "4000::/2",
        "8000::/1",
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """Adjoining ranges over all keys of one family.

    `starts` (uint64, ascending, the first is 0) holds each range's first key; a range ends where the next
    one starts. `numbers` (uint32, same length) holds what is there, 0 for nothing.
    """

    starts: Keys
    numbers: Numbers

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, keys: Keys) -> Numbers:
        """The number at each key."""
        return self.numbers[np.searchsorted(self.starts, keys, side="right") - 1]


def joined(starts: Keys, numbers: Numbers) -> Ranges:
    """Ranges in which neighbours with the same number are one."""
    first = np.ones(len(starts), dtype=bool)
    first[1:] = numbers[1:] != numbers[:-1]
    return Ranges(starts[first], numbers[first])


def without_reserved(ranges: Ranges, family: int) -> Ranges:
    """The same ranges with nothing in the networks that are reserved for special use in that family."""
    shift, top = (0, 1 << 32) if family == 4 else (64, 1 << 64)
    nets = [ip_network(net) for net in _RESERVED[family]]
    firsts = [int(net.network_address) >> shift for net in nets]
    ends = [(int(net.broadcast_address) >> shift) + 1 for net in nets]
    edges = np.array(firsts + [end for end in ends if end < top], dtype=np.uint64)
    starts = np.union1d(ranges.starts, edges)
    numbers = ranges.at(starts).copy()
    for first, end in zip(firsts, ends, strict=True):
        numbers[(starts >= np.uint64(first)) & (starts <= np.uint64(end - 1))] = NOTHING
    return joined(starts, numbers)
