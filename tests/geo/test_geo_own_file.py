"""A user's own .mmdb file in place of the built-in data: what is read of it, and look-ups in the engine."""

import ipaddress
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from geo_real import data_folder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mmdb_writer import write_mmdb
from typer.testing import CliRunner

from running_server import RunningServer, eventually, post
from sagescope.cli.main import app
from sagescope.errors import Refusal, ServerFault
from sagescope.geo.addresses import key
from sagescope.geo.choice import Geolocation, Offer, offer
from sagescope.geo.layers import Content, Layer, built_in
from sagescope.geo.locate import LOCATION_FIELDS
from sagescope.geo.mmdb import MmdbLocator
from sagescope.geo.mmdb_tree import tree_ranges
from sagescope.geo.own_file import own_layers
from sagescope.geo.ranges import Ranges, without_reserved
from sagescope.store.fields import Schema
from sagescope.store.geo import load_geo
from store_world import World, world

_TALLINN = {
    "city": {"names": {"en": "Tallinn"}},
    "continent": {"code": "EU", "names": {"en": "Europe"}},
    "country": {"iso_code": "EE", "names": {"en": "Estonia"}},
    "location": {"latitude": 59.43812, "longitude": 24.73697},
    "postal": {"code": "10152"},
    "subdivisions": [{"iso_code": "37", "names": {"en": "Harjumaa"}}],
    "traits": {"autonomous_system_number": 64496, "autonomous_system_organization": "Example Net"},
}
_BERLIN = {"city": "Berlin", "region": "Berlin", "country": "DE", "lat": "52.52", "lng": "13.405",
           "asn": "AS64500", "as_name": "Another Net"}  # fmt: skip
_LIMA = {"city": "Lima", "state1": "Lima", "country_code": "PE", "latitude": -12.0432, "longitude": -77.0282}
_CANADA = {"country": {"iso_code": "CA", "names": {"en": "Canada"}}}


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A file of both families without AS numbers."""
    records = {"1.0.0.0/24": _without(_TALLINN, "traits"), "9.9.8.0/23": _LIMA, "24.0.0.0/16": _CANADA,
               "2a00:1450::/32": _LIMA}  # fmt: skip
    return write_mmdb(tmp_path / "city.mmdb", records, "GeoLite2-City", 6, 28)


def _without(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {field: value for field, value in record.items() if field != name}


def _locations(path: Path) -> Content:
    return own_layers(path)["location"].read()


def _rows(content: Content, addresses: list[str]) -> list[dict[str, Any] | None]:
    """What a content has for addresses; None for nothing."""
    found: list[dict[str, Any] | None] = []
    for address in addresses:
        keyed = key(address)
        assert keyed is not None
        family, number = keyed
        place = int(content.ranges[4 if family == 4 else 6].at(np.array([number], dtype=np.uint64))[0])
        row = {name: values[place - 1] for name, values in content.table.items()} if place else None
        assert row is None or row.pop("place") == place
        found.append(row)
    return found


def test_ipv4_and_ipv6_come_from_one_tree_with_the_coordinates_of_the_file(city: Path) -> None:
    tallinn, lima, lima6, none, none6 = _rows(
        _locations(city), ["1.0.0.255", "9.9.9.9", "2a00:1450:4001::5", "1.0.1.0", "2a00:1451::"]
    )
    assert tallinn == {
        "latitude": 59.43812, "longitude": 24.73697, "continent": "Europe", "country_code": "EE",
        "country_name": "Estonia", "region": "Harjumaa", "city": "Tallinn", "state": "Harjumaa",
        "postal_code": "10152"}  # fmt: skip
    assert lima is not None and lima["city"] == "Lima" and lima["latitude"] == -12.0432
    assert lima6 == lima
    assert none is None and none6 is None


def test_a_file_of_ipv4_has_nothing_for_ipv6(tmp_path: Path) -> None:
    path = write_mmdb(tmp_path / "own.mmdb", {"1.0.0.0/24": _BERLIN}, "ipinfo location")
    berlin, none = _rows(_locations(path), ["1.0.0.1", "2a00:1450::"])
    assert berlin is not None and berlin["longitude"] == 13.405
    assert none is None


def test_reserved_addresses_stay_empty(tmp_path: Path) -> None:
    nets = ("10.0.0.0/8", "192.168.0.0/16", "2001:db8::/32", "fc00::/7")
    path = write_mmdb(tmp_path / "own.mmdb", dict.fromkeys(nets, _LIMA), "any", 6)
    found = _rows(_locations(path), ["10.1.2.3", "192.168.1.1", "2001:db8::1", "fd00::1"])
    assert found == [None] * 4


def test_networks_that_lead_to_ipv4_addresses_have_nothing(tmp_path: Path) -> None:
    records = {"1.0.0.0/24": _LIMA, "2a00:1450::/32": _TALLINN}
    path = write_mmdb(tmp_path / "own.mmdb", records, "any", 6, aliases=("2002::/16", "::ffff:0:0/96"))
    with closing(MmdbLocator(path)) as file:  # else the test would pass without any alias
        assert file.locate(["2002:100::1"])["city"] == ["Lima"]
    content = _locations(path)
    assert len(content.ranges[6]) == 3
    lima, none, tallinn = _rows(content, ["1.0.0.1", "2002:100::1", "2a00:1450::1"])
    assert lima is not None and tallinn is not None
    assert none is None


def test_places_are_numbered_once(tmp_path: Path) -> None:
    records = {f"1.{number}.0.0/16": {**_LIMA, "accuracy": number} for number in range(50)}
    content = _locations(write_mmdb(tmp_path / "own.mmdb", records, "any"))
    assert content.table["place"].tolist() == [1]
    assert len(content.ranges[4]) == 3


_NETWORKS = st.one_of(
    st.tuples(st.integers(1 << 24, 2**32 - 1), st.integers(3, 32)).map(
        lambda pair: ipaddress.ip_network(pair, strict=False)
    ),
    st.tuples(st.integers(0, 2**125 - 1).map(lambda low: low | 1 << 125), st.integers(4, 64)).map(
        lambda pair: ipaddress.ip_network(pair, strict=False)
    ),
)


@given(
    networks=st.lists(_NETWORKS, min_size=1, max_size=10),
    places=st.lists(st.sampled_from([_TALLINN, _BERLIN, _LIMA, _CANADA]), min_size=10, max_size=10),
    size=st.sampled_from([24, 28, 32]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_read_is_what_the_reader_finds(
    tmp_path: Path, networks: list[Any], places: list[dict[str, Any]], size: int
) -> None:
    kept: list[Any] = []
    for network in networks:
        if not any(network.version == other.version and network.overlaps(other) for other in kept):
            kept.append(network)
    records = {"1.0.0.0/32": _LIMA} | {str(net): place for net, place in zip(kept, places, strict=False)}
    if any(net.version == 4 and net.overlaps(ipaddress.ip_network("1.0.0.0/32")) for net in kept):
        del records["1.0.0.0/32"]
    path = write_mmdb(tmp_path / "own.mmdb", records, "any", 6, size)
    addresses = [str(net[at]) for net in kept for at in (0, -1)]
    try:
        content = _locations(path)
    except Refusal as refusal:
        assert refusal.faults[0].code == "geo.no_locations"
        assert all(record is _CANADA for record in records.values())
        return
    with closing(MmdbLocator(path)) as file:
        located = file.locate(addresses)
    for at, found in enumerate(_rows(content, addresses)):
        wanted = {field: located[field][at] for field in LOCATION_FIELDS}
        if _is_reserved(addresses[at]) or not any(wanted.values()):
            assert found is None
        else:
            assert found is not None
            assert {name: None if value != value else value for name, value in found.items()} == wanted


def _is_reserved(address: str) -> bool:
    keyed = key(address)
    assert keyed is not None
    family, number = keyed
    everything = Ranges(np.zeros(1, dtype=np.uint64), np.ones(1, dtype=np.uint32))
    return not without_reserved(everything, family).at(np.array([number], dtype=np.uint64))[0]


@pytest.mark.filterwarnings("ignore:PyUnicode_FromStringAndSize")  # the reader, of a key that is no text
@given(at=st.integers(0, 10_000), value=st.integers(0, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_a_damaged_file_is_refused_or_read_never_another_error(city: Path, at: int, value: int) -> None:
    content = bytearray(city.read_bytes())
    damaged = city.with_name("damaged.mmdb")
    content[at % len(content)] = value
    damaged.write_bytes(content)
    try:
        for layer in own_layers(damaged).values():
            layer.read()
    except Refusal as refusal:
        assert refusal.faults[0].code in ("geo.file_unreadable", "geo.no_locations")


def test_a_tree_in_circles_is_told_from_a_tree(tmp_path: Path) -> None:
    path = write_mmdb(tmp_path / "own.mmdb", {"1.0.0.0/24": _LIMA}, "any", 6)
    content = path.read_bytes()
    path.write_bytes(bytes(6) + content[6:])  # both sides of the root are the root
    with pytest.raises(ServerFault, match="meets itself"):
        tree_ranges(path, 64)


def test_the_stamp_is_of_the_content_not_of_the_path(city: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copy(city, tmp_path / "copied.mmdb"))
    changed = write_mmdb(tmp_path / "changed.mmdb", {"1.0.0.0/24": _BERLIN}, "GeoLite2-City", 6, 28)
    stamps = [own_layers(path)["location"].stamp for path in (city, copied, changed)]
    assert stamps[0] == stamps[1] != stamps[2]


def test_networks_are_there_when_records_have_as_numbers(city: Path, tmp_path: Path) -> None:
    assert set(own_layers(city)) == {"location"}
    records = {"1.0.0.0/24": _TALLINN, "1.0.1.0/24": _BERLIN, "1.0.2.0/24": {**_LIMA, "organization": "None"}}
    layers = own_layers(write_mmdb(tmp_path / "own.mmdb", records, "GeoIP2-Enterprise"))
    found = _rows(layers["network"].read(), ["1.0.0.1", "1.0.1.1", "1.0.2.1"])
    assert found == [
        {"asn": 64496, "organization": "Example Net"},
        {"asn": 64500, "organization": "Another Net"},
        None,
    ]


def test_the_own_file_is_preferred_and_the_built_in_data_stands_behind_it(city: Path, tmp_path: Path) -> None:
    offered = offer(city, tmp_path, data_folder())
    assert [layer.credit.text for layer in offered.layers["location"]] == [
        "IP geolocation by MaxMind",
        "IP geolocation by DB-IP",
    ]
    assert [layer.credit.text for layer in offered.layers["network"]] == ["IP to ASN by RouteViews and DB-IP"]
    assert offered.faults == ()
    assert f"{city}, GeoLite2-City of 2026-05-28" == offered.layers["location"][0].origin


def test_a_wrong_path_leaves_the_built_in_data_and_says_so(tmp_path: Path) -> None:
    offered = offer(tmp_path / "gone.mmdb", tmp_path, data_folder())
    assert [f.code for f in offered.faults] == ["geo.file_missing"]
    assert {kind: len(layers) for kind, layers in offered.layers.items()} == {"location": 1, "network": 1}


def test_the_own_file_serves_where_the_package_has_no_data(city: Path, tmp_path: Path) -> None:
    offered = offer(city, tmp_path, tmp_path / "none")
    assert [f.code for f in offered.faults] == ["geo.data_missing"]
    assert {kind: len(layers) for kind, layers in offered.layers.items()} == {"location": 1, "network": 0}


def test_doctor_says_which_data_is_used(city: Path, tmp_path: Path) -> None:
    data_folder()
    run = CliRunner().invoke
    env = {"SAGESCOPE_DATA": str(tmp_path), "SAGESCOPE_GEO_PATH": str(city)}
    assert f"ok  geolocation  {city}, GeoLite2-City of 2026-05-28" in run(app, "doctor", env=env).output
    env["SAGESCOPE_GEO_PATH"] = str(tmp_path / "gone.mmdb")
    (line,) = [line for line in run(app, "doctor", env=env).output.splitlines() if "geolocation" in line]
    assert line.startswith(f"--  geolocation  The geolocation file {tmp_path / 'gone.mmdb'} does not exist.")
    assert "SAGESCOPE_GEO_PATH" in line and "Used meanwhile: built in" in line


@pytest.fixture
def here() -> Iterator[World]:
    """The store with one message for each of some addresses, and queries that may look into both kinds."""
    store = world()
    store.empty()
    store.apply(Schema(fields=("ip",), geo=frozenset({"location", "network"})))
    addresses = ("1.0.0.7", "::ffff:1.0.0.8", "2a00:1450:4001::5", "24.0.1.1", "10.0.0.1", "8.8.8.8", "none")
    store.insert([{"_raw": address, "ip": address} for address in addresses])
    yield store
    store.empty()
    store.engine.command("DROP TABLE IF EXISTS geo_stamps")  # nothing here counts as loaded for others


_FROM_LOCATION = "lookup latitude, longitude, city, country_code, postal_code from geo://location on ip=ip"


def _located(store: World) -> dict[object, tuple[object, ...]]:
    rows = store.rows(
        f"* | {_FROM_LOCATION} | fields ip, latitude, longitude, city, country_code, postal_code"
    )
    names = ("latitude", "longitude", "city", "country_code", "postal_code")
    return {row["ip"]: tuple(row[name] for name in names) for row in rows}


def test_queries_look_into_the_own_file_until_it_is_taken_away(
    here: World, city: Path, tmp_path: Path
) -> None:
    nowhere = (None,) * 5
    said: list[str] = []
    own = own_layers(city)["location"]
    used, faults = load_geo(here.engine, Offer({"location": (own,)}), said.append)
    assert (used, faults, said) == ({"location": own}, [], ["geolocation: loading locations"])
    tallinn = (59.43812, 24.73697, "Tallinn", "EE", "10152")
    assert _located(here) == {
        "1.0.0.7": tallinn,
        "::ffff:1.0.0.8": tallinn,
        "2a00:1450:4001::5": (-12.0432, -77.0282, "Lima", "PE", None),
        "24.0.1.1": (None, None, None, "CA", None),
        "10.0.0.1": nowhere,
        "8.8.8.8": nowhere,
        "none": nowhere,
    }
    load_geo(here.engine, Offer({"location": (own_layers(city)["location"],)}), said.append)
    assert len(said) == 1, "the same content is not loaded again"

    write_mmdb(city, {"8.8.8.0/24": _BERLIN}, "ipinfo location")
    load_geo(here.engine, Offer({"location": (own_layers(city)["location"],)}), said.append)
    assert len(said) == 2
    found = _located(here)
    assert (found["8.8.8.8"], found["1.0.0.7"]) == ((52.52, 13.405, "Berlin", "DE", None), nowhere)


def test_networks_of_the_own_file_are_looked_into(here: World, tmp_path: Path) -> None:
    records = {"1.0.0.0/24": _TALLINN, "2a00:1450::/32": _BERLIN}
    layers = own_layers(write_mmdb(tmp_path / "own.mmdb", records, "GeoIP2-Enterprise", 6))
    load_geo(here.engine, Offer({kind: (layer,) for kind, layer in layers.items()}))
    rows = here.rows(
        "* | lookup asn, organization from asn://default on ip=ip | fields ip, asn, organization"
    )
    found = {row["ip"]: (row["asn"], row["organization"]) for row in rows}
    assert found["1.0.0.7"] == found["::ffff:1.0.0.8"] == (64496, "Example Net")
    assert found["2a00:1450:4001::5"] == (64500, "Another Net")
    assert found["8.8.8.8"] == found["none"] == (None, None)


def test_a_layer_that_cannot_be_read_gives_way_to_the_next(here: World, city: Path, tmp_path: Path) -> None:
    good = own_layers(city)["location"]
    other = write_mmdb(tmp_path / "other.mmdb", {"1.0.0.0/24": _BERLIN}, "any")
    gone = own_layers(other)
    other.unlink()
    used, faults = load_geo(here.engine, Offer({"location": (gone["location"], good)}))
    assert used == {"location": good}
    assert [f.code for f in faults] == ["geo.file_missing"]
    assert _located(here)["1.0.0.7"][2] == "Tallinn"
    assert [credit.text for credit in Geolocation(used).credits] == ["IP geolocation by MaxMind"]


def test_data_that_cannot_be_unpacked_is_a_fault(here: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    layers: dict[Any, Layer] = built_in(tmp_path / "file", data_folder())
    used, faults = load_geo(here.engine, Offer({"location": (layers["location"],)}))
    assert used == {}
    assert [f.code for f in faults] == ["geo.not_unpacked"]


def test_a_server_uses_the_file_of_its_settings_and_the_built_in_data_without_it(tmp_path: Path) -> None:
    data_folder()
    records = {"8.8.8.0/24": _TALLINN, "2a00:1450::/32": _LIMA}
    path = write_mmdb(tmp_path / "own.mmdb", records, "GeoIP2-Enterprise", 6)
    running = RunningServer(tmp_path / "data", environment={"SAGESCOPE_GEO_PATH": str(path)})
    query = "* | lookup country_code from geo://location on ip=_raw"

    def located() -> dict[str, Any]:
        with running.client() as http:
            body = {"query": query, "from": "-1h", "to": "+1h", "histogram": False}
            answer = http.post("/api/v1/search/run", json=body)
        assert answer.status_code == 200 or "lookup.unavailable" in answer.text, answer.text
        if answer.status_code != 200:  # the data is still being loaded
            return {}
        names = [column["name"] for column in answer.json()["columns"]]
        rows = [dict(zip(names, row, strict=True)) for row in answer.json()["rows"]]
        return {row["_raw"]: row["country_code"] for row in rows}

    running.start()
    try:
        assert post(running.source("addresses"), "8.8.8.8\n2a00:1450:4001::5\n").status_code == 200
        assert eventually(located, 30) == {"8.8.8.8": "EE", "2a00:1450:4001::5": "PE"}
        assert running.stop() == 0, running.output()
        path.unlink()
        running.start()
        found = eventually(located, 240)
        assert found["8.8.8.8"] == "US"
        assert found["2a00:1450:4001::5"] not in (None, "PE")
        assert "own.mmdb does not exist" in running.output()
    finally:
        running.kill()
