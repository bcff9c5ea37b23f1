"""Ending a run from another thread: before it begins, between its stages, or in the engine."""

import threading
from dataclasses import dataclass, field

from sagescope.errors import Cause, Fault, Refusal


@dataclass(frozen=True, slots=True)
class Stopping:
    """The means to end one run: `label` names its queries in the engine, `event` tells it that it was ended."""

    label: str
    event: threading.Event = field(default_factory=threading.Event)

    def set(self) -> None:
        """Tell the run."""
        self.event.set()

    def check(self) -> None:
        """Raises Refusal `search.cancelled` where the run has been ended."""
        if self.event.is_set():
            raise cancelled()


def cancelled() -> Refusal:
    """What a run that was ended is answered with."""
    return Refusal(
        Fault("search.cancelled", "The search was cancelled.", "Run it again to see its result."),
        Cause.CONFLICT,
    )
