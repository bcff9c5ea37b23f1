"""Endpoints that nobody calls, and what they cost: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sagescope.durations import UNITS
from sagescope.explore.configuration import Variant
from sagescope.explore.prices import Price, PriceList
from sagescope.model.aws_entity import AwsEntity, EntityKey

HOURS = 24
"""How long without a call makes an endpoint idle, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Instances:
    """Instances of one type that a variant runs on, and what one of them costs."""

    variant: str
    type: str
    count: int
    price: Price | None


@dataclass(frozen=True, slots=True)
class Idle:
    """An endpoint that nobody has called since a time (milliseconds).

    `since_known` is false where no call of it was ever seen: then it is idle since it was first seen, at least.
    Amounts are US dollars, None where they are not known, and `unknown` says why.
    """

    entity: AwsEntity
    since: int
    since_known: bool
    hours: float
    instances: tuple[Instances, ...]
    per_hour: float | None
    so_far: float | None
    unknown: str = ""


def idle_endpoints(
    endpoints: Iterable[AwsEntity],
    last_calls: Mapping[EntityKey, int],
    variants: Mapping[EntityKey, Sequence[Variant]],
    prices: PriceList,
    now: int,
    hours: float = HOURS,
) -> list[Idle]:
    """The endpoints that have had no call for so many hours, the dearest first.

    An endpoint that is younger than that has not been idle so long.
    """
    found = []
    for endpoint in endpoints:
        known = last_calls.get(endpoint.key, 0)
        since = max(known, endpoint.created_at) or endpoint.first_seen
        idle = (now - since) / UNITS["h"]
        if idle < hours:
            continue
        instances, per_hour, unknown = _cost(endpoint.key.region, variants.get(endpoint.key, ()), prices)
        found.append(
            Idle(
                endpoint,
                since,
                bool(known),
                idle,
                instances,
                per_hour,
                None if per_hour is None else per_hour * idle,
                unknown,
            )
        )
    return sorted(found, key=lambda idle: (-(idle.so_far or 0), idle.entity.key))


def _cost(
    region: str, variants: Sequence[Variant], prices: PriceList
) -> tuple[tuple[Instances, ...], float | None, str]:
    """The instances of an endpoint, what they cost an hour together, and why that is not known."""
    if not variants:
        return (), None, "No call or event has told its configuration."
    instances = tuple(
        Instances(
            variant.name,
            variant.instance_type,
            variant.instances,
            prices.get((region.casefold(), variant.instance_type.casefold())),
        )
        for variant in variants
        if variant.instances is not None and variant.instance_type
    )
    if any(not v.serverless and (v.instances is None or not v.instance_type) for v in variants):
        return instances, None, "The instances of a variant are not known."
    missing = next((held for held in instances if held.price is None), None)
    if missing is not None:
        return instances, None, f"There is no price for {missing.type} in {region}."
    return instances, sum(held.count * held.price.per_hour for held in instances if held.price), ""
