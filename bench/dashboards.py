"""`python -m bench.dashboards`: a whole dashboard over a day, as ratios to the sum of its SQL written by hand.

Four ways of showing it: cold, with nothing kept; again, when nothing has come since; refreshed a minute later, when a few
messages and points have come; and all of it anew. Every way is taken to the JSON that goes to the page.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
import pyarrow as pa
from rich.console import Console
from rich.table import Table

import sagescope
from bench.messages import DAY, START, cloudtrail, invocations
from bench.results import keep
from bench.search import BY_HAND
from bench.store import CALLS, TRAIL, filled_store, landing_rows
from bench.timing import milliseconds
from sagescope.api.routes.dashboard_data import panel_json
from sagescope.clock import FixedClock
from sagescope.core import Core
from sagescope.dashboards.answers import Answers
from sagescope.dashboards.service import DashboardData, DataRequest
from sagescope.dashboards.variables import Variables
from sagescope.library.exchange import dashboard_of
from sagescope.model.dashboard import Dashboard
from sagescope.search.document_queries import LOG_QUERIES, METRIC_QUERIES
from sagescope.store.tables.logs import LANDING
from sagescope.store.tables.metrics import POINTS, SERIES

RUNS = 7
MINUTE = 60_000
_BATCH = 500_000

_MODELS = [f"model-{n}" for n in range(12)]
_METRICS = ("InvocationLatency", "Invocations", "CPUUtilization", "InvocationClientErrors")

_MORE_METRICS = {
    "cpu": "account=* region=* namespace=aws/sagemaker metric=CPUUtilization statistic=average | max by modelid",
    "errors": "account=* region=* namespace=aws/sagemaker metric=InvocationClientErrors statistic=sum | quantize using sum | sum",
}


def _metric_sql(metric: str, statistic: str, inner: str, outer: str, by: str) -> str:
    """Points of the series of a metric in buckets of its query, folded by hand."""
    group = f"m['{by}'] AS k, " if by else ""
    return f"""SELECT {group}bucket, {outer}(v) FROM (
  SELECT series, intDiv(time, 300000) * 300000 AS bucket, {inner}(value) AS v FROM {POINTS} FINAL
  WHERE time >= {START} AND time < {START + DAY} AND series IN (
    SELECT series FROM {SERIES} FINAL WHERE metric = '{metric}' AND dimensions['statistic'] = '{statistic}')
  GROUP BY series, bucket) AS p
INNER JOIN (SELECT series, dimensions AS m FROM {SERIES} FINAL WHERE metric = '{metric}') AS s USING series
GROUP BY {"k, " if by else ""}bucket ORDER BY {"k, " if by else ""}bucket"""


METRICS_BY_HAND = {
    "latency": _metric_sql("InvocationLatency", "average", "avg", "avg", "modelid"),
    "invocations": _metric_sql("Invocations", "sum", "sum", "sum", "modelid"),
    "cpu": _metric_sql("CPUUtilization", "average", "avg", "max", "modelid"),
    "errors": _metric_sql("InvocationClientErrors", "sum", "sum", "sum", ""),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """How long a dashboard took, in milliseconds: until its first panel, and until its last."""

    first: float
    all: float


def dashboard() -> Dashboard:
    """A dashboard like those of the SageMaker document: its queries, a panel each."""
    panels: list[dict[str, Any]] = []
    for kind, queries in (("Logs", LOG_QUERIES), ("Metrics", {**METRIC_QUERIES, **_MORE_METRICS})):
        panels += [
            {
                "key": f"{kind}-{name}",
                "title": name,
                "panelType": "SumoSearchPanel",
                "queries": [{"queryString": text, "queryType": kind, "queryKey": "A"}],
            }
            for name, text in queries.items()
        ]
    return dashboard_of(
        {
            "title": "Benchmark",
            "timeRange": {
                "type": "BeginBoundedTimeRange",
                "from": {"type": "RelativeTimeRangeBoundary", "relativeTime": "-24h"},
                "to": None,
            },
            "panels": panels,
        }
    )


def add_points(core: Core, count: int) -> None:
    """About so many points: one a minute of a day of each series."""
    number = max(len(_METRICS), count // (DAY // MINUTE))
    _insert_series(core, number)
    rng = random.Random(7)
    minutes = DAY // MINUTE
    rows = (
        (s, START + at * MINUTE, rng.random() * 100) for s in range(1, number + 1) for at in range(minutes)
    )
    _insert_points(core, rows)
    core.engine.command(f"OPTIMIZE TABLE {POINTS} FINAL")
    core.rollups.refresh(settled=-1)


def _insert_series(core: Core, number: int) -> None:
    held: list[dict[str, Any]] = []
    for s in range(number):
        metric = _METRICS[s % len(_METRICS)]
        dimensions = {
            "account": "dev",
            "region": "us-east-1",
            "namespace": "aws/sagemaker",
            "modelid": _MODELS[s // len(_METRICS) % len(_MODELS)],
            "host": f"algo-{s}",
            "statistic": "average" if metric in ("InvocationLatency", "CPUUtilization") else "sum",
        }
        held.append(
            {
                "series": s + 1,
                "metric": metric,
                "dimensions": list(dimensions.items()),
                "meta": [],
                "seen": START,
            }
        )
    pairs = pa.map_(pa.string(), pa.string())
    schema = pa.schema(
        [
            ("series", pa.uint64()),
            ("metric", pa.string()),
            ("dimensions", pairs),
            ("meta", pairs),
            ("seen", pa.int64()),
        ]
    )
    core.engine.insert(SERIES, pa.Table.from_pylist(held, schema))


def _insert_points(core: Core, rows: Iterable[tuple[int, int, float]]) -> None:
    batch: list[tuple[int, int, float]] = []

    def write() -> None:
        series, times, values = zip(*batch, strict=True)
        table = pa.table(
            {
                "series": pa.array(series, pa.uint64()),
                "time": pa.array(times, pa.int64()),
                "value": pa.array(values, pa.float64()),
                "received": pa.array(times, pa.int64()),
            }
        )
        core.engine.insert(POINTS, table)
        batch.clear()

    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            write()
    if batch:
        write()


def show(data: DashboardData, board: Dashboard, *, refresh: bool = False) -> Shown:
    """Show the dashboard once, as the server would."""
    started = time.perf_counter()
    first = 0.0
    for result in data.run(DataRequest(board, refresh=refresh)).results():
        line = panel_json(result)
        assert not line["faults"], line["faults"]
        orjson.dumps(line)
        first = first or time.perf_counter() - started
    return Shown(first * 1000, (time.perf_counter() - started) * 1000)


def measure(core: Core, clock: FixedClock) -> dict[str, Shown]:
    """Medians of each way of showing the dashboard, and of its SQL."""
    board = dashboard()
    services = core.services
    taken: dict[str, list[Shown]] = {}
    for _ in range(RUNS):
        # A service of its own has nothing kept.
        answers = Answers(
            services.store, services.search, services.metrics, clock, services.settings.search.concurrent
        )
        data = DashboardData(answers, Variables(services.store, answers), clock)
        taken.setdefault("cold", []).append(show(data, board))
        taken.setdefault("again", []).append(show(data, board))
        for _ in range(2):
            clock.advance(MINUTE)
            _arrive(core, clock.now())
            taken.setdefault("refreshed", []).append(show(data, board))
        taken.setdefault("anew", []).append(show(data, board, refresh=True))
        taken.setdefault("by hand", []).append(_by_hand(core))
        answers.close()
    return {
        name: Shown(statistics.median(s.first for s in runs), statistics.median(s.all for s in runs))
        for name, runs in taken.items()
    }


def _by_hand(core: Core) -> Shown:
    """The SQL of all panels one after the other."""
    first = total = 0.0
    for sql in (*BY_HAND.values(), *METRICS_BY_HAND.values()):
        took = milliseconds(partial(core.engine.query_text, sql))
        first, total = first or took, total + took
    return Shown(first, total)


def _arrive(core: Core, now: int) -> None:
    """What comes in a minute: some messages and a point of every tenth series."""

    def moved(messages: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
        return [(now - 30_000 + at, text) for at, (_, text) in enumerate(messages)]

    trail, calls = moved(cloudtrail(300, seed=now)), moved(invocations(200, seed=now))
    core.engine.insert(LANDING, landing_rows(TRAIL, trail, now))
    core.engine.insert(LANDING, landing_rows(CALLS, calls, now + 1_000))
    _insert_points(core, ((s, now // MINUTE * MINUTE, 5.0) for s in range(1, 100, 10)))


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.dashboards", description="Measure a whole dashboard."
    )
    parser.add_argument(
        "--messages", type=int, default=1_000_000, help="messages, two thirds of them CloudTrail"
    )
    parser.add_argument("--points", type=int, default=1_000_000, help="points of metrics")
    given = parser.parse_args()
    calls = given.messages // 3
    with filled_store(given.messages - calls, calls) as core:
        clock = core.clock
        assert isinstance(clock, FixedClock)
        add_points(core, given.points)
        found = measure(core, clock)
    hand = found["by hand"].all
    table = Table(
        "way", "first panel", "all panels", "of the SQL by hand", "bound",
        title=f"Sagescope {sagescope.__version__}: a dashboard of {len(dashboard().panels)} panels over 24 hours, "
        f"{given.messages:,} messages, {given.points:,} points",
    )  # fmt: skip
    bounds = {"cold": "first 300 ms, all 2 s", "refreshed": "500 ms"}
    for name, shown in found.items():
        table.add_row(
            name,
            f"{shown.first:.0f} ms",
            f"{shown.all:.0f} ms",
            f"{shown.all / hand:.2f}",
            bounds.get(name, ""),
        )
    Console().print(table)
    kept = {
        "version": sagescope.__version__, "cores": os.cpu_count(), "load": os.getloadavg()[0], "day": time.strftime("%Y-%m-%d"),
        "messages": given.messages, "points": given.points,
        "ways": {n: {"first_ms": round(s.first, 1), "all_ms": round(s.all, 1), "ratio": round(s.all / hand, 2)} for n, s in found.items()},
    }  # fmt: skip
    keep(f"dashboards-{given.messages}", kept, table, width=110)


if __name__ == "__main__":
    main()
