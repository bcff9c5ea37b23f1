"""What the kinds of SageMaker have in common: names of its sources, the calls of a life, usual charts."""

import re
from collections.abc import Mapping

from sagescope.durations import UNITS
from sagescope.explore.kinds import (
    Chart,
    Dimension,
    StateChange,
)
from sagescope.model.aws_entity import Action

SOURCE = "sagemaker.amazonaws.com"
EVENTS = "aws.sagemaker"
SERVICE = "aws/sagemaker"

MINUTE, DAY = UNITS["m"], UNITS["d"]
ANY = re.compile("")


def of_service(*keys: str) -> tuple[Dimension, ...]:
    """Dimensions of any namespace of SageMaker."""
    return tuple(Dimension(key, namespace=SERVICE) for key in keys)


def life(thing: str, **more: Action) -> Mapping[str, Action]:
    """The calls that make, change and delete a thing, and others."""
    usual = {
        f"Create{thing}": Action.CREATE,
        f"Update{thing}": Action.UPDATE,
        f"Delete{thing}": Action.DELETE,
    }
    return {**usual, **more}


def told(words: str, name: str, status: str) -> tuple[StateChange, ...]:
    """The events about a thing: its state changes, and what an inventory of the account writes in their shape."""
    return tuple(
        StateChange(EVENTS, f"SageMaker {words} {kind}", name, status)
        for kind in ("State Change", "Inventory")
    )


def arn(resource: str) -> str:
    """The ARN of a resource, with what is to be put in."""
    return f"arn:{{partition}}:sagemaker:{{region}}:{{number}}:{resource}"


def utilisation(*, gpu: bool = True) -> tuple[Chart, ...]:
    """Charts of how busy the machines are."""
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


def both(*paths: str) -> tuple[str, ...]:
    """The paths in a call, and the same in an event."""
    return tuple(where for path in paths for where in (f"requestparameters.{path}", path))
