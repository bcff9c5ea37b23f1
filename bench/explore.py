"""What Explore costs over many messages: the first reading of all of them, reading on, and a tree."""

import statistics

from bench.timing import milliseconds
from sagescope.clock import FixedClock
from sagescope.core import Core
from sagescope.durations import UNITS
from sagescope.explore.catalogue import OVERLAP

RUNS = 7


def measure(core: Core) -> dict[str, float]:
    """Milliseconds of each step; of those that come again and again the medians."""
    explore, clock = core.exploring.explore, core.clock
    assert isinstance(clock, FixedClock)
    # A tree of a time past is never one that is remembered.
    at = core.clock.now() - 10 * UNITS["m"]
    first = milliseconds(explore.catalogue.refresh)
    # What has just been received is read again: so late may an insert end.
    clock.advance(2 * OVERLAP)
    explore.catalogue.refresh()
    return {
        "first_read": first,
        "read_on": statistics.median(milliseconds(explore.catalogue.refresh) for _ in range(RUNS)),
        "tree": statistics.median(milliseconds(lambda: explore.tree(at=at)) for _ in range(RUNS)),
        "entities": float(len(explore.catalogue.entities())),
    }
