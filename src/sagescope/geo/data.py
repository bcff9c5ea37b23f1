"""The geolocation data in memory: unpacked once into a cache folder and mapped from there ever after.

Mapped arrays cost no start-up time and are shared by all processes of a machine.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import zstandard
from numpy.typing import NDArray

from sagescope.errors import Cause, Fault, Refusal
from sagescope.geo.packed import PARTS, Coding, Manifest, damaged, read_manifest, unpack, unpack_texts
from sagescope.geo.ranges import Ranges

PACKAGE_DATA = Path(__file__).parent / "data"
"""The data that the wheel carries."""

Family = Literal[4, 6]
_PREFIX = "geo-"


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A column of texts as their bytes (uint8) and the offset of each (uint32, one more than texts)."""

    offsets: NDArray[np.uint32]
    octets: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def take(self, rows: NDArray[np.integer[Any]]) -> list[str | None]:
        """The texts at `rows`; an empty one is None."""
        starts, ends = self.offsets[rows].tolist(), self.offsets[rows + 1].tolist()
        return [
            self.octets[start:end].tobytes().decode() or None for start, end in zip(starts, ends, strict=True)
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The table that location ranges point into; row 0 is nowhere.

    `latitude` and `longitude` are hundredths of a degree (int16), `city` is a row of `city_name` and
    `city_region` (uint32), a region is a row of `region_name` and `region_country`, and a country a row of
    `country_code`.
    """

    latitude: NDArray[np.int16]
    longitude: NDArray[np.int16]
    city: NDArray[np.uint32]
    city_name: Texts
    city_region: NDArray[np.uint16]
    region_name: Texts
    region_country: NDArray[np.uint16]
    country_code: Texts

    def __len__(self) -> int:
        return len(self.city)


@dataclass(frozen=True, slots=True, eq=False)
class Networks:
    """The table that network ranges point into; row 0 is none: AS number (uint32) and organization."""

    asn: NDArray[np.uint32]
    organization: Texts

    def __len__(self) -> int:
        return len(self.asn)


@dataclass(frozen=True, slots=True, eq=False)
class GeoData:
    """Locations and networks of all addresses.

    `stamp` names this very data; `city_date` and `asn_date` are the days it is of (`YYYY-MM-DD`).
    """

    stamp: str
    city_date: str
    asn_date: str
    places: Places
    networks: Networks
    place_ranges: dict[Family, Ranges]
    network_ranges: dict[Family, Ranges]

    def ranges(self, family: Family) -> Ranges:
        """The ranges of one family that point into `places`."""
        return self.place_ranges[family]

    def asn_ranges(self, family: Family) -> Ranges:
        """The ranges of one family that point into `networks`."""
        return self.network_ranges[family]


def installed(source: Path = PACKAGE_DATA) -> Manifest:
    """What the data of `source` is, without unpacking it. Raises `Refusal` (`geo.data_missing`)."""
    manifest = read_manifest(source)
    if manifest is None:
        raise Refusal(
            Fault(
                "geo.data_missing",
                "The geolocation data is not installed.",
                "Run `python -m sagescope.geo.build`, or set SAGESCOPE_GEO_PATH to an .mmdb file.",
            ),
            Cause.UNAVAILABLE,
        )
    return manifest


def load(cache: Path, source: Path = PACKAGE_DATA) -> GeoData:
    """The data of `source`, unpacked under the folder `cache` unless it is there already.

    The unpacked copy takes about 130 MB and is named by the data's stamp; copies of other data are
    removed. Several processes may load at once. Raises `Refusal` (`geo.data_missing`, `geo.data_damaged`).
    """
    manifest = installed(source)
    folder = cache / f"{_PREFIX}{manifest.stamp}"
    if not folder.is_dir():
        _unpack(source, manifest, folder)
    try:
        return _mapped(folder, manifest)
    except (OSError, EOFError, ValueError):  # a copy that someone cut or cleared
        shutil.rmtree(folder, ignore_errors=True)
        _unpack(source, manifest, folder)
        return _mapped(folder, manifest)


def _unpack(source: Path, manifest: Manifest, folder: Path) -> None:
    """Unpack all parts into `folder`, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as scratch:
        fresh = Path(scratch) / "fresh"
        fresh.mkdir()
        for name in PARTS:
            for file, values in _expanded(source, name, manifest.lengths.get(name)).items():
                with (fresh / f"{file}.npy").open("wb") as out:
                    np.save(out, values)
                    out.flush()
                    os.fsync(out.fileno())
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was first
                raise
    for other in folder.parent.glob(f"{_PREFIX}*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def _expanded(source: Path, name: str, length: int | None) -> dict[str, NDArray[Any]]:
    """The arrays of one part by the name of their file."""
    file = f"{name}.zst"
    arrays: dict[str, NDArray[Any]]
    try:
        content = (source / file).read_bytes()
        if PARTS[name].coding is Coding.TEXT:
            offsets, octets = unpack_texts(content)
            found, arrays = len(offsets) - 1, {f"{name}.offsets": offsets, f"{name}.octets": octets}
        else:
            values = unpack(content, PARTS[name])
            found, arrays = len(values), {name: values}
    except FileNotFoundError:
        raise damaged(file, "it is missing") from None
    except (zstandard.ZstdError, ValueError) as error:
        raise damaged(file, str(error)) from error
    if found != length:
        raise damaged(file, f"it has {found} items, the manifest says {length}")
    return arrays


def _mapped(folder: Path, manifest: Manifest) -> GeoData:
    """The data of an unpacked folder, mapped into memory."""

    def array(name: str) -> NDArray[Any]:
        # As a plain array: the subclass numpy.memmap makes every slice slower.
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

    def texts(name: str) -> Texts:
        return Texts(array(f"{name}.offsets"), array(f"{name}.octets"))

    def ranges(kind: str) -> dict[Family, Ranges]:
        return {
            4: Ranges(array(f"{kind}-v4-starts"), array(f"{kind}-v4-numbers")),
            6: Ranges(array(f"{kind}-v6-starts"), array(f"{kind}-v6-numbers")),
        }

    return GeoData(
        manifest.stamp,
        manifest.city_date,
        manifest.asn_date,
        Places(
            array("place-latitude"),
            array("place-longitude"),
            array("place-city"),
            texts("city-name"),
            array("city-region"),
            texts("region-name"),
            array("region-country"),
            texts("country-code"),
        ),
        Networks(array("network-asn"), texts("network-organization")),
        ranges("city"),
        ranges("asn"),
    )
