"""What the account emits: log records and metric points, in the bytes in which they are posted."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One message of a receiver's request.

    `at_ms` is when it happened; `host` and `name` become `_sourceHost` and `_sourceName` (log group and
    log stream, or bucket and object key); `line` is the message, without a line feed.
    """

    at_ms: int
    host: str
    name: str
    line: bytes


@dataclass(frozen=True, slots=True)
class MetricPoint:
    """One Carbon 2.0 line. `ready_ms` is the end of its period: before that, CloudWatch has no point."""

    ready_ms: int
    line: str


def forwarded(at_ms: int, group: str, stream: str, message: object) -> LogRecord:
    """A CloudWatch log event as the Lambda forwarder posts it: one compact JSON object a line.

    `message` is the event's text, or an object where the text is JSON (protocols.md 3.2).
    """
    line = orjson.dumps({"timestamp": at_ms, "message": message, "logStream": stream, "logGroup": group})
    return LogRecord(at_ms, group, stream, line)


def compact_json(value: object) -> bytes:
    """JSON without blanks, keys in the order given."""
    return orjson.dumps(value)


@dataclass(frozen=True, slots=True)
class Series:
    """A CloudWatch metric with its dimensions; `period_ms` is the width of its points."""

    metric: str
    namespace: str
    dimensions: str
    unit: str
    period_ms: int

    def point(self, statistic: str, value: float, start_ms: int) -> MetricPoint:
        """The point of the period that begins at `start_ms`. Carbon 2.0: two blanks before the value."""
        number = f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        dimensions = f" {self.dimensions}" if self.dimensions else ""
        return MetricPoint(
            start_ms + self.period_ms,
            f"metric={self.metric} namespace={self.namespace}{dimensions} statistic={statistic}"
            f" unit={self.unit}  {number} {start_ms // 1000}",
        )

    def five(self, values: Sequence[float], start_ms: int) -> list[MetricPoint]:
        """The five statistics that CloudWatch keeps of the samples of one period; none of no samples."""
        if not values:
            return []
        total = sum(values)
        return [
            self.point("Average", total / len(values), start_ms),
            self.point("Sum", total, start_ms),
            self.point("Minimum", min(values), start_ms),
            self.point("Maximum", max(values), start_ms),
            self.point("SampleCount", len(values), start_ms),
        ]

    def percentiles(self, values: Sequence[float], start_ms: int) -> list[MetricPoint]:
        """The percentiles that were asked of CloudWatch: the nearest rank; none of no samples."""
        held = sorted(values)
        return [
            self.point(f"p{rank}", held[(len(held) * rank + 99) // 100 - 1], start_ms)
            for rank in (50, 90, 99)
            if held
        ]
