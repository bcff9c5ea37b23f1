"""Which metrics of CloudWatch a source fetches, and how they are asked for (reference protocols.md, 2.6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sagescope.ingest.sagemaker_metrics import is_sagemaker
from sagescope.model.source_kinds.cloudwatch import CloudWatchSettings, DimensionFilter, TagFilter
from sagescope.sources.paths import PathExpression

AT_ONCE = 500
"""Queries of one call of GetMetricData."""

Metric = Mapping[str, Any]
"""A metric as ListMetrics gives it: `Namespace`, `MetricName`, `Dimensions`."""

Resources = frozenset[tuple[str, str]]
"""Kinds and names of resources, in lower case, such as (`endpoint`, `churn`)."""

_KINDS = {
    "endpointname": "endpoint",
    "endpoint": "endpoint",
    "trainingjobname": "training-job",
    "pipelinename": "pipeline",
    "featuregroupname": "feature-group",
    "inferencecomponentname": "inference-component",
    "jobname": "inference-recommendations-job",
}
_HOSTS = {
    "trainingjobs": "training-job",
    "processingjobs": "processing-job",
    "transformjobs": "transform-job",
}


def distinct(metrics: Iterable[Metric]) -> list[Metric]:
    """Each metric once: pages of a list that grows meanwhile may have one twice."""
    found = {
        (
            str(metric["Namespace"]),
            str(metric["MetricName"]),
            *sorted((str(d["Name"]), str(d["Value"])) for d in metric.get("Dimensions", ())),
        ): metric
        for metric in metrics
    }
    return list(found.values())


def is_asked(settings: CloudWatchSettings, namespace: str) -> bool:
    """Whether a source fetches a namespace."""
    return namespace in settings.namespaces or any(namespace.startswith(prefix) for prefix in settings.custom)


def has_dimensions(filters: Iterable[DimensionFilter], metric: Metric) -> bool:
    """Whether a metric has what each filter for its namespace wants."""
    held = {str(d["Name"]).lower(): str(d["Value"]) for d in metric.get("Dimensions", ())}
    for wanted in filters:
        if wanted.namespace and wanted.namespace != metric["Namespace"]:
            continue
        value = held.get(wanted.name.lower())
        if value is None or (
            wanted.values and not any(PathExpression(v).matches(value) for v in wanted.values)
        ):
            return False
    return True


def filters_for(filters: Iterable[TagFilter], namespace: str) -> list[TagFilter]:
    """The tag filters that hold for a namespace."""
    return [one for one in filters if one.tags and one.namespace in ("", namespace)]


def is_tagged(wanted: TagFilter, tags: Mapping[str, str]) -> bool:
    """Whether a resource with these tags is one of the filter's."""
    for one in wanted.tags:
        key, _, value = one.partition("=")
        if key not in tags or not PathExpression(value).matches(tags[key]):
            return False
    return True


def resource_of(arn: str) -> tuple[str, str]:
    """Kind and name of a resource by its ARN."""
    kind, _, name = arn.split(":", 5)[-1].partition("/")
    return kind.lower(), name.lower()


def is_of(resources: Resources, metric: Metric) -> bool:
    """Whether a metric is one of these resources'.

    Dimensions of SageMaker name the kind of their resource. In other namespaces any dimension may be a name.
    """
    namespace = str(metric["Namespace"])
    names = {name for _, name in resources}
    for dimension in metric.get("Dimensions", ()):
        key, value = str(dimension["Name"]).lower(), str(dimension["Value"]).lower()
        if not is_sagemaker(namespace):
            if value in names:
                return True
        elif key == "host":
            # The host of a job is `job/algo-1`.
            kind = _HOSTS.get(namespace.lower().rpartition("/")[2], "")
            if (kind, value.partition("/")[0]) in resources:
                return True
        elif (_KINDS.get(key, ""), value) in resources:
            return True
    return False


def queries_of(
    metrics: Sequence[Metric], statistics: Sequence[str], period: int
) -> Iterator[list[dict[str, Any]]]:
    """The queries for all statistics of metrics, as many as one call takes at a time; `period` is in seconds."""
    held: list[dict[str, Any]] = []
    for metric in metrics:
        named = {
            "Namespace": metric["Namespace"],
            "MetricName": metric["MetricName"],
            "Dimensions": list(metric.get("Dimensions", ())),
        }
        for statistic in statistics:
            held.append(
                {
                    "Id": f"q{len(held)}",
                    "MetricStat": {"Metric": named, "Period": period, "Stat": statistic},
                    "ReturnData": True,
                }
            )
            if len(held) == AT_ONCE:
                yield held
                held = []
    if held:
        yield held
