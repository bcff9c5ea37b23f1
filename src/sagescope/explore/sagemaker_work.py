"""What SageMaker works with: jobs, pipelines and their steps, feature groups, notebook instances."""

import re

from sagescope.explore.kinds import (
    Calls,
    Chart,
    Dimension,
    Fact,
    Kind,
    LogPlace,
    OutcomeRule,
    ShareRule,
    SilenceRule,
    StateChange,
    StatusRule,
)
from sagescope.explore.sagemaker_terms import (
    DAY,
    EVENTS,
    MINUTE,
    SERVICE,
    SOURCE,
    arn,
    both,
    life,
    of_service,
    told,
    utilisation,
)
from sagescope.model.aws_entity import Action


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
                {**life(thing), f"Stop{thing}": Action.STOP},
                (f"requestParameters.{thing[0].lower()}{thing[1:]}Name",),
            ),
        ),
        states=told(label.title(), name, f"{thing.lower()}status"),
        rules=(StatusRule(frozenset({"failed"}), lasting=DAY),),
        charts=utilisation(),
        facts=(
            Fact("Instance type", both(*(f"{place}.instancetype" for place in places))),
            Fact("Instances", both(*(f"{place}.instancecount" for place in places))),
            Fact("Volume, GB", both(*(f"{place}.volumesizeingb" for place in places))),
            *facts,
            Fact("Role", both("rolearn")),
        ),
        logs=(("_sourceHost", group), ("_sourceName", "{name}/*")),
        arn=arn(f"{label.lower().replace(' ', '-')}/{{name}}"),
    )


TRAINING = _job(
    "training_job",
    "Training job",
    ("training_job", "trainingjobname", "trainingjob"),
    ("resourceconfig",),
    (
        Fact("Image", both("algorithmspecification.trainingimage")),
        Fact("Spot instances", both("enablemanagedspottraining")),
        Fact("At most, seconds", both("stoppingcondition.maxruntimeinseconds")),
        Fact("Output", both("outputdataconfig.s3outputpath")),
        Fact("Billable, seconds", ("billabletimeinseconds",)),
    ),
)
PROCESSING = _job(
    "processing_job",
    "Processing job",
    ("processing_job", "processingjobname", "processingjob"),
    ("processingresources.clusterconfig", "resourceconfig"),
    (Fact("Image", both("appspecification.imageuri")),),
)
TRANSFORM = _job(
    "transform_job",
    "Transform job",
    ("transform_job", "transformjobname", "transformjob"),
    ("transformresources", "resourceconfig"),
    (Fact("Model", both("modelname")),),
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
            life(
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
    arn=arn("pipeline/{name}"),
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
    dimensions=of_service("featuregroupname"),
    calls=(Calls(SOURCE, life("FeatureGroup"), ("requestParameters.featureGroupName",)),),
    states=told("Feature Group", "featuregroupname", "featuregroupstatus"),
    rules=(
        ShareRule("5xx answers", ("Operation5XXErrors",), "Invocations", 0.01, 0.05),
        ShareRule("throttled requests", ("ThrottledRequests",), "Invocations", 0.02, 0.10),
        StatusRule(frozenset({"createfailed", "deletefailed"})),
        SilenceRule(60 * MINUTE),
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
    arn=arn("feature-group/{name}"),
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
            life(
                "NotebookInstance",
                StartNotebookInstance=Action.START,
                StopNotebookInstance=Action.STOP,
            ),
            ("requestParameters.notebookInstanceName",),
        ),
    ),
    states=told("Notebook Instance", "notebookinstancename", "notebookinstancestatus"),
    rules=(StatusRule(frozenset({"failed"})),),
    facts=(
        Fact("Instance type", both("instancetype")),
        Fact("Internet access", both("directinternetaccess")),
        Fact("Role", both("rolearn")),
    ),
    logs=(("_sourceHost", "/aws/sagemaker/NotebookInstances"), ("_sourceName", "{name}/*")),
    arn=arn("notebook-instance/{name}"),
)
