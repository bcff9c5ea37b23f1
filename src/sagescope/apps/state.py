"""What there is of an app on an installation, as planning compares it."""

from collections.abc import Iterable, Iterator, Sequence

from sagescope.apps.objects import escaped
from sagescope.apps.planning import Held, Key, Kind, Wanted, read
from sagescope.ingest.metric_rules import MetricRules
from sagescope.ingest.schema import SchemaService
from sagescope.library.service import Library
from sagescope.model.app import AppInstance
from sagescope.model.library import Item, ItemKind
from sagescope.model.monitor_item import MonitorItem
from sagescope.monitors.tree import ROOT_ID, MonitorTree


class Installation:
    """The stores that apps are installed into."""

    def __init__(
        self, library: Library, monitors: MonitorTree, schema: SchemaService, metric_rules: MetricRules
    ) -> None:
        self.library = library
        self.monitors = monitors
        self.schema = schema
        self.metric_rules = metric_rules

    def held(
        self, instance: AppInstance, wanted: Sequence[Wanted], others: Iterable[AppInstance]
    ) -> list[Held]:
        """The objects of an instance, and those that stand where it wants to have its own."""
        names = {one.name for one in wanted} | set(read(instance.objects))
        shared = {name for other in others for name in read(other.objects)}
        found = [*self._fields(), *self._rules(instance), *self._metric_rules(instance)]
        found = [one for one in found if one.name in names]
        found += [*self._items(instance), *self._monitors(instance)]
        return [
            Held(
                one.kind,
                one.key,
                one.id,
                one.document,
                one.owned,
                one.kind is not Kind.ITEM and one.kind is not Kind.MONITOR and one.name in shared,
            )
            for one in found
        ]

    def folder(self, instance: AppInstance) -> Item | None:
        """The folder of an instance in the library."""
        return next(
            (
                item
                for item in self.library.children(instance.parent)
                if item.name == instance.name and item.owner == instance.owner
            ),
            None,
        )

    def monitor_folder(self, instance: AppInstance) -> MonitorItem | None:
        """The folder of an instance among the monitors."""
        return next(
            (
                item
                for item in self.monitors.children(ROOT_ID)
                if item.kind == "folder" and item.created_by == instance.owner
            ),
            None,
        )

    def _fields(self) -> Iterator[Held]:
        for field in self.schema.fields():
            yield Held(Kind.FIELD, field.name.lower(), field.id, {"name": field.name})

    def _rules(self, instance: AppInstance) -> Iterator[Held]:
        for rule in self.schema.rules():
            document = {
                "scope": rule.scope,
                "expression": rule.parse_expression,
                "enabled": rule.enabled,
            }
            owned = rule.created_by == instance.id
            yield Held(Kind.EXTRACTION_RULE, rule.name, rule.id, document, owned)

    def _metric_rules(self, instance: AppInstance) -> Iterator[Held]:
        for rule in self.metric_rules.rules():
            document = {
                "match": rule.match,
                "dimensions": {d.name: d.value for d in rule.dimensions},
                "enabled": rule.enabled,
            }
            owned = rule.created_by == instance.id
            yield Held(Kind.METRIC_RULE, rule.name, rule.id, document, owned)

    def _items(self, instance: AppInstance) -> Iterator[Held]:
        folder = self.folder(instance)
        if folder is not None:
            yield from self._below(folder, "", instance)

    def _below(self, folder: Item, above: str, instance: AppInstance) -> Iterator[Held]:
        for item in self.library.children(folder.id):
            key = f"{above}/{escaped(item.name)}" if above else escaped(item.name)
            document = {
                "kind": item.kind.value,
                "description": item.description,
                "body": dict(item.body),
                "position": item.position,
            }
            yield Held(Kind.ITEM, key, item.id, document, item.owner == instance.owner)
            if item.kind is ItemKind.FOLDER:
                yield from self._below(item, key, instance)

    def _monitors(self, instance: AppInstance) -> Iterator[Held]:
        folder = self.monitor_folder(instance)
        made: set[Key] = set()
        items = self.monitors.listed()
        for item in items:
            if item.kind == "monitor" and item.created_by == instance.owner:
                # People may give it another name or folder; what it was made of stays in it.
                key = str(item.body.get("monitorTemplateId") or "").partition("/")[2] or item.name
                made.add((Kind.MONITOR, key))
                yield Held(Kind.MONITOR, key, item.id, monitor_state(item), True)
        for item in items:
            taken = (Kind.MONITOR, item.name) in made
            if (
                folder is not None
                and item.parent == folder.id
                and item.created_by != instance.owner
                and not taken
            ):
                yield Held(Kind.MONITOR, item.name, item.id, monitor_state(item), False)


def monitor_state(item: MonitorItem) -> dict[str, object]:
    """What a monitor is compared by."""
    return {
        **item.body,
        "name": item.name,
        "description": item.description,
        "isDisabled": not item.enabled,
    }
