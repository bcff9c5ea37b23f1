"""The demo account's life on a running server: first its history, then what happens, until it is stopped."""

import threading
from collections.abc import Callable, Mapping

import structlog

from sagescope.clock import Clock
from sagescope.demo.feed import deliveries, founding
from sagescope.demo.poster import Poster, Progress, follow
from sagescope.errors import Fault, Refusal

_log = structlog.get_logger("sagescope.demo")

HISTORY_SLICE_MS = 3_600_000
NOTE_EVERY_MS = 60_000


class DemoRunner:
    """Posts the demo account to its receivers in a thread of its own.

    `urls` are the receivers by source key; `note` is told up to when everything is posted, so that a
    restart neither repeats nor skips much. `is_new` tells that nothing has been posted before.
    """

    def __init__(
        self,
        seed: int,
        urls: Mapping[str, str],
        since: int,
        clock: Clock,
        note: Callable[[int], None],
        on_history: Callable[[Progress, int, int], None] | None = None,
        *,
        is_new: bool = False,
    ) -> None:
        self._seed = seed
        self._urls = urls
        self._since = since
        self._clock = clock
        self._note = note
        self._on_history = on_history
        self._is_new = is_new
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="demo", daemon=True)
        self.history_done = threading.Event()

    def start(self) -> None:
        """Start posting."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait for the requests under way."""
        self._stop.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        try:
            until = self._history()
            if not self._stop.is_set():
                self.history_done.set()
                self._follow(until)
        except Refusal as refused:
            _log.error("demo stopped", faults=[f.message for f in refused.faults])
        finally:
            self.history_done.set()

    def _history(self) -> int:
        # While the history is posted time goes on: go again for what has happened meanwhile.
        since = self._since
        stored = Progress()
        if self._is_new:
            # Before all else: only these calls tell what the endpoints run on.
            with Poster(self._urls, stop=self._stop) as poster:
                stored = poster.post(founding(self._seed, since)).progress
        while not self._stop.is_set():
            until = self._clock.now()
            if until - since < 30_000:
                return since

            def report(progress: Progress, until: int = until) -> None:
                nonlocal stored
                stored = progress
                if self._on_history is not None:
                    self._on_history(progress, self._since, until)

            # Slice by slice, so that a server that is killed goes on with the slice it was in.
            while since < until and not self._stop.is_set():
                end = min(until, (since // HISTORY_SLICE_MS + 1) * HISTORY_SLICE_MS)
                with Poster(self._urls, stop=self._stop) as poster:
                    outcome = poster.post(
                        deliveries(self._seed, since, end, HISTORY_SLICE_MS), report, stored
                    )
                if outcome.failures and not self._stop.is_set():
                    raise Refusal(dict.fromkeys(f.fault for f in outcome.failures), outcome.failures[0].cause)
                if not self._stop.is_set():
                    since = end
                    self._note(since)
        return since

    def _follow(self, since: int) -> None:
        noted = since

        def report(progress: Progress) -> None:
            nonlocal noted
            if progress.until_ms - noted >= NOTE_EVERY_MS:
                noted = progress.until_ms
                self._note(noted)

        def fault(one: Fault) -> None:
            _log.warning("demo delivery failed", message=one.message)

        follow(
            self._seed,
            self._urls,
            self._stop,
            since_ms=since,
            clock=self._clock,
            on_progress=report,
            on_fault=fault,
        )
