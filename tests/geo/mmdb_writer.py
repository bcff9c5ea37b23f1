"""Writes small .mmdb files for tests (MaxMind DB File Format Specification 2.0)."""

import struct
from collections.abc import Mapping, Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Any

_MARKER = b"\xab\xcd\xefMaxMind.com"


class _Short(int):
    """A number of 16 bits, as the metadata has to have some."""


class _Long(int):
    """A number of 64 bits."""


_Tree = list[list[int | None]]  # a side of a node is a node, None, or -1 - offset of a record


def write_mmdb(
    path: Path,
    records: Mapping[str, Any],
    kind: str,
    ip_version: int = 4,
    record_size: int = 24,
    aliases: Sequence[str] = (),
) -> Path:
    """Write a file that has the records of networks; none of the networks may hold another.

    `aliases` are networks of a tree of IPv6 that lead to its IPv4 addresses.
    """
    data = b""
    tree: _Tree = [[None, None]]
    for net, record in records.items():
        node, side = _side(tree, net, ip_version)
        assert tree[node][side] is None, net
        tree[node][side] = -1 - len(data)
        data += _encoded(record)
    for net in aliases:
        above, left = _side(tree, "::/96", 6)
        node, side = _side(tree, net, 6)
        tree[node][side] = tree[above][left]
    count = len(tree)
    numbers = [
        [count if side is None else side if side >= 0 else count + 16 + (-1 - side) for side in node]
        for node in tree
    ]
    metadata = {
        "node_count": count,
        "record_size": _Short(record_size),
        "ip_version": _Short(ip_version),
        "database_type": kind,
        "languages": ["en"],
        "binary_format_major_version": _Short(2),
        "binary_format_minor_version": _Short(0),
        "build_epoch": _Long(1_780_000_000),
        "description": {"en": kind},
    }
    path.write_bytes(
        b"".join(_node(left, right, record_size) for left, right in numbers)
        + bytes(16)
        + data
        + _MARKER
        + _encoded(metadata)
    )
    return path


def _side(tree: _Tree, net: str, ip_version: int) -> tuple[int, int]:
    """The node and its side that stand for a network; nodes on the way to it are made."""
    network = ip_network(net)
    bits, length = int(network.network_address), network.prefixlen
    if ip_version == 6 and network.version == 4:
        length += 96
    width = 32 if ip_version == 4 else 128
    node = 0
    for depth in range(length - 1):
        side = bits >> (width - 1 - depth) & 1
        below = tree[node][side]
        if below is None:
            below = tree[node][side] = len(tree)
            tree.append([None, None])
        assert below >= 0, net
        node = below
    return node, bits >> (width - length) & 1


def _node(left: int, right: int, record_size: int) -> bytes:
    if record_size == 28:
        middle = (left >> 24) << 4 | right >> 24
        return (left & 0xFFFFFF).to_bytes(3) + bytes([middle]) + (right & 0xFFFFFF).to_bytes(3)
    return left.to_bytes(record_size // 8) + right.to_bytes(record_size // 8)


def _encoded(value: Any) -> bytes:
    match value:
        case str():
            content = value.encode()
            return _control(2, len(content)) + content
        case float():
            return _control(3, 8) + struct.pack(">d", value)
        case int():
            content = value.to_bytes((value.bit_length() + 7) // 8)
            kind = 5 if isinstance(value, _Short) else 9 if isinstance(value, _Long) else 6
            return _control(kind, len(content)) + content
        case dict():
            return _control(7, len(value)) + b"".join(_encoded(k) + _encoded(v) for k, v in value.items())
        case list():
            return _control(11, len(value)) + b"".join(map(_encoded, value))
        case _:
            raise TypeError(type(value))


def _control(kind: int, size: int) -> bytes:
    low, more = (size, b"") if size < 29 else (29, bytes([size - 29]))
    return (bytes([kind << 5 | low]) if kind < 8 else bytes([low, kind - 7])) + more
