"""The variables that the manual names are those that there are, and texts of notifications use no others."""

import re
from pathlib import Path

import pytest
from monitor_desk import document

from sagescope.model.alert import Alert
from sagescope.model.connection import WEBHOOK_TYPES
from sagescope.model.monitor import Kind, Monitor
from sagescope.monitors.notify.events import variables_of
from sagescope.monitors.notify.payloads import EMAIL_BODY, EMAIL_SUBJECT, default_payload
from sagescope.monitors.notify.templates import fill
from sagescope.monitors.policies import policies_of
from store_world import NOW

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual" / "monitors.md"
VARIABLE = re.compile(r"\{\{([^{}]+)\}\}")
OF_A_KIND = {"payloadseverity", "payloadsource", "routingkey", "opsgeniepriority"}
"""What PagerDuty and Opsgenie are told beside the documented ones (reference monitors.md, 4.2)."""

DOCUMENTED = (
    "Name", "Description", "AlertName", "MonitorType", "Query", "QueryURL", "TriggerType", "TriggerTime",
    "TriggerTimeRange", "TriggerTimeStart", "TriggerTimeEnd", "TriggerCondition", "TriggerValue", "ResultsJson",
    "NumQueryResults", "Id", "DetectionMethod", "SourceURL", "AlertResponseURL", "AlertGroup", "Playbook",
)  # fmt: skip
"""Reference monitors.md, 4.1."""


def variables() -> dict[str, str]:
    monitor = Monitor.model_validate(
        {**document(), "playbook": "Look.", "notificationGroupFields": ["service"]}
    )
    (policy,) = policies_of(monitor)
    group = (("service", "a"),)
    rows = ((("service", "a"), ("_count", "3")),)
    alert = Alert(
        "A1", "M1", "errors", Kind.CRITICAL, group, NOW, NOW - 300_000, NOW, 3.0, "3 is 3", rows=rows
    )
    return variables_of(monitor, policy, alert, ended=False, count=1, url="https://sagescope.example.com")


def test_every_documented_variable_has_a_value() -> None:
    made = variables()
    assert {name for name in DOCUMENTED if not made.get(name.lower())} == set()
    # The manual names the same ones, and a few of ours.
    manual = set(VARIABLE.findall(MANUAL.read_text().split("### Variables")[1].split("\n## ")[0]))
    plain = {name for name in manual if "." not in name}
    assert set(DOCUMENTED) <= plain
    assert {name for name in plain if name.lower() not in made} == set()
    assert made["triggertime"] == "01/01/2026 12:00:00 PM UTC"
    assert made["triggercondition"] == "ResultCount is Greater than or equal to 1.0 in the last 5 minutes"
    assert fill("{{ResultsJson._COUNT}} {{AlertGroup}}", made, [{"_count": "3"}]) == "3 service=a"


@pytest.mark.parametrize("resolved", [False, True])
def test_texts_use_variables_that_there_are(resolved: bool) -> None:
    known = set(variables()) | OF_A_KIND
    texts = [EMAIL_BODY, EMAIL_SUBJECT, *(default_payload(kind, resolved=resolved) for kind in WEBHOOK_TYPES)]
    used = {name.lower() for text in texts for name in VARIABLE.findall(text)}
    assert used - known == set()
