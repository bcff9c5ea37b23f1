"""What SageMaker serves with: endpoints, variants, their configurations, models, inference components."""

import re

from sagescope.explore.kinds import (
    Calls,
    Chart,
    Dimension,
    Fact,
    Kind,
    LogPlace,
    ShareRule,
    SilenceRule,
    StatusRule,
)
from sagescope.explore.sagemaker_terms import (
    ANY,
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
    *utilisation(),
)

_SERVER_ERRORS = ShareRule("5xx answers", ("Invocation5XXErrors",), "Invocations", 0.01, 0.05)

ENDPOINT = Kind(
    "endpoint",
    "Endpoint",
    "Endpoints",
    (SERVICE, "aws/sagemaker/endpoints"),
    ("endpointname", "endpoint"),
    dimensions=(*of_service("endpointname"), Dimension("aws.sagemaker.endpoint.name")),
    places=(LogPlace(re.compile(r"/aws/sagemaker/Endpoints/(?P<name>[^/]+)", re.IGNORECASE), ANY),),
    calls=(
        Calls(
            SOURCE,
            life("Endpoint", UpdateEndpointWeightsAndCapacities=Action.UPDATE),
            ("requestParameters.endpointName",),
        ),
    ),
    states=told("Endpoint", "endpointname", "endpointstatus"),
    rules=(
        _SERVER_ERRORS,
        StatusRule(frozenset({"failed", "outofservice", "updaterollbackfailed"}), frozenset({"rollingback"})),
        SilenceRule(30 * MINUTE),
    ),
    charts=_SERVING,
    facts=(
        Fact("Configuration", ("requestparameters.endpointconfigname", "endpointconfigname")),
        Fact("Deployment", ("requestparameters.deploymentconfig", "deploymentconfig")),
    ),
    logs=(("_sourceHost", "/aws/sagemaker/Endpoints/{name}"),),
    # Asynchronous endpoints count otherwise, with three s in AWS's own spelling.
    use=("Invocations", "InvocationsProcesssed", "InvocationsProcessed"),
    arn=arn("endpoint/{name}"),
)

VARIANT = Kind(
    "variant",
    "Variant",
    "Variants",
    (SERVICE, "aws/sagemaker/endpoints"),
    ("variantname", "variant"),
    parent="endpoint",
    dimensions=(*of_service("variantname"), Dimension("aws.sagemaker.variant.name")),
    places=(
        LogPlace(
            re.compile(r"/aws/sagemaker/Endpoints/(?P<parent>[^/]+)", re.IGNORECASE),
            re.compile(r"(?P<name>[^/\[\]]+)/i-[0-9a-f]+(/.*)?"),
        ),
    ),
    rules=(_SERVER_ERRORS, SilenceRule(30 * MINUTE)),
    charts=_SERVING,
    logs=(("_sourceHost", "/aws/sagemaker/Endpoints/{parent}"), ("_sourceName", "{name}/*")),
)

CONFIGURATION = Kind(
    "endpoint_config",
    "Endpoint configuration",
    "Endpoint configurations",
    (SERVICE,),
    ("endpointconfigname",),
    calls=(Calls(SOURCE, life("EndpointConfig"), ("requestParameters.endpointConfigName",)),),
    states=told("Endpoint Config", "endpointconfigname", ""),
    arn=arn("endpoint-config/{name}"),
    shown=False,
)

MODEL = Kind(
    "model",
    "Model",
    "Models",
    (SERVICE,),
    ("modelid", "modelname", "model"),
    dimensions=of_service("modelid", "modelname"),
    calls=(Calls(SOURCE, life("Model"), ("requestParameters.modelName",)),),
    states=told("Model", "modelname", ""),
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
    arn=arn("model/{name}"),
)


INFERENCE_COMPONENT = Kind(
    "inference_component",
    "Inference component",
    "Inference components",
    ("aws/sagemaker/inferencecomponents",),
    ("inferencecomponentname", "inferencecomponent"),
    dimensions=(*of_service("inferencecomponentname"), Dimension("aws.sagemaker.inference_component.name")),
    places=(LogPlace(re.compile(r"/aws/sagemaker/InferenceComponents/(?P<name>[^/]+)", re.IGNORECASE), ANY),),
    calls=(
        Calls(
            SOURCE,
            life("InferenceComponent", UpdateInferenceComponentRuntimeConfig=Action.UPDATE),
            ("requestParameters.inferenceComponentName",),
        ),
    ),
    states=told("Inference Component", "inferencecomponentname", "inferencecomponentstatus"),
    rules=(StatusRule(frozenset({"failed"})), SilenceRule(30 * MINUTE)),
    charts=utilisation(),
    facts=(Fact("Endpoint", both("endpointname")),),
    logs=(("_sourceHost", "/aws/sagemaker/InferenceComponents/{name}"),),
    arn=arn("inference-component/{name}"),
)
