"""Changes to SageMaker that CloudTrail recorded: who did what to which resource. Pure, but for the query's text."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sagescope.monitors.entities import Entity

BEFORE_MINUTES = 30
"""How far before the window of an alert changes are looked for."""

_VERBS = (
    "Add", "Associate", "Attach", "Create", "Delete", "Deregister", "Disassociate", "Import", "Put", "Register",
    "Remove", "Retry", "Start", "Stop", "Update",
)  # fmt: skip

QUERY = (
    r'"\"eventSource\":\"sagemaker.amazonaws.com\""'
    '\n| json "eventName" as event_name nodrop\n| where '
    + '(event_name != "PutRecord") and ('
    + " or ".join(f'event_name matches "{verb}*"' for verb in _VERBS)
    + ")"
)
"""The log query for records of changes (reference sagemaker.md, 5: the prefix of CloudTrail)."""


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One call that changed something. `targets` are the names in its parameters; `error` is why it was refused."""

    at: int
    event: str
    user: str
    targets: tuple[str, ...]
    account: str
    region: str
    address: str
    error: str
    named: bool = False


def change_of(at: int, raw: str, entities: Iterable[Entity] = ()) -> ChangeRecord | None:
    """The change that a CloudTrail record tells of; None where it is no such record.

    `named` says whether it names one of the entities.
    """
    try:
        held = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(held, dict) or not isinstance(held.get("eventName"), str):
        return None
    if held.get("managementEvent") is False:
        # What is put into a feature group changes nothing of SageMaker's.
        return None
    values = [value for _, value in entities if value]
    return ChangeRecord(
        at,
        held["eventName"],
        _user(_mapping(held.get("userIdentity"))),
        tuple(_names(_mapping(held.get("requestParameters")))),
        str(held.get("recipientAccountId") or ""),
        str(held.get("awsRegion") or ""),
        str(held.get("sourceIPAddress") or ""),
        str(held.get("errorCode") or ""),
        any(value in raw for value in values),
    )


def in_order(records: Iterable[ChangeRecord]) -> list[ChangeRecord]:
    """Those that name the entity of the alert first, and of each the newest first."""
    return sorted(records, key=lambda one: (not one.named, -one.at))


def _user(identity: Mapping[str, Any]) -> str:
    issuer = _mapping(_mapping(identity.get("sessionContext")).get("sessionIssuer"))
    arn = str(identity.get("arn") or "")
    name = str(identity.get("userName") or issuer.get("userName") or "")
    session = arn.rpartition("/")[2] if ":assumed-role/" in arn else ""
    if name and session:
        return f"{name}/{session}"
    return name or arn or str(identity.get("invokedBy") or identity.get("type") or "")


def _names(parameters: Mapping[str, Any]) -> Iterable[str]:
    for key, value in parameters.items():
        if isinstance(value, str) and (key.endswith(("Name", "Arn")) or key == "name") and key != "roleArn":
            yield value


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
