"""Deployments: the calls that give endpoints their configurations, as a delivery pipeline makes them each night.

A configuration is made once and never changed, as in AWS; so each night has another, named after its day. What an endpoint
runs on is told by nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sagescope.demo.account import ENERGY, Endpoint, Site, endpoints_of
from sagescope.demo.draws import DAY_MS, HOUR_MS, MINUTE_MS
from sagescope.demo.incidents import CHANGE_MS, ROLLBACK_MS
from sagescope.demo.stamps import day_path

NIGHTLY_MS = 3 * HOUR_MS


@dataclass(frozen=True, slots=True)
class Deployment:
    """An endpoint that gets a configuration, which is made just before."""

    at_ms: int
    endpoint: Endpoint
    configuration: str


def deployments(site: Site, day: int) -> Iterator[Deployment]:
    """The deployments of a site on the day that begins at `day` (ms)."""
    date = day_path(day).replace("/", "")
    for number, endpoint in enumerate(endpoints_of(site)):
        nightly = f"{endpoint.name}-{date}"
        yield Deployment(day + NIGHTLY_MS + number * 2 * MINUTE_MS, endpoint, nightly)
        if endpoint.name == ENERGY:
            yield Deployment(day + CHANGE_MS, endpoint, f"{nightly}-2")
            yield Deployment(day + ROLLBACK_MS, endpoint, f"{nightly}-3")


def deployments_between(site: Site, start_ms: int, end_ms: int) -> Iterator[Deployment]:
    """The deployments of a site in [start_ms, end_ms)."""
    for day in range(start_ms // DAY_MS * DAY_MS, end_ms, DAY_MS):
        yield from (made for made in deployments(site, day) if start_ms <= made.at_ms < end_ms)
