"""What data tells of an AWS account: its entities, and what happened to them.

An entity is one endpoint, job, pipeline or the like. It is known by the account, region, kind and name that data
gives; `parent` is the name of the entity that it is a part of, empty where it stands by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sagescope.ids import stable_id


class Action(StrEnum):
    """What an event says of its entity."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    START = "start"
    STOP = "stop"
    STATUS = "status"
    """It has another status now."""


@dataclass(frozen=True, slots=True, order=True)
class EntityKey:
    """What tells an entity from all others."""

    account: str
    region: str
    kind: str
    parent: str
    name: str

    @property
    def id(self) -> str:
        """Its id, the same on every machine."""
        return stable_id("entity", self.account, self.region, self.kind, self.parent, self.name)


@dataclass(frozen=True, slots=True)
class AwsEntity:
    """An entity as it was last heard of; times are milliseconds since the epoch, 0 for never.

    `namespaces` are those of its metrics as they were sent. `metrics_at` and `logs_at` are the times of its newest
    point and message, `created_at` and `deleted_at` those of the newest such call.
    """

    key: EntityKey
    first_seen: int
    last_seen: int
    namespaces: frozenset[str] = frozenset()
    metrics_at: int = 0
    logs_at: int = 0
    created_at: int = 0
    deleted_at: int = 0
    status: str = ""
    status_at: int = 0
    status_reason: str = ""


@dataclass(frozen=True, slots=True)
class EntityEvent:
    """A change of an entity or of its status, as one message told it.

    `name` is that of the call or of the type of event; `details` is what it said in full, with keys in lower case.
    """

    id: str
    at: int
    key: EntityKey
    action: Action
    name: str
    status: str = ""
    reason: str = ""
    caller: str = ""
    address: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
