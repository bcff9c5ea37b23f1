"""Notifications to a simulated SNS: what arrives at a queue that has subscribed, topics in order, what is refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from monitor_desk import ANA, BOTH, Desk, desk_in, document

from sagescope.errors import Refusal
from sagescope.model.connection import Connection
from sagescope.monitors.notify import sns
from sagescope.monitors.tree import ROOT_ID
from simulated_aws import ACCOUNT, KEY_ID, REGION, SECRET, SimulatedAws


@pytest.fixture
def desk(tmp_path: Path, aws: SimulatedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk in a process with credentials; its SNS is the simulated one."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_SNS", aws.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    sns._client.cache_clear()
    with desk_in(tmp_path) as made:
        yield made
    sns._client.cache_clear()


def topic(aws: SimulatedAws, name: str) -> tuple[str, str]:
    """A topic, and a queue that has subscribed to it: the ARN, and the address of the queue."""
    ordered = {"FifoQueue": "true"} if name.endswith(".fifo") else {}
    of_topic = {"FifoTopic": "true"} if ordered else {}
    arn = aws.client("sns").create_topic(Name=name, Attributes=of_topic)["TopicArn"]
    queue = aws.client("sqs").create_queue(QueueName=name, Attributes=ordered)["QueueUrl"]
    aws.client("sns").subscribe(
        TopicArn=arn, Protocol="sqs", Endpoint=f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
    )
    return str(arn), str(queue)


def received(aws: SimulatedAws, queue: str) -> list[dict[str, Any]]:
    client = aws.client("sqs")
    found: list[dict[str, Any]] = []
    while held := client.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
        for one in held:
            found.append(json.loads(one["Body"]))
            client.delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
    return found


def told(desk: Desk, arn: str, **more: Any) -> dict[str, Any]:
    made = desk.connections.add({"name": arn, "webhook_type": "AWSSNS", "url": arn, **more}, by=ANA)
    action = {"connectionType": "AWSSNS", "connectionId": made.id}
    return {"notification": action, "runForTriggerTypes": BOTH}


def test_an_alert_and_its_end_reach_a_topic(desk: Desk, aws: SimulatedAws) -> None:
    (plain, mails), (ordered, line) = topic(aws, "alerts"), topic(aws, "alerts.fifo")
    payload = {"default_payload": '{"alert": "{{AlertName}}", "value": "{{TriggerValue}}"}'}
    actions = [told(desk, plain), told(desk, ordered, **payload)]
    item = desk.tree.add(ROOT_ID, document(name="é errors", notifications=actions), by=ANA)
    desk.messages(3, "boom a")
    desk.run_until(16)
    while desk.outbox.deliver():
        pass
    (alert,) = desk.alerts.listed(item.id)
    assert {n.state for n in desk.alerts.notifications(alert.id)} == {"sent"}
    texts = received(aws, mails)
    subjects = {one["Subject"] for one in texts}
    assert subjects == {"Monitor Alert: Critical on ? errors", "Monitor Alert: ResolvedCritical on ? errors"}
    assert all("Query\nboom" in one["Message"] and "é errors" in one["Message"] for one in texts)
    first, second = received(aws, line)
    assert json.loads(first["Message"]) == {"alert": "é errors", "value": "1"}
    kinds = [one["MessageAttributes"]["TriggerType"]["Value"] for one in (first, second)]
    assert kinds == ["Critical", "ResolvedCritical"]


def test_a_topic_that_is_gone_is_given_up_and_the_reason_is_shown(desk: Desk, aws: SimulatedAws) -> None:
    gone = told(desk, f"arn:aws:sns:{REGION}:{ACCOUNT}:gone")
    item = desk.tree.add(ROOT_ID, document(notifications=[gone]), by=ANA)
    desk.messages(3, "boom a")
    desk.run_until(7)
    desk.outbox.deliver()
    (alert,) = desk.alerts.listed(item.id)
    (letter,) = desk.alerts.notifications(alert.id)
    assert letter.state == "failed" and letter.answer.startswith("SNS answered NotFound")


def test_an_sns_that_is_not_reached_is_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SNS", "http://127.0.0.1:9")
    sns._client.cache_clear()
    held = told(desk, f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts")
    item = desk.tree.add(ROOT_ID, document(notifications=[held]), by=ANA)
    desk.messages(3, "boom a")
    desk.run_until(7)
    desk.outbox.deliver()
    (alert,) = desk.alerts.listed(item.id)
    (letter,) = desk.alerts.notifications(alert.id)
    assert letter.state == "waiting" and letter.answer.startswith("SNS was not reached")


@pytest.mark.parametrize(
    ("kind", "url"),
    [("AWSSNS", "https://example.com/"), ("AWSSNS", "arn:aws:sqs:us-east-1:123456789012:x"),
     ("Slack", "arn:aws:sns:us-east-1:123456789012:alerts")],
)  # fmt: skip
def test_addresses_are_those_of_their_kind(kind: str, url: str) -> None:
    made = {"created_at": 0, "created_by": "a", "modified_at": 0, "modified_by": "a"}
    with pytest.raises(Refusal):
        Connection.model_validate({"id": "0" * 16, "name": "c", "webhook_type": kind, "url": url, **made})
