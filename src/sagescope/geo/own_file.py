"""The user's own .mmdb file as layers for the store.

Its records are read as `sagescope.geo.mmdb` reads them, with the coordinates that they have; addresses
that are reserved for special use have nothing, as in the built-in data.
"""

import hashlib
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import maxminddb
import numpy as np
from numpy.typing import NDArray

from sagescope.errors import ServerFault
from sagescope.geo.credit import Credit
from sagescope.geo.data import Family
from sagescope.geo.layers import Content, Kind, Layer
from sagescope.geo.locate import LOCATION_FIELDS, NETWORK_FIELDS
from sagescope.geo.mmdb import MmdbLocator, Record, location, network, unreadable
from sagescope.geo.mmdb_tree import tree_ranges
from sagescope.geo.ranges import NOTHING, Ranges, joined, without_reserved
from sagescope.geo.tables import arrays

_FORMAT = 1  # raised with every change of what is read from a file, so that the store loads it again
_KEY_BITS: dict[Family, int] = {4: 32, 6: 64}
_EMPTY = Ranges(np.zeros(1, dtype=np.uint64), np.full(1, NOTHING, dtype=np.uint32))

_Read = Callable[[Record], dict[str, Any]]
_Seen = dict[tuple[Any, ...], int]  # what is known of a place → its number, from 1


def own_layers(path: Path) -> dict[Kind, Layer]:
    """The layers of an .mmdb file: its locations, and its networks when the records carry AS numbers.

    Raises `Refusal` (`geo.file_missing`, `geo.file_unreadable`, `geo.no_locations`); reading a layer
    raises the same.
    """
    with closing(MmdbLocator(path)) as file:
        stamp = _stamp(path, file.built)
        origin = f"{path}, {file.kind} of {_day(file.built)}"
        credit = Credit(file.credit, file.credit_url)
        has_networks = file.has_networks
    layers: dict[Kind, Layer] = {
        "location": Layer(stamp, origin, credit, lambda: _content(path, LOCATION_FIELDS, location))
    }
    if has_networks:
        layers["network"] = Layer(stamp, origin, credit, lambda: _content(path, NETWORK_FIELDS, _numbered))
    return layers


def _stamp(path: Path, built: int) -> str:
    """A name of what is in the file, wherever it lies."""
    try:
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            size = content.tell()
    except OSError as error:
        raise unreadable(path, error) from error
    return f"own-{_FORMAT}-{size}-{built}-{digest}"


def _day(built: int) -> str:
    try:
        return datetime.fromtimestamp(built, UTC).date().isoformat()
    except (OverflowError, ValueError, OSError):  # a time that no calendar has
        return "an unknown day"


def _content(path: Path, fields: tuple[str, ...], read: _Read) -> Content:
    """The ranges of both families, and the table of the places that they have."""
    seen: _Seen = {}
    ranges: dict[Family, Ranges] = {}
    with closing(MmdbLocator(path)) as file:
        for family, bits in _KEY_BITS.items():
            if family == 6 and file.ip_version == 4:
                ranges[family] = _EMPTY
                continue
            try:
                by_record = tree_ranges(path, bits)
            except (ServerFault, maxminddb.InvalidDatabaseError, OSError, ValueError) as error:
                raise unreadable(path, error) from error
            numbers = _place_numbers(file, by_record, family, read, seen)
            ranges[family] = without_reserved(joined(by_record.starts, numbers), family)
    columns = {field: [place[at] for place in seen] for at, field in enumerate(fields)}
    return Content(ranges, arrays(columns))


def _numbered(record: Record) -> dict[str, Any]:
    """The fields of a network that has an AS number; a mere name of an organization is none."""
    found = network(record)
    return found if found["asn"] is not None else dict.fromkeys(found)


def _place_numbers(
    file: MmdbLocator, by_record: Ranges, family: Family, read: _Read, seen: _Seen
) -> NDArray[np.uint32]:
    """The place of each range, numbered in order of first sight in `seen`, which grows."""
    records, where, inverse = np.unique(by_record.numbers, return_index=True, return_inverse=True)
    number = np.full(len(records), NOTHING, dtype=np.uint32)
    for at, start in enumerate(by_record.starts[where].tolist()):
        if records[at] == NOTHING:
            continue
        # The same names occur in many places, and each is held once.
        place = tuple(
            sys.intern(value) if isinstance(value, str) else value
            for value in read(file.record(_address(start, family))).values()
        )
        if any(value is not None for value in place):
            number[at] = seen.setdefault(place, len(seen) + 1)
    return number[inverse]


def _address(key: int, family: Family) -> str:
    """The first address of a key."""
    if family == 4:
        return socket.inet_ntop(socket.AF_INET, key.to_bytes(4))
    return socket.inet_ntop(socket.AF_INET6, (key << 64).to_bytes(16))
