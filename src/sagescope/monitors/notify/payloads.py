"""What is sent to each service where a connection says nothing of its own."""

import json
from typing import Any

from sagescope.model.connection import Connection


def own_payload(connection: Connection, *, resolved: bool, override: str, resolution_override: str) -> str:
    """What somebody has written to be sent for an alert, or for its end; empty where nobody has.

    A payload of the notification comes before that of the connection. For the end of an alert a payload of its own
    comes first.
    """
    own = override or connection.default_payload
    if not resolved:
        return own
    # PagerDuty and Opsgenie end an alert by another call; the others are told in the same shape.
    shared = "" if connection.webhook_type in ("PagerDuty", "Opsgenie") else own
    return resolution_override or connection.resolution_payload or shared


def default_payload(kind: str, *, resolved: bool) -> str:
    """The payload of a kind of connection for an alert, or for its end: a JSON text with variables."""
    made = _RESOLVED if resolved else _ALERTS
    return json.dumps(made.get(kind, made["Webhook"]), ensure_ascii=False)


def _slack(title: str, color: str) -> dict[str, Any]:
    fields = [
        {"title": "Trigger", "value": "{{TriggerType}}: {{TriggerCondition}}"},
        {"title": "Value", "value": "{{TriggerValue}}"},
        {"title": "Group", "value": "{{AlertGroup}}"},
        {"title": "Time", "value": "{{TriggerTime}}"},
        {"title": "Query", "value": "<{{QueryURL}}|{{Query}}>"},
    ]
    attachment = {"pretext": title, "fields": fields, "mrkdwn_in": ["text", "pretext"], "color": color}
    return {"attachments": [attachment]}


def _card(title: str, color: str) -> dict[str, Any]:
    facts = [
        {"title": "Trigger", "value": "{{TriggerType}}: {{TriggerCondition}}"},
        {"title": "Value", "value": "{{TriggerValue}}"},
        {"title": "Group", "value": "{{AlertGroup}}"},
        {"title": "Time", "value": "{{TriggerTime}}"},
        {"title": "Query", "value": "{{Query}}"},
    ]
    body: list[dict[str, Any]] = [
        {
            "type": "TextBlock",
            "text": title,
            "weight": "Bolder",
            "size": "Medium",
            "wrap": True,
            "color": color,
        },
        {"type": "TextBlock", "text": "{{Description}}", "wrap": True},
        {"type": "FactSet", "facts": facts},
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": "View Alert", "url": "{{AlertResponseURL}}"}],
    }
    return {
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


def _pagerduty(action: str) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "summary": "{{AlertName}}: {{TriggerCondition}}",
        "source": "{{PayloadSource}}",
        "severity": "{{PayloadSeverity}}",
    }
    if action == "trigger":
        payload["custom_details"] = {
            "description": "{{Description}}",
            "value": "{{TriggerValue}}",
            "group": "{{AlertGroup}}",
            "query": "{{Query}}",
            "time_range": "{{TriggerTimeRange}}",
            "playbook": "{{Playbook}}",
        }
    return {
        "routing_key": "{{RoutingKey}}",
        "event_action": action,
        "dedup_key": "{{DedupKey}}",
        "client": "Sagescope",
        "client_url": "{{AlertResponseURL}}",
        "payload": payload,
    }


_GENERIC = {
    "id": "{{Id}}",
    "alertId": "{{AlertId}}",
    "name": "{{AlertName}}",
    "monitor": "{{Name}}",
    "description": "{{Description}}",
    "type": "{{MonitorType}}",
    "triggerType": "{{TriggerType}}",
    "triggerTime": "{{TriggerTime}}",
    "triggerTimeStart": "{{TriggerTimeStart}}",
    "triggerTimeEnd": "{{TriggerTimeEnd}}",
    "triggerCondition": "{{TriggerCondition}}",
    "triggerValue": "{{TriggerValue}}",
    "group": "{{AlertGroup}}",
    "query": "{{Query}}",
    "queryUrl": "{{QueryURL}}",
    "alertUrl": "{{AlertResponseURL}}",
    "results": "{{ResultsJson}}",
}
_OPSGENIE = {
    "message": "{{AlertName}}: {{TriggerCondition}}",
    "alias": "{{DedupKey}}",
    "description": "{{Description}}",
    "priority": "{{OpsgeniePriority}}",
    "source": "Sagescope",
    "details": {"value": "{{TriggerValue}}", "group": "{{AlertGroup}}", "query": "{{Query}}"},
}
_ALERTS: dict[str, dict[str, Any]] = {
    "Webhook": _GENERIC,
    "Slack": _slack("*{{TriggerType}}: {{AlertName}}*\n{{Description}}", "#D64545"),
    "MicrosoftTeams": _card("{{TriggerType}}: {{AlertName}}", "Attention"),
    "PagerDuty": _pagerduty("trigger"),
    "Opsgenie": _OPSGENIE,
}
_RESOLVED: dict[str, dict[str, Any]] = {
    **_ALERTS,
    "Slack": _slack("*Resolved: {{AlertName}}*", "#2E9E5B"),
    "MicrosoftTeams": _card("Resolved: {{AlertName}}", "Good"),
    "PagerDuty": _pagerduty("resolve"),
    "Opsgenie": {"source": "Sagescope", "note": "{{TriggerType}}: {{TriggerCondition}}"},
}

EMAIL_SUBJECT = "Monitor Alert: {{TriggerType}} on {{AlertName}}"
EMAIL_BODY = """{{AlertName}}: {{TriggerType}}

{{Description}}

Condition  {{TriggerCondition}}
Value      {{TriggerValue}}
Group      {{AlertGroup}}
Time       {{TriggerTime}}
Window     {{TriggerTimeRange}}

Query
{{Query}}

{{Playbook}}

View alert: {{AlertResponseURL}}
"""
