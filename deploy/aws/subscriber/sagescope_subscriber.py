"""A Lambda function that subscribes log groups to Sagescope's stream: those that are there, and new ones.

It runs by the clock over all groups below its prefixes, and for each `CreateLogGroup` that CloudTrail tells of. Invoked
with `{"action": "remove"}` it takes its subscriptions away.

Environment: `PREFIXES`, separated by commas; `DESTINATION_ARN` of a Firehose stream or a function; `ROLE_ARN` with which
CloudWatch Logs writes to a stream, empty for a function; `FILTER_PATTERN`, empty for all events.
"""

import logging
import os
from collections.abc import Iterator
from typing import Any

import boto3

FILTER_NAME = "sagescope"

_log = logging.getLogger(__name__)
_log.setLevel(logging.INFO)


def handler(event: dict[str, Any] | None, context: object = None) -> dict[str, int]:
    """Subscribe what the event tells of, or all; how many groups were, have been before, and could not be."""
    event = event or {}
    logs = boto3.client("logs")
    remove = event.get("action") == "remove"
    counts = {"subscribed": 0, "unchanged": 0, "failed": 0}
    for group in groups(logs, event):
        try:
            counts["subscribed" if (unsubscribe if remove else subscribe)(logs, group) else "unchanged"] += 1
        except logs.exceptions.LimitExceededException:
            # CloudWatch Logs has two filters for a group at the most.
            _log.error("%s has its two subscription filters already", group)
            counts["failed"] += 1
        except logs.exceptions.ResourceNotFoundException:
            _log.warning("%s is gone", group)
            counts["failed"] += 1
    _log.info("%s", counts)
    return counts


def groups(logs: Any, event: dict[str, Any]) -> Iterator[str]:
    """The log groups to look at, below the prefixes."""
    prefixes = [prefix for prefix in os.environ["PREFIXES"].split(",") if prefix]
    new = ((event.get("detail") or {}).get("requestParameters") or {}).get("logGroupName")
    if new is not None:
        if new.startswith(tuple(prefixes)):
            yield new
        return
    for prefix in prefixes:
        for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=prefix):
            for group in page["logGroups"]:
                yield group["logGroupName"]


def subscribe(logs: Any, group: str) -> bool:
    """Subscribe a group; False where it is already."""
    destination = os.environ["DESTINATION_ARN"]
    pattern = os.environ.get("FILTER_PATTERN", "")
    for held in own_filters(logs, group):
        if held["destinationArn"] == destination and held.get("filterPattern", "") == pattern:
            return False
    role = {"roleArn": os.environ["ROLE_ARN"]} if os.environ.get("ROLE_ARN") else {}
    logs.put_subscription_filter(
        logGroupName=group,
        filterName=FILTER_NAME,
        filterPattern=pattern,
        destinationArn=destination,
        **role,
    )
    return True


def unsubscribe(logs: Any, group: str) -> bool:
    """Take the subscription of a group away; False where it has none."""
    held = own_filters(logs, group)
    for _ in held:
        logs.delete_subscription_filter(logGroupName=group, filterName=FILTER_NAME)
    return bool(held)


def own_filters(logs: Any, group: str) -> list[dict[str, Any]]:
    """The filters of a group that this function has made."""
    held = logs.describe_subscription_filters(logGroupName=group, filterNamePrefix=FILTER_NAME)
    return [one for one in held["subscriptionFilters"] if one["filterName"] == FILTER_NAME]
