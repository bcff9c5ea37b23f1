"""The tree of monitors as people use it: folders and monitors, imports and exports (reference monitors.md, 8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import hex_id, stable_id
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import alerts, monitor_state, monitors
from sagescope.model.monitor import Monitor
from sagescope.model.monitor_item import MonitorItem

ROOT_ID = stable_id("monitors root")
ROOT_NAME = "Monitor"
SYSTEM = "system"
FOLDER_EXPORT = "MonitorsLibraryFolderExport"
MONITOR_EXPORT = "MonitorsLibraryMonitorExport"
MOST_DEPTH = 32


class MonitorTree:
    """The folders and monitors of one installation; `by` is the id of a user."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def prepare(self) -> None:
        """Make the root where it is not there yet."""
        with self._database.session() as session:
            if monitors.find(session, None, ROOT_NAME) is None:
                root = self._new("folder", None, ROOT_NAME, by=SYSTEM)
                monitors.add(session, root.changed(id=ROOT_ID))

    def item(self, item_id: str) -> MonitorItem:
        """One item. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return monitors.get(session, item_id)

    def children(self, folder: str) -> list[MonitorItem]:
        """What is in a folder. Raises Refusal NOT_FOUND, or `monitor.folder` for what is none."""
        with self._database.reading() as session:
            _folder(session, folder)
            return monitors.children(session, folder)

    def listed(self) -> list[MonitorItem]:
        """All items but the root, by name."""
        with self._database.reading() as session:
            return monitors.listed(session)

    def path(self, item_id: str) -> list[MonitorItem]:
        """The item with the folders around it, the root first."""
        with self._database.reading() as session:
            return monitors.above(session, item_id)

    def at(self, path: Sequence[str]) -> MonitorItem:
        """The item at a path of names from the root. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            found: MonitorItem | None = monitors.get(session, ROOT_ID)
            for name in path:
                found = monitors.find(session, found.id, name) if found else None
            if found is None:
                raise Refusal(
                    Fault("monitor.path", f"There is nothing at {'/'.join(path)!r}.", "List its folder."),
                    Cause.NOT_FOUND,
                )
            return found

    def add_folder(self, parent: str, name: str, description: str = "", *, by: str) -> MonitorItem:
        """A new folder. Raises Refusal where its name is taken or the parent is no folder."""
        with self._database.session() as session:
            _folder(session, parent)
            item = self._new("folder", parent, name, by=by, description=description)
            monitors.add(session, item)
            return item

    def add(self, parent: str, body: Mapping[str, Any], *, by: str) -> MonitorItem:
        """A new monitor. Raises Refusal where its document is broken, or as `add_folder` does."""
        read = Monitor.model_validate(dict(body))
        with self._database.session() as session:
            _folder(session, parent)
            item = self._monitor(parent, read, body, by=by)
            monitors.add(session, item)
            return item

    def change(
        self,
        item_id: str,
        *,
        by: str,
        name: str,
        description: str = "",
        body: Mapping[str, Any] | None = None,
        version: int | None = None,
    ) -> MonitorItem:
        """The item with another name, description or document.

        `version` is the one that the change was made to: where somebody has changed the item since, it is refused
        (STALE). A monitor that is disabled ends its open alerts.
        """
        read = Monitor.model_validate(dict(body)) if body is not None else None
        with self._database.session() as session:
            item = _changeable(session, item_id)
            if version is not None and version != item.version:
                raise Refusal(
                    Fault(
                        "monitor.stale",
                        f"{item.name!r} was changed in the meantime.",
                        "Load it again, and make the change to what it is now.",
                    ),
                    Cause.STALE,
                )
            changes: dict[str, Any] = {"name": name, "description": description}
            if read is not None:
                changes |= {"body": _kept(body or {}), "enabled": not read.is_disabled}
            return self._save(session, item, by, **changes)

    def set_enabled(self, ids: Sequence[str], *, enabled: bool, by: str) -> list[MonitorItem]:
        """Enable or disable monitors, and all below folders. Raises Refusal NOT_FOUND, and then changes none."""
        with self._database.session() as session:
            found: list[MonitorItem] = []
            for item_id in dict.fromkeys(i for one in ids for i in monitors.below(session, one)):
                item = monitors.get(session, item_id, lock=True)
                if item.kind == "monitor":
                    body = {**item.body, "isDisabled": not enabled}
                    found.append(self._save(session, item, by, body=body, enabled=enabled))
            return found

    def move(self, item_id: str, folder: str, *, by: str) -> MonitorItem:
        """The item in another folder. Raises Refusal `monitor.cycle` for a folder inside itself."""
        with self._database.session() as session:
            item = _changeable(session, item_id)
            _folder(session, folder)
            if folder in monitors.below(session, item_id):
                raise Refusal(
                    Fault(
                        "monitor.cycle", "A folder cannot stand in itself.", "Choose a folder outside of it."
                    )
                )
            return self._save(session, item, by, parent=folder)

    def copy(
        self, item_id: str, folder: str, *, by: str, name: str = "", description: str | None = None
    ) -> MonitorItem:
        """A copy of an item with everything in it."""
        document = self.export(item_id)
        document["name"] = name or document["name"]
        if description is not None:
            document["description"] = description
        return self.import_(document, folder, by=by)

    def remove(self, item_id: str) -> list[str]:
        """Delete an item with everything in it, and end its alerts; the ids. Raises Refusal NOT_FOUND."""
        with self._database.session() as session:
            _changeable(session, item_id)
            for one in monitors.below(session, item_id):
                self._end_alerts(session, one, "Deleted")
            return monitors.remove(session, item_id)

    def export(self, item_id: str) -> dict[str, Any]:
        """The item with everything in it, in the shape of an export."""
        with self._database.reading() as session:
            return _written(session, monitors.get(session, item_id))

    def import_(self, document: object, folder: str, *, by: str) -> MonitorItem:
        """Put an export into a folder, all of it or nothing.

        Raises Refusal where it is no export, where a monitor of it is broken, by its name, or where a name is taken.
        """
        with self._database.session() as session:
            _folder(session, folder)
            return self._plant(session, document, folder, by, 0, 0)

    def _plant(
        self, session: Session, document: object, folder: str, by: str, position: int, depth: int
    ) -> MonitorItem:
        if not isinstance(document, Mapping) or depth > MOST_DEPTH:
            raise _no_export()
        match document.get("type"):
            case "MonitorsLibraryMonitorExport" | "MonitorsLibraryMonitor":
                try:
                    read = Monitor.model_validate({k: v for k, v in document.items() if k != "type"})
                except Refusal as refused:
                    name = document.get("name")
                    faults = [Fault(f.code, f"{name!r}: {f.message}", f.hint) for f in refused.faults]
                    raise Refusal(faults) from None
                item = self._monitor(folder, read, document, by=by).changed(position=position)
                monitors.add(session, item)
                return item
            case "MonitorsLibraryFolderExport" | "MonitorsLibraryFolder":
                inner = document.get("children") or []
                if not isinstance(inner, list):
                    raise _no_export()
                item = self._new(
                    "folder",
                    folder,
                    str(document.get("name") or ""),
                    by=by,
                    description=str(document.get("description") or ""),
                    body={k: v for k, v in document.items() if k not in ("type", "children")},
                ).changed(position=position)
                monitors.add(session, item)
                for at, child in enumerate(inner):
                    self._plant(session, child, item.id, by, at, depth + 1)
                return item
            case _:
                raise _no_export()

    def _save(self, session: Session, item: MonitorItem, by: str, **changes: Any) -> MonitorItem:
        changed = item.changed(
            **changes, version=item.version + 1, modified_at=self._clock.now(), modified_by=by
        )
        if item.enabled and not changed.enabled:
            self._end_alerts(session, item.id, "Disabled")
            # Enabled again it begins anew, instead of catching up.
            monitor_state.forget_run(session, item.id)
        monitors.save(session, changed)
        return changed

    def _end_alerts(self, session: Session, item_id: str, resolution: str) -> None:
        for held in monitor_state.open_alerts(session, item_id).get(item_id, []):
            alerts.resolve(session, held.alert, self._clock.now(), resolution)
        monitor_state.forget(session, item_id)

    def _monitor(self, parent: str, read: Monitor, body: Mapping[str, Any], *, by: str) -> MonitorItem:
        item = self._new(
            "monitor", parent, read.name, by=by, description=read.description or "", body=_kept(body)
        )
        return item.changed(enabled=not read.is_disabled)

    def _new(
        self,
        kind: str,
        parent: str | None,
        name: str,
        *,
        by: str,
        description: str = "",
        body: Mapping[str, Any] | None = None,
    ) -> MonitorItem:
        now = self._clock.now()
        return MonitorItem.model_validate(
            {
                "id": hex_id(),
                "kind": kind,
                "parent": parent,
                "name": name,
                "description": description,
                "body": body or {},
                "created_at": now,
                "created_by": by,
                "modified_at": now,
                "modified_by": by,
            }
        )


def monitor_of(item: MonitorItem) -> Monitor:
    """The monitor of an item. Raises Refusal NOT_FOUND for a folder."""
    if item.kind != "monitor":
        raise Refusal(
            Fault("monitor.folder", f"{item.name!r} is a folder.", "Choose a monitor in it."),
            Cause.NOT_FOUND,
        )
    return Monitor.model_validate({**item.body, "name": item.name, "description": item.description})


def _kept(body: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != "type"}


def _written(session: Session, item: MonitorItem) -> dict[str, Any]:
    document: dict[str, Any] = dict(item.body)
    document["name"] = item.name if document.get("name", "").strip() != item.name else document["name"]
    if (document.get("description") or "") != item.description:
        document["description"] = item.description
    if item.kind == "monitor":
        return document | {"type": MONITOR_EXPORT}
    document.setdefault("description", item.description)
    inner = [_written(session, child) for child in monitors.children(session, item.id)]
    return document | {"type": FOLDER_EXPORT, "children": inner}


def _folder(session: Session, folder: str) -> MonitorItem:
    item = monitors.get(session, folder)
    if item.kind != "folder":
        raise Refusal(
            Fault("monitor.parent", f"{item.name!r} is no folder.", "Choose a folder."), Cause.CONFLICT
        )
    return item


def _changeable(session: Session, item_id: str) -> MonitorItem:
    item = monitors.get(session, item_id, lock=True)
    if item.parent is None:
        raise Refusal(
            Fault("monitor.root", "The root of the monitors stays as it is.", "Choose what is in it."),
            Cause.FORBIDDEN,
        )
    return item


def _no_export() -> Refusal:
    return Refusal(
        Fault(
            "monitor.export",
            "This is no export of monitors.",
            f"Give an object of the type {FOLDER_EXPORT} or {MONITOR_EXPORT}.",
        )
    )
