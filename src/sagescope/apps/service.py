"""Apps as a service: install, upgrade, downgrade, uninstall, each said before it is done.

What is to be done is written to the instance first, then done object by object, then what was done. So a process that dies
in between is followed by one that goes on (`resume`), and who comes second while something is being done is refused.
Where an object is not taken, what was done before it is undone again.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import structlog

from sagescope.apps.applying import apply, ensure_folder, remove_folders
from sagescope.apps.catalog import Catalog
from sagescope.apps.choices import Choices, checked
from sagescope.apps.objects import objects_of
from sagescope.apps.planning import Action, Record, Wanted, plan, read, recorded, resumed, written
from sagescope.apps.reading import Package
from sagescope.apps.state import Installation
from sagescope.apps.versions import order
from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import hex_id
from sagescope.library.service import root_id
from sagescope.meta.db import Database
from sagescope.meta.repositories import apps as rows
from sagescope.model.app import AppInstance
from sagescope.model.library import Item

_log = structlog.get_logger("sagescope.apps")

Doing = Literal["install", "upgrade", "downgrade", "configure", "uninstall"]


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, or would be: `instance` is None where nothing was installed."""

    doing: Doing
    package: str
    title: str
    version: str
    before: str
    actions: tuple[Action, ...]
    instance: AppInstance | None = None


@dataclass(frozen=True, slots=True)
class _Planned:
    actions: list[Action]
    record: Record


class Apps:
    """The installed apps of one installation. `by` is the id of a user."""

    def __init__(
        self, database: Database, clock: Clock, catalog: Catalog, installation: Installation
    ) -> None:
        self._database = database
        self._clock = clock
        self.catalog = catalog
        self._installation = installation
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def instances(self) -> list[AppInstance]:
        """All installed apps, oldest first."""
        with self._database.reading() as session:
            return rows.listed(session)

    def instance(self, name: str) -> AppInstance:
        """The installed app of an id, a folder's name, or an app's name where it is installed once.

        Raises Refusal NOT_FOUND, or `app.several`.
        """
        held = self.instances()
        for found in (
            [i for i in held if i.id == name],
            [i for i in held if i.name == name],
            [i for i in held if name.lower() in (i.package, i.app)],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                raise Refusal(
                    Fault(
                        "app.several",
                        f"{name!r} is installed {len(found)} times.",
                        "Name the folder or the id of one: " + ", ".join(repr(i.name) for i in found) + ".",
                    ),
                    Cause.CONFLICT,
                )
        raise Refusal(
            Fault("app.missing", f"No app {name!r} is installed.", "See `sagescope apps list`."),
            Cause.NOT_FOUND,
        )

    def folder(self, instance: AppInstance) -> Item | None:
        """The folder of an installed app in the library."""
        return self._installation.folder(instance)

    def plan_install(
        self, name: str, version: str, choices: Choices, *, folder: str = "", parent: str = ""
    ) -> Change:
        """What an install would do."""
        package, instance = self._new(name, version, choices, folder, parent, "system")
        planned = self._planned(instance, package, choices)
        return _change("install", package, "", planned.actions)

    def install(
        self, name: str, version: str, choices: Choices, *, by: str, folder: str = "", parent: str = ""
    ) -> Change:
        """Install a version of an app (the newest where none is named) as a folder of that name.

        Raises Refusal NOT_FOUND for an unknown app or version, CONFLICT where its place is taken.
        """
        _, instance = self._new(name, version, choices, folder, parent, by)
        with self._database.session() as session:
            rows.add(session, instance)
        return self._carried_out(instance, "install")

    def plan_change(self, instance_name: str, version: str, choices: Choices | None = None) -> Change:
        """What an upgrade or a downgrade would do."""
        instance = self.instance(instance_name)
        package, doing, answers = self._towards(instance, version, choices)
        return _change(
            doing, package, instance.version, self._planned(instance, package, answers).actions, instance
        )

    def change(
        self, instance_name: str, version: str, choices: Choices | None = None, *, by: str, only: str = ""
    ) -> Change:
        """Upgrade or downgrade to a version, the newest where none is named; with other choices where given.

        `only` refuses the other direction. Raises Refusal CONFLICT while something is being done with the app.
        """
        instance = self.instance(instance_name)
        package, doing, answers = self._towards(instance, version, choices)
        if only and doing not in (only, "configure"):
            raise Refusal(
                Fault(
                    "app.direction",
                    f"{package.manifest.version} comes {'before' if doing == 'downgrade' else 'after'}"
                    f" {instance.version}, which is installed.",
                    f"Use `sagescope apps {doing}`.",
                ),
                Cause.CONFLICT,
            )
        pending = {
            "doing": doing,
            "version": package.manifest.version,
            "choices": answers.document(),
            "by": by,
        }
        return self._carried_out(self._begun(instance, pending), doing)

    def plan_uninstall(self, instance_name: str) -> Change:
        """What an uninstall would remove, and what would stay."""
        instance = self.instance(instance_name)
        planned = self._planned(instance, None, Choices())
        return _uninstalled(instance, planned.actions)

    def uninstall(self, instance_name: str, *, by: str) -> Change:
        """Take an app away. Raises Refusal CONFLICT while something is being done with it."""
        instance = self.instance(instance_name)
        return self._carried_out(self._begun(instance, {"doing": "uninstall", "by": by}), "uninstall")

    def resume(self) -> None:
        """Go on with what a process left undone; called at the start, before anybody asks."""
        for instance in self.instances():
            if instance.pending is not None:
                try:
                    self._carried_out(instance, instance.pending["doing"])
                except Refusal as refused:
                    _log.error("app left as it was", app=instance.name, reason=str(refused))

    def _new(
        self, name: str, version: str, choices: Choices, folder: str, parent: str, by: str
    ) -> tuple[Package, AppInstance]:
        package = self.catalog.package(name, version)
        manifest = package.manifest
        choices = checked(manifest, choices)
        parent = parent or root_id("Installed Apps")
        folder = folder or manifest.title
        if any(item.name == folder for item in self._installation.library.children(parent)):
            raise Refusal(
                Fault(
                    "app.folder",
                    f"There is something named {folder!r} in that folder already.",
                    "Choose another name for its folder, or upgrade what is installed.",
                ),
                Cause.CONFLICT,
            )
        now = self._clock.now()
        instance = AppInstance(
            id=hex_id(),
            app=manifest.uuid,
            package=manifest.name,
            title=manifest.title,
            version="",
            name=folder,
            parent=parent,
            pending={
                "doing": "install",
                "version": manifest.version,
                "choices": choices.document(),
                "by": by,
            },
            created_at=now,
            created_by=by,
            modified_at=now,
            modified_by=by,
        )
        return package, instance

    def _towards(
        self, instance: AppInstance, version: str, choices: Choices | None
    ) -> tuple[Package, Doing, Choices]:
        package = self.catalog.package(instance.package, version)
        answers = checked(package.manifest, choices or _kept_choices(instance, package))
        wanted = package.manifest.version
        if wanted == instance.version:
            return package, "configure", answers
        return (
            package,
            "upgrade" if order(wanted) > order(instance.version or "0.0.0") else "downgrade",
            answers,
        )

    def _begun(self, instance: AppInstance, pending: dict[str, Any]) -> AppInstance:
        with self._database.session() as session:
            held = rows.get(session, instance.id, lock=True)
            if held.pending is not None:
                raise _busy(held)
            begun = held.changed(pending=pending)
            rows.save(session, begun)
        return begun

    def _carried_out(self, instance: AppInstance, doing: Doing) -> Change:
        with self._lock:
            if instance.id in self._busy:
                raise _busy(instance)
            self._busy.add(instance.id)
        try:
            return self._uninstall(instance) if doing == "uninstall" else self._move(instance, doing)
        finally:
            with self._lock:
                self._busy.discard(instance.id)

    def _move(self, instance: AppInstance, doing: Doing) -> Change:
        pending = instance.pending or {}
        package = self.catalog.package(instance.package, pending["version"])
        choices = Choices.of(pending["choices"])
        planned = self._planned(instance, package, choices)
        try:
            ensure_folder(self._installation, instance, package.manifest.summary)
            apply(self._installation, instance, package.manifest.summary, planned.actions)
        except Refusal:
            self._undo(instance)
            raise
        moved = instance.changed(
            title=package.manifest.title,
            version=package.manifest.version,
            previous=instance.version if doing in ("upgrade", "downgrade") else instance.previous,
            choices=choices.document(),
            objects=written(planned.record),
            pending=None,
            modified_at=self._clock.now(),
            modified_by=str(pending.get("by") or instance.modified_by),
        )
        with self._database.session() as session:
            rows.save(session, moved)
        return _change(doing, package, instance.version, planned.actions, moved)

    def _undo(self, instance: AppInstance) -> None:
        """Back to what was there before a change that was not taken."""
        try:
            if not instance.version:
                self._uninstall(instance)
                return
            package = self.catalog.package(instance.package, instance.version)
            planned = self._planned(instance, package, Choices.of(instance.choices))
            apply(self._installation, instance, package.manifest.summary, planned.actions)
            with self._database.session() as session:
                rows.save(session, instance.changed(pending=None))
        except Refusal as refused:
            # It stays pending, so that the next start tries again.
            _log.error("app not taken back", app=instance.name, reason=str(refused))

    def _uninstall(self, instance: AppInstance) -> Change:
        planned = self._planned(instance, None, Choices())
        apply(self._installation, instance, "", planned.actions)
        remove_folders(self._installation, instance)
        with self._database.session() as session:
            rows.remove(session, instance.id)
        return _uninstalled(instance, planned.actions)

    def _planned(self, instance: AppInstance, package: Package | None, choices: Choices) -> _Planned:
        wanted: Sequence[Wanted] = objects_of(package, choices) if package is not None else ()
        attempted = self._attempted(instance)
        others = [other for other in self.instances() if other.id != instance.id]
        held = self._installation.held(instance, [*wanted, *attempted], others)
        record = read(instance.objects)
        if attempted:
            record = resumed(record, held, attempted)
        actions = plan(wanted, held, record)
        return _Planned(actions, recorded(actions, wanted, held, record))

    def _attempted(self, instance: AppInstance) -> Sequence[Wanted]:
        """What a change that has begun, here or before a crash, makes of the instance."""
        pending = instance.pending or {}
        if "version" not in pending:
            return ()
        package = self.catalog.package(instance.package, pending["version"])
        return objects_of(package, Choices.of(pending["choices"]))


def _kept_choices(instance: AppInstance, package: Package) -> Choices:
    """The choices of an instance, as far as another version asks for them."""
    held = Choices.of(instance.choices)
    ids = {p.id for p in package.manifest.data_sources}
    maps = any(p.kind == "accounts" for p in package.manifest.parameters)
    return Choices(
        {name: scope for name, scope in held.scopes.items() if name in ids},
        held.accounts if maps else {},
        held.account,
        held.region,
        held.monitors,
    )


def _change(
    doing: Doing, package: Package, before: str, actions: list[Action], instance: AppInstance | None = None
) -> Change:
    manifest = package.manifest
    return Change(doing, manifest.name, manifest.title, manifest.version, before, tuple(actions), instance)


def _uninstalled(instance: AppInstance, actions: list[Action]) -> Change:
    return Change(
        "uninstall", instance.package, instance.title, "", instance.version, tuple(actions), instance
    )


def _busy(instance: AppInstance) -> Refusal:
    doing = (instance.pending or {}).get("doing", "change")
    return Refusal(
        Fault(
            "app.busy",
            f"{instance.name!r} is being changed: {doing}.",
            "Wait until that is done, and look at it again.",
        ),
        Cause.CONFLICT,
        retry_after=5,
    )
