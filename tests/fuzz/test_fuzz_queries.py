"""No text makes the compiler or the engine fail: a query runs, or is refused with faults of ours.

`make fuzz` tries 100,000 of them; here a few of every run's seed.
"""

import os
import time

import pytest
from mutated_queries import mutated

from sagescope.errors import Refusal
from sagescope.search.service import SearchRequest
from sagescope.store.fields import Schema
from store_world import DAY, World, world

COUNT = int(os.environ.get("SAGESCOPE_FUZZ", "1500"))
SEED = int(os.environ.get("SAGESCOPE_FUZZ_SEED", "7"))
LONGEST = 5.0
"""Seconds that one query may take on a loaded machine before it counts as a hang."""


@pytest.fixture(scope="module")
def here() -> World:
    """A store with a few messages, so that stages have rows to work on."""
    here = world()
    here.apply(Schema(("namespace", "team")))
    here.empty()
    here.insert(
        [
            {"_raw": '{"a": 1, "b": {"c": [1, "x", null]}, "t": "k=v; GET /p HTTP"}', "_sourceHost": "h1"},
            {"_raw": "level=error user=bob took 12ms from 10.0.0.1", "_sourceHost": "h2", "team": "x"},
            {"_raw": "", "_sourceHost": "h2"},
            {"_raw": "a,b,c\n\t\\ \" ' <a b='1'>x</a>", "team": "1.5"},
        ]
    )
    return here


def test_a_mutated_query_runs_or_is_refused(here: World) -> None:
    for number, text in enumerate(mutated(SEED, COUNT)):
        started = time.monotonic()
        try:
            here.search.run(SearchRequest(text, DAY, limit=20, histogram=False))
        except Refusal as refused:
            for fault in refused.faults:
                assert fault.span is None or 0 <= fault.span.start <= fault.span.end <= len(text), fault
        except Exception as wrong:
            raise AssertionError(f"query {number} of seed {SEED}: {text!r}") from wrong
        assert time.monotonic() - started < LONGEST, f"query {number} of seed {SEED} hangs: {text!r}"
