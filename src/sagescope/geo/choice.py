"""Which geolocation data a process uses: the user's own file where one serves, or else the built-in data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sagescope.errors import Fault, Refusal
from sagescope.geo.credit import Credit
from sagescope.geo.data import PACKAGE_DATA
from sagescope.geo.layers import KINDS, Kind, Layer, built_in
from sagescope.geo.own_file import own_layers


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to use: the layers of each kind, the preferred one first, and why there are no more."""

    layers: Mapping[Kind, tuple[Layer, ...]]
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Geolocation:
    """The layers that queries look into, and what kept others from it; empty until they are loaded."""

    used: Mapping[Kind, Layer] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Whom the data in use is owed to, each once."""
        return tuple(dict.fromkeys(layer.credit for layer in self.used.values()))


def offer(own: Path | None, cache: Path, source: Path = PACKAGE_DATA) -> Offer:
    """The layers of the user's file `own`, then those of the package in `source`, unpacked under `cache`.

    A file that does not serve is a fault of the offer, and so is a package without data.
    """
    found: list[Mapping[Kind, Layer]] = []
    faults: list[Fault] = []
    if own is not None:
        try:
            found.append(own_layers(own))
        except Refusal as refusal:
            faults += refusal.faults
    try:
        found.append(built_in(cache, source))
    except Refusal as refusal:
        faults += refusal.faults
    layers = {kind: tuple(each[kind] for each in found if kind in each) for kind in KINDS}
    return Offer(layers, tuple(faults))
