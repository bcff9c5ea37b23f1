"""Log metric rules: points that are read from the lines of messages as they arrive."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from sagescope.model.checks import HexId, Millis, Name, check_text
from sagescope.model.entity import Entity, broken

PATTERN_LENGTH = 4_096
MOST_IGNORED = 100

TRAINING = "/aws/sagemaker/TrainingJobs"
JOB_STREAM = r"^(?P<training_job>[^/]+)/(?P<algo_name>.+?)(?:-\d{10,13})?$"
"""Log streams of a job: its name, the host, and when the host began (reference sagemaker.md, 2.1)."""


def _group(text: str) -> str:
    return check_text(text, 512, empty=False, lines=False)


def _literal(text: str) -> str:
    return check_text(text, 512)


def _pattern(text: str) -> str:
    return check_text(text, PATTERN_LENGTH, empty=False)


def _optional(text: str) -> str:
    return check_text(text, PATTERN_LENGTH)


def _ignored(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) > MOST_IGNORED:
        raise broken(f"are {len(names)}, the most is {MOST_IGNORED}", "Name fewer of them.")
    return tuple(check_text(name, 255, empty=False, lines=False) for name in names)


class LogMetricRule(Entity):
    """How points are read from the lines of a log group.

    `log_group` is a text with `*` for any run of characters, `log_stream` a regular expression. A line that
    holds `contains`, does not hold `lacks` and matches `line` gives a point for each match of `pattern`, which
    is called `metric`: a text with the names of groups in braces. Named groups of all three expressions are
    dimensions, but for `metric`, `value`, `sum`, `count`, `step`, `epoch`, `done` and `total`, which
    `ingest/log_metrics` explains. Metrics that are called like one of `ignore` are left out. With `otherwise` the
    rule holds only for lines of which no older rule has read a point.
    """

    noun: ClassVar[str] = "rule"

    id: HexId
    name: Name
    log_group: Annotated[str, AfterValidator(_group)] = TRAINING
    log_stream: Annotated[str, AfterValidator(_pattern)] = JOB_STREAM
    contains: Annotated[str, AfterValidator(_literal)] = ""
    lacks: Annotated[str, AfterValidator(_literal)] = ""
    line: Annotated[str, AfterValidator(_optional)] = ""
    pattern: Annotated[str, AfterValidator(_pattern)]
    metric: Annotated[str, AfterValidator(_group)] = "{metric}"
    ignore: Annotated[tuple[str, ...], AfterValidator(_ignored)] = ()
    otherwise: bool = False
    enabled: bool = True
    created_at: Millis
    created_by: HexId
    modified_at: Millis
    modified_by: HexId
