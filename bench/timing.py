"""How long something takes."""

import time
from collections.abc import Callable


def milliseconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
