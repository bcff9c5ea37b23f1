"""Around an alert: its course, its messages, what changed before it, what else was open. Calls of ours."""

from typing import Any

from fastapi import APIRouter

from sagescope.api.routes.alerts import alert_shown, number
from sagescope.api.security import MonitorViewer, UseCases
from sagescope.monitors.changes import ChangeRecord
from sagescope.monitors.policies import Bound
from sagescope.search.frames import display

router = APIRouter(prefix="/api/v1/alerts/{alert_id}", tags=["alerts"])


@router.get("/chart")
def chart(alert_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """The values that the alert watched, before and during it, with its thresholds.

    `byLook` says that each value is what a look at that time was decided by; otherwise they are points of series.
    """
    found = services.investigation.course(alert_id)
    return {
        "from": found.range.start,
        "to": found.range.end,
        "byLook": found.by_look,
        "series": [
            {"name": line.name, "points": [[at, number(value)] for at, value in line.points]}
            for line in found.lines
        ],
        "thresholds": [_bound(bound) for bound in found.bounds],
    }


@router.get("/messages")
def messages(alert_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """The messages that an alert of logs counted; for metrics those of the window that name what it is about."""
    found = services.investigation.messages(alert_id)
    names = [column.name for column in found.frame.columns]
    columns = [found.frame.column(at) for at in range(len(names))]
    return {
        "query": found.query,
        "from": found.range.start,
        "to": found.range.end,
        "messages": [
            {
                name: display(values[row])
                for name, values in zip(names, columns, strict=True)
                if values[row] is not None
            }
            for row in found.rows
        ],
    }


@router.get("/changes")
def changes(alert_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """Changes to SageMaker from CloudTrail in the 30 minutes before the window of the alert, and in it."""
    return {"data": [_change(one) for one in services.investigation.changes(alert_id)]}


@router.get("/related")
def related(alert_id: str, services: UseCases, principal: MonitorViewer) -> dict[str, Any]:
    """Other alerts: about the same thing within an hour, all others within half an hour."""
    found = services.investigation.related(alert_id)
    return {"data": [{**alert_shown(alert), "sameEntity": same} for alert, same in found]}


def _bound(bound: Bound) -> dict[str, Any]:
    return {
        "thresholdType": bound.comparison.value,
        "threshold": number(bound.threshold),
        "words": f"{bound.comparison.words} {display(bound.threshold)}",
    }


def _change(one: ChangeRecord) -> dict[str, Any]:
    return {
        "at": one.at,
        "event": one.event,
        "user": one.user,
        "targets": list(one.targets),
        "account": one.account,
        "region": one.region,
        "address": one.address,
        "error": one.error,
        "namesEntity": one.named,
    }
