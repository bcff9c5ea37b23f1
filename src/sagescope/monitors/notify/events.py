"""What a notification tells: the variables of an alert that begins or ends."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import quote

from sagescope.errors import Refusal
from sagescope.model.alert import Alert, group_text
from sagescope.model.monitor import Monitor
from sagescope.monitors.notify.templates import fill
from sagescope.monitors.policies import Policy
from sagescope.search.frames import display
from sagescope.timerange import zone_named

_NOT_IN_NAMES = ("alertname", "alertresponseurl", "resultsjson", "playbook")


def variables_of(
    monitor: Monitor, policy: Policy, alert: Alert, *, ended: bool, count: int, url: str
) -> dict[str, str]:
    """The variables of a notification by lower-case name (reference monitors.md, 4.1); `url` is the server's own."""
    zone = _zone(monitor)
    rows = monitor.queries[::-1] if monitor.monitor_type == "Metrics" else monitor.queries
    query = rows[0].query if rows else ""
    at = alert.resolved_at if ended and alert.resolved_at is not None else alert.opened_at
    found = {
        "id": alert.monitor,
        "alertid": alert.id,
        "dedupkey": f"sagescope/{alert.id}",
        "name": monitor.name,
        "description": monitor.description or "",
        "monitortype": monitor.monitor_type,
        "query": query,
        "queryurl": _query_url(monitor, query, alert, url),
        "triggertype": f"Resolved{alert.kind}" if ended else str(alert.kind),
        "triggertime": _shown(at, zone),
        "triggertimerange": f"{_shown(alert.start, zone)} to {_shown(alert.end, zone)}",
        "triggertimestart": str(alert.start),
        "triggertimeend": str(alert.end),
        "triggercondition": policy.condition,
        "triggervalue": display(alert.value),
        "resultsjson": json.dumps([dict(row) for row in alert.rows], ensure_ascii=False),
        "numqueryresults": str(count),
        "detectionmethod": policy.method.value,
        "sourceurl": f"{url}/monitors/{alert.monitor}",
        "alertresponseurl": f"{url}/alerts/{alert.id}",
        "alertgroup": group_text(alert.group),
    }
    # A playbook may name its alert, never the other way about.
    found["alertname"] = alert_name(monitor, found, rows_of(alert))
    found["playbook"] = fill(monitor.playbook or "", found, rows_of(alert))
    return found


def alert_name(monitor: Monitor, variables: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> str:
    """What an alert is called: the monitor's template for it, or the monitor's name."""
    if not monitor.alert_name:
        return monitor.name
    usable = {name: value for name, value in variables.items() if name not in _NOT_IN_NAMES}
    return fill(monitor.alert_name, usable, rows)[:512] or monitor.name


def rows_of(alert: Alert) -> list[dict[str, str]]:
    """The rows that made an alert, by name."""
    return [dict(row) for row in alert.rows]


def actions_of(monitor: Monitor, trigger_type: str) -> list[dict[str, Any]]:
    """The actions that are taken for a trigger type, each once."""
    found: list[dict[str, Any]] = []
    for one in monitor.notifications:
        action = dict(one.notification)
        if trigger_type in one.run_for_trigger_types and action not in found:
            found.append(action)
    return found


def _zone(monitor: Monitor) -> tzinfo:
    try:
        return zone_named(monitor.time_zone) if monitor.time_zone else UTC
    except Refusal:
        return UTC


def _shown(at: int, zone: tzinfo) -> str:
    return datetime.fromtimestamp(at / 1000, zone).strftime("%m/%d/%Y %I:%M:%S %p %Z")


def _query_url(monitor: Monitor, query: str, alert: Alert, url: str) -> str:
    page = "metrics-search" if monitor.monitor_type == "Metrics" else "search"
    return f"{url}/{page}?q={quote(query, safe='')}&from={alert.start}&to={alert.end}"
