"""A fleet of endpoints whose metrics come every minute: the series and their values, the same on every run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MINUTE = 60_000
DAY = 86_400_000

REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "ap-southeast-2")
METRICS = (
    "latency",
    "cpu_utilization",
    "memory_utilization",
    "disk_utilization",
    "invocations",
    "errors_4xx",
    "errors_5xx",
    "queue_length",
    "gpu_utilization",
    "requests_total",
)
"""`requests_total` is a counter; the others are gauges."""


@dataclass(frozen=True, slots=True)
class FleetSeries:
    """One series: its metric and dimensions, and the number that its values are drawn by."""

    number: int
    metric: str
    dimensions: Mapping[str, str]

    @property
    def prometheus(self) -> str:
        """Its name and labels as Prometheus writes them."""
        labels = ",".join(f'{name}="{value}"' for name, value in self.dimensions.items())
        return f"{self.metric}{{{labels}}}"


def fleet(count: int) -> list[FleetSeries]:
    """`count` series: ten metrics an endpoint."""
    return [
        FleetSeries(
            i,
            METRICS[i % 10],
            {
                "account": "dev",
                "endpointname": f"endpoint-{i // 10}",
                "region": REGIONS[i // 10 % len(REGIONS)],
                "variantname": "AllTraffic",
            },
        )
        for i in range(count)
    ]


def values(series: FleetSeries, start: int, minutes: int) -> NDArray[np.float64]:
    """The values of a series for each minute from `start` (milliseconds, a whole day)."""
    at = np.arange(minutes)
    drawn = np.random.default_rng(series.number * 1_000_003 + start // DAY)
    noise = drawn.integers(0, 100, minutes)
    if series.metric == "requests_total":
        # It starts again every day, as a process does.
        return np.cumsum(noise).astype(np.float64)
    daily = 50 + 30 * np.sin(2 * np.pi * (at + series.number) / 1440)
    return np.round(daily + noise / 10, 1)


def days(start: int, count: int) -> Iterator[int]:
    """The starts of `count` days, in milliseconds."""
    return iter(range(start, start + count * DAY, DAY))
