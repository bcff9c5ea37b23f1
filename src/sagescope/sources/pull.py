"""One run of a source: what it is given, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sagescope.clock import Clock
from sagescope.durations import parse_duration
from sagescope.errors import Fault
from sagescope.ingest.envelope import HOST_LENGTH, Envelope, make_envelope
from sagescope.ingest.sources import ActiveSource
from sagescope.model.source import Source


@dataclass(frozen=True, slots=True)
class Pull:
    """A run of a source; `stopped` says that the server ends, after which a run gives up between two steps."""

    active: ActiveSource
    clock: Clock
    stopped: Callable[[], bool]

    @property
    def source(self) -> Source:
        """The source that runs."""
        return self.active.source

    def envelope(self, *, host: str = "", name: str = "", fields: dict[str, str] | None = None) -> Envelope:
        """The envelope of what comes now; the source's own host and fields go before what is given."""
        made = make_envelope(self.active.source, self.active.collector, {}, "", self.clock.now())
        return replace(
            made,
            host=made.host or host[:HOST_LENGTH],
            name=name or made.name,
            fields={**(fields or {}), **made.fields},
        )


@dataclass(slots=True)
class Outcome:
    """What a run brought: objects that it is done with, messages, points; and faults that did not end it."""

    objects: int = 0
    messages: int = 0
    points: int = 0
    repeated: int = 0
    faults: list[Fault] = field(default_factory=list)

    def plus(self, other: "Outcome") -> "Outcome":
        """Both together."""
        return Outcome(
            self.objects + other.objects,
            self.messages + other.messages,
            self.points + other.points,
            self.repeated + other.repeated,
            [*self.faults, *other.faults],
        )

    @property
    def found(self) -> bool:
        """Whether there was anything new."""
        return bool(self.objects or self.messages or self.points)


def cutoff_of(source: Source) -> int:
    """The time from which on a source takes data, milliseconds; 0 is from the beginning."""
    relative = source.cutoff.relative
    if relative:
        return max(source.cutoff.time, source.created_at - parse_duration(relative.removeprefix("-")))
    return source.cutoff.time
