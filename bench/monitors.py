"""`PYTHONPATH=tests python -m bench.monitors`: a thousand monitors with a look each minute, by the clock, and how late their looks are.

Over a store with the demo's last hours: logs and metrics monitors in equal parts, of `--queries` different queries (as many as
monitors for none that is asked twice). A look is on time where it is recorded before the monitor's next one is due, a minute later.
The first minute is left out, as everything is read for the first time in it. Each number of queries takes about five minutes, two
of which fill the store.
"""

import argparse
import os
import statistics
import time
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.results import keep
from bench.store import fresh_store
from incidents.history import fill
from sagescope.clock import SystemClock
from sagescope.core import Core
from sagescope.demo.feed import DEFAULT_SEED
from sagescope.meta.repositories.monitor_state import Held, Run
from sagescope.model.monitor import Monitor
from sagescope.model.monitor_item import MonitorItem
from sagescope.monitors.observation import Observer
from sagescope.monitors.recording import Findings, Recorder
from sagescope.monitors.schedule import jitter_of
from sagescope.monitors.service import MonitorRunner
from sagescope.monitors.tree import ROOT_ID

MINUTE = 60_000
HOUR = 60 * MINUTE
BY = "0" * 16
WIDTH = 150
"""Columns of the table of results."""


class Timed(Recorder):
    """Records looks, and when they were."""

    def __init__(self, core: Core) -> None:
        super().__init__(core.database, core.clock)
        self.clock = core.clock
        self.late: list[tuple[int, float]] = []
        """Times of the grid, and how many seconds after it, less the wait of its monitor, a look was recorded."""

    def record(
        self,
        item: MonitorItem,
        monitor: Monitor,
        at: int,
        before: Run | None,
        held: Sequence[Held],
        found: Findings,
        error: str,
        lease: tuple[str, str],
    ) -> bool:
        assert not error, error
        done = super().record(item, monitor, at, before, held, found, error, lease)
        self.late.append((at, (self.clock.now() - at - jitter_of(item.id)) / 1000))
        return done


def documents(count: int, queries: int) -> list[dict[str, Any]]:
    """So many monitors of so many different queries, half of logs and half of metrics."""
    made = []
    for number in range(count):
        which = number % queries
        logs = which % 2 == 0
        if logs:
            query = (
                '"\\"eventSource\\":\\"sagemaker.amazonaws.com\\"" '
                f'| json "eventName", "errorCode" as event, error nodrop | where !(event matches "none-{which}*") '
                "| count by event"
            )
            trigger = {"detectionMethod": "LogsStaticCondition", "field": "_count", "threshold": 1_000_000}
        else:
            query = (
                "namespace=aws/sagemaker metric=ModelLatency statistic=average "
                f"| eval _value / {1000 + which} | avg by endpointname"
            )
            trigger = {
                "detectionMethod": "MetricsStaticCondition",
                "occurrenceType": "Always",
                "threshold": 1_000_000_000,
            }
        made.append(
            {
                "name": f"monitor {number}",
                "monitorType": "Logs" if logs else "Metrics",
                "queries": [{"rowId": "A", "query": query}],
                "triggers": [
                    {**trigger, "triggerType": "Critical", "timeRange": "-5m", "thresholdType": "GreaterThan"}
                ],
            }
        )
    return made


def measure(core: Core, count: int, queries: int, minutes: int, workers: int) -> dict[str, Any]:
    """Run the monitors by the clock for so many minutes after the first one."""
    for document in documents(count, queries):
        core.services.monitors.add(ROOT_ID, document, by=BY)
    recorder = Timed(core)
    observer = Observer(core.services.search, core.services.metrics)
    runner = MonitorRunner(core.database, observer, core.clock, recorder, workers)
    first = core.clock.now() // MINUTE * MINUTE + MINUTE
    until = first + (minutes + 1) * MINUTE
    cpu = time.process_time()
    began = time.monotonic()
    while core.clock.now() < until:
        runner.run_due()
        time.sleep(0.5)
    used = (time.process_time() - cpu) / (time.monotonic() - began)
    runner.close()
    wanted = range(first + MINUTE, until - MINUTE + 1, MINUTE)
    late = sorted(seconds for at, seconds in recorder.late if at in wanted)
    return {
        "monitors": count,
        "queries": queries,
        "minutes": len(wanted),
        "looks": len(late),
        "expected": count * len(wanted),
        "on_time": sum(1 for seconds in late if seconds <= 60),
        "median_s": round(statistics.median(late), 2) if late else None,
        "p99_s": round(late[int(len(late) * 0.99) - 1], 2) if late else None,
        "most_s": round(late[-1], 2) if late else None,
        "cores_used": round(used, 2),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _disable(core: Core) -> None:
    """Those that came with the demo are not measured."""
    core.services.monitors.set_enabled([ROOT_ID], enabled=False, by=BY)


def main() -> None:
    """Measure, print, and keep it."""
    parser = argparse.ArgumentParser(prog="python -m bench.monitors", description=__doc__)
    parser.add_argument("--monitors", type=int, default=1_000)
    parser.add_argument("--queries", type=int, nargs="*", default=[1_000, 100])
    parser.add_argument("--minutes", type=int, default=3)
    parser.add_argument("--hours", type=float, default=6, help="hours of the demo that the store holds")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    kept: list[dict[str, Any]] = []
    for queries in given.queries:
        with fresh_store(SystemClock()) as core:
            now = core.clock.now()
            fill(core, DEFAULT_SEED, now - int(given.hours * HOUR), now + 6 * MINUTE)
            _disable(core)
            core.rollups.refresh()
            print(
                f"{given.monitors:,} monitors of {queries:,} queries, {given.minutes} minutes …", flush=True
            )
            kept.append(measure(core, given.monitors, queries, given.minutes, given.workers))
    table = _table(kept)
    Console(width=WIDTH).print(table)
    keep(f"monitors-{given.monitors}", kept, table, WIDTH)


def _table(kept: Sequence[dict[str, Any]]) -> Table:
    table = Table(*kept[0], title="Monitors with a look each minute")
    for row in kept:
        table.add_row(*map(str, row.values()))
    return table


if __name__ == "__main__":
    main()
