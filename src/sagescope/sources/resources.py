"""The kinds of SageMaker's resources: how each is listed and described, and what its description tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sagescope.model.source_kinds.pulled import Resource


@dataclass(frozen=True, slots=True)
class ResourceKind:
    """How resources of one kind are fetched.

    `title` names them as EventBridge's `detail-type` does. `list_call` gives `summaries`, each with its `name`, `arn` and
    `status`; `after` is the parameter that leaves out older ones, empty where everything is listed. Those with a
    `parent` are listed for each of its resources.
    """

    title: str
    list_call: str
    summaries: str
    describe_call: str
    name: str
    arn: str
    status: str
    after: str = ""
    parent: "ResourceKind | None" = None

    @property
    def list_action(self) -> str:
        """What IAM calls the listing."""
        return _pascal(self.list_call)

    @property
    def describe_action(self) -> str:
        """What IAM calls the description."""
        return _pascal(self.describe_call)


def _named(
    noun: str, words: str, summaries: str, *, after: str = "LastModifiedTimeAfter", plural: str = "s"
) -> ResourceKind:
    """A kind whose calls and keys follow from its noun, as most do."""
    return ResourceKind(
        words,
        f"list_{_snake(noun)}{plural}",
        summaries,
        f"describe_{_snake(noun)}",
        f"{noun}Name",
        f"{noun}Arn",
        f"{noun}Status",
        after,
    )


def _snake(noun: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in noun).lstrip("_")


def _pascal(call: str) -> str:
    return "".join(part.capitalize() for part in call.split("_"))


_PIPELINES = ResourceKind(
    "Model Building Pipeline",
    "list_pipelines",
    "PipelineSummaries",
    "describe_pipeline",
    "PipelineName",
    "PipelineArn",
    "",
)

KINDS: Mapping[Resource, ResourceKind] = {
    "training_jobs": _named("TrainingJob", "Training Job", "TrainingJobSummaries"),
    "processing_jobs": _named("ProcessingJob", "Processing Job", "ProcessingJobSummaries"),
    "transform_jobs": _named("TransformJob", "Transform Job", "TransformJobSummaries"),
    "tuning_jobs": _named(
        "HyperParameterTuningJob", "HyperParameter Tuning Job", "HyperParameterTuningJobSummaries"
    ),
    # What is there for long has to be found at the first run, however old it is.
    "endpoints": _named("Endpoint", "Endpoint", "Endpoints", after=""),
    "inference_components": _named(
        "InferenceComponent", "Inference Component", "InferenceComponents", after=""
    ),
    "notebook_instances": _named("NotebookInstance", "Notebook Instance", "NotebookInstances", after=""),
    "pipelines": ResourceKind(
        "Model Building Pipeline Execution",
        "list_pipeline_executions",
        "PipelineExecutionSummaries",
        "describe_pipeline_execution",
        "PipelineExecutionArn",
        "PipelineExecutionArn",
        "PipelineExecutionStatus",
        parent=_PIPELINES,
    ),
    "models": ResourceKind("Model", "list_models", "Models", "describe_model", "ModelName", "ModelArn", ""),
    "feature_groups": _named("FeatureGroup", "Feature Group", "FeatureGroupSummaries", after=""),
    "clusters": _named("Cluster", "HyperPod Cluster", "ClusterSummaries", after=""),
}
"""The kinds by what a source calls them."""

_STATUSES = (
    "TrainingJobStatus",
    "ProcessingJobStatus",
    "TransformJobStatus",
    "HyperParameterTuningJobStatus",
    "EndpointStatus",
    "InferenceComponentStatus",
    "NotebookInstanceStatus",
    "PipelineExecutionStatus",
    "FeatureGroupStatus",
    "ClusterStatus",
)


def status_of(detail: Mapping[str, Any]) -> tuple[str, str]:
    """The status of a resource, and why it failed; empty where it has none."""
    status = next((str(detail[key]) for key in _STATUSES if key in detail), "")
    reason = detail.get("FailureReason") or detail.get("FailureMessage") or detail.get("ExitMessage") or ""
    return status, str(reason)


def instances_of(detail: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The instances of a resource: `name` of the group or variant, `type` and `count`."""
    return [one for one in _instances(detail) if one["type"]]


def _instances(detail: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    resources = detail.get("ResourceConfig") or {}
    yield _instance("", resources)
    for group in resources.get("InstanceGroups") or ():
        yield _instance(group.get("InstanceGroupName", ""), group)
    yield _instance("", (detail.get("ProcessingResources") or {}).get("ClusterConfig") or {})
    yield _instance("", detail.get("TransformResources") or {})
    for variant in detail.get("ProductionVariants") or ():
        count = variant.get("CurrentInstanceCount", variant.get("InitialInstanceCount"))
        yield _instance(variant.get("VariantName", ""), {**variant, "InstanceCount": count})
    for group in detail.get("InstanceGroups") or ():
        count = group.get("CurrentCount", group.get("TargetCount"))
        yield _instance(group.get("InstanceGroupName", ""), {**group, "InstanceCount": count})
    if "NotebookInstanceName" in detail:
        yield {"name": "", "type": str(detail.get("InstanceType") or ""), "count": 1}


def _instance(name: str, held: Mapping[str, Any]) -> dict[str, Any]:
    count = held.get("InstanceCount")
    return {
        "name": name,
        "type": str(held.get("InstanceType") or ""),
        "count": count if count is not None else 0,
    }
