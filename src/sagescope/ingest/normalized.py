"""Series in the units that people expect, beside those that AWS sends.

SageMaker's latencies are in microseconds, and its CPU and GPU utilisation goes to 100 for each vCPU and GPU (reference
sagemaker.md, 0, traps 2 and 3). For each such series there is one more, called `…Normalized` as AWS calls its own:
milliseconds, and percent of the whole instance.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sagescope.ingest.instances import gpus_of, vcpus_of
from sagescope.ingest.sagemaker_metrics import is_sagemaker, unit_of

SUFFIX = "Normalized"

_PER_VCPU = frozenset({"cpuutilization"})
_PER_GPU = frozenset({"gpuutilization", "gpumemoryutilization"})


@dataclass(frozen=True, slots=True)
class Normalized:
    """A series beside another: its name, its unit, and what values are divided by."""

    metric: str
    unit: str
    divisor: float


def normalized(metric: str, dimensions: Mapping[str, str], instance_type: str) -> Normalized | None:
    """The normalised series of a series, None where there is none.

    Keys of `dimensions` are lower-case; `instance_type` is empty where it is not known. Counts of samples have
    no unit to change.
    """
    namespace = dimensions.get("namespace", "")
    if not is_sagemaker(namespace) or dimensions.get("statistic", "").lower() == "samplecount":
        return None
    if (dimensions.get("unit") or unit_of(namespace, metric)).lower() == "microseconds":
        return Normalized(f"{metric}{SUFFIX}", "Milliseconds", 1_000)
    name = metric.lower()
    if name in _PER_VCPU:
        units = vcpus_of(instance_type)
    elif name in _PER_GPU:
        units = gpus_of(instance_type)
    else:
        return None
    return Normalized(f"{metric}{SUFFIX}", "Percent", units) if units else None
