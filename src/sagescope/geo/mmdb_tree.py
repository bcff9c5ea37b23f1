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


def tree_ranges(path: Path, key_bits: int) -> Ranges:
    """The ranges of an .mmdb file, numbered by record: equal numbers are the same record.

    `key_bits` is the part of the address that counts: 32 for a file of IPv4, 64 for one of IPv6. Where the
    tree goes on below, the whole key gets the record of its first address.
    Raises `ServerFault` when the file is not laid out as its metadata says.
    """
    with maxminddb.open_database(path) as reader:
        nodes, width = reader.metadata().node_count, reader.metadata().record_size
    sides = _sides(path, nodes, width)
    node = np.zeros(1, dtype=np.uint32)
    prefix = np.zeros(1, dtype=np.uint64)
    starts: list[NDArray[np.uint64]] = []
    records: list[NDArray[np.uint32]] = []
    for depth in range(1, key_bits + 1):
        child = sides[node].reshape(-1)
        prefix = np.repeat(prefix, 2)
        prefix[1::2] |= np.uint64(1 << (key_bits - depth))
        leaf = child >= nodes
        starts.append(prefix[leaf])
        records.append(child[leaf] - np.uint32(nodes))
        node, prefix = child[~leaf], prefix[~leaf]
    starts.append(prefix)
    while (below := node < nodes).any():
        node[below] = sides[node[below], 0]
    records.append(node - np.uint32(nodes))
    start = np.concatenate(starts)
    record = np.concatenate(records)
    order = np.argsort(start)
    return joined(start[order], record[order])


def _sides(path: Path, nodes: int, width: int) -> NDArray[np.uint32]:
    """The tree as an array (nodes, 2): the left and right record of every node."""
    octets = np.fromfile(path, dtype=np.uint8, count=nodes * width // 4)
    if width not in (24, 28, 32) or len(octets) < nodes * width // 4:
        raise ServerFault(f"{path} has {nodes} nodes of {width} bits by its metadata, but is not laid out so")
    tree = octets.reshape(nodes, width // 4).astype(np.uint32)
    left, right = (0, 1, 2), (width // 4 - 3, width // 4 - 2, width // 4 - 1)
    if width == 32:
        left, right = (1, 2, 3), (5, 6, 7)
    sides = np.stack([tree[:, a] << 16 | tree[:, b] << 8 | tree[:, c] for a, b, c in (left, right)], axis=1)
    if width == 28:  # the middle byte holds the top four bits of both records
        sides[:, 0] |= tree[:, 3] >> 4 << 24
        sides[:, 1] |= (tree[:, 3] & 15) << 24
    if width == 32:
        sides[:, 0] |= tree[:, 0] << 24
        sides[:, 1] |= tree[:, 4] << 24
    return sides
