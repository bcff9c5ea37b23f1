"""The kinds of entities of Amazon SageMaker (reference sagemaker.md, 1 to 3)."""

import re
from collections.abc import Mapping

from sagescope.durations import UNITS
from sagescope.explore.kinds import (
    Calls,
    Chart,
    Dimension,
    Fact,
    Kind,
    Kinds,
    LogPlace,
    OutcomeRule,
    ShareRule,
    SilenceRule,
    StateChange,
    StatusRule,
)
from sagescope.model.aws_entity import Action

SOURCE = "sagemaker.amazonaws.com"
EVENTS = "aws.sagemaker"
SERVICE = "aws/sagemaker"

_MINUTE, _DAY = UNITS["m"], UNITS["d"]
_ANY = re.compile("")


def _of_service(*keys: str) -> tuple[Dimension, ...]:
    return tuple(Dimension(key, namespace=SERVICE) for key in keys)


def _life(thing: str, **more: Action) -> Mapping[str, Action]:
    """The calls that make, change and delete a thing, and others."""
    usual = {
        f"Create{thing}": Action.CREATE,
        f"Update{thing}": Action.UPDATE,
        f"Delete{thing}": Action.DELETE,
    }
    return {**usual, **more}


def _told(words: str, name: str, status: str) -> tuple[StateChange, ...]:
    """The events about a thing: its state changes, and what an inventory of the account writes in their shape."""
    return tuple(
        StateChange(EVENTS, f"SageMaker {words} {kind}", name, status)
        for kind in ("State Change", "Inventory")
    )


def _arn(resource: str) -> str:
    return f"arn:{{partition}}:sagemaker:{{region}}:{{number}}:{resource}"


def _utilisation(*, gpu: bool = True) -> tuple[Chart, ...]:
    charts = [
        Chart(
            "CPU",
            ("{scope} metric=CPUUtilizationNormalized statistic=average | avg",),
            ("{scope} metric=CPUUtilization statistic=average | avg",),
        ),
        Chart("Memory", ("{scope} metric=MemoryUtilization statistic=average | avg",)),
    ]
    if gpu:
        charts.append(
            Chart(
                "GPU",
                ("{scope} metric=GPUUtilizationNormalized statistic=average | avg",),
                ("{scope} metric=GPUUtilization statistic=average | avg",),
            )
        )
    return tuple(charts)


_SERVING = (
    Chart(
        "Invocations",
        (
            "{scope} metric=Invocations statistic=sum | quantize using sum | sum",
            "{scope} metric=Invocation5XXErrors statistic=sum | quantize using sum | sum",
            "{scope} metric=Invocation4XXErrors statistic=sum | quantize using sum | sum",
        ),
    ),
    Chart(
        "Latency",
        (
            "{scope} metric=ModelLatencyNormalized statistic=average | avg",
            "{scope} metric=OverheadLatencyNormalized statistic=average | avg",
        ),
    ),
    *_utilisation(),
)

_SERVER_ERRORS = ShareRule("5xx answers", ("Invocation5XXErrors",), "Invocations", 0.01, 0.05)

ENDPOINT = Kind(
    "endpoint",
    "Endpoint",
    "Endpoints",
    (SERVICE, "aws/sagemaker/endpoints"),
    ("endpointname", "endpoint"),
    dimensions=(*_of_service("endpointname"), Dimension("aws.sagemaker.endpoint.name")),
    places=(LogPlace(re.compile(r"/aws/sagemaker/Endpoints/(?P<name>[^/]+)", re.IGNORECASE), _ANY),),
    calls=(
        Calls(
            SOURCE,
            _life("Endpoint", UpdateEndpointWeightsAndCapacities=Action.UPDATE),
            ("requestParameters.endpointName",),
        ),
    ),
    states=_told("Endpoint", "endpointname", "endpointstatus"),
    rules=(
        _SERVER_ERRORS,
        StatusRule(frozenset({"failed", "outofservice", "updaterollbackfailed"}), frozenset({"rollingback"})),
        SilenceRule(30 * _MINUTE),
    ),
    charts=_SERVING,
    facts=(
        Fact("Configuration", ("requestparameters.endpointconfigname", "endpointconfigname")),
        Fact("Deployment", ("requestparameters.deploymentconfig", "deploymentconfig")),
    ),
    logs=(("_sourceHost", "/aws/sagemaker/Endpoints/{name}"),),
    # Asynchronous endpoints count otherwise, with three s in AWS's own spelling.
    use=("Invocations", "InvocationsProcesssed", "InvocationsProcessed"),
    arn=_arn("endpoint/{name}"),
)

VARIANT = Kind(
    "variant",
    "Variant",
    "Variants",
    (SERVICE, "aws/sagemaker/endpoints"),
    ("variantname", "variant"),
    parent="endpoint",
    dimensions=(*_of_service("variantname"), Dimension("aws.sagemaker.variant.name")),
    places=(
        LogPlace(
            re.compile(r"/aws/sagemaker/Endpoints/(?P<parent>[^/]+)", re.IGNORECASE),
            re.compile(r"(?P<name>[^/\[\]]+)/i-[0-9a-f]+(/.*)?"),
        ),
    ),
    rules=(_SERVER_ERRORS, SilenceRule(30 * _MINUTE)),
    charts=_SERVING,
    logs=(("_sourceHost", "/aws/sagemaker/Endpoints/{parent}"), ("_sourceName", "{name}/*")),
)

CONFIGURATION = Kind(
    "endpoint_config",
    "Endpoint configuration",
    "Endpoint configurations",
    (SERVICE,),
    ("endpointconfigname",),
    calls=(Calls(SOURCE, _life("EndpointConfig"), ("requestParameters.endpointConfigName",)),),
    states=_told("Endpoint Config", "endpointconfigname", ""),
    arn=_arn("endpoint-config/{name}"),
    shown=False,
)

MODEL = Kind(
    "model",
    "Model",
    "Models",
    (SERVICE,),
    ("modelid", "modelname", "model"),
    dimensions=_of_service("modelid", "modelname"),
    calls=(Calls(SOURCE, _life("Model"), ("requestParameters.modelName",)),),
    states=_told("Model", "modelname", ""),
    rules=(ShareRule("server errors", ("InvocationServerErrors",), "Invocations", 0.01, 0.05),),
    charts=(
        Chart("Invocations", ("{scope} metric=Invocations statistic=sum | quantize using sum | sum",)),
        Chart("Latency", ("{scope} metric=InvocationLatency statistic=average | avg",)),
        Chart(
            "Tokens",
            (
                "{scope} metric=InputTokenCount statistic=sum | quantize using sum | sum",
                "{scope} metric=OutputTokenCount statistic=sum | quantize using sum | sum",
            ),
        ),
    ),
    facts=(
        Fact("Image", ("requestparameters.primarycontainer.image", "primarycontainer.image")),
        Fact("Model data", ("requestparameters.primarycontainer.modeldataurl",)),
        Fact("Role", ("requestparameters.executionrolearn", "executionrolearn")),
    ),
    logs=(("", "{name}"), ("", "modelId")),
    arn=_arn("model/{name}"),
)


def _job(
    id_: str, label: str, keys: tuple[str, ...], places: tuple[str, ...], facts: tuple[Fact, ...]
) -> Kind:
    """A kind of job: all of them are made, stopped and told of alike."""
    thing = label.title().replace(" ", "")
    namespace = f"aws/sagemaker/{thing.lower()}s"
    name = f"{thing.lower()}name"
    group = f"/aws/sagemaker/{thing}s"
    return Kind(
        id_,
        label,
        f"{label}s",
        (namespace,),
        keys,
        dimensions=(
            *(Dimension(key, namespace=namespace) for key in (*keys, name)),
            Dimension("host", 0, namespace),
        ),
        places=(LogPlace(re.compile(re.escape(group), re.IGNORECASE), re.compile(r"(?P<name>[^/]+)/.+")),),
        calls=(
            Calls(
                SOURCE,
                {**_life(thing), f"Stop{thing}": Action.STOP},
                (f"requestParameters.{thing[0].lower()}{thing[1:]}Name",),
            ),
        ),
        states=_told(label.title(), name, f"{thing.lower()}status"),
        rules=(StatusRule(frozenset({"failed"}), lasting=_DAY),),
        charts=_utilisation(),
        facts=(
            Fact("Instance type", _both(*(f"{place}.instancetype" for place in places))),
            Fact("Instances", _both(*(f"{place}.instancecount" for place in places))),
            Fact("Volume, GB", _both(*(f"{place}.volumesizeingb" for place in places))),
            *facts,
            Fact("Role", _both("rolearn")),
        ),
        logs=(("_sourceHost", group), ("_sourceName", "{name}/*")),
        arn=_arn(f"{label.lower().replace(' ', '-')}/{{name}}"),
    )


def _both(*paths: str) -> tuple[str, ...]:
    """The paths in a call, and the same in an event."""
    return tuple(where for path in paths for where in (f"requestparameters.{path}", path))


TRAINING = _job(
    "training_job",
    "Training job",
    ("training_job", "trainingjobname", "trainingjob"),
    ("resourceconfig",),
    (
        Fact("Image", _both("algorithmspecification.trainingimage")),
        Fact("Spot instances", _both("enablemanagedspottraining")),
        Fact("At most, seconds", _both("stoppingcondition.maxruntimeinseconds")),
        Fact("Output", _both("outputdataconfig.s3outputpath")),
        Fact("Billable, seconds", ("billabletimeinseconds",)),
    ),
)
PROCESSING = _job(
    "processing_job",
    "Processing job",
    ("processing_job", "processingjobname", "processingjob"),
    ("processingresources.clusterconfig", "resourceconfig"),
    (Fact("Image", _both("appspecification.imageuri")),),
)
TRANSFORM = _job(
    "transform_job",
    "Transform job",
    ("transform_job", "transformjobname", "transformjob"),
    ("transformresources", "resourceconfig"),
    (Fact("Model", _both("modelname")),),
)

PIPELINE = Kind(
    "pipeline",
    "Pipeline",
    "Pipelines",
    ("aws/sagemaker/modelbuildingpipeline",),
    ("pipelinename", "pipeline"),
    dimensions=(Dimension("pipelinename", namespace=SERVICE),),
    calls=(
        Calls(
            SOURCE,
            _life(
                "Pipeline",
                StartPipelineExecution=Action.START,
                RetryPipelineExecution=Action.START,
                StopPipelineExecution=Action.STOP,
            ),
            ("requestParameters.pipelineName", "requestParameters.pipelineExecutionArn"),
            "pipeline",
        ),
    ),
    states=(
        StateChange(
            EVENTS,
            "SageMaker Model Building Pipeline Execution Status Change",
            "pipelinearn",
            "currentpipelineexecutionstatus",
            resource="pipeline",
        ),
        StateChange(
            EVENTS,
            "SageMaker Model Building Pipeline Execution Inventory",
            "pipelinearn",
            "pipelineexecutionstatus",
            resource="pipeline",
        ),
    ),
    rules=(StatusRule(frozenset({"failed"}), frozenset({"completedwithfailures"})),),
    charts=(
        Chart(
            "Executions",
            (
                "{scope} metric=ExecutionSucceeded statistic=sum !stepname=* | quantize using sum | sum",
                "{scope} metric=ExecutionFailed statistic=sum !stepname=* | quantize using sum | sum",
            ),
        ),
        Chart("Duration", ("{scope} metric=ExecutionDuration statistic=average | avg",)),
    ),
    facts=(Fact("Role", ("requestparameters.rolearn",)),),
    logs=(("_sourceHost", "/aws/events/*"), ("", "{name}")),
    arn=_arn("pipeline/{name}"),
)

STEP = Kind(
    "pipeline_step",
    "Pipeline step",
    "Pipeline steps",
    ("aws/sagemaker/modelbuildingpipeline",),
    ("stepname", "step"),
    parent="pipeline",
    dimensions=(Dimension("stepname", namespace=SERVICE),),
    states=(
        StateChange(
            EVENTS,
            "SageMaker Model Building Pipeline Execution Step Status Change",
            "stepname",
            "currentstepstatus",
            parent="pipelinearn",
            resource="pipeline",
        ),
    ),
    rules=(OutcomeRule("StepFailed", "StepSucceeded"),),
    charts=(
        Chart(
            "Runs",
            (
                "{scope} metric=StepSucceeded statistic=sum | quantize using sum | sum",
                "{scope} metric=StepFailed statistic=sum | quantize using sum | sum",
            ),
        ),
        Chart("Duration", ("{scope} metric=StepDuration statistic=average | avg",)),
    ),
    logs=(("_sourceHost", "/aws/sagemaker/*Jobs"), ("", "{name}")),
)

FEATURE_GROUP = Kind(
    "feature_group",
    "Feature group",
    "Feature groups",
    (SERVICE,),
    ("featuregroupname", "featuregroup"),
    dimensions=_of_service("featuregroupname"),
    calls=(Calls(SOURCE, _life("FeatureGroup"), ("requestParameters.featureGroupName",)),),
    states=_told("Feature Group", "featuregroupname", "featuregroupstatus"),
    rules=(
        ShareRule("5xx answers", ("Operation5XXErrors",), "Invocations", 0.01, 0.05),
        ShareRule("throttled requests", ("ThrottledRequests",), "Invocations", 0.02, 0.10),
        StatusRule(frozenset({"createfailed", "deletefailed"})),
        SilenceRule(60 * _MINUTE),
    ),
    charts=(
        Chart(
            "Requests",
            ("{scope} metric=Invocations statistic=sum | quantize using sum | sum by operationname",),
        ),
        Chart("Latency", ("{scope} metric=LatencyNormalized statistic=average | avg by operationname",)),
        Chart(
            "Errors and throttles",
            (
                "{scope} metric=Operation5XXErrors statistic=sum | quantize using sum | sum",
                "{scope} metric=ThrottledRequests statistic=sum | quantize using sum | sum",
            ),
        ),
    ),
    facts=(
        Fact("Record identifier", ("requestparameters.recordidentifierfeaturename",)),
        Fact("Role", ("requestparameters.rolearn",)),
    ),
    arn=_arn("feature-group/{name}"),
)

INFERENCE_COMPONENT = Kind(
    "inference_component",
    "Inference component",
    "Inference components",
    ("aws/sagemaker/inferencecomponents",),
    ("inferencecomponentname", "inferencecomponent"),
    dimensions=(*_of_service("inferencecomponentname"), Dimension("aws.sagemaker.inference_component.name")),
    places=(
        LogPlace(re.compile(r"/aws/sagemaker/InferenceComponents/(?P<name>[^/]+)", re.IGNORECASE), _ANY),
    ),
    calls=(
        Calls(
            SOURCE,
            _life("InferenceComponent", UpdateInferenceComponentRuntimeConfig=Action.UPDATE),
            ("requestParameters.inferenceComponentName",),
        ),
    ),
    states=_told("Inference Component", "inferencecomponentname", "inferencecomponentstatus"),
    rules=(StatusRule(frozenset({"failed"})), SilenceRule(30 * _MINUTE)),
    charts=_utilisation(),
    facts=(Fact("Endpoint", _both("endpointname")),),
    logs=(("_sourceHost", "/aws/sagemaker/InferenceComponents/{name}"),),
    arn=_arn("inference-component/{name}"),
)

NOTEBOOK = Kind(
    "notebook_instance",
    "Notebook instance",
    "Notebook instances",
    ("aws/sagemaker/notebookinstances",),
    ("notebookinstancename", "notebookinstance"),
    dimensions=(Dimension("notebookinstancename", namespace="aws/sagemaker/notebookinstances"),),
    places=(
        LogPlace(
            re.compile("/aws/sagemaker/NotebookInstances", re.IGNORECASE), re.compile(r"(?P<name>[^/]+)/.+")
        ),
    ),
    calls=(
        Calls(
            SOURCE,
            _life(
                "NotebookInstance",
                StartNotebookInstance=Action.START,
                StopNotebookInstance=Action.STOP,
            ),
            ("requestParameters.notebookInstanceName",),
        ),
    ),
    states=_told("Notebook Instance", "notebookinstancename", "notebookinstancestatus"),
    rules=(StatusRule(frozenset({"failed"})),),
    facts=(
        Fact("Instance type", _both("instancetype")),
        Fact("Internet access", _both("directinternetaccess")),
        Fact("Role", _both("rolearn")),
    ),
    logs=(("_sourceHost", "/aws/sagemaker/NotebookInstances"), ("_sourceName", "{name}/*")),
    arn=_arn("notebook-instance/{name}"),
)

SAGEMAKER = Kinds(
    (
        ENDPOINT,
        VARIANT,
        CONFIGURATION,
        MODEL,
        INFERENCE_COMPONENT,
        TRAINING,
        PROCESSING,
        TRANSFORM,
        PIPELINE,
        STEP,
        FEATURE_GROUP,
        NOTEBOOK,
    )
)
