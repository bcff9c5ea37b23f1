"""How a source is doing: what came last, what went wrong, and what that makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from sagescope.model.entity import Entity
from sagescope.model.source import Source

RECENT = 15 * 60_000
"""Milliseconds for which a fault that passed is still shown as a warning."""
MOST_FAULTS = 20
"""Different faults that are remembered of a source, the newest."""


class SourceState(StrEnum):
    """What a person has to know at first glance."""

    PAUSED = "Paused"
    WAITING = "Waiting"
    """Nothing has come yet, and nothing is wrong."""
    HEALTHY = "Healthy"
    WARNING = "Warning"
    """Data comes in, and something of it went wrong a short time ago."""
    FAILING = "Failing"
    """What happened last was a fault."""


class SourceFault(Entity):
    """Something that went wrong, `count` times from `first` to `last` (milliseconds).

    `code`, `message` and `hint` are those of its fault; `retry_at` is when it is tried again, None where
    that is up to the sender.
    """

    noun: ClassVar[str] = "source"

    code: str
    message: str
    hint: str = ""
    first: int
    last: int
    count: int = 1
    retry_at: int | None = None


class SourceHealth(Entity):
    """What has been seen of a source since it was made.

    `received` is when data came last, `worked` when something last went well (a scan that found nothing
    counts), both in milliseconds, None for never. `dropped` counts the messages that each filter left out,
    by its name; `repeated` those that came again and were not stored twice.
    """

    noun: ClassVar[str] = "source"

    source_id: int
    received: int | None = None
    worked: int | None = None
    messages: int = 0
    points: int = 0
    bytes: int = 0
    damaged: int = 0
    rejected: int = 0
    repeated: int = 0
    dropped: Mapping[str, int] = Field(default_factory=dict)
    faults: tuple[SourceFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """What came from a source in the stretch that begins at `start`, milliseconds."""

    start: int
    messages: int = 0
    points: int = 0
    bytes: int = 0
    rejected: int = 0
    dropped: int = 0


def open_faults(health: SourceHealth) -> tuple[SourceFault, ...]:
    """The faults after which nothing went well yet, newest first."""
    since = health.worked or 0
    return tuple(fault for fault in health.faults if fault.last > since)


def state_of(source: Source, health: SourceHealth, now: int) -> SourceState:
    """The state of a source at `now`, milliseconds."""
    if not source.enabled:
        return SourceState.PAUSED
    if open_faults(health):
        return SourceState.FAILING
    if any(now - fault.last < RECENT for fault in health.faults):
        return SourceState.WARNING
    return SourceState.WAITING if health.received is None else SourceState.HEALTHY
