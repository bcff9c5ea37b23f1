"""Points that are read from messages as they arrive: learning curves of training jobs, and whatever rules add.

A rule (`model/log_metric_rule`) reads lines of a log group. Its groups have these meanings:

* `metric` and `value` name a point and its number; without `value` it is `sum` / `count`, else the first group.
* `step` and `epoch` say where in the training a line stands. They do not make a series of each step: they are series
  themselves, `step` and `epoch`, with points at the same times.
* `done` and `total` are those of a progress bar: while they differ, the line is of no account.
* Any other group is a dimension.

A number that is not finite is no point; a point 1 of the series `nonfinite` with `of` as the metric's name tells of
it. Lines of one series and one time are set apart by a millisecond each.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sagescope.errors import Fault, Refusal
from sagescope.ingest.linear_regex import LinearRegex
from sagescope.ingest.points import BadLine, Points, PointsBuilder
from sagescope.ingest.training_lines import Line, event_of, lines_of
from sagescope.model.log_metric_rule import LogMetricRule

NON_FINITE = "nonfinite"

_POSITIONS = ("step", "epoch")
_MEANT = frozenset({"", "metric", "value", "sum", "count", "done", "total", *_POSITIONS})
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_BLANKS = re.compile(r"\s+")
_AS_SHOWN = "#0"
_STREAMS = 10_000
"""Log streams whose rules are remembered."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One point that a rule reads from a line, or no value where the line is of no account.

    `dimensions` are its own, `place` those of all points of the line, `position` its step and epoch.
    """

    rule: str
    metric: str
    value: float
    dimensions: Mapping[str, str]
    place: Mapping[str, str]
    position: Mapping[str, float]


class CompiledLogRule:
    """A rule that can be applied.

    Raises Refusal where an expression is none, or the metric's name refers to a group that there is not.
    """

    def __init__(self, rule: LogMetricRule) -> None:
        self.name = rule.name
        self.otherwise = rule.otherwise
        self.literal = max(rule.log_group.split("*"), key=len)
        self._group = LinearRegex(".*".join(map(re.escape, rule.log_group.split("*"))))
        self._stream = LinearRegex(rule.log_stream)
        self._contains, self._lacks = rule.contains, rule.lacks
        self._line = LinearRegex(rule.line) if rule.line else None
        self._pattern = LinearRegex(rule.pattern)
        self._metric = rule.metric
        self._ignore = frozenset(name.lower() for name in rule.ignore)
        # Expressions that know how CloudWatch writes a tab are meant for what it shows.
        self._shown = any(_AS_SHOWN in text for text in (rule.contains, rule.lacks, rule.line, rule.pattern))
        named = frozenset(_PLACEHOLDER.findall(rule.metric))
        # What is part of the name need not be said again.
        self._unsaid = _MEANT | named
        known = self._pattern.names | (self._line.names if self._line else frozenset()) | self._stream.names
        for wanted in sorted(named - known):
            raise Refusal(
                Fault(
                    "rule.group",
                    f"The metric's name refers to the group {wanted!r}, which no expression of the rule has.",
                    f"Name a group so: (?P<{wanted}>…).",
                )
            )

    def reads_group(self, group: str) -> bool:
        """Whether the rule reads that log group."""
        return self._group.whole(group) is not None

    def of_stream(self, stream: str) -> dict[str, str] | None:
        """The dimensions that a log stream gives, None where the rule does not read it."""
        found = self._stream.first(stream)
        return None if found is None else {k.lower(): v for k, v in found.items() if k and v}

    def read(self, line: Line, of_stream: Mapping[str, str]) -> list[Reading] | None:
        """The points of a line of a stream with those dimensions, None where the line is not one of the rule's."""
        text = line.shown if self._shown else line.text
        if (self._contains and self._contains not in text) or (self._lacks and self._lacks in text):
            return None
        matches = list(self._pattern.each(text))
        if not matches:
            return None
        common = self._line.first(text) if self._line is not None else {}
        if common is None:
            return None
        if common.get("done") != common.get("total"):
            return []
        place = {**of_stream, **self._said(common)}
        # The launcher of a distributed job prints the lines of all hosts into the stream of one.
        if line.rank:
            place["rank"] = line.rank
        if line.host:
            place["algo_name"] = line.host
        readings = (self._reading(match, common, place) for match in matches)
        return [reading for reading in readings if reading is not None]

    def _said(self, groups: Mapping[str, str | None]) -> dict[str, str]:
        return {k.lower(): v for k, v in groups.items() if v and k not in self._unsaid}

    def _reading(
        self, match: Mapping[str, str | None], common: Mapping[str, str | None], place: Mapping[str, str]
    ) -> Reading | None:
        groups = {**place, **common, **match}
        metric = _PLACEHOLDER.sub(lambda found: groups.get(found[1]) or "", self._metric)
        metric = _BLANKS.sub("-", metric.strip())
        value = _value(match)
        if not metric or metric.lower() in self._ignore or value is None:
            return None
        position = {k: number for k in _POSITIONS if (number := _number(groups.get(k))) is not None}
        return Reading(self.name, metric, value, {**place, **self._said(match)}, place, position)


def _value(groups: Mapping[str, str | None]) -> float | None:
    if groups.get("value") is not None:
        return _number(groups["value"])
    total, count = _number(groups.get("sum")), _number(groups.get("count"))
    if total is not None and count:
        return total / count
    return _number(groups.get(""))


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


StreamRules = Sequence[tuple[CompiledLogRule, Mapping[str, str]]]
"""The rules that read a log stream, each with the dimensions that it takes from the stream's name."""


def rules_of(rules: Sequence[CompiledLogRule], group: str, stream: str) -> StreamRules:
    """Those rules that read a stream of a log group."""
    held = ((rule, rule.of_stream(stream)) for rule in rules if rule.reads_group(group))
    return [(rule, dimensions) for rule, dimensions in held if dimensions is not None]


def readings_of(rules: StreamRules, line: Line) -> list[Reading]:
    """The points of a line; of one metric and its dimensions only the first."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}
    known = False
    for rule, of_stream in rules:
        if rule.otherwise and known:
            continue
        readings = rule.read(line, of_stream)
        if readings is not None:
            known = True
            for reading in readings:
                found.setdefault((reading.metric, tuple(sorted(reading.dimensions.items()))), reading)
    return list(found.values())


class LogReader:
    """Reads points from the messages of a request by some rules."""

    def __init__(self, rules: Sequence[CompiledLogRule]) -> None:
        self._rules = tuple(rules)
        self._literals = tuple(dict.fromkeys(rule.literal for rule in rules))
        self._held: dict[tuple[str, str], StreamRules] = {}

    def points(
        self, messages: Sequence[str], times: Sequence[int], host: str, name: str, receipt: int
    ) -> Points | None:
        """The points of messages, None where no rule reads any of them.

        `times` are those of the messages, in milliseconds; `host` and `name` of the request stand for log group
        and stream where the messages do not name theirs.
        """
        if not self._rules:
            return None
        whole = any(rule.reads_group(host) for rule in self._rules)
        builder = PointsBuilder(receipt, {}, {}, None)
        taken: dict[int, set[int]] = {}
        for message, ms in zip(messages, times, strict=True):
            # Most messages are of other groups: two searches in the text, and no more.
            if not whole and not self._may_name_group(message):
                continue
            event = event_of(message, host, name)
            rules = self._for(event.group, event.stream)
            if rules:
                for line in lines_of(event.text):
                    for reading in readings_of(rules, line):
                        _put(builder, taken, reading, event.group, ms)
        return builder.points if builder.points.times else None

    def _may_name_group(self, message: str) -> bool:
        return '"logGroup"' in message and any(literal in message for literal in self._literals)

    def _for(self, group: str, stream: str) -> StreamRules:
        held = self._held.get((group, stream))
        if held is None:
            if len(self._held) > _STREAMS:
                self._held.clear()
            held = self._held[group, stream] = rules_of(self._rules, group, stream)
        return held


def _put(builder: PointsBuilder, taken: dict[int, set[int]], reading: Reading, group: str, ms: int) -> None:
    metric, value, tags = reading.metric, reading.value, {"namespace": group, **reading.dimensions}
    if not math.isfinite(value):
        metric, value, tags = NON_FINITE, 1.0, {**tags, "of": metric}
    try:
        at = builder.series(metric, tags)
        used = taken.setdefault(at, set())
        while ms in used:
            ms += 1
        used.add(ms)
        builder.put(at, value, ms)
        for name, number in reading.position.items():
            where = builder.series(name, {"namespace": group, **reading.place})
            # The metrics of a line have one position.
            if math.isfinite(number) and ms not in taken.setdefault(where, set()):
                taken[where].add(ms)
                builder.put(where, number, ms)
    except BadLine as wrong:
        builder.reject(0, reading.metric, str(wrong))
