"""When each monitor should fire over the demo: worked out in plain Python, from what the account emits.

Nothing here knows the store, the query languages or the decisions of monitors; a rule is written again in a few lines.
"""

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Any

from sagescope.demo.account import SITES
from sagescope.demo.cloudtrail import cloudtrail_logs
from sagescope.demo.draws import BLOCK_MS, blocks
from sagescope.demo.endpoint_logs import endpoint_logs
from sagescope.demo.invocations import invocation_logs
from sagescope.demo.job_events import job_events
from sagescope.demo.job_logs import job_logs
from sagescope.demo.metrics import metric_points

M = 60_000

Alarm = tuple[str, int, int | None]
"""What an alert is of, and when it begins and ends; None where it is open at the end."""

Facts = Mapping[str, Mapping[int, list[float]]]
"""By what an alert would be of: values by their times."""


@dataclass(frozen=True)
class Told:
    """What a message of the account says, and its parsed text."""

    at: int
    host: str
    stream: str
    text: str
    json: Any


@lru_cache(maxsize=1)
def messages(seed: int, start: int, end: int) -> list[Told]:
    """The messages of all sites."""
    makers = (cloudtrail_logs, endpoint_logs, job_logs, invocation_logs, job_events)
    return [
        Told(r.at_ms, r.host, r.name, r.line.decode(), json.loads(r.line))
        for site in SITES
        for block in blocks(start, end)
        for make in makers
        for r in make(seed, site, block)
        if start <= r.at_ms < end
    ]


@lru_cache(maxsize=1)
def points(seed: int, start: int, end: int) -> list[tuple[dict[str, str], int, float]]:
    """The points of all sites: dimensions with lower-case names and values, time, value."""
    found = []
    for site in SITES:
        for block in blocks(start - BLOCK_MS, end):
            for point in metric_points(seed, site, block):
                words, value = point.line.split("  ")
                number, at = value.split(" ")
                if start <= int(at) * 1000 < end:
                    pairs = (word.split("=", 1) for word in words.split(" "))
                    found.append(({k.lower(): v for k, v in pairs}, int(at) * 1000, float(number)))
    return found


@dataclass(frozen=True)
class Rule:
    """When it fires: a value of the window is over `above` (`always`: all of them, `least` at the least).

    It ends where none is, of `back` values at the least. `counted` adds the values of the window up first, as a count of
    messages does. `silent` fires where something that had values has none. `bucket` folds what is in the window into
    parts of so many milliseconds, of which the one that the window cuts at its begin is left out. `of_total` makes them a
    percentage of others, where those are so many at the least. `off_by_history` takes the distance from the median of so
    much time before the window, in deviations: `least` of them have to be that far.
    """

    above: float
    window: int = 5 * M
    lag: int = M
    always: bool = False
    least: int = 1
    back: int = 1
    counted: bool = False
    silent: bool = False
    bucket: int = M
    fold: Callable[[list[float]], float] = sum
    of_total: "tuple[Callable[[tuple[int, int, int]], Facts], float] | None" = None
    off_by_history: int = 0


def alarms(facts: Facts, rule: Rule, start: int, end: int, total: Facts | None = None) -> list[Alarm]:
    """The alerts of looks at each minute, in the order of their begin."""
    found: list[Alarm] = []
    for of, values in facts.items():
        course = Course(values)
        whole = Course(total.get(of, {})) if total is not None else None
        opened: int | None = None
        seen = False
        for at in range(-(-start // M) * M, end + 1, M):
            first, last = at - rule.lag - rule.window, at - rule.lag
            here = _values(rule, course, whole, first, last)
            seen = seen or bool(here)
            firing, clear = _told(rule, here, seen)
            if opened is None and firing:
                opened = at
            elif opened is not None and clear and at - opened >= rule.window:
                found.append((of, opened, at))
                opened = None
        if opened is not None:
            found.append((of, opened, None))
    return sorted(found, key=lambda alarm: (alarm[1], alarm[0]))


class Course:
    """Values by their times, in order."""

    def __init__(self, values: Mapping[int, list[float]]) -> None:
        self.times = sorted(values)
        self.held = [values[at] for at in self.times]

    def between(self, first: int, last: int) -> Iterator[tuple[int, float]]:
        """What is from `first` to before `last`."""
        for at in range(bisect_left(self.times, first), bisect_left(self.times, last)):
            for value in self.held[at]:
                yield self.times[at], value


def _values(rule: Rule, course: Course, whole: Course | None, first: int, last: int) -> list[float]:
    if rule.off_by_history:
        return _distances(rule, course, first, last)
    if rule.bucket == M:
        return [value for _, value in course.between(first, last)]
    parts = _buckets(rule, course, first, last)
    if whole is None:
        return list(parts.values())
    assert rule.of_total is not None
    totals = _buckets(rule, whole, first, last)
    return [100 * value / totals[at] for at, value in parts.items() if totals.get(at, 0) >= rule.of_total[1]]


def _buckets(rule: Rule, course: Course, first: int, last: int) -> dict[int, float]:
    held: dict[int, list[float]] = defaultdict(list)
    for at, value in course.between(first, last):
        held[at // rule.bucket * rule.bucket].append(value)
    return {at: rule.fold(values) for at, values in held.items() if at >= first}


def _distances(rule: Rule, course: Course, first: int, last: int) -> list[float]:
    before = [value for _, value in course.between(first - rule.off_by_history, first)]
    here = [value for _, value in course.between(first, last)]
    if len(before) < 10 or not here:
        return []
    centre = median(before)
    spread = 1.4826 * median(abs(value - centre) for value in before)
    return sorted((value - centre) / spread for value in here)[-rule.least :]


def _told(rule: Rule, here: list[float], seen: bool) -> tuple[bool, bool]:
    """Whether a window fires, and whether it is clear; too little data is neither."""
    if rule.silent:
        return seen and not here, bool(here)
    if rule.counted:
        return sum(here) > rule.above, sum(here) <= rule.above
    over = [v > rule.above for v in here]
    if rule.off_by_history:
        firing = sum(over) >= rule.least
        return firing, not firing
    firing = all(over) and len(here) >= rule.least if rule.always else any(over)
    return bool(here) and firing, not here or (len(here) >= rule.back and not any(over))


def is_sagemaker(told: Told) -> bool:
    """Whether it is a record of CloudTrail about SageMaker."""
    return bool(told.json.get("eventSource") == "sagemaker.amazonaws.com")


def user_of(event: Mapping[str, Any]) -> str:
    """Who called, as the monitors' queries have it."""
    identity = event["userIdentity"]
    issuer = identity.get("sessionContext", {}).get("sessionIssuer", {})
    return str(identity.get("userName") or issuer.get("userName") or identity.get("arn") or "")


def counted(found: Iterator[tuple[str, int]]) -> Facts:
    """One for each message, by what it is of."""
    facts: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for of, at in found:
        facts[of][at].append(1.0)
    return facts


def folded(
    found: list[tuple[dict[str, str], int, float]],
    of: Callable[[Mapping[str, str]], str],
    fold: Callable[[list[float]], float],
) -> Facts:
    """The values of each time made one, by what they are of."""
    facts: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for dimensions, at, value in found:
        facts[of(dimensions)][at].append(value)
    return {name: {at: [fold(vs)] for at, vs in times.items()} for name, times in facts.items()}


def of_endpoint(dimensions: Mapping[str, str]) -> str:
    """The endpoint of a series."""
    return dimensions["endpointname"]


def of_job(dimensions: Mapping[str, str]) -> str:
    """The job of a series of a machine."""
    return dimensions["host"].rpartition("/")[0]


def of_machine(dimensions: Mapping[str, str]) -> str:
    """The machine of a job of a series, and the job: as the names of their dimensions are sorted."""
    job, _, machine = dimensions["host"].rpartition("/")
    return f"{machine}, {job}"


NOT_A_NUMBER = re.compile(r"(?i)loss[^,]{0,20}[:=]\s*-?(nan|inf)\b")
KILLED = re.compile(
    r"(?i)\bout of memory\b|\bOutOfMemoryError\b|OutOfMemory: Process killed|was sent SIGKILL|\bsignal 9\b"
    r"|\bMemoryError\b|exit code: 137"
)
