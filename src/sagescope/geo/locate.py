"""Columns of locations and of networks for columns of addresses.

Source of the fields: reference "geo lookup and geoip" and "asn lookup" of the search language.
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from sagescope.geo.addresses import keys
from sagescope.geo.countries import COUNTRIES
from sagescope.geo.credit import CREDIT, CREDIT_URL
from sagescope.geo.data import GeoData
from sagescope.geo.ranges import NOTHING, Ranges

LOCATION_FIELDS = (
    "latitude",
    "longitude",
    "continent",
    "country_code",
    "country_name",
    "region",
    "city",
    "state",
    "postal_code",
)
"""The columns of a location, in order. `region` and `state` are both the first subdivision's name, and
`postal_code` is null unless a user's own file has one."""

NETWORK_FIELDS = ("asn", "organization")
"""The columns of a network: AS number (int) and name of its organization."""

Columns = dict[str, list[Any]]
"""Field name → one value per address, None where unknown."""

_T = TypeVar("_T")


class Locator(Protocol):
    """What finds locations and networks of addresses."""

    credit: str
    credit_url: str

    def locate(self, addresses: Sequence[str | None]) -> Columns:
        """The columns `LOCATION_FIELDS` for a column of addresses; null for what is no located address."""
        ...

    def networks(self, addresses: Sequence[str | None]) -> Columns:
        """The columns `NETWORK_FIELDS` for a column of addresses; null for what is in no known network."""
        ...


def locate(data: GeoData, addresses: Sequence[str | None]) -> Columns:
    """The columns `LOCATION_FIELDS` for a column of addresses (text or None).

    Text that is no address, private and reserved addresses and unknown ones get nulls, never an error.
    Every distinct address is resolved once.
    """
    distinct, inverse = once(addresses)
    rows, which = np.unique(_numbers(data.place_ranges, distinct), return_inverse=True)
    return spread(location_columns(data, rows), which[inverse].tolist())


def networks(data: GeoData, addresses: Sequence[str | None]) -> Columns:
    """The columns `NETWORK_FIELDS` for a column of addresses, with nulls as in `locate`."""
    distinct, inverse = once(addresses)
    rows, which = np.unique(_numbers(data.network_ranges, distinct), return_inverse=True)
    return spread(network_columns(data, rows), which[inverse].tolist())


def location_columns(data: GeoData, rows: NDArray[np.integer[Any]]) -> Columns:
    """The columns `LOCATION_FIELDS` of rows of the table of places; row 0 gives nulls."""
    places = data.places
    cities = places.city[rows]
    regions = places.city_region[cities]
    known = (rows != NOTHING).tolist()
    codes = _texts_of(places.country_code.take, places.region_country[regions])
    countries = [COUNTRIES.get(code) if code else None for code in codes]
    states = _texts_of(places.region_name.take, regions)
    return {
        "latitude": [
            value / 100 if is_known else None
            for value, is_known in zip(places.latitude[rows].tolist(), known, strict=True)
        ],
        "longitude": [
            value / 100 if is_known else None
            for value, is_known in zip(places.longitude[rows].tolist(), known, strict=True)
        ],
        "continent": [country.continent if country else None for country in countries],
        "country_code": codes,
        "country_name": [country.name if country else None for country in countries],
        "region": states,
        "city": _texts_of(places.city_name.take, cities),
        "state": states,
        "postal_code": [None] * len(rows),
    }


def network_columns(data: GeoData, rows: NDArray[np.integer[Any]]) -> Columns:
    """The columns `NETWORK_FIELDS` of rows of the table of networks; row 0 gives nulls."""
    return {
        "asn": [asn or None for asn in data.networks.asn[rows].tolist()],
        "organization": data.networks.organization.take(rows),
    }


def once(addresses: Sequence[_T]) -> tuple[list[_T], NDArray[np.intp]]:
    """The distinct values in order of first sight, and for every value its position among them."""
    position: dict[_T, int] = {}
    inverse = [position.setdefault(address, len(position)) for address in addresses]
    return list(position), np.array(inverse, dtype=np.intp)


def spread(columns: Columns, positions: list[int]) -> Columns:
    """The columns with their values at `positions`."""
    return {name: [values[at] for at in positions] for name, values in columns.items()}


def _numbers(ranges: dict[Any, Ranges], addresses: Sequence[str | None]) -> NDArray[np.uint32]:
    """What the ranges have for each address; 0 for text that is no address."""
    families, wanted = keys(addresses)
    numbers = np.full(len(addresses), NOTHING, dtype=np.uint32)
    for family, found in ranges.items():
        here = families == family
        numbers[here] = found.at(wanted[here])
    return numbers


def _texts_of(take: Any, rows: NDArray[np.integer[Any]]) -> list[str | None]:
    """The texts at `rows`, each distinct one decoded once."""
    distinct, inverse = np.unique(rows, return_inverse=True)
    texts: list[str | None] = take(distinct)
    return [texts[at] for at in inverse.tolist()]


class PackedLocator:
    """The locator over the data that the wheel carries."""

    credit = CREDIT
    credit_url = CREDIT_URL

    def __init__(self, data: GeoData) -> None:
        self.data = data

    def locate(self, addresses: Sequence[str | None]) -> Columns:
        """See the function `locate`."""
        return locate(self.data, addresses)

    def networks(self, addresses: Sequence[str | None]) -> Columns:
        """See the function `networks`."""
        return networks(self.data, addresses)
