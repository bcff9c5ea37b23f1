"""Monitors of a package in Sumo Logic's shape (reference monitors.md, 8)."""

from collections.abc import Mapping
from typing import Any

from sagescope.apps.format import Anomaly, Condition, Missing, Monitor
from sagescope.apps.rendering import rows_of
from sagescope.apps.wiring import Wiring
from sagescope.monitors.policies import Comparison

EXPORT = "MonitorsLibraryMonitorExport"


def monitor_document(monitor: Monitor, wiring: Wiring, *, enabled: bool) -> dict[str, Any]:
    """The export of a monitor."""
    rows = rows_of(monitor.metrics)
    logs = not rows
    queries = (
        [{"rowId": "A", "query": wiring.plain_query(monitor.logs, "logs")}]
        if logs
        else [{"rowId": key, "query": wiring.plain_query(text, "metrics")} for key, text in rows.items()]
    )
    triggers: list[dict[str, Any]] = []
    for name, condition in (("Critical", monitor.critical), ("Warning", monitor.warning)):
        if condition is not None:
            triggers += _triggers(name, condition, logs=logs)
    if monitor.anomaly is not None:
        triggers += _anomaly(monitor.anomaly, logs=logs)
    if monitor.missing is not None:
        triggers += _missing(monitor.missing, logs=logs)
    return {
        "type": EXPORT,
        "name": monitor.name,
        "description": monitor.description,
        "monitorType": "Logs" if logs else "Metrics",
        "evaluationDelay": monitor.delay,
        "alertName": None,
        "runAs": None,
        "notificationGroupFields": list(monitor.group),
        "queries": queries,
        "triggers": triggers,
        "timeZone": None,
        "notifications": [],
        "isDisabled": not enabled,
        "groupNotifications": not (monitor.per_series or monitor.group),
        "playbook": monitor.playbook,
        "monitorTemplateId": f"{wiring.manifest.uuid}/{monitor.name}",
    }


def _bound(condition: Condition) -> tuple[Comparison, float]:
    bounds = (
        (Comparison.ABOVE, condition.above),
        (Comparison.AT_LEAST, condition.at_least),
        (Comparison.BELOW, condition.below),
        (Comparison.AT_MOST, condition.at_most),
    )
    return next((comparison, value) for comparison, value in bounds if value is not None)


def _triggers(name: str, condition: Condition, *, logs: bool) -> list[dict[str, Any]]:
    comparison, threshold = _bound(condition)
    if logs:
        how: Mapping[str, Any] = {
            "field": condition.field or None,
            "occurrenceType": "ResultCount",
            "triggerSource": "AllResults",
        }
        method = "LogsStaticCondition"
    else:
        occurrence = "Always" if condition.occurrence == "always" else "AtLeastOnce"
        how = {"field": None, "occurrenceType": occurrence, "triggerSource": "AnyTimeSeries"}
        if condition.least_points is not None:
            how = {**how, "minDataPoints": condition.least_points}
        method = "MetricsStaticCondition"
    back = condition.recover_over or condition.over
    recovery = threshold if condition.recover is None else condition.recover
    return [
        {
            "detectionMethod": method,
            "triggerType": name,
            "timeRange": condition.over,
            "threshold": threshold,
            "thresholdType": comparison.value,
            **how,
        },
        {
            "detectionMethod": method,
            "triggerType": f"Resolved{name}",
            "timeRange": back,
            "threshold": recovery,
            "thresholdType": comparison.opposite.value,
            **how,
            # What one point begins, one point ends.
            **({} if logs else {"occurrenceType": "Always", "minDataPoints": condition.least_points or 1}),
            "resolutionWindow": back,
        },
    ]


def _anomaly(anomaly: Anomaly, *, logs: bool) -> list[dict[str, Any]]:
    return [
        {
            "detectionMethod": "LogsAnomalyCondition" if logs else "MetricsAnomalyCondition",
            "triggerType": name,
            "timeRange": anomaly.over,
            "field": None,
            "direction": anomaly.direction.capitalize(),
            "anomalyDetectorType": "Cluster",
            "sensitivity": anomaly.sensitivity,
            "minAnomalyCount": anomaly.points,
        }
        for name in ("Critical", "ResolvedCritical")
    ]


def _missing(missing: Missing, *, logs: bool) -> list[dict[str, Any]]:
    method = "LogsMissingDataCondition" if logs else "MetricsMissingDataCondition"
    source = "AllResults" if logs else "AnyTimeSeries" if missing.any else "AllTimeSeries"
    return [
        {
            "detectionMethod": method,
            "triggerType": name,
            "timeRange": missing.over,
            "occurrenceType": "MissingData",
            "triggerSource": source,
        }
        for name in ("MissingData", "ResolvedMissingData")
    ]
