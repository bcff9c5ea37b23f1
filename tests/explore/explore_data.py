"""Calls of CloudTrail and events of EventBridge as tests write them."""

import json
from typing import Any

from sagescope.explore.recognition import Place

PLACE = Place("prod", "us-east-1")


def call(name: str, at: str = "2026-01-01T11:00:00Z", **parameters: Any) -> dict[str, Any]:
    """A record of CloudTrail."""
    return {
        "eventVersion": "1.11",
        "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana"},
        "eventTime": at,
        "eventSource": "sagemaker.amazonaws.com",
        "eventName": name,
        "awsRegion": "us-east-1",
        "sourceIPAddress": "192.0.2.7",
        "requestParameters": parameters,
        "responseElements": None,
        "eventID": f"{name} {at} {sorted(parameters.items())}",
        "readOnly": False,
        "recipientAccountId": "123456789012",
    }


def event(detail_type: str, at: str = "2026-01-01T11:30:00Z", **detail: Any) -> dict[str, Any]:
    """An event of EventBridge."""
    return {
        "version": "0",
        "id": f"{detail_type} {at} {sorted(detail.items())}",
        "detail-type": detail_type,
        "source": "aws.sagemaker",
        "account": "123456789012",
        "time": at,
        "region": "us-east-1",
        "detail": detail,
    }


def forwarded(message: object, *, as_text: bool = False) -> str:
    """A message as the Lambda forwarder posts it."""
    return json.dumps(
        {
            "timestamp": 1,
            "message": json.dumps(message) if as_text else message,
            "logStream": "s",
            "logGroup": "/aws/events/sagemaker",
        }
    )
