"""Requests to endpoints: the one truth from which access-log lines and CloudWatch metrics are both made."""

from dataclasses import dataclass
from functools import lru_cache
from math import log

from sagescope.demo.account import Endpoint
from sagescope.demo.callers import CLIENT_ADDRESSES
from sagescope.demo.draws import arrivals, dice, hex_text
from sagescope.demo.incidents import SLOW_CALLS, SLOW_FACTOR, SLOW_FAILING, is_slow, load

PLATFORM_ADDRESS = "169.254.178.2"
"""The link-local address from which SageMaker calls a container."""


@dataclass(frozen=True, slots=True)
class Request:
    """One invocation, at the moment of its answer; `instance` counts from 0."""

    at_ms: int
    instance: int
    status: int
    latency_us: int
    overhead_us: int
    size: int
    client: str
    port: int


@lru_cache(maxsize=256)
def instance_ids(seed: int, endpoint: Endpoint) -> tuple[str, ...]:
    """The ids of an endpoint's instances, `i-` and 17 hex digits."""
    rng = dice(seed, "instances", endpoint.name)
    return tuple(f"i-0{hex_text(rng, 16)}" for _ in range(endpoint.instances))


@lru_cache(maxsize=256)
def requests(seed: int, endpoint: Endpoint, block: int) -> tuple[Request, ...]:
    """The requests that an endpoint answered within a block, in order of time."""
    if not endpoint.per_minute:
        return ()
    rng = dice(seed, "traffic", endpoint.name, block)
    slow = is_slow(endpoint, block)
    median_us = log(endpoint.latency_ms * 1000 * (SLOW_FACTOR if slow else 1.0))
    failing = SLOW_FAILING if slow else 0.002
    made = []
    often = endpoint.per_minute * (SLOW_CALLS if slow else 1.0)
    for at in arrivals(rng, often * load(endpoint.site, block), block):
        draw = rng.random()
        if draw < failing:
            status = 503 if slow and draw < failing / 3 else 500
        else:
            status = 400 if draw > 0.992 else 200
        # a platform call for about half of them, the rest straight from clients with public addresses
        client = PLATFORM_ADDRESS if rng.random() < 0.5 else rng.choice(CLIENT_ADDRESSES)
        made.append(
            Request(
                at,
                rng.randrange(endpoint.instances),
                status,
                int(rng.lognormvariate(median_us, 0.4)),
                int(rng.lognormvariate(9.2, 0.35)),
                rng.randrange(120, 6000),
                client,
                rng.randrange(32768, 60999),
            )
        )
    return tuple(made)
