"""What came of monitors: alerts, and one record for each time that a condition was looked at."""

from dataclasses import dataclass
from enum import StrEnum

from sagescope.model.monitor import Kind

Group = tuple[tuple[str, str], ...]
"""What an alert is of: fields with their values, empty where it is of the whole monitor."""


Row = tuple[tuple[str, str], ...]
"""A row of a result as texts by name."""


def group_text(group: Group) -> str:
    """A group as people read it: `service=a, env=b`."""
    return ", ".join(f"{name}={value}" for name, value in group)


class Outcome(StrEnum):
    """What one look at a condition came to."""

    OPENED = "opened"
    RESOLVED = "resolved"
    FIRING = "firing"
    """Met, and the alert is open already."""
    WAITING = "waiting"
    """Not met any more, and the alert stays open until that has lasted for the whole recovery window."""
    QUIET = "quiet"
    ERROR = "error"
    """The query gave no answer."""


@dataclass(frozen=True, slots=True)
class Look:
    """A record of one condition at one time: `at` is the query time, `start` and `end` its window.

    `value` is the one that decided, None where there was none; `groups` how many there were.
    """

    monitor: str
    kind: Kind
    at: int
    start: int
    end: int
    outcome: Outcome
    value: float | None
    reason: str
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert of a monitor. It is open until `resolved_at`; `resolution` says how it ended.

    `rows` are those that made it, as texts by name; `acknowledged_by` is the id of the user who has it in hand.
    """

    id: str
    monitor: str
    name: str
    kind: Kind
    group: Group
    opened_at: int
    start: int
    end: int
    value: float | None
    reason: str
    muted: bool = False
    resolved_at: int | None = None
    resolution: str = ""
    rows: tuple[Row, ...] = ()
    acknowledged_at: int | None = None
    acknowledged_by: str = ""
