"""What the store loads for look-ups of addresses: one layer for locations, one for networks.

A layer is named by its stamp, which is cheap to learn; its content, which is not, is read only where the
store does not have that stamp yet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from sagescope.geo.credit import CREDIT, CREDIT_URL, NETWORK_CREDIT, NETWORK_CREDIT_URL, Credit
from sagescope.geo.data import PACKAGE_DATA, Family, installed, load
from sagescope.geo.ranges import Ranges
from sagescope.geo.tables import Arrays, network_table, place_columns

Kind = Literal["location", "network"]
"""What a layer tells of an address: where it is, or whose network it belongs to."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """The ranges of both families, and the table whose rows they point into by the column `place`."""

    ranges: Mapping[Family, Ranges]
    table: Arrays


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Data of one kind.

    `stamp` names this very content; `origin` says to a person what it is and of which day; `read` gives
    the content, or raises `Refusal`.
    """

    stamp: str
    origin: str
    credit: Credit
    read: Callable[[], Content]


def built_in(cache: Path, source: Path = PACKAGE_DATA) -> dict[Kind, Layer]:
    """The layers of the data that the package carries, unpacked under `cache` when they are read.

    Raises `Refusal` (`geo.data_missing`).
    """
    manifest = installed(source)

    def locations() -> Content:
        data = load(cache, source)
        return Content(data.place_ranges, place_columns(data))

    def networks() -> Content:
        data = load(cache, source)
        return Content(data.network_ranges, network_table(data))

    return {
        "location": Layer(
            manifest.stamp, f"built in, of {manifest.city_date}", Credit(CREDIT, CREDIT_URL), locations
        ),
        "network": Layer(
            manifest.stamp,
            f"built in, of {manifest.asn_date}",
            Credit(NETWORK_CREDIT, NETWORK_CREDIT_URL),
            networks,
        ),
    }
