"""A Lambda function that forwards CloudWatch log groups to Sagescope.

It speaks the protocol of Firehose's HTTP endpoints, so its address is that of a source "CloudWatch Logs (Firehose)".
The id of a request follows from what is in it: whatever is sent again, by a retry of Lambda or from the dead-letter
queue, is stored once.

Environment: `SAGESCOPE_URL`, the address of the source; `SAGESCOPE_ACCESS_KEY`, where the source asks for one;
`DEAD_LETTER_QUEUE_URL`, for `redeliver`. Only the standard library and boto3, which Lambda has.
"""

import base64
import gzip
import hashlib
import json
import logging
import os
import time
import urllib.error
import urllib.request
from typing import Any

import boto3

ATTEMPTS = 4
TIMEOUT = 30
MOST_REDELIVERED = 100

_log = logging.getLogger(__name__)
_log.setLevel(logging.INFO)


class NotDeliveredError(Exception):
    """Sagescope did not take a request; Lambda tries again, and then keeps the event in the queue."""


def handler(event: dict[str, Any], context: object = None) -> dict[str, int]:
    """Forward one batch of a subscription filter; how many log events it had."""
    data = event["awslogs"]["data"]
    batch = json.loads(gzip.decompress(base64.b64decode(data)))
    if batch.get("messageType") != "DATA_MESSAGE":
        return {"events": 0}
    deliver(batch)
    return {"events": len(batch["logEvents"])}


def redeliver(event: object = None, context: object = None) -> dict[str, int]:
    """Forward what is in the dead-letter queue; what is taken is deleted there."""
    queue = os.environ["DEAD_LETTER_QUEUE_URL"]
    client = boto3.client("sqs")
    done = 0
    while done < MOST_REDELIVERED:
        held = client.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        if not held:
            break
        for message in held:
            handler(json.loads(message["Body"]))
            client.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            done += 1
    return {"redelivered": done}


def deliver(batch: dict[str, Any]) -> None:
    """Send a batch; in halves where it is too large for one request."""
    status, said = _post(batch)
    if status == 200:
        return
    events = batch["logEvents"]
    if status == 413 and len(events) > 1:
        middle = len(events) // 2
        deliver({**batch, "logEvents": events[:middle]})
        deliver({**batch, "logEvents": events[middle:]})
        return
    raise NotDeliveredError(f"Sagescope answered {status}: {said[:300]}")


def request_of(batch: dict[str, Any]) -> tuple[str, bytes]:
    """The id and the body of a batch's request; both are alike each time that it is made."""
    names = [batch.get("owner", ""), batch.get("logGroup", ""), batch.get("logStream", "")]
    digest = hashlib.sha256("\0".join([*names, *(str(one["id"]) for one in batch["logEvents"])]).encode())
    request_id = digest.hexdigest()[:32]
    record = gzip.compress(json.dumps(batch, separators=(",", ":")).encode(), mtime=0)
    body = {
        "requestId": request_id,
        "timestamp": int(time.time() * 1000),
        "records": [{"data": base64.b64encode(record).decode()}],
    }
    return request_id, json.dumps(body).encode()


def _post(batch: dict[str, Any]) -> tuple[int, str]:
    """The last answer; a server that is busy, away or broken is asked again for a while."""
    request_id, body = request_of(batch)
    headers = {
        "Content-Type": "application/json",
        "X-Amz-Firehose-Protocol-Version": "1.0",
        "X-Amz-Firehose-Request-Id": request_id,
    }
    if key := os.environ.get("SAGESCOPE_ACCESS_KEY"):
        headers["X-Amz-Firehose-Access-Key"] = key
    answer = 0, "nothing"
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(2**attempt)
        request = urllib.request.Request(os.environ["SAGESCOPE_URL"], body, headers, method="POST")  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as got:  # noqa: S310 (the owner's own address)
                return got.status, ""
        except urllib.error.HTTPError as refused:
            answer = refused.code, refused.read(1_000).decode("utf-8", "replace")
            if refused.code < 500 and refused.code not in (408, 429):
                return answer
        except (urllib.error.URLError, TimeoutError, ConnectionError) as unreachable:
            answer = 0, str(unreachable)
        _log.warning("attempt %d: %s", attempt + 1, answer)
    return answer
