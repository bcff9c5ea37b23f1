"""Which instance types jobs and endpoints run on, as CloudTrail and EventBridge tell when they are made.

A series may also say so itself (`instance_type`, `instancetype`), or a metric rule for it. Names are those of one
account and region; where two have the same name the newest event counts.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from sagescope.clock import Clock
from sagescope.meta.db import Database
from sagescope.meta.repositories import instance_types as rows

Fact = tuple[str, str, str]
"""What kind of thing, its name, and its instance type (of an endpoint: its configuration)."""

ENDPOINT, CONFIGURATION = "endpoint", "endpoint_config"
MOST_FACTS = 20_000

_JOBS = {
    "training_job": ("trainingjobname", ("resourceconfig",)),
    "processing_job": ("processingjobname", ("processingresources", "clusterconfig")),
    "transform_job": ("transformjobname", ("transformresources",)),
}
_TYPE, _CONFIGURATION = "nstanceType", "ndpointConfigName"
_OWN = ("instance_type", "instancetype")


def facts_in(messages: Iterable[str]) -> list[Fact]:
    """What messages tell: records of CloudTrail in their camel case, and events of EventBridge in Pascal case."""
    found: list[Fact] = []
    for message in messages:
        # Most messages are none of this: two searches in the text, and no more.
        if (_TYPE not in message and _CONFIGURATION not in message) or "agemaker" not in message:
            continue
        try:
            event = orjson.loads(message)
        except orjson.JSONDecodeError:
            continue
        if isinstance(event, dict):
            found.extend(_facts(event))
    return found


def _facts(event: Mapping[str, Any]) -> Iterator[Fact]:
    record = _lower(event)
    detail = _lower(record.get("detail"))
    for told in (_lower(record.get("requestparameters")), _lower(detail.get("requestparameters")), detail):
        for kind, (name_key, path) in _JOBS.items():
            resources: Any = told
            for key in path:
                resources = _lower(_lower(resources).get(key))
            yield from _fact(kind, told.get(name_key), _lower(resources).get("instancetype"))
        configuration = told.get("endpointconfigname")
        variants = told.get("productionvariants")
        for variant in variants if isinstance(variants, list) else ():
            held = _lower(variant)
            if isinstance(configuration, str) and isinstance(held.get("variantname"), str):
                name = f"{configuration}/{held['variantname']}"
                yield from _fact(CONFIGURATION, name, held.get("instancetype"))
        yield from _fact(ENDPOINT, told.get("endpointname"), configuration)


def _lower(value: object) -> Mapping[str, Any]:
    return {str(k).lower(): v for k, v in value.items()} if isinstance(value, dict) else {}


def _fact(kind: str, name: object, value: object) -> Iterator[Fact]:
    if isinstance(name, str) and isinstance(value, str) and name and value:
        yield kind, name[:255], value[:255]


class InstanceTypes:
    """What is known of instance types; `version` goes up with everything that is learned."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], str] = {}
        self.version = 0

    def load(self) -> None:
        """Take what was learned before."""
        with self._database.reading() as session:
            self._known = {(kind, name): value for kind, name, value in rows.listed(session)}
        self.version += 1

    def news_in(self, messages: Iterable[str]) -> list[Fact]:
        """What messages tell that is not known yet."""
        return [fact for fact in facts_in(messages) if self._known.get(fact[:2]) != fact[2]]

    def learn(self, facts: Sequence[Fact]) -> None:
        """Keep facts; the oldest are forgotten above MOST_FACTS."""
        with self._lock:
            with self._database.session() as session:
                rows.put(session, facts, self._clock.now(), MOST_FACTS)
            self._known.update({(kind, name): value for kind, name, value in facts})
            self.version += 1

    def of(self, dimensions: Mapping[str, str]) -> str:
        """The instance type of a series by its dimensions, whose keys are lower-case; empty where it is not known."""
        for key in _OWN:
            if own := dimensions.get(key):
                return own
        for kind in _JOBS:
            if job := dimensions.get(kind):
                return self._known.get((kind, job), "")
        endpoint = dimensions.get("endpointname", "")
        configuration = self._known.get((ENDPOINT, endpoint), "")
        return self._known.get((CONFIGURATION, f"{configuration}/{dimensions.get('variantname', '')}"), "")
