"""What is known of SageMaker's CloudWatch metrics: their namespaces and units.

(Reference sagemaker.md, 0 and 1.)
"""

import re

_NAMESPACE = re.compile(r"/?aws/sagemaker(?:/.*)?", re.IGNORECASE)

_NAMES = {
    "Microseconds": """
        ModelLatency OverheadLatency FirstChunkLatency ModelSetupTime ContainerLatency ModelLoadingWaitTime
        ModelDownloadingTime ModelLoadingTime ModelUnloadingTime RequestDownloadLatency ResponseUploadLatency
        TimeInBacklog Latency""",
    "Milliseconds": "ClientLatency TotalProcessingTime ExecutionDuration StepDuration",
    "Seconds": "ApproximateAgeOfOldestRequest TimeSpent",
    "Percent": """
        CPUUtilization MemoryUtilization GPUUtilization GPUMemoryUtilization DiskUtilization CPUReservation
        MemoryReservation GPUReservation CPUUtilizationNormalized MemoryUtilizationNormalized
        GPUUtilizationNormalized GPUMemoryUtilizationNormalized InstanceUtilization""",
    "Count": """
        ServerlessProvisionedConcurrencyExecutions ServerlessProvisionedConcurrencyInvocations
        ServerlessProvisionedConcurrencySpilloverInvocations ApproximateBacklogSize
        ApproximateBacklogSizePerInstance RequestDownloadFailures ResponseUploadFailures NotificationFailures
        ExpiredRequests InvocationFailures InvocationsProcesssed InvocationsProcessed ExecutionStarted
        ExecutionFailed ExecutionSucceeded ExecutionStopped StepStarted StepFailed StepSucceeded StepStopped
        UsedInstanceCount AvailableInstanceCount TotalInstanceCount""",
}
_UNITS = {name: unit for unit, names in _NAMES.items() for name in names.split()}


def is_sagemaker(namespace: str) -> bool:
    """Whether a CloudWatch namespace is one of SageMaker's, however AWS spells it."""
    return _NAMESPACE.fullmatch(namespace) is not None


def unit_of(namespace: str, metric: str) -> str:
    """The unit of a metric of SageMaker, `None` where it has none; empty for other namespaces."""
    return _UNITS.get(metric, "None") if is_sagemaker(namespace) else ""
