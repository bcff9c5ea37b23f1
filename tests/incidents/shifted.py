"""`python -m incidents.shifted serve-arguments …`: a demo server whose clock shows another time of day and can run faster.

`SAGESCOPE_SHOWN` is what the clock shows at the start, in milliseconds since the epoch. It goes on as clocks do until
SIGUSR1 has it run `SLOW` and SIGUSR2 `FAST` times as quickly.
"""

import os
import signal
import sys
import time
from pathlib import Path

from sagescope.config import Settings
from sagescope.server import serve

SLOW, FAST = 15, 60


class Shifted:
    """A clock that shows a time of its own, and whose speed can be changed."""

    def __init__(self, shown: int) -> None:
        self._shown = shown
        self._since = time.monotonic_ns()
        self._speed = 1

    def now(self) -> int:
        """Milliseconds since the epoch."""
        return self._shown + (time.monotonic_ns() - self._since) * self._speed // 1_000_000

    def run(self, speed: int) -> None:
        """Go on from now so many times as quickly."""
        now = self.now()
        self._shown, self._since, self._speed = now, time.monotonic_ns(), speed


def main() -> None:
    """Serve the demo until told to stop."""
    clock = Shifted(int(os.environ["SAGESCOPE_SHOWN"]))
    signal.signal(signal.SIGUSR1, lambda *_: clock.run(SLOW))
    signal.signal(signal.SIGUSR2, lambda *_: clock.run(FAST))
    settings = Settings(data=Path(sys.argv[1]), port=0, demo=True)

    def ready(url: str, _: object) -> None:
        sys.stdout.write(f"Sagescope listens on {url}\nStop with Ctrl+C.\n")
        sys.stdout.flush()

    serve(settings, lambda _: None, ready, clock=clock)


if __name__ == "__main__":
    main()
