"""All ranges of an .mmdb file at once: its search tree read level by level with arrays.

The reader library answers one address or iterates network by network in Python; eight million networks
ask for neither. Source of the layout: MaxMind DB File Format Specification 2.0, "Binary Search Tree".
"""

from pathlib import Path

import maxminddb
import numpy as np
from numpy.typing import NDArray

from sagescope.errors import ServerFault
from sagescope.geo.ranges import Ranges, joined

_ADDRESS_BITS = 128


def tree_ranges(path: Path, key_bits: int) -> Ranges:
    """The ranges of an .mmdb file, numbered by record: equal numbers are the same record.

    `key_bits` is the part of the address that counts, 32 for IPv4 and 64 for IPv6. A file of IPv6 has its
    IPv4 addresses below ::/96; other places of the tree that lead there, as 2002::/16 does in some files,
    have nothing. Where the tree goes on below a key, the whole key gets the record of its first address.
    Raises `ServerFault` when the file is not laid out as its metadata says.
    """
    with maxminddb.open_database(path) as reader:
        metadata = reader.metadata()
    nodes = metadata.node_count
    sides = _sides(path, nodes, metadata.record_size)
    ipv4 = _ipv4_root(sides) if metadata.ip_version == 6 else 0
    node = np.array([ipv4 if key_bits == 32 else 0], dtype=np.uint32)
    if ipv4 >= nodes and key_bits == 32:
        return Ranges(np.zeros(1, dtype=np.uint64), node - np.uint32(nodes))
    prefix = np.zeros(1, dtype=np.uint64)
    starts: list[NDArray[np.uint64]] = []
    records: list[NDArray[np.uint32]] = []
    for depth in range(1, key_bits + 1):
        child = sides[node].reshape(-1)
        prefix = np.repeat(prefix, 2)
        prefix[1::2] |= np.uint64(1 << (key_bits - depth))
        if key_bits == 64 and 0 < ipv4 < nodes:
            child[child == ipv4] = nodes  # the number that stands for no record
        leaf = child >= nodes
        starts.append(prefix[leaf])
        records.append(child[leaf] - np.uint32(nodes))
        node, prefix = child[~leaf], prefix[~leaf]
        if len(node) > nodes:  # no tree is as wide as it has nodes: this one runs in circles
            raise ServerFault(f"{path} has a search tree that meets itself")
    starts.append(prefix)
    for _ in range(_ADDRESS_BITS - key_bits):
        below = node < nodes
        if not below.any():
            break
        node[below] = sides[node[below], 0]
    if (node < nodes).any():
        raise ServerFault(f"{path} has a search tree deeper than an address")
    records.append(node - np.uint32(nodes))
    start = np.concatenate(starts)
    record = np.concatenate(records)
    order = np.argsort(start)
    return joined(start[order], record[order])


def _ipv4_root(sides: NDArray[np.uint32]) -> int:
    """The node that 96 zeros lead to, or the number of the record where the tree ends before."""
    node = 0
    for _ in range(_ADDRESS_BITS - 32):
        if node >= len(sides):
            break
        node = int(sides[node, 0])
    return node


def _sides(path: Path, nodes: int, width: int) -> NDArray[np.uint32]:
    """The tree as an array (nodes, 2): the left and right record of every node."""
    if width not in (24, 28, 32) or not 0 < nodes * width // 4 <= path.stat().st_size:
        raise ServerFault(f"{path} has {nodes} nodes of {width} bits by its metadata, but is not laid out so")
    tree = np.fromfile(path, dtype=np.uint8, count=nodes * width // 4).reshape(nodes, width // 4)

    def word(*columns: int) -> NDArray[np.uint32]:
        number = np.zeros(nodes, dtype=np.uint32)
        for column in columns:
            number <<= np.uint32(8)
            number |= tree[:, column]
        return number

    match width:
        case 24:
            left, right = word(0, 1, 2), word(3, 4, 5)
        case 28:  # the middle byte holds the top four bits of both records
            left, right = word(0, 1, 2), word(4, 5, 6)
            left |= (tree[:, 3] >> 4).astype(np.uint32) << np.uint32(24)
            right |= (tree[:, 3] & 15).astype(np.uint32) << np.uint32(24)
        case _:
            left, right = word(0, 1, 2, 3), word(4, 5, 6, 7)
    return np.stack([left, right], axis=1)
