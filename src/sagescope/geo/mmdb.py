"""Locations from the user's own .mmdb file, in the columns of `sagescope.geo.locate`.

Three shapes of records are known: MaxMind's (GeoLite2 and GeoIP2 City and Enterprise, DB-IP's and
IP2Location's files for the same readers), IPinfo's flat one, and the flat one of ip-location-db.
"""

import itertools
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import maxminddb

from sagescope.errors import Cause, Fault, Refusal
from sagescope.geo.addresses import key
from sagescope.geo.countries import COUNTRIES
from sagescope.geo.credit import CREDIT, CREDIT_URL
from sagescope.geo.locate import LOCATION_FIELDS, NETWORK_FIELDS, Columns, once, spread

_SAMPLE = 1000  # records looked at to learn whether a file has coordinates and AS numbers
_STEPS = 20_000  # networks looked at for them, most of which may be empty
_LAST_ASN = 2**32 - 1  # RFC 6793
# What the reader raises on damaged records: a key that is no text is an error inside of it.
_DAMAGE = (maxminddb.InvalidDatabaseError, ValueError, SystemError)
_VENDORS = (
    ("dbip", CREDIT, CREDIT_URL),
    ("geolite2", "IP geolocation by MaxMind", "https://www.maxmind.com"),
    ("geoip2", "IP geolocation by MaxMind", "https://www.maxmind.com"),
    ("ipinfo", "IP geolocation by IPinfo", "https://ipinfo.io"),
    ("ip2location", "IP geolocation by IP2Location", "https://www.ip2location.com"),
)

Record = Mapping[str, Any]
"""A record of a file, of any shape."""


class MmdbLocator:
    """The locator over one .mmdb file, open until `close`; safe to use from several threads.

    `kind` is the file's own name of its kind, `built` the day it was made (seconds since the epoch), and
    `ip_version` 6 where its tree has addresses of both families. `has_networks` says whether its records
    carry AS numbers; without them `networks` has no values.
    """

    def __init__(self, path: Path) -> None:
        """Open a file. Raises `Refusal` (`geo.file_missing`, `geo.file_unreadable`, `geo.no_locations`)."""
        self._reader = _opened(path)
        try:
            metadata = self._reader.metadata()
        except (maxminddb.InvalidDatabaseError, OSError, ValueError, SystemError) as error:
            self._reader.close()
            raise unreadable(path, error) from error
        self.kind = metadata.database_type
        self.built = metadata.build_epoch
        self.ip_version = metadata.ip_version
        folded = self.kind.lower().replace("-", "").replace("_", "")
        self.credit, self.credit_url = next(
            ((credit, url) for vendor, credit, url in _VENDORS if vendor in folded),
            (f"IP geolocation by {self.kind}", ""),
        )
        try:
            self.has_networks = self._sampled(path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file; no look-up is possible afterwards."""
        self._reader.close()

    def locate(self, addresses: Sequence[str | None]) -> Columns:
        """The columns `LOCATION_FIELDS` for a column of addresses; null for what is no located address."""
        return self._columns(addresses, LOCATION_FIELDS, location)

    def networks(self, addresses: Sequence[str | None]) -> Columns:
        """The columns `NETWORK_FIELDS` for a column of addresses; null for what is in no known network."""
        return self._columns(addresses, NETWORK_FIELDS, network)

    def _columns(
        self,
        addresses: Sequence[str | None],
        fields: tuple[str, ...],
        read: Callable[[Record], dict[str, Any]],
    ) -> Columns:
        distinct, inverse = once(addresses)
        rows = [read(self.record(address)) for address in distinct]
        return spread({field: [row[field] for row in rows] for field in fields}, inverse.tolist())

    def record(self, address: str | None) -> Record:
        """The record of an address; empty for text that is no address and addresses without one."""
        found = key(address)
        if address is None or found is None or (found[0] == 6 and self.ip_version == 4):
            return {}
        if found[0] == 4 and ":" in address:  # IPv4-mapped: files hold the IPv4 address itself
            address = ".".join(str(octet) for octet in found[1].to_bytes(4))
        try:
            record = self._reader.get(address)
        except _DAMAGE:  # one damaged record must not fail all others
            return {}
        return record if isinstance(record, dict) else {}

    def _sampled(self, path: Path) -> bool:
        """Whether the first records have AS numbers. Raises `Refusal` when none has coordinates."""
        located = networked = False
        try:
            for record in itertools.islice(self._first_records(), _SAMPLE):
                located = located or location(record)["latitude"] is not None
                networked = networked or network(record)["asn"] is not None
                if located and networked:
                    break
        except _DAMAGE as error:
            raise unreadable(path, error) from error
        if not located:
            raise Refusal(
                Fault(
                    "geo.no_locations",
                    f"The geolocation file {path} is of kind {self.kind!r}, which has no coordinates.",
                    "Use a City file: GeoLite2-City, GeoIP2-City, DB-IP City, IPinfo location.",
                )
            )
        return networked

    def _first_records(self) -> Iterator[Record]:
        """Records in the order of their addresses, found by asking for one address after the other.

        The iterator of the reader is no alternative: in a damaged tree it ends the process.
        """
        steps = itertools.count()
        for at, bits in ((0, 32), (1 << 125, 128))[: 1 if self.ip_version == 4 else 2]:
            while at < 1 << bits and next(steps) < _STEPS:
                packed = at.to_bytes(bits // 8)
                address = socket.inet_ntop(socket.AF_INET if bits == 32 else socket.AF_INET6, packed)
                record, length = self._reader.get_with_prefix_len(address)
                if isinstance(record, dict):
                    yield record
                at = (at | (1 << bits - min(length, bits)) - 1) + 1


def location(record: Record) -> dict[str, Any]:
    """The fields of a location in a record of any known shape; None where it has none."""
    nested = record.get("location")
    place: Record = nested if isinstance(nested, dict) else record
    latitude = _coordinate(place, ("latitude", "lat"), 90)
    longitude = _coordinate(place, ("longitude", "lng", "lon"), 180)
    both = latitude is not None and longitude is not None
    code, country_name = _country(record)
    known = COUNTRIES.get(code or "")
    state = _first_name(record.get("subdivisions")) or _text(record, "region", "state1", "state", "stateprov")
    return {
        "latitude": latitude if both else None,
        "longitude": longitude if both else None,
        "continent": known.continent if known else _name(record.get("continent")),
        "country_code": code,
        "country_name": known.name if known else country_name,
        "region": state,
        "city": _name(record.get("city")),
        "state": state,
        "postal_code": _code(record.get("postal")) or _text(record, "postal_code", "postcode", "zip"),
    }


def network(record: Record) -> dict[str, Any]:
    """The fields of a network in a record of any known shape; None where it has none."""
    traits = record.get("traits")
    place: Record = traits if isinstance(traits, dict) else record
    number = place.get("autonomous_system_number", record.get("asn"))
    if isinstance(number, str):
        digits = number.upper().removeprefix("AS")
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 10 else None
    organization = _text(place, "autonomous_system_organization") or _text(
        record, "as_name", "as_organization", "organization"
    )
    known = isinstance(number, int) and 0 < number <= _LAST_ASN
    return {"asn": number if known else None, "organization": organization}


def _opened(path: Path) -> maxminddb.Reader:
    try:
        return maxminddb.open_database(path)
    except FileNotFoundError as error:
        raise Refusal(
            Fault(
                "geo.file_missing",
                f"The geolocation file {path} does not exist.",
                "Correct SAGESCOPE_GEO_PATH, or remove it to use the built-in data.",
            ),
            Cause.NOT_FOUND,
        ) from error
    except (maxminddb.InvalidDatabaseError, OSError, ValueError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> Refusal:
    """The refusal to use a file that the reader or the system will not read."""
    said = error.strerror if isinstance(error, OSError) else None
    reason = (said or str(error) or type(error).__name__).rstrip(".?")
    return Refusal(
        Fault(
            "geo.file_unreadable",
            f"The geolocation file {path} cannot be read: {reason}.",
            "Set SAGESCOPE_GEO_PATH to a readable MaxMind DB file (.mmdb).",
        )
    )


def _coordinate(record: Record, names: tuple[str, ...], most: int) -> float | None:
    """A coordinate in degrees, which IPinfo writes as text."""
    for name in names:
        try:
            degrees = float(record[name])
        except (KeyError, TypeError, ValueError):
            continue
        return degrees if abs(degrees) <= most else None
    return None


def _country(record: Record) -> tuple[str | None, str | None]:
    """The alpha-2 code and the name of the country, either None.

    Some files write the code under `country`, others the name there and the code under `country_code`.
    """
    country = record.get("country")
    if isinstance(country, dict):
        return _text(country, "iso_code"), _name(country)
    code = _text(record, "country_code")
    text = _text(record, "country")
    if code is None and text is not None and len(text) == 2:
        return text.upper(), _text(record, "country_name")
    return (code.upper() if code else None), _text(record, "country_name") or text


def _name(value: Any) -> str | None:
    """A name that stands alone, or in English under `names`."""
    match value:
        case str():
            return value or None
        case {"names": {"en": str(name)}}:
            return name or None
        case _:
            return None


def _first_name(value: Any) -> str | None:
    return _name(value[0]) if isinstance(value, list) and value else None


def _code(value: Any) -> str | None:
    match value:
        case str():
            return value or None
        case {"code": str(code)}:
            return code or None
        case _:
            return None


def _text(record: Record, *names: str) -> str | None:
    """The first of several texts that is there and not empty."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value:
            return value
    return None
