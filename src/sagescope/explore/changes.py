"""Changes of entities for people and charts: what was created, updated and deleted, when, and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from sagescope.model.aws_entity import Action, EntityEvent, EntityKey

CHANGES = (Action.CREATE, Action.UPDATE, Action.DELETE, Action.START, Action.STOP)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the call that made it, on what, by whom. `who` is the short form of the caller."""

    id: str
    at: int
    key: EntityKey
    action: Action
    call: str
    caller: str
    who: str
    address: str


def changes_of(events: Iterable[EntityEvent]) -> list[Change]:
    """The changes among events, the newest first, each once."""
    found = {
        event.id: Change(
            event.id,
            event.at,
            event.key,
            event.action,
            event.name,
            event.caller,
            short_caller(event.caller),
            event.address,
        )
        for event in events
        if event.action in CHANGES
    }
    return sorted(found.values(), key=lambda change: (-change.at, change.id))


def short_caller(caller: str) -> str:
    """Who an ARN is of, as people say it: the user, or the role with its session."""
    if not caller.startswith("arn:"):
        return caller
    resource = caller.split(":", 5)[-1]
    kind, _, name = resource.partition("/")
    return name if kind in ("user", "assumed-role", "role") and name else resource
