"""`python -m bench.metrics`: points in, kept and asked, beside VictoriaMetrics with the same points in the same run.

Ours are written as the commit writes them, without a server, and rolled up; theirs come by its import of JSON lines.
The import rate is measured apart, with the same text of Prometheus over HTTP.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx2
import numpy as np
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from bench.metric_points import DAY, MINUTE, FleetSeries, days, fleet, values
from bench.results import keep
from bench.server import serving
from bench.store import fresh_store
from bench.timing import milliseconds
from bench.victoria import Victoria, victoria
from sagescope.clock import SystemClock
from sagescope.core import Core
from sagescope.ingest.batch import series_table
from sagescope.ingest.points import Series
from sagescope.ingest.series import series_id
from sagescope.search.metrics import MetricOutcome, MetricRequest
from sagescope.store.tables.metrics import POINTS, SERIES
from sagescope.timerange import TimeRange

RUNS = 7
SENDERS = 16
HOUR = 60 * MINUTE
CHUNK = 500
"""Series of one insert of a day: 720,000 points."""


@dataclass(frozen=True, slots=True)
class Question:
    """The same question to both: over the newest `length` milliseconds, a value for each `step`."""

    name: str
    ours: str
    theirs: str
    length: int
    step: int


def questions(days_: int) -> tuple[Question, ...]:
    """The five, over at most so many days."""
    week = days_ * DAY
    return (
        Question(
            "fleet by region, all days",
            "metric=cpu_utilization | quantize 1h using avg | avg by region",
            "avg by (region) (avg_over_time(cpu_utilization[1h]))",
            week,
            HOUR,
        ),
        Question(
            "one endpoint, 6 hours",
            "metric=latency endpointname=endpoint-7 | quantize 1m using avg",
            'avg_over_time(latency{endpointname="endpoint-7"}[1m])',
            6 * HOUR,
            MINUTE,
        ),
        Question(
            "top ten, a day",
            "metric=invocations | quantize 5m using sum | sum by endpointname | topk(10, avg)",
            "topk_avg(10, sum by (endpointname) (sum_over_time(invocations[5m])))",
            DAY,
            5 * MINUTE,
        ),
        Question(
            "rate of a counter, 6 hours",
            "metric=requests_total | quantize 1m using latest | rate counter over 5m | sum by region",
            "sum by (region) (rate(requests_total[5m]))",
            6 * HOUR,
            MINUTE,
        ),
        Question(
            "percentile of the fleet, a day",
            "metric=latency | quantize 15m using avg | pct(95) by region",
            "quantile by (region) (0.95, avg_over_time(latency[15m]))",
            DAY,
            15 * MINUTE,
        ),
    )


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.metrics", description="Metrics beside VictoriaMetrics."
    )
    parser.add_argument("--series", type=int, default=1_000)
    parser.add_argument("--days", type=int, default=2)
    parser.add_argument("--imported", type=int, default=300_000, help="points of the import over HTTP")
    given = parser.parse_args()
    end = int(time.time() * 1000) // DAY * DAY
    start = end - given.days * DAY
    many = fleet(given.series)
    points = given.series * given.days * 1440
    kept: dict[str, Any] = {
        "series": given.series, "days": given.days, "points": points, "cores": os.cpu_count(),
        "load": os.getloadavg()[0], "day": time.strftime("%Y-%m-%d"),
    }  # fmt: skip
    with victoria() as peer:
        kept["import_points_s"] = _imports(peer, given.imported, end)
        with fresh_store(SystemClock()) as core:
            kept["fill_s"] = {"ours": round(_fill(core, many, start, given.days), 1)}
            kept["rollups_s"] = round(milliseconds(lambda: _roll_up(core)) / 1000, 1)
            kept["bytes_per_point"] = {"ours": round(_bytes(core, [POINTS]) / points, 2)}
            kept["rollup_bytes_per_point"] = round(_bytes(core, ["metric_rollup%"]) / points, 2)
            if peer is not None:
                kept["fill_s"] |= {"theirs": round(_fill_peer(peer, many, start, given.days), 1)}
                kept["bytes_per_point"] |= {"theirs": round(peer.bytes / points, 2)}
            kept["questions"] = {
                q.name: _asked(core, peer, q, TimeRange(end - q.length, end)) for q in questions(given.days)
            }
    table = _table(kept)
    keep(f"metrics-{given.series}x{given.days}", kept, table)
    Console().print(table)


def _fill(core: Core, many: list[FleetSeries], start: int, count: int) -> float:
    received = int(time.time() * 1000)
    known = {series_id(s): s for s in (Series(f.metric, tuple(sorted(f.dimensions.items()))) for f in many)}
    core.engine.insert(SERIES, series_table(known, received))
    ids = list(known)
    began = time.perf_counter()
    for day in days(start, count):
        minutes = np.arange(day, day + DAY, MINUTE)
        for first in range(0, len(many), CHUNK):
            part = many[first : first + CHUNK]
            drawn = np.concatenate([values(one, day, 1440) for one in part])
            rows = pa.table(
                {
                    "series": pa.array(np.repeat(np.array(ids[first : first + CHUNK], np.uint64), 1440)),
                    "time": pa.array(np.tile(minutes, len(part))),
                    "value": pa.array(drawn),
                    "received": pa.array(np.full(len(drawn), received)),
                }
            )
            core.engine.insert(POINTS, rows, f"bench-{day}-{first}")
    return time.perf_counter() - began


def _roll_up(core: Core) -> None:
    while core.rollups.refresh(settled=-1):
        pass
    for table in ("metric_points", "metric_rollup_1m", "metric_rollup_5m", "metric_rollup_1h"):
        core.engine.command(f"OPTIMIZE TABLE {table} FINAL")


def _bytes(core: Core, tables: list[str]) -> int:
    chosen = " OR ".join(f"table LIKE '{t}'" for t in tables)
    found = core.engine.query_text(
        f"SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND ({chosen})"
    )
    return int(found.table["bytes"][0].as_py())


def _fill_peer(peer: Victoria, many: list[FleetSeries], start: int, count: int) -> float:
    began = time.perf_counter()
    for day in days(start, count):
        minutes = list(range(day, day + DAY, MINUTE))
        for first in range(0, len(many), CHUNK):
            peer.import_lines(
                [
                    json.dumps(
                        {
                            "metric": {"__name__": one.metric, **one.dimensions},
                            "values": values(one, day, 1440).tolist(),
                            "timestamps": minutes,
                        }
                    )
                    for one in many[first : first + CHUNK]
                ]
            )
    peer.settle()
    return time.perf_counter() - began


def _asked(core: Core, peer: Victoria | None, question: Question, range_: TimeRange) -> dict[str, object]:
    def ours() -> MetricOutcome:
        return core.services.metrics.run_row(MetricRequest("A", question.ours), range_)

    result = ours()
    found: dict[str, object] = {
        "series": len(result.series),
        "points": sum(len(s.values) for s in result.series),
    }
    if peer is None:
        return found | {"ours_ms": round(statistics.median(milliseconds(ours) for _ in range(RUNS)), 1)}

    def theirs() -> list[dict[str, object]]:
        return peer.query(question.theirs, range_.start, range_.end, question.step)

    found["agree"] = _agree(result, theirs())
    times = [(milliseconds(ours), milliseconds(theirs)) for _ in range(RUNS)]
    a, b = (statistics.median(t[side] for t in times) for side in (0, 1))
    return found | {"ours_ms": round(a, 1), "theirs_ms": round(b, 1), "ratio": round(a / b, 2)}


def _agree(result: MetricOutcome, answer: list[dict[str, object]]) -> bool:
    """Whether the mean of all points is the same to a thousandth: rates differ by what each takes for its ends."""
    ours = [v for s in result.series for v in s.values]
    theirs = [float(v) for s in answer for _, v in s["values"]]  # type: ignore[attr-defined]
    if not ours or not theirs:
        return False
    a, b = statistics.fmean(ours), statistics.fmean(theirs)
    return abs(a - b) <= abs(b) * 0.001


def _imports(peer: Victoria | None, count: int, end: int) -> dict[str, object]:
    """Points a second that both take as the same Prometheus text, in requests of 5,000 lines; ours are on disk when it answers."""
    many = fleet(1_000)
    lines = [
        f"imported_{one.prometheus} {value} {end - DAY + minute * MINUTE}"
        for minute in range(count // len(many))
        for one, value in ((one, (one.number * 7 + minute) % 1000 / 10) for one in many)
    ]
    bodies = ["\n".join(lines[i : i + 5_000]).encode() + b"\n" for i in range(0, len(lines), 5_000)]
    found: dict[str, object] = {}
    with serving() as server, httpx2.Client(timeout=120, trust_env=False) as http:
        url = server.source("metrics", "bench/metrics")
        kind = {"Content-Type": "application/vnd.sumologic.prometheus"}
        found["ours"] = _rate(
            lambda body: http.post(url, content=body, headers=kind).raise_for_status(), bodies
        )
    if peer is not None:
        found["theirs"] = _rate(peer.import_text, bodies)
    return found


def _rate(send: Callable[[bytes], object], bodies: list[bytes]) -> int:
    """Lines a second of all bodies, from senders that each wait for their answers."""
    lines = sum(body.count(b"\n") for body in bodies)
    with ThreadPoolExecutor(SENDERS) as senders:
        return round(lines / milliseconds(lambda: list(senders.map(send, bodies))) * 1000)


def _table(kept: dict[str, Any]) -> Table:
    table = Table(
        "measurement", "ours", "VictoriaMetrics", "ratio", "agree",
        title=f"{kept['series']:,} series, {kept['days']} days, {kept['points']:,} points",
    )  # fmt: skip
    for name, row in kept["questions"].items():
        theirs = f"{row['theirs_ms']} ms" if "theirs_ms" in row else "not installed"
        table.add_row(
            name, f"{row['ours_ms']} ms", theirs, str(row.get("ratio", "")), str(row.get("agree", ""))
        )
    for name, key in (
        ("import over HTTP, points/s", "import_points_s"),
        ("bytes a point", "bytes_per_point"),
        ("fill, s", "fill_s"),
    ):
        both: dict[str, float] = kept[key]
        theirs = f"{both['theirs']:,}" if "theirs" in both else ""
        ratio = f"{both['ours'] / both['theirs']:.2f}" if "theirs" in both else ""
        table.add_row(name, f"{both['ours']:,}", theirs, ratio, "")
    table.add_row("rollups, s", str(kept["rollups_s"]), "", "", "")
    table.add_row("rollups, bytes a point", str(kept["rollup_bytes_per_point"]), "", "", "")
    return table


if __name__ == "__main__":
    main()
