"""Exports of Sumo Logic are read whole, reported on, and written back as they were."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beside import CORPUS, needs
from sagescope.clock import FixedClock
from sagescope.errors import Refusal
from sagescope.library.exchange import read_export, written
from sagescope.library.service import Library, root_id
from sagescope.meta.db import Database
from sagescope.model.library import ItemKind

EXPORTS = CORPUS / "exports"
FILES = sorted(EXPORTS.glob("*.json"))
SHARED = root_id("Shared")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that all imports of this file go to."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('library') / 'meta.db'}")
    database.migrate()
    made = Library(database, FixedClock(1_767_268_800_000))
    made.prepare()
    yield made
    database.close()


@needs(EXPORTS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_published_export_is_written_back_as_it_was(file: Path, library: Library) -> None:
    document = json.loads(file.read_text(encoding="utf-8"))
    item, report = library.import_(document, SHARED, by="A" * 16, overwrite=True)
    assert report.counts
    assert all("kept, but not shown" not in note for _, note in report.notes), report.notes
    assert library.export(item.id) == document


def test_what_is_not_shown_is_named_and_kept() -> None:
    document = {
        "type": "FolderSyncDefinition",
        "name": "f",
        "description": "d",
        "children": [
            {"type": "ScorecardSyncDefinition", "name": "s", "anything": [1]},
            {
                "type": "DashboardV2SyncDefinition",
                "name": "d",
                "title": "t",
                "description": "",
                "panels": [{"key": "k", "title": "map", "panelType": "ServiceMapPanel", "application": "a"}],
            },
            {
                "type": "DashboardV2SyncDefinition",
                "name": "broken",
                "title": "t",
                "panels": [{"title": "no key"}],
            },
            {
                "type": "SavedSearchWithScheduleSyncDefinition",
                "name": "hourly",
                "search": {"queryText": "error"},
                "searchSchedule": {"cronExpression": "0 0 * * * ? *", "scheduleType": "1Hour"},
            },
        ],
    }
    branch, report = read_export(document)
    kinds = [ItemKind.OTHER, ItemKind.DASHBOARD, ItemKind.OTHER, ItemKind.SEARCH]
    assert [child.kind for child in branch.children] == kinds
    assert [path for path, _ in report.notes] == ["f/s", "f/d/map", "f/broken", "f/hourly"]
    assert written(branch) == document


@pytest.mark.parametrize(
    "document",
    [None, 1, [], {}, {"type": "FolderSyncDefinition"}, {"type": "FolderSyncDefinition", "name": " "}, {"name": "x"},
     {"type": "FolderSyncDefinition", "name": "x", "children": 5},
     {"type": "FolderSyncDefinition", "name": "x", "children": [1]}],
)  # fmt: skip
def test_what_is_no_export_is_refused(document: object) -> None:
    with pytest.raises(Refusal) as refused:
        read_export(document)
    assert refused.value.faults[0].code == "export.invalid"


def test_folders_without_end_are_refused() -> None:
    document: dict[str, Any] = {"type": "FolderSyncDefinition", "name": "x"}
    for _ in range(60):
        document = {"type": "FolderSyncDefinition", "name": "x", "children": [document]}
    with pytest.raises(Refusal):
        read_export(document)


def test_items_of_one_name_are_named_apart(library: Library) -> None:
    twice = {"type": "DashboardV2SyncDefinition", "title": "t", "name": "d", "description": ""}
    document = {"type": "FolderSyncDefinition", "name": "two", "description": "", "children": [twice, twice]}
    item, _ = library.import_(document, SHARED, by="A" * 16)
    assert [child.name for child in library.children(item.id)] == ["d", "d (2)"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["type", "name", "title", "children", "panels", "key", "panelType", "variables", "layout", "timeRange"]
    ), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(document=JSON, type_=st.sampled_from(["FolderSyncDefinition", "DashboardV2SyncDefinition", "Report"]))
def test_any_document_is_read_or_refused(document: object, type_: str) -> None:
    if isinstance(document, dict):
        document = {"name": "x", **document, "type": type_}
    try:
        branch, _ = read_export(document)
    except Refusal:
        return
    assert read_export(written(branch))[0] == branch
