"""A thin day of the account, as the sample data of the SageMaker app's package.

    python -m sagescope.demo.samples src/sagescope/apps/catalog/amazon-sagemaker/shared/samples

What is rare is kept, of what is frequent every so many: enough for each panel of the app to show something.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sagescope.demo.draws import BLOCK_MS, DAY_MS, HOUR_MS, MINUTE_MS
from sagescope.demo.feed import Delivery, DemoSource, deliveries, founding, sources

SEED = 7
END_MS = 1_767_355_200_000
"""2026-01-02 12:00 UTC."""

_RARE = re.compile(
    r"Traceback|SIGKILL|process died|out of memory|OutOfMemory|ExecuteUserScriptError|exiting process|Warning|ERROR|"
    r"throughput|eval_|samples_per_second|MaxConcurrent|sagemaker logs|Failed|Stopped|SIGTERM|CRITICAL|nan"
)
_TELLING = re.compile(
    r"SIGKILL|process died|out of memory|OutOfMemory|Traceback \(most|Error: |SIGTERM|\w+Warning:"
)
_CHANGING = re.compile(r'"readOnly":false')
_TIME = re.compile(r'"(?:timestamp|eventTime)":\s*(?:"([^"]+)"|(\d+))')
_STATISTICS = frozenset({"Average", "Sum", "Maximum", "SampleCount", "p50", "p90", "p99"})
_KEPT_BLOCKS = 48
"""Blocks of five minutes of which one is kept, but for the last ones."""


def main(folder: Path) -> None:
    """Write the samples into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "day.jsonl").open("w", encoding="utf-8") as file:
        for line in samples():
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def samples() -> Iterator[dict[str, Any]]:
    """The lines: messages and points."""
    seen: Counter[str] = Counter()
    held = {source.key: source for source in sources()}
    for delivery in founding(SEED, END_MS - DAY_MS):
        yield from _messages(delivery, held[delivery.source_key], seen, every=False)
    for delivery in deliveries(SEED, END_MS - DAY_MS, END_MS, HOUR_MS):
        source = held[delivery.source_key]
        if delivery.kind == "logs":
            yield from _messages(delivery, source, seen, every=True)
        else:
            yield from _points(delivery, source)


def _messages(
    delivery: Delivery, source: DemoSource, seen: Counter[str], *, every: bool
) -> Iterator[dict[str, Any]]:
    host, name = delivery.headers["X-Sumo-Host"], delivery.headers["X-Sumo-Name"]
    for raw in delivery.body.decode().split("\n"):
        at = _moment(raw)
        kind, one_of = _kind(host, raw, at)
        seen[kind] += 1
        if every and seen[kind] % one_of:
            continue
        yield {
            "at": at,
            "raw": raw,
            "category": source.category,
            "host": host,
            "name": name,
            "fields": dict(source.fields),
        }


def _kind(host: str, raw: str, at: int) -> tuple[str, int]:
    """What a message is of, and of how many such one is kept."""
    late = at >= END_MS - 3 * HOUR_MS
    rare = _RARE.search(raw) is not None
    match host.split("/"):
        case ["", "aws", "events", *_]:
            return ("event rare", 1) if rare or _TELLING.search(raw) else ("event", 9)
        case ["", "aws", "sagemaker", "ModelInvocations"]:
            return "invocation", 120
        case ["", "aws", "sagemaker", "Endpoints", endpoint]:
            if _TELLING.search(raw):
                return "endpoint telling", 3
            return (f"{endpoint} rare", 17) if rare else (f"{endpoint} {late}", 45 if late else 400)
        case ["", "aws", "sagemaker", group]:
            if _TELLING.search(raw):
                return f"{group} telling", 1
            return (f"{group} rare", 7) if rare else (group, 41)
        case _:
            if '"errorCode"' in raw:
                return "refused", 9
            return ("changing", 19) if _CHANGING.search(raw) else ("looking", 150)


def _moment(raw: str) -> int:
    found = _TIME.search(raw)
    assert found is not None, raw
    if found[2]:
        return int(found[2])
    return int(datetime.fromisoformat(found[1].replace("Z", "+00:00")).timestamp() * 1000)


def _points(delivery: Delivery, source: DemoSource) -> Iterator[dict[str, Any]]:
    for line in delivery.body.decode().split("\n"):
        tags, figures = line.split("  ")
        value, second = figures.split(" ")
        at = int(second) * 1000
        dimensions = dict(pair.split("=", 1) for pair in tags.split(" "))
        metric = dimensions.pop("metric")
        if dimensions["statistic"] not in _STATISTICS or not _is_kept(metric, dimensions, at):
            continue
        yield {
            "at": at,
            "metric": metric,
            "dimensions": dimensions,
            "value": float(value),
            "fields": dict(source.fields),
        }


def _is_kept(metric: str, dimensions: Mapping[str, str], at: int) -> bool:
    if metric.startswith(("Execution", "Step")):
        return True
    if "host" in dimensions:
        # Jobs are short: there has to be something of each.
        return at // MINUTE_MS % 5 == 0
    block = at // BLOCK_MS
    late = at >= END_MS - 12 * MINUTE_MS
    return (late or block % _KEPT_BLOCKS == 3) and at // MINUTE_MS % 5 == 0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
