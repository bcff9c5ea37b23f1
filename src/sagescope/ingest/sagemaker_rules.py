"""The metric rules of SageMaker: one name for each job, endpoint and instance, however AWS names it.

(Reference sagemaker.md, 1.1 and 1.4; the dimensions are those that the panels of its section 4 ask for.)
"""

from collections.abc import Mapping

RULES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "SageMaker training job hosts": (
        "namespace=/aws/sagemaker/TrainingJobs Host=*/*",
        {"training_job": "$Host._1", "algo_name": "$Host._2"},
    ),
    "SageMaker training job metrics": (
        "namespace=/aws/sagemaker/TrainingJobs TrainingJobName=*",
        {"training_job": "$TrainingJobName._1"},
    ),
    "SageMaker training job metrics by host": (
        "namespace=/aws/sagemaker/TrainingJobs TrainingJobName=* Host=algo-*",
        {"algo_name": "algo-$Host._1"},
    ),
    "SageMaker processing job hosts": (
        "namespace=/aws/sagemaker/ProcessingJobs Host=*/*",
        {"processing_job": "$Host._1", "algo_name": "$Host._2"},
    ),
    "SageMaker transform job hosts": (
        "namespace=/aws/sagemaker/TransformJobs Host=*/*",
        {"transform_job": "$Host._1", "instance_id": "$Host._2"},
    ),
    "SageMaker endpoint hosts of old accounts": (
        "namespace=/aws/sagemaker/Endpoints Host=*/*/*",
        {"endpointname": "$Host._1", "variantname": "$Host._2", "instance_id": "$Host._3"},
    ),
    "SageMaker instances of enhanced metrics": (
        "namespace=/aws/sagemaker* InstanceId=*",
        {"instance_id": "$InstanceId._1"},
    ),
    "SageMaker Model Monitor endpoints": (
        "namespace=/aws/sagemaker/*-metric* Endpoint=*",
        {"endpointname": "$Endpoint._1"},
    ),
    "SageMaker OpenTelemetry endpoints": (
        "aws.sagemaker.endpoint.name=*",
        {"endpointname": "$aws.sagemaker.endpoint.name._1"},
    ),
    "SageMaker OpenTelemetry variants": (
        "aws.sagemaker.variant.name=*",
        {"variantname": "$aws.sagemaker.variant.name._1"},
    ),
    "SageMaker OpenTelemetry inference components": (
        "aws.sagemaker.inference_component.name=*",
        {"inferencecomponentname": "$aws.sagemaker.inference_component.name._1"},
    ),
    "SageMaker OpenTelemetry hosts": (
        "aws.sagemaker.endpoint.name=* host.id=*",
        {"instance_id": "$host.id._1"},
    ),
    "SageMaker OpenTelemetry instance types": (
        "aws.sagemaker.endpoint.name=* host.type=*",
        {"instance_type": "$host.type._1"},
    ),
}
"""Match expression and derived dimensions by the rule's name."""
