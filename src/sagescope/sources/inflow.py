"""The way from a thread that fetches into ingest, which lives in the event loop of the server."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from sagescope.errors import Cause, Fault, Refusal
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.intake import Intake
from sagescope.ingest.metric_intake import Accepted
from sagescope.ingest.points import Points
from sagescope.ingest.sources import ActiveSource
from sagescope.ingest.streams import Decoded

CONTENT = "AwsCloudWatch"
"""The `_contentType` of points that were fetched from CloudWatch (reference protocols.md, 2.6)."""

_LONGEST_BUSY = 120.0
_RETRY = 1.0

T = TypeVar("T")


class Inflow:
    """Hands over what was fetched, and waits until it is durable.

    Called from any thread but that of the event loop. While ingest is busy it waits, as everybody who sends does.
    """

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = threading.Event()

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take what is fetched from now on, by the loop that ingest runs in."""
        self._loop = loop
        self._stopped.clear()

    def close(self) -> None:
        """Refuse what comes from now on."""
        self._stopped.set()

    def logs(
        self,
        active: ActiveSource,
        envelope: Envelope,
        decoded: Decoded,
        delivery: str,
        *,
        replayed: bool = False,
    ) -> Accepted:
        """Store messages once, however often `delivery` comes; raises as `Intake.accept` does."""
        return self._taken(
            lambda: self._intake.accept(active, envelope, False, lambda: decoded, delivery, replayed=replayed)
        )

    def points(self, envelope: Envelope, points: Points, size: int, content: str = CONTENT) -> Accepted:
        """Store points, whose `_contentType` is `content`; raises as `MetricIntake.accept_points` does."""
        metrics = self._intake.metrics
        return self._taken(lambda: metrics.accept_points(envelope, content, size, lambda: points))

    def _taken(self, call: Callable[[], Coroutine[Any, Any, T]]) -> T:
        until = time.monotonic() + _LONGEST_BUSY
        while True:
            if self._stopped.is_set() or self._loop is None:
                raise Refusal(
                    Fault("ingest.stopping", "The server is stopping.", "It goes on with the next start."),
                    Cause.UNAVAILABLE,
                )
            try:
                return asyncio.run_coroutine_threadsafe(call(), self._loop).result()
            except Refusal as refused:
                if refused.cause is not Cause.BUSY or time.monotonic() > until:
                    raise
                self._stopped.wait(refused.retry_after or _RETRY)
