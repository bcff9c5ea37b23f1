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
        "name": "Models answer soon",
        "description": "Five minutes in which no model took longer than a second and a half on average.",
        "signalType": "Latency",
        "compliance": {**_COMPLIANCE, "target": 95.0},
        "indicator": {
            "evaluationType": "Window",
            "queryType": "Metrics",
            "size": "5m",
            "op": "LessThan",
            "threshold": 1_500.0,
            "aggregation": "Max",
            "queries": [
                _group(
                    "Threshold",
                    f"{_ENDPOINTS} metric=ModelLatency statistic=average | eval _value / 1000",
                )
            ],
        },
    },
)
