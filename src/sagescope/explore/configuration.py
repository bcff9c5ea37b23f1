"""What an entity is made of, as calls and events have told it: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from sagescope.explore.kinds import Kind
from sagescope.explore.recognition import text_at, value_at
from sagescope.model.aws_entity import EntityEvent

LONGEST_VALUE = 500
_CONFIGURED = ("requestparameters.endpointconfigname", "endpointconfigname")
_VARIANTS = ("requestparameters.productionvariants", "productionvariants")


@dataclass(frozen=True, slots=True)
class Known:
    """A fact of a configuration: its value, and when it was told."""

    label: str
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A production variant: instances of a type, None or empty where that is not known; a serverless one has none."""

    name: str
    model: str = ""
    instance_type: str = ""
    instances: int | None = None
    weight: float | None = None
    serverless: bool = False


def facts_of(kind: Kind, events: Iterable[EntityEvent]) -> list[Known]:
    """The facts of an entity: each as the newest event that has it tells it."""
    newest_first = sorted(events, key=lambda event: event.at, reverse=True)
    found = []
    for fact in kind.facts:
        known = (
            Known(fact.label, shown, event.at)
            for event in newest_first
            for path in fact.paths
            if (shown := _shown(value_at(event.details, path)))
        )
        if (first := next(known, None)) is not None:
            found.append(first)
    return found


def configuration_name(events: Iterable[EntityEvent]) -> str:
    """The configuration that an endpoint was last given."""
    for event in sorted(events, key=lambda event: event.at, reverse=True):
        for path in _CONFIGURED:
            if name := text_at(event.details, path):
                return name
    return ""


def variants_of(events: Sequence[EntityEvent], configurations: Sequence[EntityEvent]) -> list[Variant]:
    """The variants of an endpoint, by events of it and of its configuration, in the order of the configuration.

    Numbers of instances are those of the newest event that has them: scaling changes them without another
    configuration.
    """
    newest_last = sorted((*configurations, *events), key=lambda event: event.at)
    found: dict[str, Variant] = {}
    for event in newest_last:
        for path in _VARIANTS:
            for told in _listed(value_at(event.details, path)):
                _tell(found, told)
    for event in newest_last:
        for told in _listed(value_at(event.details, "requestparameters.desiredweightsandcapacities")):
            if text_at(told, "variantname") in found:
                _tell(found, told)
    return list(found.values())


def _tell(found: dict[str, Variant], told: Mapping[str, Any]) -> None:
    name = text_at(told, "variantname")
    if not name:
        return
    held = found.get(name, Variant(name))
    count = next(
        (
            told[key]
            for key in ("currentinstancecount", "desiredinstancecount", "initialinstancecount")
            if isinstance(told.get(key), int)
        ),
        None,
    )
    weight = next(
        (
            float(told[key])
            for key in ("currentweight", "desiredweight", "initialvariantweight")
            if isinstance(told.get(key), int | float)
        ),
        None,
    )
    found[name] = replace(
        held,
        model=text_at(told, "modelname") or held.model,
        instance_type=text_at(told, "instancetype") or held.instance_type,
        instances=held.instances if count is None else count,
        weight=held.weight if weight is None else weight,
        serverless=held.serverless
        or bool(told.get("serverlessconfig") or told.get("currentserverlessconfig")),
    )


def _listed(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _shown(value: object) -> str:
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value)[:LONGEST_VALUE]
        case _:
            return orjson.dumps(value).decode()[:LONGEST_VALUE]
