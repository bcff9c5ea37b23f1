"""What is promised of the demo account: how many requests are answered, and how soon."""

from collections.abc import Mapping
from typing import Any

_COMPLIANCE = {"complianceType": "Rolling", "size": "7d", "timezone": "UTC"}

_ENDPOINTS = "namespace=aws/sagemaker endpointname=* variantname=*"


def _group(kind: str, query: str) -> dict[str, Any]:
    return {
        "queryGroupType": kind,
        "queryGroup": [{"rowId": "A", "query": query, "useRowCount": False, "field": None}],
    }


OBJECTIVES: tuple[Mapping[str, Any], ...] = (
    {
        "type": "SlosLibrarySlo",
        "name": "Requests are answered",
        "description": "Requests to all endpoints that are answered without an error of the server.",
        "signalType": "Availability",
        "compliance": {**_COMPLIANCE, "target": 99.5},
        "indicator": {
            "evaluationType": "Request",
            "queryType": "Metrics",
            "queries": [
                _group("Unsuccessful", f"{_ENDPOINTS} metric=Invocation5XXErrors statistic=sum"),
                _group("Total", f"{_ENDPOINTS} metric=Invocations statistic=sum"),
            ],
        },
    },
    {
        "type": "SlosLibrarySlo",
        "name": "Forecasts come soon",
        "description": "Five minutes in which forecasts took less than half a second on average.",
        "signalType": "Latency",
        "compliance": {**_COMPLIANCE, "target": 98.0},
        "indicator": {
            "evaluationType": "Window",
            "queryType": "Metrics",
            "size": "5m",
            "op": "LessThan",
            "threshold": 500.0,
            "aggregation": "Avg",
            "queries": [
                _group(
                    "Threshold",
                    "namespace=aws/sagemaker endpointname=prophet-energy-forecast-v1 metric=ModelLatency "
                    "statistic=average | eval _value / 1000",
                )
            ],
        },
    },
)
