"""How long a source waits before it looks again."""

from sagescope.model.source_kinds.pulled import AUTOMATIC, SCAN_INTERVAL

LONGEST_WAIT = 3_600_000
"""Milliseconds that back-off comes to at the most (reference protocols.md, 4.2)."""

FIRST_RETRY = 5_000
"""Milliseconds before the first retry after a fault that may pass by itself."""

_MOST_DOUBLINGS = 20


def next_wait(interval: int, empty: int, failures: int, *, passing: bool) -> int:
    """Milliseconds until the next scan.

    `interval` is the source's, or AUTOMATIC; `empty` is how many scans in a row brought nothing, `failures` how many
    failed. With an interval of its own, a source waits longer only after failures; an automatic one also while it
    finds nothing. After a `passing` fault, such as throttling, the first retries come sooner than the interval.
    """
    usual = SCAN_INTERVAL if interval == AUTOMATIC else interval
    if failures:
        start = min(usual, FIRST_RETRY) if passing else usual
        return max(min(start << min(failures - 1, _MOST_DOUBLINGS), LONGEST_WAIT), start)
    if interval == AUTOMATIC:
        return min(usual << min(max(0, empty - 1), _MOST_DOUBLINGS), LONGEST_WAIT)
    return usual
