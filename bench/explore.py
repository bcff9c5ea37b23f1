"""What Explore costs over many messages: the first reading of all of them, reading on, and a tree."""

import statistics

from bench.timing import milliseconds
from sagescope.core import Core
from sagescope.durations import UNITS

RUNS = 7


def measure(core: Core) -> dict[str, float]:
    """Milliseconds of each step; of those that come again and again the medians."""
    explore = core.exploring.explore
    # A tree of a time past is never one that is remembered.
    at = core.clock.now() - 10 * UNITS["m"]
    return {
        "first_read": milliseconds(explore.catalogue.refresh),
        "read_on": statistics.median(milliseconds(explore.catalogue.refresh) for _ in range(RUNS)),
        "tree": statistics.median(milliseconds(lambda: explore.tree(at=at)) for _ in range(RUNS)),
        "entities": float(len(explore.catalogue.entities())),
    }
