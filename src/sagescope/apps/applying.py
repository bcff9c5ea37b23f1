"""Carrying out what was planned, one object after the other. Every step may be done again."""

from collections.abc import Iterable, Mapping
from typing import Any

from sagescope.apps.objects import unescaped
from sagescope.apps.planning import Action, Kind, Verb
from sagescope.apps.state import Installation
from sagescope.errors import Refusal
from sagescope.model.app import AppInstance
from sagescope.model.library import Item, ItemKind
from sagescope.monitors.tree import ROOT_ID


def apply(installation: Installation, instance: AppInstance, summary: str, actions: Iterable[Action]) -> None:
    """Do what the actions say.

    Raises Refusal where an object is not taken, with its name; what was done before it stays done, and a later run goes on
    from there.
    """
    for action in actions:
        if not action.changes:
            continue
        try:
            match action.kind:
                case Kind.FIELD:
                    installation.schema.declare([str(action.document["name"])])
                case Kind.EXTRACTION_RULE:
                    _extraction_rule(installation, instance, action)
                case Kind.METRIC_RULE:
                    _metric_rule(installation, instance, action)
                case Kind.ITEM:
                    _item(installation, instance, summary, action)
                case Kind.MONITOR:
                    _monitor(installation, instance, action)
        except Refusal as refused:
            faults = [
                type(f)(f.code, f"The {action.kind} {action.key!r}: {f.message}", f.hint)
                for f in refused.faults
            ]
            raise Refusal(faults, refused.cause) from refused


def ensure_folder(installation: Installation, instance: AppInstance, summary: str) -> Item:
    """The folder of an instance, made where it is not there yet."""
    found = installation.folder(instance)
    if found is not None:
        return found
    body = {"type": "FolderSyncDefinition"}
    return installation.library.add(
        ItemKind.FOLDER,
        instance.parent,
        instance.name,
        body,
        by=instance.owner,
        description=summary[:4_096],
        owner=instance.owner,
    )


def remove_folders(installation: Installation, instance: AppInstance) -> None:
    """Remove the folders of an instance; that of monitors stays while something is in it."""
    folder = installation.folder(instance)
    if folder is not None:
        installation.library.remove(folder.id, by=instance.owner)
    monitors = installation.monitor_folder(instance)
    if monitors is not None and not installation.monitors.children(monitors.id):
        installation.monitors.remove(monitors.id)


def _extraction_rule(installation: Installation, instance: AppInstance, action: Action) -> None:
    schema, wanted = installation.schema, action.document
    match action.verb:
        case Verb.REMOVE:
            schema.remove_rule(action.id)
        case Verb.CREATE:
            schema.add_rule(
                action.key, wanted["scope"], wanted["expression"], enabled=wanted["enabled"], by=instance.id
            )
        case _:
            schema.change_rule(
                action.id,
                action.key,
                wanted["scope"],
                wanted["expression"],
                enabled=wanted["enabled"],
                by=instance.id,
            )


def _metric_rule(installation: Installation, instance: AppInstance, action: Action) -> None:
    rules, wanted = installation.metric_rules, action.document
    match action.verb:
        case Verb.REMOVE:
            rules.remove(action.id)
        case Verb.CREATE:
            rules.add(
                action.key, wanted["match"], wanted["dimensions"], enabled=wanted["enabled"], by=instance.id
            )
        case _:
            rules.change(
                action.id,
                action.key,
                wanted["match"],
                wanted["dimensions"],
                enabled=wanted["enabled"],
                by=instance.id,
            )


def _item(installation: Installation, instance: AppInstance, summary: str, action: Action) -> None:
    library = installation.library
    if action.verb is Verb.REMOVE:
        library.remove(action.id, by=instance.owner)
        return
    wanted = action.document
    kind = ItemKind(wanted["kind"])
    if action.verb is Verb.CHANGE:
        if library.item(action.id).kind is kind:
            library.change(
                action.id,
                by=instance.owner,
                description=wanted["description"],
                body=_body(wanted),
                position=wanted["position"],
            )
            return
        library.remove(action.id, by=instance.owner)
    *above, name = action.key.split("/")
    parent = ensure_folder(installation, instance, summary)
    for part in above:
        parent = next(c for c in library.children(parent.id) if c.name == unescaped(part))
    library.add(
        kind,
        parent.id,
        unescaped(name),
        _body(wanted),
        by=instance.owner,
        description=wanted["description"],
        owner=instance.owner,
        position=wanted["position"],
    )


def _body(wanted: Mapping[str, Any]) -> dict[str, Any]:
    return dict(wanted["body"])


def _monitor(installation: Installation, instance: AppInstance, action: Action) -> None:
    tree, wanted = installation.monitors, dict(action.document)
    match action.verb:
        case Verb.REMOVE:
            tree.remove(action.id)
        case Verb.CREATE:
            folder = installation.monitor_folder(instance)
            if folder is None:
                name = _free_name(installation, instance.name)
                folder = tree.add_folder(ROOT_ID, name, f"Monitors of {instance.title}.", by=instance.owner)
            tree.add(folder.id, wanted, by=instance.owner)
        case _:
            tree.change(
                action.id,
                by=instance.owner,
                name=wanted["name"],
                description=wanted.get("description") or "",
                body=wanted,
            )


def _free_name(installation: Installation, name: str) -> str:
    taken = {item.name for item in installation.monitors.children(ROOT_ID)}
    number, found = 2, name
    while found in taken:
        found = f"{name} ({number})"
        number += 1
    return found
