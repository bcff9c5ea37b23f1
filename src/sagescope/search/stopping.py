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
            raise Refusal(
                Fault("search.cancelled", "The search was cancelled.", "Run it again to see its result."),
                Cause.CONFLICT,
            )

    def of_part(self, name: str) -> "Stopping":
        """The means to end a run that belongs to this one: it is called after it, and ends with it."""
        return Stopping(f"{self.label}-{name}", self.event)
