"""`python -m bench.load`: ingest for minutes at a share of the peak, with queries beside it."""

import argparse
import itertools
import os
import re
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx2
from rich.console import Console
from rich.table import Table

import sagescope
from bench.document_rules import document_rules
from bench.ingest import LINES_PER_REQUEST, SENDERS
from bench.messages import cloudtrail
from bench.results import keep
from bench.server import Server, serving
from bench.store import TRAIL
from bench.timing import milliseconds
from sagescope.search.document_queries import LOG_QUERIES

BODIES = 60
"""Different requests; they are posted in turn, each time with the minute of now in their messages."""

QUERIES = {
    "newest 100": f"_sourceCategory={TRAIL.category}",
    "a minute each": f"_sourceCategory={TRAIL.category} | timeslice 1m | count by _timeslice",
    "keyword": f"_sourceCategory={TRAIL.category} AccessDeniedException | count by _sourceHost",
    "errors": LOG_QUERIES["errors"],
    "events": LOG_QUERIES["events"],
    "locations": LOG_QUERIES["locations"],
}
"""What is asked in turn, of the last quarter of an hour."""

PAUSE = 0.5
"""Seconds between two queries."""

_MINUTE = b"@@@@-@@-@@T@@:@@"
_EVENT_TIME = re.compile(rb'(?<="eventTime":")[-0-9]{10}T[0-9]{2}:[0-9]{2}')


def bodies() -> list[bytes]:
    """Requests of messages of CloudTrail, with a place for the minute in each."""
    texts = (text.encode() for _, text in cloudtrail(BODIES * LINES_PER_REQUEST, seed=5))
    parts = iter(lambda: list(itertools.islice(texts, LINES_PER_REQUEST)), [])
    return [_EVENT_TIME.sub(_MINUTE, b"\n".join(part)) for part in parts]


@dataclass
class Sender:
    """Posts requests from many threads, at a rate or as fast as the server takes them."""

    url: str
    bodies: list[bytes]
    rows: int = 0
    size: int = 0
    rejected: int = 0
    latest: float = 0.0
    """Seconds that a request was late at most."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, seconds: float, rate: float = 0.0) -> float:
        """Post for some time, `rate` rows a second where it is given; the rows a second that it came to."""
        before, started = self.rows, time.monotonic()
        numbers = itertools.count()
        with ThreadPoolExecutor(SENDERS) as pool:
            for done in [pool.submit(self._work, numbers, started, seconds, rate) for _ in range(SENDERS)]:
                done.result()
        return (self.rows - before) / (time.monotonic() - started)

    def _work(self, numbers: Iterator[int], started: float, seconds: float, rate: float) -> None:
        with httpx2.Client(timeout=120, trust_env=False) as http:
            while True:
                with self._lock:
                    number = next(numbers)
                due = started + (number * LINES_PER_REQUEST / rate if rate else 0.0)
                if max(due, time.monotonic()) - started >= seconds:
                    return
                time.sleep(max(0.0, due - time.monotonic()))
                late = time.monotonic() - due if rate else 0.0
                minute = time.strftime("%Y-%m-%dT%H:%M", time.gmtime()).encode()
                body = self.bodies[number % len(self.bodies)].replace(_MINUTE, minute)
                self._post(http, body, late)

    def _post(self, http: httpx2.Client, body: bytes, late: float) -> None:
        while (answer := http.post(self.url, content=body)).status_code != 200:
            with self._lock:
                self.rejected += 1
            time.sleep(float(answer.headers.get("Retry-After", "1")))
        with self._lock:
            self.rows += LINES_PER_REQUEST
            self.size += len(body)
            self.latest = max(self.latest, late)


def _asking(server: Server, stop: threading.Event, taken: dict[str, list[float]]) -> None:
    """Ask the queries in turn until `stop`; how long each took, in milliseconds."""
    for name, query in itertools.cycle(QUERIES.items()):
        if stop.wait(PAUSE):
            return
        asked = {"query": query, "from": "-15m", "to": "now", "limit": 100, "histogram": False}

        def ask(asked: dict[str, Any] = asked) -> None:
            answer = server.http.post("/api/v1/search/run", json=asked)
            assert answer.status_code == 200, answer.text

        taken.setdefault(name, []).append(milliseconds(ask))


def _remembering(server: Server, stop: threading.Event, held: list[int]) -> None:
    """Note the memory of the server every second until `stop`."""
    while not stop.wait(1.0):
        held.append(server.memory)


def _percentile(values: list[float], percent: int) -> float:
    return (
        statistics.quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]
    )


def measure(seconds: float, share: float, peak_seconds: float) -> dict[str, Any]:
    """Measure the peak, then load the server with a share of it for so many seconds."""
    with serving() as server:
        for rule in document_rules():
            body = {"name": rule.name, "scope": rule.scope, "parseExpression": rule.expression}
            assert server.http.post("/api/v1/extractionRules", json=body).status_code == 200
        fields = {"account": "dev", "region": "us-east-1"}
        sender = Sender(server.source("load", TRAIL.category, fields=fields), bodies())
        sender.send(2)
        idle, peak = server.memory, sender.send(peak_seconds)
        rejected_at_peak, rows_before, size_before = sender.rejected, sender.rows, sender.size
        stop = threading.Event()
        taken: dict[str, list[float]] = {}
        memory = [server.memory]
        with ThreadPoolExecutor(2) as pool:
            beside = [
                pool.submit(_asking, server, stop, taken),
                pool.submit(_remembering, server, stop, memory),
            ]
            try:
                sustained = sender.send(seconds, peak * share)
            finally:
                stop.set()
            for one in beside:
                one.result()
        memory.append(server.memory)
        counted = {"query": "* | count", "from": "-1d", "to": "+1h", "histogram": False}
        stored = server.http.post("/api/v1/search/run", json=counted).json()["rows"][0][0]
        every = [ms for held in taken.values() for ms in held]
        return {
            "seconds": seconds,
            "share": share,
            "peak_rows_s": round(peak),
            "rejected_at_peak": rejected_at_peak,
            "asked_rows_s": round(peak * share),
            "rows_s": round(sustained),
            "mb_s": round((sender.size - size_before) / seconds / 1e6, 1),
            "rows": sender.rows - rows_before,
            "acknowledged": sender.rows,
            "stored": int(stored),
            "rejected": sender.rejected - rejected_at_peak,
            "late_s": round(sender.latest, 2),
            "memory_mb": {
                "idle": idle >> 20,
                "start": memory[0] >> 20,
                "middle": memory[len(memory) // 2] >> 20,
                "end": memory[-1] >> 20,
                "most": max(memory) >> 20,
            },
            "queries": {
                name: {
                    "count": len(held),
                    "p50_ms": round(_percentile(held, 50)),
                    "p95_ms": round(_percentile(held, 95)),
                }
                for name, held in (*taken.items(), ("all", every))
            },
        }


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.load",
        description="Sustained ingest at a share of the peak, with queries beside it.",
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--share", type=float, default=0.7, help="share of the peak that is sent")
    parser.add_argument("--peak-seconds", type=float, default=20.0, help="for how long the peak is measured")
    parser.add_argument("--memory", type=int, default=4_096, help="megabytes that the server may use")
    given = parser.parse_args()
    found = measure(given.minutes * 60, given.share, given.peak_seconds)
    kept: dict[str, Any] = {
        "version": sagescope.__version__, "cores": os.cpu_count(), "load": os.getloadavg()[0], "day": time.strftime("%Y-%m-%d"),
        "minutes": given.minutes, "memory_limit_mb": given.memory, **found,
    }  # fmt: skip
    table = _table(kept)
    keep(f"load-{given.minutes:g}", kept, table)
    Console().print(table)
    lost = found["acknowledged"] - found["stored"]
    assert not lost, f"{lost} acknowledged messages are not there"


def _table(kept: dict[str, Any]) -> Table:
    table = Table(
        "measurement",
        "value",
        "bound",
        title=f"Sagescope {kept['version']}: {kept['minutes']:g} minutes at {kept['share']:.0%} of the peak, queries beside",
    )
    table.add_row("peak", f"{kept['peak_rows_s']:,} rows/s", "")
    table.add_row(
        "sent and stored",
        f"{kept['rows_s']:,} rows/s, {kept['mb_s']} MB/s",
        f"{kept['asked_rows_s']:,} rows/s",
    )
    table.add_row("rows", f"{kept['rows']:,}", "")
    table.add_row("acknowledged and not there", f"{kept['acknowledged'] - kept['stored']:,}", "0")
    table.add_row("rejected requests", f"{kept['rejected']:,}", "0")
    table.add_row("latest request", f"{kept['late_s']} s late", "")
    for when, megabytes in kept["memory_mb"].items():
        bound = f"{kept['memory_limit_mb']:,} MB" if when == "most" else ""
        table.add_row(f"memory, {when}", f"{megabytes:,} MB", bound)
    for name, held in kept["queries"].items():
        table.add_row(
            f"query, {name}", f"p50 {held['p50_ms']} ms, p95 {held['p95_ms']} ms, {held['count']} times", ""
        )
    return table


if __name__ == "__main__":
    main()
