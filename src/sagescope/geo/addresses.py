"""How an address maps to the key that the sorted ranges are searched with."""

import socket
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_MAPPED = bytes(10) + b"\xff\xff"  # ::ffff:0:0/96 carries an IPv4 address (RFC 4291, 2.5.5.2)


def key(address: str | None) -> tuple[int, int] | None:
    """The family (4 or 6) and key of an address, or None for text that is no address.

    The key of an IPv4 address is its 32-bit number. The key of an IPv6 address is its top 64 bits, since
    no site is smaller than a /64. An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) is an IPv4 address.
    Ports, zones (`%eth0`), blanks around the address and leading zeros make it no address.
    """
    if not address:
        return None
    try:
        if ":" not in address:
            return 4, int.from_bytes(socket.inet_pton(socket.AF_INET, address))
        octets = socket.inet_pton(socket.AF_INET6, address)
    except (OSError, ValueError):  # ValueError: a NUL or a lone surrogate in the text
        return None
    if octets[:12] == _MAPPED:
        return 4, int.from_bytes(octets[12:])
    return 6, int.from_bytes(octets[:8])


def keys(addresses: Sequence[str | None]) -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
    """The families (0 where the text is no address) and keys of addresses, two arrays of their length."""
    found = [key(address) or (0, 0) for address in addresses]
    pairs = np.array(found, dtype=np.uint64).reshape(-1, 2)
    return pairs[:, 0].astype(np.uint8), np.ascontiguousarray(pairs[:, 1])
