"""Work that is done again and again in the background: rollups, looks of monitors, deliveries, pulled sources."""

import threading
from collections.abc import Callable

from sagescope.errors import Refusal, ServerFault


class Recurring:
    """Does `work` in a thread of its own, `seconds` after it was done last, until it is stopped.

    What a store refuses goes to `failed`, and the work is tried again the next time. `first` is done once before
    all of it, `after` when it has stopped; `patience` is how many seconds a stop waits for work under way, None as
    long as it takes.
    """

    def __init__(
        self,
        name: str,
        seconds: float,
        work: Callable[[], object],
        failed: Callable[[Refusal | ServerFault], None],
        *,
        first: Callable[[], object] = lambda: None,
        after: Callable[[], object] = lambda: None,
        patience: float | None = 60.0,
    ) -> None:
        self._seconds = seconds
        self._work = work
        self._failed = failed
        self._first = first
        self._after = after
        self._patience = patience
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def stopping(self) -> bool:
        """Whether it is to end: long work looks between two steps."""
        return self._stopped.is_set()

    def start(self) -> None:
        """Start."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, after what is under way."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(self._patience)
        self._after()

    def _run(self) -> None:
        self._first()
        while not self._stopped.wait(self._seconds):
            try:
                self._work()
            except (Refusal, ServerFault) as wrong:
                self._failed(wrong)
