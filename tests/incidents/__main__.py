"""`python -m incidents [--from HH:MM] [--to HH:MM] [--only WORD …]`: incident, monitor, fired and recovered at, expected.

Back-tests of all monitors of `monitors.json`, a look each minute, over a day of the demo. Ends with 1 where an alert is
missing, is there though it should not be, or begins or ends at another minute than it should.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from incidents.expected import ABOUT, EXPECTED, Feed, expected, incident_at
from incidents.history import history
from incidents.truth import Alarm, M
from sagescope.core import Core
from sagescope.demo.draws import DAY_MS, HOUR_MS
from sagescope.demo.feed import DEFAULT_SEED
from sagescope.model.monitor import Monitor
from sagescope.timerange import TimeRange

DAY = 1_767_312_000_000
"""2026-01-02 00:00 UTC."""

BEFORE = 4 * HOUR_MS
"""What is posted of the account before the first look: outliers are told by three hours."""

QUICK = {
    "Delete Action Detected": ("11:25", "11:50"),
    "High Number of Access Denied Errors": ("10:15", "10:40"),
    "High Model Invocation Latency": ("12:57", "13:12"),
    "Model Invocation Server Error Detection": ("12:57", "13:12"),
    "p99 latency against its own history": ("13:00", "13:40"),
    "Endpoint changed": ("12:50", "13:10"),
    "Out of memory or killed": ("12:50", "13:10"),
}
USUALLY = ("13:00", "13:12")
"""The minutes that a quick run looks at, by the monitor's name."""

Row = tuple[str, str, str, int, int | None, str]
"""Incident, monitor, what the alert is of, begin, end, and what was expected."""


def documents() -> Iterator[dict[str, Any]]:
    """The monitors."""
    for folder in json.loads((Path(__file__).parent / "monitors.json").read_text())["children"]:
        yield from folder["children"]


def fired(core: Core, document: dict[str, Any], start: int, end: int) -> tuple[list[Alarm], int]:
    """The alerts of a back-test, and how many looks were taken."""
    monitor = Monitor.model_validate({key: value for key, value in document.items() if key != "type"})
    found = core.services.monitor_runner.test(monitor, TimeRange(start, end), (end - start) // M + 2)
    failed = [look.reason for look in found.looks if look.outcome.value == "error"]
    assert not failed, f"{monitor.name}: {failed[0]}"
    return [(", ".join(v for _, v in a.group), a.since, a.until) for a in found.alerts], len(found.looks)


def compared(name: str, got: list[Alarm], feed: Feed, start: int, end: int) -> Iterator[tuple[Row, bool]]:
    """Each alert that there is or should be, and whether it is as it should be."""
    if name in ABOUT:
        begin, until = ABOUT[name]
        within = [a for a in got if begin <= a[1] % DAY_MS < until]
        for alarm in got:
            fine = len(got) == 1 and bool(within) and alarm[2] is not None
            yield (incident_at(feed, name, alarm[1], alarm[0]), name, *alarm, "about then"), fine
        if not got and start % DAY_MS < begin < end % DAY_MS:
            yield ("", name, "", begin, None, "missing"), False
        return
    wanted = expected(name, feed, start, end)
    ungrouped = not any(of for of, _, _ in got)
    if ungrouped:
        wanted = merged(wanted)
    for alarm in sorted({*got, *wanted}, key=lambda a: (a[1], a[0])):
        told = "yes" if alarm in got and alarm in wanted else "missing" if alarm in wanted else "no"
        yield (incident_at(feed, name, alarm[1], alarm[0]), name, *alarm, told), told == "yes"


def merged(wanted: list[Alarm]) -> list[Alarm]:
    """Alerts of a monitor that has one for all."""
    return [("", begin, until) for _, begin, until in wanted]


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
    for name in ("incident", "monitor", "of", "fired at", "recovered at", "expected"):
        table.add_column(name, no_wrap=True)
    wrong = looks = alerts = 0
    began = time.monotonic()
    with history(*feed) as core:
        for document in documents():
            if not any(word in document["name"] for word in given.only):
                continue
            span = (start, end)
            if given.quick:
                first, last = QUICK.get(document["name"].partition(" - ")[2], USUALLY)
                span = (DAY + _minutes(first) * M, DAY + _minutes(last) * M)
            got, taken = fired(core, document, *span)
            looks += taken
            rows = list(compared(document["name"], got, feed, *span))
            for (incident, name, of, begin, until, told), fine in rows:
                alerts += 1
                wrong += not fine
                table.add_row(
                    incident,
                    name,
                    of[:40],
                    _clock(begin),
                    _clock(until),
                    told if fine else f"[bold]{told}[/]",
                )
            if not rows:
                table.add_row("none", document["name"], "", "", "", "none, rightly")
    Console(width=240).print(table)
    told = f"{alerts} alerts in {looks} looks, {wrong} not as expected; {time.monotonic() - began:.0f} s."
    sys.stdout.write(told + "\n")
    return 1 if wrong else 0


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def _clock(at: int | None) -> str:
    return "open" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%H:%M")


if __name__ == "__main__":
    assert set(EXPECTED) | set(ABOUT) == {document["name"] for document in documents()}
    sys.exit(main())
