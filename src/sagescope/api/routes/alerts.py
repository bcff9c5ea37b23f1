"""Alerts, the record of looks, why a monitor did or did not fire, and back-tests: calls of ours."""

import math
from typing import Annotated, Any

from fastapi import APIRouter, Query

from sagescope.api.security import MonitorManager, MonitorViewer, UseCases
from sagescope.errors import Fault, Refusal
from sagescope.meta.repositories.outbox import Letter
from sagescope.model.alert import Alert, Group, Look, group_text
from sagescope.model.monitor import Monitor
from sagescope.monitors.backtest import MOST_LOOKS
from sagescope.monitors.explaining import told
from sagescope.monitors.tree import monitor_of
from sagescope.timerange import parse_instant, parse_range

router = APIRouter(tags=["alerts"])

From = Annotated[str, Query(alias="from", description="Start: -7d, a time, or milliseconds.")]
To = Annotated[str, Query(description="End.")]


@router.get("/api/v1/alerts")
def list_alerts(
    services: UseCases,
    principal: MonitorViewer,
    monitor: str | None = None,
    active: bool = False,
    start: Annotated[str | None, Query(alias="from")] = None,
    limit: int = 1_000,
) -> dict[str, Any]:
    """Alerts, the open ones first: of the last week, or since `from`; of one monitor, or of all."""
    now = services.clock.now()
    since = None if start is None else parse_range(start, "now", now).start
    found = services.alerts.listed(monitor, active=active, since=since, limit=max(1, min(limit, 1_000)))
    return {"data": [alert_shown(alert) for alert in found]}


@router.get("/api/v1/alerts/{alert_id}")
def get_alert(alert_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """An alert with its condition, playbook and entities, the rows that made it, and what was sent of it."""
    page = services.investigation.page(alert_id)
    letters = services.alerts.notifications(alert_id)
    policy = page.policy
    return {
        **alert_shown(page.alert),
        "monitorName": page.monitor.name if page.monitor else None,
        "monitorType": page.monitor.monitor_type if page.monitor else None,
        "monitorChangedSince": page.changed_since,
        "description": (page.monitor.description or "") if page.monitor else "",
        "condition": policy.condition if policy else None,
        "recoveryCondition": policy.recovery_words if policy else None,
        "query": page.query,
        "queries": [
            {"rowId": row.row_id, "query": row.query}
            for row in (page.monitor.queries if page.monitor else ())
        ],
        "playbook": page.playbook,
        "entities": [{"name": name, "value": value} for name, value in page.entities],
        "results": [dict(row) for row in page.alert.rows],
        "notifications": [_letter(letter) for letter in letters],
    }


@router.post("/api/v1/alerts/{alert_id}/resolve")
def resolve_alert(alert_id: str, services: UseCases, principal: MonitorManager) -> dict[str, Any]:
    """End an alert by hand."""
    return alert_shown(services.alerts.resolve(alert_id))


@router.post("/api/v1/alerts/{alert_id}/acknowledge")
def acknowledge_alert(alert_id: str, services: UseCases, principal: MonitorManager) -> dict[str, Any]:
    """Say that the asking user has an open alert in hand; the first to say so counts."""
    return alert_shown(services.alerts.acknowledge(alert_id, by=principal.user.id))


@router.get("/api/v1/monitors/{monitor_id}/history")
def history(
    monitor_id: str,
    services: UseCases,
    principal: MonitorViewer,
    start: From = "-1d",
    end: To = "now",
    limit: int = 1_000,
) -> dict[str, Any]:
    """The looks at a monitor, the newest first, each with its value and reason."""
    range_ = parse_range(start, end, services.clock.now())
    found = services.alerts.history(monitor_id, range_.start, range_.end + 1, max(1, min(limit, 10_000)))
    return {"data": [_look(look) for look in found]}


@router.get("/api/v1/monitors/{monitor_id}/why")
def why(
    monitor_id: str,
    services: UseCases,
    principal: MonitorViewer,
    at: Annotated[
        str | None, Query(description="By the last look until then; a time, or milliseconds.")
    ] = None,
) -> dict[str, Any]:
    """Why a monitor has fired, or why not: by its last look, or by the one at a time, with what came too late for it."""
    if at is None:
        return {"reasons": services.alerts.why(monitor_id)}
    time = parse_instant(at, services.clock.now())
    late = services.investigation.late(monitor_id, time)
    return {"reasons": [*services.alerts.why(monitor_id, time), *([late] if late else [])]}


@router.post("/api/v1/monitors/test")
def test_monitor(body: dict[str, Any], services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """What a monitor would have done from `from` to `to`: `id` of a stored one, or `monitor`, a document.

    Where there would be more than `looks`, they are taken farther apart, which the answer says.
    """
    given = body.get("monitor")
    if isinstance(given, dict):
        monitor = Monitor.model_validate({k: v for k, v in given.items() if k != "type"})
    else:
        monitor = monitor_of(services.monitors.item(str(body.get("id") or "")))
    range_ = parse_range(str(body.get("from") or "-1d"), str(body.get("to") or "now"), services.clock.now())
    looks = body.get("looks", MOST_LOOKS)
    if not isinstance(looks, int) or not 1 <= looks <= 5_000:
        raise Refusal(Fault("monitor.looks", "A back-test takes 1 to 5,000 looks.", "Leave looks out."))
    found = services.monitor_runner.test(monitor, range_, looks)
    return {
        "from": range_.start,
        "to": range_.end,
        "interval": found.interval,
        "usualInterval": found.usual,
        "looks": [_look(look) for look in found.looks],
        "alerts": [
            {
                "kind": alert.kind.value,
                "group": _group(alert.group),
                "since": alert.since,
                "until": alert.until,
                "value": number(alert.value),
                "reason": alert.reason,
            }
            for alert in found.alerts
        ],
    }


def alert_shown(alert: Alert) -> dict[str, Any]:
    """An alert as lists show it."""
    return {
        "id": alert.id,
        "monitorId": alert.monitor,
        "name": alert.name,
        "alertType": alert.kind.value,
        "status": "Triggered" if alert.resolved_at is None else "Resolved",
        "group": _group(alert.group),
        "entity": group_text(alert.group),
        "abnormalityStartTime": alert.opened_at,
        "resolvedAt": alert.resolved_at,
        "resolution": alert.resolution,
        "windowStart": alert.start,
        "windowEnd": alert.end,
        "triggerValue": number(alert.value),
        "reason": alert.reason,
        "isMuted": alert.muted,
        "acknowledgedAt": alert.acknowledged_at,
        "acknowledgedBy": alert.acknowledged_by,
    }


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.key,
        "connectionType": letter.target.get("connectionType") or letter.target.get("actionType"),
        "connectionId": letter.target.get("connectionId"),
        "resolved": letter.event["resolved"],
        "state": letter.state,
        "attempts": letter.attempts,
        "createdAt": letter.created_at,
        "finishedAt": letter.finished_at,
        "nextAt": letter.next_at if letter.finished_at is None else None,
        "answer": letter.answer,
    }


def _look(look: Look) -> dict[str, Any]:
    return {
        "at": look.at,
        "kind": look.kind.value,
        "windowStart": look.start,
        "windowEnd": look.end,
        "outcome": look.outcome.value,
        "value": number(look.value),
        "groups": look.groups,
        "reason": look.reason,
        "why": told(look),
    }


def _group(group: Group) -> dict[str, str]:
    return dict(group)


def number(value: float | None) -> float | None:
    """A value as JSON has it."""
    # JSON has no infinity; the reason beside it names it.
    return value if value is not None and math.isfinite(value) else None
