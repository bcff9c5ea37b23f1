"""What an install, upgrade, downgrade or uninstall does to each object. Pure: no store, no clock.

An object is told by its kind and key (`Dashboard name`, `rule name`). Three states of it are compared: what the package
wants, what is there now, and what was installed. What differs from what was installed was changed by somebody, and is
theirs: it is neither replaced nor removed. Where only a monitor's switch or who it tells was changed, the new version comes
with those.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an object is; the order is that in which they are made."""

    FIELD = "field"
    EXTRACTION_RULE = "extraction rule"
    METRIC_RULE = "metric rule"
    ITEM = "item"
    MONITOR = "monitor"


class Verb(StrEnum):
    """What happens to an object."""

    CREATE = "create"
    CHANGE = "change"
    UNCHANGED = "unchanged"
    ADOPT = "adopt"
    KEEP = "keep"
    LEAVE = "leave"
    GONE = "gone"
    REMOVE = "remove"
    STAY = "stay"


CARRIED = frozenset({"isDisabled", "notifications"})
"""Keys of monitors that people set without making the monitor another one."""

Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An object as the package wants it."""

    kind: Kind
    key: str
    document: Mapping[str, Any]

    @property
    def name(self) -> Key:
        """Its kind and key."""
        return self.kind, self.key


@dataclass(frozen=True, slots=True)
class Held:
    """An object as it is.

    `owned` says that this installation of the app made it, `shared` that another installed app has it too.
    """

    kind: Kind
    key: str
    id: str
    document: Mapping[str, Any]
    owned: bool = False
    shared: bool = False

    @property
    def name(self) -> Key:
        """Its kind and key."""
        return self.kind, self.key


@dataclass(frozen=True, slots=True)
class Installed:
    """What was installed: digests of the whole document and of that without carried keys.

    `made` is false for what was there before, and stays after the app.
    """

    whole: str
    core: str
    made: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """What happens to one object, and why; `document` is what it becomes, or was."""

    verb: Verb
    kind: Kind
    key: str
    reason: str = ""
    id: str = ""
    document: Mapping[str, Any] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether anything is done."""
        return self.verb in (Verb.CREATE, Verb.CHANGE, Verb.REMOVE)


Record = Mapping[Key, Installed]


def plan(wanted: Sequence[Wanted], held: Iterable[Held], record: Record) -> list[Action]:
    """What is done to make the installation what `wanted` says; nothing wanted is an uninstall."""
    present = {one.name: one for one in held}
    keys = {one.name for one in wanted}
    actions = [_towards(one, present.get(one.name), record.get(one.name)) for one in wanted]
    for name, installed in record.items():
        if name not in keys and (there := present.get(name)) is not None:
            actions.append(_away(there, installed))
    # Removals come last and the other way round: monitors before the rules that their queries need.
    removals = [action for action in actions if action.verb is Verb.REMOVE]
    others = [action for action in actions if action.verb is not Verb.REMOVE]
    return [*sorted(others, key=_order), *sorted(removals, key=_order, reverse=True)]


def recorded(
    actions: Iterable[Action], wanted: Sequence[Wanted], held: Iterable[Held], record: Record
) -> Record:
    """What is recorded as installed once the actions are done."""
    documents = {one.name: one.document for one in wanted}
    present = {one.name: one for one in held}
    found: dict[Key, Installed] = {}
    for action in actions:
        name = (action.kind, action.key)
        match action.verb:
            case Verb.CREATE | Verb.CHANGE:
                found[name] = installed_of(documents[name], made=True)
            case Verb.UNCHANGED | Verb.ADOPT:
                before = record.get(name)
                there = present[name]
                made = there.owned or there.shared or (before is not None and before.made)
                if action.kind is Kind.FIELD:
                    made = before.made if before is not None else False
                found[name] = installed_of(documents[name], made=made)
            case Verb.KEEP | Verb.GONE:
                if name in record and name in documents:
                    found[name] = record[name]
            case Verb.LEAVE | Verb.REMOVE | Verb.STAY:
                pass
    return found


def resumed(record: Record, held: Iterable[Held], attempted: Sequence[Wanted]) -> Record:
    """The record with what a change that did not come to its end has done already: that is nobody's edit."""
    documents = {one.name: one.document for one in attempted}
    present = {one.name: one for one in held}
    # What the change takes away and is not there was taken away by it, and by nobody else.
    found = {name: was for name, was in record.items() if name in documents or name in present}
    for one in present.values():
        document = documents.get(one.name)
        before = record.get(one.name)
        if document is None or not (one.owned or before is not None):
            continue
        attempt = installed_of(document, made=before.made if before else True)
        there = installed_of(one.document, made=attempt.made)
        # Where only carried keys differ the record tells more than what is there.
        known = before is not None and before.core == attempt.core
        if there.whole == attempt.whole or (there.core == attempt.core and not known):
            found[one.name] = attempt
    return found


def installed_of(document: Mapping[str, Any], *, made: bool) -> Installed:
    """What is recorded of a document."""
    return Installed(digest(document), digest(_core(document)), made)


def digest(document: Mapping[str, Any]) -> str:
    """A short text that differs where documents do."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=list)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _core(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in CARRIED}


def _towards(wanted: Wanted, held: Held | None, installed: Installed | None) -> Action:
    def action(verb: Verb, reason: str = "", document: Mapping[str, Any] | None = None) -> Action:
        return Action(verb, wanted.kind, wanted.key, reason, held.id if held else "", document or {})

    if held is None:
        # Fields and items of the library come back: others need them, and nobody can delete the latter.
        if installed is not None and wanted.kind not in (Kind.FIELD, Kind.ITEM):
            return action(Verb.GONE, "was deleted, and is not made again")
        return action(Verb.CREATE, document=wanted.document)
    same = digest(held.document) == digest(wanted.document)
    if wanted.kind is Kind.FIELD:
        return action(Verb.UNCHANGED if installed else Verb.ADOPT, "" if installed else "is there already")
    if not held.owned:
        if same:
            return action(
                Verb.UNCHANGED if installed else Verb.ADOPT, "" if installed else "is there already"
            )
        if (
            installed is not None
            and installed.made
            and digest(held.document) == installed.whole
            and not held.shared
        ):
            return action(Verb.CHANGE, document=wanted.document)
        whose = "another installed app" if held.shared else "somebody else"
        return action(Verb.LEAVE, f"is one of {whose} with that name, and stays as it is")
    if same:
        return action(Verb.UNCHANGED)
    # What is not recorded is an edit that an earlier version left behind.
    if installed is not None and digest(held.document) == installed.whole:
        return action(Verb.CHANGE, document=wanted.document)
    if installed is not None and digest(_core(held.document)) == installed.core:
        carried = {key: held.document[key] for key in CARRIED if key in held.document}
        merged = {**wanted.document, **carried}
        if digest(merged) == digest(held.document):
            return action(Verb.UNCHANGED)
        return action(Verb.CHANGE, "keeps its switch and whom it tells", merged)
    return action(Verb.KEEP, "was edited, and stays as it is")


def _away(held: Held, installed: Installed) -> Action:
    def action(verb: Verb, reason: str = "") -> Action:
        return Action(verb, held.kind, held.key, reason, held.id, held.document)

    if held.kind is Kind.FIELD:
        return action(Verb.STAY, "stored messages carry it")
    if not installed.made:
        return action(Verb.STAY, "was there before the app")
    if held.shared:
        return action(Verb.STAY, "another installed app has it too")
    if digest(_core(held.document)) != installed.core:
        return action(Verb.KEEP, "was edited, and is yours from now on")
    return action(Verb.REMOVE)


def _order(action: Action) -> tuple[int, str]:
    """Kinds in their order; of items a folder comes before what is in it."""
    return list(Kind).index(action.kind), action.key


def written(record: Record) -> dict[str, Any]:
    """A record as it is stored."""
    return {
        kind.value: {
            key: {"whole": held.whole, "core": held.core, "made": held.made}
            for (its, key), held in record.items()
            if its is kind
        }
        for kind in Kind
    }


def read(document: Mapping[str, Any]) -> Record:
    """A record as it was stored."""
    return {
        (Kind(kind), key): Installed(held["whole"], held["core"], held["made"])
        for kind, objects in document.items()
        for key, held in objects.items()
    }
