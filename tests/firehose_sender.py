"""Deliveries as Amazon Data Firehose posts them, byte for byte as its specification has them."""

import base64
import gzip
import json
import time
import uuid
from collections.abc import Sequence
from typing import Any

import httpx2

GROUP = "/aws/sagemaker/Endpoints/churn"
STREAM = "AllTraffic/i-0123456789abcdef0"


def log_record(
    messages: Sequence[str],
    *,
    group: str = GROUP,
    stream: str = STREAM,
    at: int | None = None,
    **changes: Any,
) -> bytes:
    """A record of CloudWatch Logs with one event for each message, a millisecond apart."""
    start = time.time_ns() // 10**6 if at is None else at
    envelope = {
        "messageType": "DATA_MESSAGE",
        "owner": "123456789012",
        "logGroup": group,
        "logStream": stream,
        "subscriptionFilters": ["all"],
        "logEvents": [
            {"id": f"{n:056}", "timestamp": start + n, "message": text} for n, text in enumerate(messages)
        ],
    }
    return gzip.compress(json.dumps(envelope | changes).encode(), mtime=0)


def body_of(request_id: str, records: Sequence[bytes]) -> bytes:
    """The body of a delivery."""
    data = [{"data": base64.b64encode(record).decode()} for record in records]
    return json.dumps(
        {"requestId": request_id, "timestamp": time.time_ns() // 10**6, "records": data}
    ).encode()


def deliver(
    url: str,
    *records: bytes,
    request_id: str = "",
    access_key: str = "",
    attributes: dict[str, str] | None = None,
    body: bytes | None = None,
    client: httpx2.Client | None = None,
) -> httpx2.Response:
    """Post a delivery; without a `request_id` it gets a new one."""
    id_ = request_id or str(uuid.uuid4())
    headers = {
        "X-Amz-Firehose-Protocol-Version": "1.0",
        "X-Amz-Firehose-Request-Id": id_,
        "X-Amz-Firehose-Source-Arn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/demo",
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
        "User-Agent": "Amazon Kinesis Data Firehose Agent/1.0",
    }
    if access_key:
        headers["X-Amz-Firehose-Access-Key"] = access_key
    if attributes:
        headers["X-Amz-Firehose-Common-Attributes"] = json.dumps({"commonAttributes": attributes})
    content = gzip.compress(body_of(id_, records)) if body is None else body
    if client is not None:
        return client.post(url, content=content, headers=headers)
    with httpx2.Client(timeout=60, trust_env=False) as one:
        return one.post(url, content=content, headers=headers)


def is_delivered(answer: httpx2.Response, request_id: str) -> bool:
    """Whether Firehose takes an answer for success."""
    if answer.status_code != 200 or "content-encoding" in answer.headers:
        return False
    held = answer.json()
    return (
        answer.headers["content-type"].startswith("application/json")
        and held.get("requestId") == request_id
        and isinstance(held.get("timestamp"), int)
    )
