"""No text makes the metrics compiler or the engine fail: a row runs, or is refused with faults of ours."""

import os
import time

import pytest
from mutated_queries import METRIC_SPLINTERS, metric_seeds, mutated

from sagescope.errors import Refusal
from sagescope.search.metrics import MetricOutcome, MetricRequest
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

COUNT = int(os.environ.get("SAGESCOPE_FUZZ", "1500")) // 3
SEED = int(os.environ.get("SAGESCOPE_FUZZ_SEED", "7"))
LONGEST = 10.0
"""Seconds that one row may take on a loaded machine before it counts as a hang."""


@pytest.fixture(scope="module")
def here() -> World:
    """A store with a few series, so that stages have points to work on."""
    here = world()
    here.empty()
    points = [(NOW - 60_000 * i, float((i * 7) % 13) - 2) for i in range(60, 0, -1)]
    here.insert_points(
        (labels, points[at::3])
        for at, labels in enumerate(
            (
                {"metric": "cpu", "host": "a", "az": "x", "unit": "Percent"},
                {"metric": "cpu", "host": "b", "az": "y", "le": "0.5"},
                {"metric": "calls", "host": "a", "az": "x", "le": "+Inf", "LoadBalancer": "a/b/c"},
            )
        )
    )
    return here


def test_a_mutated_row_runs_or_is_refused(here: World) -> None:
    range_ = TimeRange(NOW - 3_600_000, NOW)
    for number, text in enumerate(mutated(SEED, COUNT, metric_seeds(), METRIC_SPLINTERS)):
        started = time.monotonic()
        rows = [
            MetricRequest("A", "metric=cpu", transient=True),
            MetricRequest("B", "metric=calls | sum by host", transient=True),
            MetricRequest("C", text),
        ]
        try:
            (found,) = here.metrics.run(rows, range_)
            if not isinstance(found, MetricOutcome):
                raise found.refused
            for fault in found.warnings:
                assert fault.span is None or 0 <= fault.span.start <= fault.span.end <= len(text), fault
        except Refusal as refused:
            for fault in refused.faults:
                assert fault.span is None or 0 <= fault.span.start <= fault.span.end <= len(text), fault
        except Exception as wrong:
            raise AssertionError(f"row {number} of seed {SEED}: {text!r}") from wrong
        assert time.monotonic() - started < LONGEST, f"row {number} of seed {SEED} hangs: {text!r}"
