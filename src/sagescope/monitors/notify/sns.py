"""Notifications to topics of AWS SNS, with the credentials of this process as AWS's client finds them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from sagescope.model.connection import SNS_TOPIC, Connection
from sagescope.monitors.notify.payloads import EMAIL_BODY, EMAIL_SUBJECT, own_payload
from sagescope.monitors.notify.templates import Rows, fill
from sagescope.monitors.notify.webhook import Undelivered

TIMEOUT = 10
MOST_SUBJECT = 99
MOST_MESSAGE = 250_000
"""Below SNS's limits: 100 characters, 256 KiB."""

_FOR_GOOD = frozenset({"NotFound", "NotFoundException", "InvalidParameter", "InvalidParameterValue"})


@dataclass(frozen=True, slots=True)
class TopicMessage:
    """What is published, and to which topic. `group` and `key` are for topics that keep an order."""

    topic: str
    subject: str
    message: str
    attributes: Mapping[str, str]
    group: str
    key: str


def message_of(
    connection: Connection,
    variables: Mapping[str, str],
    rows: Rows,
    *,
    resolved: bool,
    override: str = "",
    resolution_override: str = "",
) -> TopicMessage:
    """The message of an alert or of its end: a payload of one's own, or the text of a mail."""
    own = own_payload(
        connection, resolved=resolved, override=override, resolution_override=resolution_override
    )
    text = fill(own, variables, rows, as_json=True) if own else fill(EMAIL_BODY, variables, rows)
    subject = " ".join(fill(EMAIL_SUBJECT, variables, rows).encode("ascii", "replace").decode().split())
    told = {"TriggerType": "triggertype", "AlertId": "alertid", "NotificationId": "notificationid"}
    return TopicMessage(
        connection.url,
        subject[:MOST_SUBJECT],
        text.encode()[:MOST_MESSAGE].decode("utf-8", "ignore"),
        {name: variables[key] for name, key in told.items() if variables.get(key)},
        variables.get("id", "") or "sagescope",
        # A topic that keeps an order drops what comes with the same key within five minutes.
        hashlib.sha256(variables.get("notificationid", "").encode()).hexdigest(),
    )


def publish(message: TopicMessage) -> str:
    """Publish a message; its id at SNS. Raises Undelivered."""
    found = SNS_TOPIC.fullmatch(message.topic)
    if found is None:
        raise Undelivered("The address of the connection is no ARN of a topic.", for_good=True)
    ordered: dict[str, str] = {}
    if message.topic.endswith(".fifo"):
        ordered = {"MessageGroupId": message.group, "MessageDeduplicationId": message.key}
    try:
        answer = _client(found["region"]).publish(
            TopicArn=message.topic,
            Subject=message.subject,
            Message=message.message,
            MessageAttributes={
                name: {"DataType": "String", "StringValue": value}
                for name, value in message.attributes.items()
            },
            **ordered,
        )
    except ClientError as wrong:
        told = wrong.response.get("Error", {})
        code = str(told.get("Code", ""))
        reason = f"SNS answered {code}: {told.get('Message', '')}"[:500]
        raise Undelivered(reason, for_good=code in _FOR_GOOD) from None
    except BotoCoreError as wrong:
        raise Undelivered(f"SNS was not reached: {wrong}"[:500]) from None
    return f"published as {answer['MessageId']}"


@lru_cache(maxsize=16)
def _client(region: str) -> Any:
    # The outbox tries again by itself.
    config = Config(
        connect_timeout=TIMEOUT, read_timeout=TIMEOUT, retries={"total_max_attempts": 1, "mode": "standard"}
    )
    return boto3.session.Session().client("sns", region_name=region, config=config)
