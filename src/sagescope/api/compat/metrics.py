"""The older call for metrics in Sumo Logic's JSON, which its Python SDK speaks (reference protocols.md, 5.6)."""

from typing import Any

from sagescope.search.metrics import MetricOutcome, RowFaults, TimeSeries
from sagescope.timerange import TimeRange


def row_json(found: MetricOutcome | RowFaults) -> dict[str, Any]:
    """The result of a row, or what is wrong with it."""
    match found:
        case RowFaults(row, refused):
            message = "; ".join(fault.sentence for fault in refused.faults)
            return {"rowId": row, "messageType": "ERROR", "message": message}
        case MetricOutcome():
            return {"rowId": found.row, "results": [_series(one) for one in found.series]}


def query_info(found: list[MetricOutcome], range_: TimeRange, desired: int | None) -> dict[str, Any]:
    """What was asked: the range in milliseconds, and the quantization in seconds, as wished and as it was."""
    actual = max((outcome.interval for outcome in found), default=0)
    return {
        "startTime": range_.start,
        "endTime": range_.end,
        "desiredQuantizationInSecs": desired or 0,
        "actualQuantizationInSecs": actual // 1000,
    }


def _series(series: TimeSeries) -> dict[str, Any]:
    dimensions = {"metric": series.metric, **series.dimensions}
    return {
        "metric": {
            "dimensions": [
                {"key": key, "value": value, "legend": True} for key, value in dimensions.items() if value
            ],
            "algoId": 1,
        },
        "horAggs": _folded(series.values),
        "datapoints": {"timestamp": series.times, "value": series.values},
    }


def _folded(values: list[float]) -> dict[str, float | int | None]:
    if not values:
        return {**dict.fromkeys(("min", "max", "avg", "sum", "latest")), "count": 0}
    total = sum(values)
    return {
        "min": min(values),
        "max": max(values),
        "avg": total / len(values),
        "sum": total,
        "count": len(values),
        "latest": values[-1],
    }
