"""How many vCPUs and GPUs SageMaker's instance types have.

(AWS's pages of instance types. A size has a fixed number of vCPUs in nearly all families, so only the exceptions
are listed.)
"""

import re
from collections.abc import Mapping

_TYPE = re.compile(r"(?:ml\.)?(?P<family>[a-z][a-z0-9-]*)\.(?:(?P<times>\d+)?xlarge|(?P<small>medium|large))")

_VCPUS = {"c4.8xlarge": 36}
"""Types that do not have four vCPUs for each "x" of their size."""
_BURSTABLE = "t"

_ONE_UP_TO_16 = {"xlarge": 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "16xlarge": 1, "12xlarge": 4}
_GPUS: Mapping[str, Mapping[str, int]] = {
    "p2": {"xlarge": 1, "8xlarge": 8, "16xlarge": 16},
    "p3": {"2xlarge": 1, "8xlarge": 4, "16xlarge": 8},
    "p3dn": {"24xlarge": 8},
    "p4d": {"24xlarge": 8},
    "p4de": {"24xlarge": 8},
    "p5": {"4xlarge": 1, "48xlarge": 8},
    "p5e": {"48xlarge": 8},
    "p5en": {"48xlarge": 8},
    "p6-b200": {"48xlarge": 8},
    "p6-b300": {"48xlarge": 8},
    "g4dn": _ONE_UP_TO_16,
    "g5": {**_ONE_UP_TO_16, "24xlarge": 4, "48xlarge": 8},
    "g6": {**_ONE_UP_TO_16, "24xlarge": 4, "48xlarge": 8},
    "g6e": {**_ONE_UP_TO_16, "24xlarge": 4, "48xlarge": 8},
    "gr6": {"4xlarge": 1, "8xlarge": 1},
}


def vcpus_of(type_: str) -> int:
    """The vCPUs of a type such as `ml.m5.xlarge`; 0 where it is not known."""
    name = type_.lower().removeprefix("ml.")
    found = _TYPE.fullmatch(name)
    if found is None:
        return 0
    if name in _VCPUS:
        return _VCPUS[name]
    match found["small"]:
        case "large":
            return 2
        case "medium":
            return 2 if found["family"].startswith(_BURSTABLE) else 1
        case _:
            return 4 * int(found["times"] or 1)


def gpus_of(type_: str) -> int:
    """The GPUs of a type; 0 where it has none, or is not known."""
    family, _, size = type_.lower().removeprefix("ml.").partition(".")
    return _GPUS.get(family, {}).get(size, 0)
