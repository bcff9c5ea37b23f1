"""CloudWatch metrics that are fetched by GetMetricData (reference protocols.md, 2.6 and 4.4)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, Field

from sagescope.errors import Fault, Refusal
from sagescope.model.aws import access_of
from sagescope.model.checks import check_text
from sagescope.model.entity import Entity, broken
from sagescope.model.sealed import Seal
from sagescope.model.source_kinds.kind import SourceKind, resource_of
from sagescope.model.source_kinds.pulled import PulledSettings, interval_of, texts

STATISTICS = ("Average", "Minimum", "Maximum", "Sum", "SampleCount")
"""The statistics that are fetched where nothing is said."""

NAMESPACES = (
    "AWS/SageMaker",
    "AWS/Sagemaker/ModelBuildingPipeline",
    "/aws/sagemaker/Endpoints",
    "/aws/sagemaker/TrainingJobs",
    "/aws/sagemaker/ProcessingJobs",
    "/aws/sagemaker/TransformJobs",
    "/aws/sagemaker/InferenceRecommendationsJobs",
    "/aws/sagemaker/InferenceComponents",
)
"""The namespaces that are fetched where nothing is said (reference sagemaker.md, 1.1)."""

PERIOD = 60
DELAY = 120

_STATISTIC = re.compile(
    r"Average|Minimum|Maximum|Sum|SampleCount|IQM"
    r"|p(100|\d{1,2}(\.\d{1,10})?)"
    r"|(tm|tc|ts|wm)(100|\d{1,2}(\.\d{1,10})?)"
    r"|(TM|TC|TS|WM|PR)\([0-9.%]*:[0-9.%]*\)"
)


def _statistic(text: str) -> str:
    if _STATISTIC.fullmatch(text) is None:
        raise broken(
            f"has {text!r}, which is no statistic of CloudWatch", "Write Average, Sum, p99 or TM(10%:90%)."
        )
    return text


def _period(seconds: int) -> int:
    if seconds not in (1, 5, 10, 20, 30) and (seconds < 60 or seconds % 60):
        raise broken(
            f"is {seconds} seconds", "Give 1, 5, 10, 20, 30 or a multiple of 60, as CloudWatch has them."
        )
    return seconds


def _namespace(text: str) -> str:
    return check_text(text, 255, empty=False, lines=False)


class TagFilter(Entity):
    """Resources of a namespace whose tags hold all of `tags`, each `key=value`; `*` stands for any text."""

    noun: ClassVar[str] = "source"

    namespace: str = ""
    tags: tuple[str, ...] = ()

    def check(self) -> None:
        for tag in self.tags:
            if "=" not in tag:
                raise broken(
                    f"has a tag filter {tag!r} without a value", "Write key=value, such as env=prod."
                )


class DimensionFilter(Entity):
    """Metrics of a namespace (all where empty) that have the dimension, with one of `values` where any is given.

    `*` in a value stands for any text.
    """

    noun: ClassVar[str] = "source"

    namespace: str = ""
    name: str
    values: tuple[str, ...] = ()


class CustomService(Entity):
    """Namespaces of one's own by their prefixes, under a name; `plain` where it was written `name=prefix;prefix`."""

    noun: ClassVar[str] = "source"

    name: str
    prefixes: tuple[str, ...] = ()
    plain: bool = False

    def shown(self) -> dict[str, Any] | str:
        """The service as it was written: Sumo Logic's documents have objects, Terraform's provider texts."""
        if self.plain:
            return f"{self.name}={';'.join(self.prefixes)}"
        return {"serviceName": self.name, "prefixes": list(self.prefixes)}


class CloudWatchSettings(PulledSettings):
    """Metrics of some namespaces and regions.

    `period` is seconds of a point, `delay` the seconds after its end at which a period is asked for, since
    CloudWatch completes it late. `custom` are namespaces by prefix, `services` those of them that have names.
    """

    title: ClassVar[str] = "CloudWatch metrics"

    kind: Literal[SourceKind.CLOUDWATCH] = SourceKind.CLOUDWATCH
    namespaces: tuple[Annotated[str, AfterValidator(_namespace)], ...] = NAMESPACES
    custom: tuple[str, ...] = ()
    services: tuple[CustomService, ...] = ()
    tag_filters: tuple[TagFilter, ...] = ()
    dimension_filters: tuple[DimensionFilter, ...] = ()
    statistics: Annotated[
        tuple[Annotated[str, AfterValidator(_statistic)], ...], Field(min_length=1, max_length=20)
    ] = STATISTICS
    period: Annotated[int, AfterValidator(_period), Field(ge=1, le=86_400)] = PERIOD
    delay: Annotated[int, Field(ge=0, le=86_400)] = DELAY

    def path(self) -> dict[str, Any]:
        return {
            "type": "CloudWatchPath",
            "limitToRegions": list(self.access.regions),
            "limitToNamespaces": list(self.namespaces),
            "customServices": [one.shown() for one in self.services or self._named()],
            "tagFilters": tag_filters_json(self.tag_filters),
            "dimensionFilters": [
                {"namespace": d.namespace, "name": d.name, "values": list(d.values)}
                for d in self.dimension_filters
            ],
            "statistics": list(self.statistics),
            "period": self.period,
            "delay": self.delay,
        }

    def _named(self) -> Iterator[CustomService]:
        """Prefixes that came without names, each as a service."""
        return (CustomService(name=prefix.rstrip("/"), prefixes=(prefix,)) for prefix in self.custom)

    @classmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        path, authentication = resource_of(given)
        regions = texts(path, "limitToRegions")
        services = _services(path)
        return cls.model_validate(
            {
                "access": access_of(authentication, regions, seal, held.access if held else None),
                "scan_interval": interval_of(given),
                "namespaces": texts(path, "limitToNamespaces") or NAMESPACES,
                "custom": tuple(prefix for service in services for prefix in service.prefixes),
                "services": services,
                "tag_filters": tag_filters_of(path),
                "dimension_filters": tuple(
                    DimensionFilter(
                        namespace=str(d.get("namespace") or ""),
                        name=str(d.get("name") or ""),
                        values=texts(d, "values"),
                    )
                    for d in _objects(path, "dimensionFilters")
                ),
                "statistics": texts(path, "statistics") or STATISTICS,
                "period": path.get("period", PERIOD),
                "delay": path.get("delay", DELAY),
            }
        )


def tag_filters_of(path: Mapping[str, Any]) -> tuple[TagFilter, ...]:
    """The tag filters of a `path`."""
    return tuple(
        TagFilter(namespace=str(t.get("namespace") or ""), tags=texts(t, "tags"))
        for t in _objects(path, "tagFilters")
    )


def tag_filters_json(filters: Sequence[TagFilter]) -> list[dict[str, Any]]:
    """Tag filters as a `path` has them."""
    return [{"type": "TagFilters", "namespace": t.namespace, "tags": list(t.tags)} for t in filters]


def _services(path: Mapping[str, Any]) -> tuple[CustomService, ...]:
    held = path.get("customServices") or []
    if isinstance(held, list) and held and all(isinstance(item, str) for item in held):
        parted = (item.partition("=") for item in held)
        return tuple(
            CustomService(name=name, prefixes=tuple(filter(None, prefixes.split(";"))), plain=True)
            for name, _, prefixes in parted
        )
    return tuple(
        CustomService(name=str(one.get("serviceName") or ""), prefixes=texts(one, "prefixes"))
        for one in _objects(path, "customServices")
    )


def _objects(given: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    held = given.get(key) or []
    if not isinstance(held, list) or not all(isinstance(item, Mapping) for item in held):
        raise Refusal(Fault("source.list", f"{key} has to be a list of objects.", f'Write "{key}": [{{…}}].'))
    return held
