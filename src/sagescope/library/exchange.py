"""Folders and dashboards as Sumo Logic exports them, and back (reference dashboards.md, 2).

An export is a tree: folders have `children`, every item a `type`. What is read is kept as it came, so that it is
written back the same; what cannot be shown here is kept too, and named in the report.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sagescope.errors import Fault, Refusal
from sagescope.library import classic
from sagescope.model.dashboard import Dashboard
from sagescope.model.library import ItemKind

MOST_DEPTH = 20
MOST_ITEMS = 5_000

FOLDER_TYPES = frozenset({"FolderSyncDefinition", "Folder"})
DASHBOARD_TYPES = frozenset({"DashboardV2SyncDefinition", "MewboardSyncDefinition", *classic.TYPES})
LOOKUP_TABLE = "LookupTableSyncDefinition"
"""What a lookup table is called; it is no item of the library, and kept as one of another kind."""
_KINDS: Mapping[str, ItemKind] = {
    **dict.fromkeys(FOLDER_TYPES, ItemKind.FOLDER),
    **dict.fromkeys(DASHBOARD_TYPES, ItemKind.DASHBOARD),
    "SavedSearchWithScheduleSyncDefinition": ItemKind.SEARCH,
    "SavedSearchSyncDefinition": ItemKind.SEARCH,
    "Search": ItemKind.SEARCH,
    "MetricsSavedSearchSyncDefinition": ItemKind.METRICS_SEARCH,
    "MetricsSearchSyncDefinition": ItemKind.METRICS_SEARCH,
}
_TYPES: Mapping[ItemKind, str] = {
    ItemKind.FOLDER: "FolderSyncDefinition",
    ItemKind.DASHBOARD: "DashboardV2SyncDefinition",
    ItemKind.SEARCH: "SavedSearchWithScheduleSyncDefinition",
    ItemKind.METRICS_SEARCH: "MetricsSavedSearchSyncDefinition",
}
_PANELS = frozenset({"SumoSearchPanel", "TextPanel"})


@dataclass(frozen=True, slots=True)
class Branch:
    """An item of an export: `body` is it without its children."""

    kind: ItemKind
    name: str
    description: str
    body: Mapping[str, Any]
    children: "tuple[Branch, ...]" = ()

    def all(self) -> "Iterator[Branch]":
        """The item and everything in it."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(slots=True)
class Report:
    """What was read, and what of it will not be shown: paths of items with the reason."""

    counts: dict[str, int] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def count(self, kind: ItemKind) -> None:
        """One more item of that kind."""
        self.counts[kind.value] = self.counts.get(kind.value, 0) + 1

    def note(self, path: str, text: str) -> None:
        """Something about the item at `path`."""
        self.notes.append((path, text))


def read_export(document: object) -> tuple[Branch, Report]:
    """The tree of an export, and the report of what was in it.

    Raises Refusal `export.invalid` for what is no export: no object, no type, no name.
    """
    report = Report()
    return _read(document, "", 1, report), report


def _read(document: object, path: str, depth: int, report: Report) -> Branch:
    where = f" in {path!r}" if path else ""
    if not isinstance(document, Mapping):
        raise _invalid(f"An item{where} is no JSON object.")
    type_ = document.get("type") or _untyped(document)
    if not isinstance(type_, str) or not type_:
        raise _invalid(f"An item{where} has no type.")
    name = document.get("name") or document.get("title") or document.get("searchName")
    if not isinstance(name, str) or not name.strip():
        raise _invalid(f"An item{where} of type {type_!r} has no name.")
    if depth > MOST_DEPTH:
        raise _invalid(f"Folders stand in each other more than {MOST_DEPTH} times.")
    here = f"{path}/{name}" if path else name
    kind = _KINDS.get(type_, ItemKind.OTHER)
    children = document.get("children") or ()
    if not isinstance(children, list | tuple):
        raise _invalid(f"The children of {here!r} are no list.")
    report.count(kind)
    if sum(report.counts.values()) > MOST_ITEMS:
        raise _invalid(f"The export has more than {MOST_ITEMS:,} items.")
    # A folder's name and description are columns of the item; everything else is kept as it came.
    apart = {"children", "name", "description"} if kind is ItemKind.FOLDER else {"children"}
    body = {key: value for key, value in document.items() if key not in apart}
    if kind is ItemKind.OTHER and type_ != LOOKUP_TABLE:
        report.note(here, f"{type_} is not shown here; it is kept, and exported again.")
    if kind is ItemKind.SEARCH and body.get("searchSchedule"):
        report.note(here, "Its schedule is kept, and does not run; a monitor of its query does.")
    if kind is ItemKind.DASHBOARD:
        kind = _checked(body, here, report)
    description = document.get("description")
    return Branch(
        kind,
        name.strip()[:255],
        description[:4_096] if isinstance(description, str) else "",
        body,
        tuple(_read(child, here, depth + 1, report) for child in children),
    )


def _untyped(document: Mapping[str, Any]) -> str | None:
    """The type of what the dashboards API answers with, which has none."""
    shaped = isinstance(document.get("panels"), list) and isinstance(document.get("layout"), Mapping)
    return _TYPES[ItemKind.DASHBOARD] if shaped else None


def _checked(body: Mapping[str, Any], path: str, report: Report) -> ItemKind:
    """Note what of a dashboard will not be shown; one that is broken is kept as something else."""
    try:
        dashboard = dashboard_of(body)
    except Refusal as refused:
        report.note(path, "It is kept, but not shown: " + "; ".join(f.sentence for f in refused.faults))
        return ItemKind.OTHER
    if classic.is_classic(body):
        for note in classic.notes(body):
            report.note(path, note)
    placed = {place.key for place in dashboard.layout.layout_structures}
    for panel in dashboard.panels:
        if panel.panel_type not in _PANELS:
            report.note(f"{path}/{panel.title}", f"A {panel.panel_type} shows a note in its place.")
        elif panel.key not in placed:
            report.note(f"{path}/{panel.title}", "The panel has no place; it stands below the others.")
        report.notes += [
            (f"{path}/{panel.title}", f"A {query.query_type} query is not run here.")
            for query in panel.queries or ()
            if query.query_type not in ("Logs", "Metrics")
        ]
    if body.get("coloringRules"):
        report.note(path, "Its colouring rules are kept, and not applied.")
    return ItemKind.DASHBOARD


def dashboard_of(body: Mapping[str, Any]) -> Dashboard:
    """The dashboard of a document, a classic one converted. Raises Refusal with a fault for each mistake."""
    given = {key: value for key, value in classic.document_of(body).items() if key != "type"}
    given.setdefault("title", given.get("name"))
    return Dashboard.model_validate(given)


def written(branch: Branch) -> dict[str, Any]:
    """The export of an item with everything in it, in the shape that it was read from."""
    document = dict(branch.body)
    if branch.kind is ItemKind.FOLDER:
        document |= {"name": branch.name, "description": branch.description}
    for key, value in (("name", branch.name), ("description", branch.description)):
        # What somebody changed here is written where the document has it.
        if isinstance(document.get(key), str) and document[key].strip() != value:
            document[key] = value
    if branch.kind in _TYPES:
        document.setdefault("type", _TYPES[branch.kind])
    if branch.kind is ItemKind.FOLDER:
        document["children"] = [written(child) for child in branch.children]
    return document


def _invalid(message: str) -> Refusal:
    return Refusal(
        Fault(
            "export.invalid", message, "Give an export of a folder or a dashboard, as the library makes it."
        )
    )
