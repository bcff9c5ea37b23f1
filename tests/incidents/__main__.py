"""`python -m incidents [--from HH:MM] [--to HH:MM] [--only WORD …]`: incident, monitor, fired and recovered at, expected.

Back-tests of the monitors of both versions of the app, a look each minute, over a day of the demo. Ends with 1 where an
alert is missing, is there though it should not be, or begins or ends at another minute than it should.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from incidents.expected import EXPECTED, Feed, expected, incident_at
from incidents.history import history
from incidents.truth import Alarm, M
from sagescope.apps.catalog import Catalog
from sagescope.apps.choices import Choices
from sagescope.apps.objects import monitors_of, wiring_of
from sagescope.core import Core
from sagescope.demo.draws import HOUR_MS
from sagescope.demo.feed import DEFAULT_SEED
from sagescope.model.alert import Group
from sagescope.model.monitor import Monitor
from sagescope.timerange import TimeRange

DAY = 1_767_312_000_000
"""2026-01-02 00:00 UTC."""

BEFORE = 8 * HOUR_MS
"""What is posted of the account before the first look, so that the longest window, of six hours, is full."""

VERSIONS = ("1.0.0", "2.0.0")
AT_ONCE = 2
"""Monitors that are tried beside each other: as many as the store answers at once."""

QUICK = {
    "Delete Action Detected": ("11:25", "11:50"),
    "High Number of Access Denied Errors": ("10:15", "10:40"),
    "High Model Invocation Latency": ("12:57", "13:12"),
    "Model Invocation Server Error Detection": ("12:57", "13:16"),
    "Endpoint Server Error Ratio": ("12:57", "13:20"),
    "Model Latency Against its History": ("13:08", "13:18"),
    "Out of Memory": ("12:50", "13:10"),
    "Endpoint Deleted or Changed": ("11:25", "11:50"),
}
USUALLY = ("13:00", "13:12")
"""The minutes that a quick run looks at, by the monitor's name."""


@dataclass(frozen=True)
class Row:
    """An alert that there is or should be; `told` is whether it is as expected."""

    incident: str
    monitor: str
    kind: str
    alarm: Alarm
    told: str


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """The monitors of the app, with its version."""
    for version in VERSIONS:
        package = Catalog().package("amazon-sagemaker", version)
        for document in monitors_of(package, wiring_of(package, Choices(monitors=True))):
            yield version, document


def fired(
    core: Core, document: dict[str, Any], start: int, end: int
) -> tuple[dict[str, list[Alarm]], int, float]:
    """The alerts of a back-test by their kinds, how many looks were taken, and in how many seconds."""
    began = time.monotonic()
    monitor = Monitor.model_validate({key: value for key, value in document.items() if key != "type"})
    found = core.services.monitor_runner.test(monitor, TimeRange(start, end), (end - start) // M + 2)
    failed = [look.reason for look in found.looks if look.outcome.value == "error"]
    assert not failed, f"{monitor.name}: {failed[0]}"
    told: dict[str, list[Alarm]] = defaultdict(list)
    for alert in found.alerts:
        told[alert.kind.value].append((_of(alert.group), alert.since, alert.until))
    return told, len(found.looks), time.monotonic() - began


def _of(group: Group) -> str:
    """What an alert is of; an aggregate's series have no metric of their own."""
    return ", ".join(value for name, value in group if name != "metric")


def compared(
    name: str, told: dict[str, list[Alarm]], feed: Feed, start: int, end: int
) -> Iterator[tuple[Row, bool]]:
    """Each alert that there is or should be, and whether it is as it should be."""
    for kind in (kind for of, kind in EXPECTED if of == name):
        wanted, got = expected(name, kind, feed, start, end), told.get(kind, [])
        for alarm in sorted({*got, *wanted}, key=lambda a: (a[1], a[0])):
            right = "yes" if alarm in got and alarm in wanted else "missing" if alarm in wanted else "no"
            yield Row(incident_at(feed, name, alarm[1], alarm[0]), name, kind, alarm, right), right == "yes"
    for kind in set(told) - {kind for of, kind in EXPECTED if of == name}:
        for alarm in told[kind]:
            yield Row("", name, kind, alarm, "no"), False


def main() -> int:
    """Print the table; 1 where something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m incidents", description=__doc__)
    parser.add_argument("--from", dest="start", default="04:00")
    parser.add_argument("--to", dest="end", default="24:00")
    parser.add_argument("--quick", action="store_true", help="only the minutes around the incidents")
    parser.add_argument("--only", nargs="*", default=[""], help="words of the monitors' names")
    parser.add_argument("--before", type=float, default=BEFORE / HOUR_MS, help="hours of history before")
    given = parser.parse_args()
    texts = ("10:00", "13:40") if given.quick else (given.start, given.end)
    start, end = (DAY + _minutes(text) * M for text in texts)
    feed = (DEFAULT_SEED, start - int(given.before * HOUR_MS), end)
    table = Table()
    for name in ("incident", "app", "monitor", "kind", "of", "fired at", "recovered at", "expected"):
        table.add_column(name, no_wrap=True)
    wrong = looks = alerts = 0
    began = time.monotonic()
    asked = [(v, d) for v, d in documents() if any(word in d["name"] for word in given.only)]

    def span(document: dict[str, Any]) -> tuple[int, int]:
        if not given.quick:
            return start, end
        first, last = QUICK.get(document["name"].partition(" - ")[2], USUALLY)
        return DAY + _minutes(first) * M, DAY + _minutes(last) * M

    with history(*feed) as core, ThreadPoolExecutor(AT_ONCE) as pool:
        filled = time.monotonic() - began
        tried = pool.map(lambda one: fired(core, one[1], *span(one[1])), asked)
        for (version, document), (told, taken, seconds) in zip(asked, tried, strict=True):
            sys.stderr.write(f"{document['name']}: {taken} looks in {seconds:.0f} s\n")
            looks += taken
            rows = list(compared(document["name"], told, feed, *span(document)))
            for row, fine in rows:
                alerts += 1
                wrong += not fine
                of, since, until = row.alarm
                right = row.told if fine else f"[bold]{row.told}[/]"
                table.add_row(
                    row.incident, version, row.monitor, row.kind, of[:44], _clock(since), _clock(until), right
                )
            if not rows:
                table.add_row("none", version, document["name"], "", "", "", "", "none, rightly")
    Console(width=260).print(table)
    spent = f"{filled:.0f} s to post it, {time.monotonic() - began - filled:.0f} s to look"
    sys.stdout.write(f"{alerts} alerts in {looks} looks, {wrong} not as expected; {spent}.\n")
    return 1 if wrong else 0


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def _clock(at: int | None) -> str:
    return "open" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%H:%M")


if __name__ == "__main__":
    assert {name for name, _ in EXPECTED} == {document["name"] for _, document in documents()}
    sys.exit(main())
