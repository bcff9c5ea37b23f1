"""The compact form of the data: one zstd file per array or list of texts, and a manifest.

An array of numbers is stored as the differences of neighbours, split into byte planes (all lowest bytes,
then all second bytes, ...): sorted range starts become mostly zeros and small repeating bytes. An array in
which whole values repeat is stored plain. Texts are UTF-8, each ended by a zero byte.
"""

import json
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from sagescope.errors import Cause, Fault, Refusal

FORMAT = 1
"""Raised with every change of what the files hold, so that unpacked copies of the old form are not read."""

MANIFEST = "manifest.json"
_LEVEL = 19


class Coding(Enum):
    """How a part is stored."""

    DELTA = "delta"
    PLAIN = "plain"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its coding and, for numbers, their type."""

    coding: Coding
    dtype: str = ""


PARTS = {
    # ranges: first key of each, and row of the table that it points into
    "city-v4-starts": Part(Coding.DELTA, "<u8"),
    "city-v4-numbers": Part(Coding.PLAIN, "<u4"),
    "city-v6-starts": Part(Coding.DELTA, "<u8"),
    "city-v6-numbers": Part(Coding.PLAIN, "<u4"),
    "asn-v4-starts": Part(Coding.DELTA, "<u8"),
    "asn-v4-numbers": Part(Coding.PLAIN, "<u4"),
    "asn-v6-starts": Part(Coding.DELTA, "<u8"),
    "asn-v6-numbers": Part(Coding.PLAIN, "<u4"),
    # places: coordinates in hundredths of a degree, row of the city; row 0 is nowhere
    "place-latitude": Part(Coding.DELTA, "<i2"),
    "place-longitude": Part(Coding.DELTA, "<i2"),
    "place-city": Part(Coding.DELTA, "<u4"),
    # cities: name, row of the region; regions: name, row of the country; countries: alpha-2 code
    "city-name": Part(Coding.TEXT),
    "city-region": Part(Coding.DELTA, "<u2"),
    "region-name": Part(Coding.TEXT),
    "region-country": Part(Coding.DELTA, "<u2"),
    "country-code": Part(Coding.TEXT),
    # networks: number and organization; row 0 is none
    "network-asn": Part(Coding.DELTA, "<u4"),
    "network-organization": Part(Coding.TEXT),
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the files are: `stamp` names this very data, `city_date` and `asn_date` are the days it is of
    (`YYYY-MM-DD`), `lengths` the number of items of every part."""

    stamp: str
    city_date: str
    asn_date: str
    lengths: dict[str, int]


def pack(values: NDArray[Any], part: Part) -> bytes:
    """The file of an array of numbers."""
    values = values.astype(part.dtype)
    if part.coding is Coding.PLAIN:
        return _compressed(values.tobytes())
    unsigned = values.view(part.dtype.replace("i", "u"))
    steps = np.diff(unsigned, prepend=np.zeros(1, unsigned.dtype))
    if values.dtype.kind == "i":  # small steps down as small numbers: 0, -1, 1, -2, ...
        signed = steps.view(part.dtype)
        steps = (signed << 1 ^ signed >> (8 * signed.itemsize - 1)).view(unsigned.dtype)
    planes = steps.view(np.uint8).reshape(-1, steps.itemsize).T
    return _compressed(np.ascontiguousarray(planes).tobytes())


def unpack(content: bytes, part: Part) -> NDArray[Any]:
    """The array of numbers in a file."""
    raw = np.frombuffer(_expanded(content), dtype=np.uint8)
    if part.coding is Coding.PLAIN:
        return raw.view(part.dtype)
    unsigned = np.dtype(part.dtype.replace("i", "u"))
    steps = np.ascontiguousarray(raw.reshape(unsigned.itemsize, -1).T).view(unsigned).reshape(-1)
    if np.dtype(part.dtype).kind == "i":
        steps = steps >> 1 ^ (0 - (steps & 1))
    return np.cumsum(steps, dtype=unsigned).view(part.dtype)


def pack_texts(texts: list[str]) -> bytes:
    """The file of a list of texts."""
    assert not any("\0" in text for text in texts)
    return _compressed("".join(f"{text}\0" for text in texts).encode())


def unpack_texts(content: bytes) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """The texts in a file: their bytes one after the other, and where each starts (one more than texts)."""
    octets = np.frombuffer(_expanded(content), dtype=np.uint8)
    ends = np.flatnonzero(octets == 0)
    starts = np.concatenate([np.zeros(1, np.int64), ends - np.arange(len(ends))])
    return starts.astype(np.uint32), octets[octets != 0]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest: last, since it says that all is there."""
    content = {
        "format": FORMAT,
        "stamp": manifest.stamp,
        "city_date": manifest.city_date,
        "asn_date": manifest.asn_date,
        "lengths": manifest.lengths,
    }
    (folder / MANIFEST).write_text(json.dumps(content, indent=1) + "\n")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder of packed data; None when there is none of this format."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        if content["format"] != FORMAT:
            return None
        return Manifest(content["stamp"], content["city_date"], content["asn_date"], content["lengths"])
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return None


def damaged(name: str, why: str) -> Refusal:
    """The refusal to read a file whose content is not what was packed."""
    return Refusal(
        Fault(
            "geo.data_damaged",
            f"The geolocation data file {name} is damaged: {why}.",
            "Install sagescope again, or run `python -m sagescope.geo.build --force`.",
        ),
        Cause.UNAVAILABLE,
    )


def _compressed(content: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(content)


def _expanded(content: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(content)
