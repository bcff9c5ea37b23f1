"""Around an alert: its course, messages, changes before it, other alerts, playbook, and why it fired or did not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monitor_desk import ANA, Desk, M, desk_in, document

from sagescope.errors import Cause, Refusal
from sagescope.monitors.changes import change_of
from sagescope.monitors.tree import ROOT_ID
from store_world import NOW


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path) as made:
        yield made


def trail(minute: int, event: str, **more: Any) -> dict[str, Any]:
    """A record of CloudTrail so many minutes after NOW."""
    record = {
        "userIdentity": {
            "type": "AssumedRole",
            "arn": "arn:aws:sts::123456789012:assumed-role/DeployRole/ana",
            "sessionContext": {"sessionIssuer": {"userName": "DeployRole"}},
        },
        "eventSource": "sagemaker.amazonaws.com",
        "eventName": event,
        "awsRegion": "us-east-1",
        "sourceIPAddress": "198.51.100.7",
        "requestParameters": {"endpointName": "fraud-v3", "roleArn": "arn:aws:iam::123456789012:role/x"},
        "recipientAccountId": "123456789012",
        **more,
    }
    return {"_raw": json.dumps(record, separators=(",", ":")), "_messageTime": NOW + minute * M}


def test_what_changed_before_an_alert_of_logs(desk: Desk) -> None:
    other = {"requestParameters": {"endpointName": "other"}}
    desk.here.insert(
        [
            trail(-40, "UpdateEndpoint"),
            trail(-20, "UpdateEndpoint"),
            trail(-10, "DescribeEndpoint"),
            trail(-5, "DeleteModel", errorCode="AccessDenied", **other),
            trail(9, "UpdateEndpoint"),
        ]
    )
    desk.messages(3, "boom fraud-v3", "boom fraud-v3", "boom quiet")
    fields = {"notificationGroupFields": ["service"], "playbook": "Look at {{AlertGroup}}: {{TriggerValue}}."}
    trigger = {**document()["triggers"][0], "threshold": 2}
    item = desk.tree.add(ROOT_ID, document(triggers=[trigger], **fields), by=ANA)
    desk.run_until(14)
    (alert,) = desk.alerts.listed(item.id)
    page = desk.investigation.page(alert.id)
    assert page.entities == (("service", "fraud-v3"),)
    assert page.playbook == "Look at service=fraud-v3: 2."
    assert (page.query, page.changed_since) == ("boom", False)
    found = desk.investigation.changes(alert.id)
    # Those that name the service come first; what only looked, came later or much earlier is not there.
    assert [(c.event, (c.at - NOW) // M, c.named, c.error) for c in found] == [
        ("UpdateEndpoint", -20, True, ""),
        ("DeleteModel", -5, False, "AccessDenied"),
    ]
    assert (found[0].user, found[0].targets) == ("DeployRole/ana", ("fraud-v3",))
    messages = desk.investigation.messages(alert.id)
    at = [c.name for c in messages.frame.columns].index("_raw")
    assert [messages.frame.column(at)[row] for row in messages.rows] == ["boom fraud-v3"] * 2


def test_the_course_shows_what_each_look_saw(desk: Desk) -> None:
    desk.messages(3, "boom a", "boom a")
    desk.messages(5, "boom a")
    item = desk.tree.add(ROOT_ID, document(), by=ANA)
    desk.run_until(16)
    (alert,) = desk.alerts.listed(item.id)
    course = desk.investigation.course(alert.id)
    (line,) = course.lines
    values = dict(line.points)
    assert course.by_look and [b.threshold for b in course.bounds] == [1.0]
    assert [values[NOW + minute * M] for minute in range(4, 15)] == [0, 0, 2, 2, 3, 3, 3, 1, 1, 0, 0]
    # What the recorded looks were decided by is what the chart shows.
    looks = {look.at: look.value for look in desk.alerts.history(item.id, 0, NOW + 60 * M)}
    assert all(values[at] == looks[at] for at in looks if at in values)


def metrics_document(**changed: Any) -> dict[str, Any]:
    trigger = {
        "detectionMethod": "MetricsStaticCondition", "triggerType": "Critical", "timeRange": "-5m",
        "threshold": 5000, "thresholdType": "GreaterThan", "occurrenceType": "AtLeastOnce",
    }  # fmt: skip
    return {
        "name": "latency", "monitorType": "Metrics", "triggers": [trigger],
        "queries": [{"rowId": "A", "query": "metric=ModelLatency | eval _value / 1000 | avg by endpointname"}],
        **changed,
    }  # fmt: skip


def points(values: dict[int, float]) -> list[tuple[int, float]]:
    return [(NOW + minute * M, value) for minute, value in values.items()]


def test_an_alert_of_metrics_names_its_endpoint(desk: Desk) -> None:
    usual = dict.fromkeys(range(-40, 20), 40000.0)
    desk.here.insert_points(
        [
            ({"metric": "ModelLatency", "endpointname": "slow"}, points(usual | {2: 7e6, 3: 8e6})),
            ({"metric": "ModelLatency", "endpointname": "quick"}, points(usual)),
        ]
    )
    desk.messages(3, 'worker of "slow" died', "all is well with quick")
    item = desk.tree.add(ROOT_ID, metrics_document(), by=ANA)
    logs = desk.tree.add(
        ROOT_ID, document(name="workers", queries=[{"rowId": "A", "query": "worker"}]), by=ANA
    )
    desk.run_until(12)
    assert desk.told(item) == [("Critical", 4, 10)]
    (alert,) = desk.alerts.listed(item.id)
    page = desk.investigation.page(alert.id)
    # The series that met the condition is the one that is shown first, and alone names what the alert is about.
    assert page.entities == (("endpointname", "slow"),)
    assert dict(alert.rows[0])["endpointname"] == "slow"
    course = desk.investigation.course(alert.id)
    assert [line.name for line in course.lines] == ["avg, endpointname=slow", "avg, endpointname=quick"]
    assert dict(course.lines[0].points)[NOW + 3 * M] == 8000.0
    messages = desk.investigation.messages(alert.id)
    assert (messages.query, len(messages.rows)) == ('"slow"', 1)
    (other,) = desk.alerts.listed(logs.id)
    assert [(a.id, same) for a, same in desk.investigation.related(alert.id)] == [(other.id, False)]
    assert [(a.id, same) for a, same in desk.investigation.related(other.id)] == [(alert.id, False)]


def test_every_look_can_be_asked_why(desk: Desk) -> None:
    item = desk.tree.add(ROOT_ID, document(evaluationDelay="1m"), by=ANA)
    desk.run_until(8)
    late = {"_raw": "boom late", "_messageTime": NOW + 3 * M, "_receiptTime": NOW + 9 * M}
    desk.here.insert([late])
    asked = NOW + 7 * M + 20_000
    assert desk.alerts.why(item.id, asked) == [
        "At 2026-01-01 12:07:00 it looked at data from 2026-01-01 11:59:00 to 2026-01-01 12:04:00 UTC: "
        "2m are left for data to arrive, and 1m by evaluationDelay.",
        "Critical: no alert, as 0 is less than 1.",
    ]
    assert desk.investigation.late(item.id, asked).startswith(
        "1 message of this window arrived after the look"
    )
    assert desk.investigation.late(item.id, NOW + 4 * M) == ""
    assert desk.alerts.why(item.id, NOW - 90 * M) == ["There is no record of a look until then."]


def test_an_alert_outlives_its_monitor(desk: Desk) -> None:
    item = desk.tree.add(ROOT_ID, document(), by=ANA)
    desk.messages(3, "boom a")
    desk.run_until(7)
    (alert,) = desk.alerts.listed(item.id)
    taken = desk.alerts.acknowledge(alert.id, by=ANA)
    assert (taken.acknowledged_by, taken.acknowledged_at) == (ANA, desk.clock.now())
    desk.clock.advance(M)
    # Who was first has it.
    assert desk.alerts.acknowledge(alert.id, by="00000000000000BB").acknowledged_by == ANA
    desk.tree.remove(item.id)
    page = desk.investigation.page(alert.id)
    assert page.monitor is None and page.alert.resolution == "Deleted"
    for asked in (desk.investigation.course, desk.investigation.messages):
        with pytest.raises(Refusal, match="was deleted") as refused:
            asked(alert.id)
        assert refused.value.cause is Cause.NOT_FOUND


@given(
    st.text()
    | st.from_regex(r'\{"eventName":"[A-Z][a-z]*","userIdentity":(null|5|\{\}|"x")\}', fullmatch=True)
)
def test_what_is_no_record_of_cloudtrail_is_no_change(raw: str) -> None:
    found = change_of(1, raw, [("endpointname", "x")])
    assert found is None or found.event.isascii()
