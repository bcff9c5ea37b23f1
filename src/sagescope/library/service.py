"""The library as people use it: folders with roots, items with versions, imports and exports.

Names are unique in a folder. What an installed app owns can be looked at and copied, not changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import hex_id, stable_id
from sagescope.library.exchange import Branch, Report, dashboard_of, read_export, written
from sagescope.library.finding import Found, found
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import library
from sagescope.model.dashboard import Dashboard
from sagescope.model.library import Item, ItemKind, Version

ROOTS = ("Personal", "Shared", "Installed Apps")
SYSTEM = "system"


class Library:
    """The items of one installation; `by` and `owner` are ids of users, or `app:<instance>`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def prepare(self) -> None:
        """Make the roots where they are not there yet."""
        with self._database.session() as session:
            for name in ROOTS:
                if library.find(session, None, name) is None:
                    library.add(session, self._new(ItemKind.FOLDER, None, name, SYSTEM, id_=root_id(name)))

    def roots(self) -> list[Item]:
        """The root folders."""
        with self._database.reading() as session:
            return library.children(session, None)

    def item(self, item_id: str) -> Item:
        """One item. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return library.get(session, item_id)

    def children(self, folder: str) -> list[Item]:
        """What is in a folder. Raises Refusal NOT_FOUND, or `library.folder` for what is none."""
        with self._database.reading() as session:
            _folder(session, folder)
            return library.children(session, folder)

    def dashboards(self) -> list[Item]:
        """All dashboards, by name."""
        with self._database.reading() as session:
            return library.listed(session, ItemKind.DASHBOARD)

    def found(self, words: str) -> list[Found]:
        """The items that have all the words, in their names or in what is in them."""
        with self._database.reading() as session:
            return found(library.everything(session), words)

    def path(self, item_id: str) -> list[Item]:
        """The item with the folders around it, the root first."""
        with self._database.reading() as session:
            items = [library.get(session, item_id)]
            while items[0].parent is not None:
                items.insert(0, library.get(session, items[0].parent))
            return items

    def at(self, path: Sequence[str]) -> Item:
        """The item at a path of names from a root. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            found: Item | None = None
            for name in path:
                found = library.find(session, found.id if found else None, name)
                if found is None:
                    break
            if found is None:
                raise Refusal(
                    Fault("library.path", f"There is nothing at {'/'.join(path)!r}.", "List its folder."),
                    Cause.NOT_FOUND,
                )
            return found

    def add(
        self,
        kind: ItemKind,
        parent: str,
        name: str,
        body: Mapping[str, Any] | None = None,
        *,
        by: str,
        description: str = "",
        owner: str | None = None,
        position: int = 0,
    ) -> Item:
        """A new item in a folder; `position` is its place before those of later ones.

        Raises Refusal where the document is broken, the folder is not there or an app's, or its name is taken.
        """
        if kind is ItemKind.DASHBOARD:
            dashboard_of(body or {})
        item = self._new(kind, parent, name, owner or by, body=body, description=description)
        item = item.changed(position=position)
        with self._database.session() as session:
            _may_change(_folder(session, parent), owner or by)
            library.add(session, item)
        return item

    def change(
        self,
        item_id: str,
        *,
        by: str,
        name: str | None = None,
        description: str | None = None,
        body: Mapping[str, Any] | None = None,
        version: int | None = None,
        position: int | None = None,
    ) -> Item:
        """The item with another name, description or document; what it was becomes a version.

        `version` is the one that the change was made to: where somebody has changed the item since, it is refused
        (STALE). Raises Refusal as `add` does.
        """
        with self._database.session() as session:
            item = library.get(session, item_id, lock=True)
            _may_change(item, by)
            if version is not None and version != item.version:
                raise Refusal(
                    Fault(
                        "library.stale",
                        f"{item.name!r} was changed in the meantime.",
                        "Load it again, and make the change to what it is now.",
                    ),
                    Cause.STALE,
                )
            if body is not None and item.kind is ItemKind.DASHBOARD:
                dashboard_of(body)
            changed = item.changed(
                name=item.name if name is None else name,
                description=item.description if description is None else description,
                body=item.body if body is None else body,
                position=item.position if position is None else position,
                version=item.version + 1,
                modified_at=self._clock.now(),
                modified_by=by,
            )
            library.save(session, changed)
            return changed

    def move(self, item_id: str, folder: str, *, by: str) -> Item:
        """The item in another folder. Raises Refusal `library.cycle` for a folder inside itself."""
        with self._database.session() as session:
            item = library.get(session, item_id, lock=True)
            _may_change(item, by)
            _may_change(_folder(session, folder), by)
            if folder in library.below(session, item_id):
                raise Refusal(
                    Fault(
                        "library.cycle", "A folder cannot stand in itself.", "Choose a folder outside of it."
                    )
                )
            moved = item.changed(parent=folder, modified_at=self._clock.now(), modified_by=by)
            library.save(session, moved)
            return moved

    def copy(self, item_id: str, folder: str, name: str, *, by: str) -> Item:
        """A copy of an item with everything in it, which belongs to whoever made it."""
        branch = self.branch(item_id)
        top = Branch(branch.kind, name, branch.description, branch.body, branch.children)
        with self._database.session() as session:
            _may_change(_folder(session, folder), by)
            return self._plant(session, top, folder, by)

    def remove(self, item_id: str, *, by: str) -> int:
        """Delete an item with everything in it; how many there were. Raises Refusal for roots and for what is an app's."""
        with self._database.session() as session:
            item = library.get(session, item_id, lock=True)
            _may_change(item, by)
            return library.remove(session, item_id)

    def versions(self, item_id: str) -> list[Version]:
        """The former states of an item, the newest first."""
        with self._database.reading() as session:
            library.get(session, item_id)
            return library.versions(session, item_id)

    def restore(self, item_id: str, number: int, *, by: str) -> Item:
        """Make a former state the present one; the present one becomes a version."""
        found = next((v for v in self.versions(item_id) if v.number == number), None)
        if found is None:
            raise Refusal(
                Fault("version.missing", f"There is no version {number}.", "List the versions."),
                Cause.NOT_FOUND,
            )
        return self.change(item_id, by=by, name=found.name, description=found.description, body=found.body)

    def dashboard(self, item_id: str) -> Dashboard:
        """The dashboard of an item. Raises Refusal as `dashboard_item`."""
        return dashboard_of(self.dashboard_item(item_id).body)

    def dashboard_item(self, item_id: str) -> Item:
        """An item that is a dashboard. Raises Refusal NOT_FOUND, or `library.dashboard` for anything else."""
        item = self.item(item_id)
        if item.kind is not ItemKind.DASHBOARD:
            raise Refusal(
                Fault("library.dashboard", f"{item.name!r} is no dashboard.", "Open it in its folder."),
                Cause.NOT_FOUND,
            )
        return item

    def branch(self, item_id: str) -> Branch:
        """The item with everything in it."""
        with self._database.reading() as session:
            return _branch(session, library.get(session, item_id))

    def export(self, item_id: str) -> dict[str, Any]:
        """The item with everything in it, in the shape of an export."""
        return written(self.branch(item_id))

    def import_(
        self, document: object, folder: str, *, by: str, overwrite: bool = False, owner: str | None = None
    ) -> tuple[Item, Report]:
        """Put an export into a folder, all of it or nothing, and the report of what was in it.

        `overwrite` makes an item of the same name and kind what the export says: it keeps its id and gets a version,
        and so does what is in a folder. Raises Refusal where it is no export or the name is taken.
        """
        branch, report = read_export(document)
        with self._database.session() as session:
            _may_change(_folder(session, folder), owner or by)
            held = library.find(session, folder, branch.name)
            if held is not None and overwrite:
                return self._replaced(session, held, branch, owner or by, held.position), report
            return self._plant(session, branch, folder, owner or by), report

    def _replaced(self, session: Session, held: Item, branch: Branch, owner: str, position: int) -> Item:
        """The item as a branch of its name says, with its id where the kind is the same, so that links still lead to it."""
        _may_change(held, owner)
        if held.kind is not branch.kind:
            library.remove(session, held.id)
            return self._plant(session, branch, held.parent or "", owner, position)
        item = held.changed(description=branch.description, body=branch.body, position=position)
        if item != held:
            item = item.changed(version=held.version + 1, modified_at=self._clock.now(), modified_by=owner)
            library.save(session, item)
        before = {child.name: child for child in library.children(session, held.id)}
        for at, child in enumerate(_named_apart(branch.children)):
            old = before.pop(child.name, None)
            if old is None:
                self._plant(session, child, held.id, owner, at)
            else:
                self._replaced(session, old, child, owner, at)
        for gone in before.values():
            _may_change(gone, owner)
            library.remove(session, gone.id)
        return item

    def _plant(self, session: Session, branch: Branch, folder: str, owner: str, position: int = 0) -> Item:
        item = self._new(
            branch.kind, folder, branch.name, owner, body=branch.body, description=branch.description
        ).changed(position=position)
        library.add(session, item)
        for at, child in enumerate(_named_apart(branch.children)):
            self._plant(session, child, item.id, owner, at)
        return item

    def _new(
        self,
        kind: ItemKind,
        parent: str | None,
        name: str,
        owner: str,
        *,
        body: Mapping[str, Any] | None = None,
        description: str = "",
        id_: str | None = None,
    ) -> Item:
        now = self._clock.now()
        return Item(
            id=id_ or hex_id(),
            kind=kind,
            parent=parent,
            name=name,
            description=description,
            body=body or {},
            owner=owner,
            created_at=now,
            modified_at=now,
            modified_by=owner,
        )


def root_id(name: str) -> str:
    """The id of a root folder, the same everywhere."""
    return stable_id("library root", name)


def _branch(session: Session, item: Item) -> Branch:
    inner = library.children(session, item.id) if item.kind is ItemKind.FOLDER else []
    return Branch(
        item.kind, item.name, item.description, item.body, tuple(_branch(session, child) for child in inner)
    )


def _folder(session: Session, folder: str) -> Item:
    item = library.get(session, folder)
    if item.kind is not ItemKind.FOLDER:
        raise Refusal(
            Fault("library.folder", f"{item.name!r} is no folder.", "Choose a folder."), Cause.CONFLICT
        )
    return item


def _may_change(item: Item, by: str) -> None:
    """Raises Refusal FORBIDDEN for what an app owns, unless it is that app, and for changes of a root itself."""
    if item.of_app and item.owner != by:
        raise Refusal(
            Fault(
                "library.of_app",
                f"{item.name!r} belongs to an installed app.",
                "Copy it into a folder of yours, and change the copy.",
            ),
            Cause.FORBIDDEN,
        )


def _named_apart(children: Iterable[Branch]) -> list[Branch]:
    """The items with names of their own: exports may have two of one name."""
    taken: set[str] = set()
    named: list[Branch] = []
    for child in children:
        name, number = child.name, 2
        while name in taken:
            name = f"{child.name} ({number})"
            number += 1
        taken.add(name)
        named.append(Branch(child.kind, name, child.description, child.body, child.children))
    return named
