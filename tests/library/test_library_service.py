"""Folders, items, their versions, and what belongs to apps."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sagescope.clock import FixedClock
from sagescope.errors import Cause, Refusal
from sagescope.library.service import ROOTS, Library, root_id
from sagescope.meta.db import Database
from sagescope.model.library import ItemKind

PERSONAL = root_id("Personal")
SHARED = root_id("Shared")
ANA, BEN = "A" * 16, "B" * 16


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with its roots."""
    database = Database(f"sqlite:///{tmp_path / 'meta.db'}")
    database.migrate()
    made = Library(database, FixedClock(1_767_268_800_000))
    made.prepare()
    yield made
    database.close()


def dashboard(title: str, *keys: str) -> dict[str, Any]:
    return {"title": title, "panels": [{"key": key, "panelType": "TextPanel", "text": key} for key in keys]}


def refused(refusal: pytest.ExceptionInfo[Refusal]) -> tuple[str, Cause]:
    return refusal.value.faults[0].code, refusal.value.cause


def test_the_roots_are_made_once(library: Library) -> None:
    library.prepare()
    assert [item.name for item in library.roots()] == sorted(ROOTS)


def test_an_item_is_found_by_its_path(library: Library) -> None:
    folder = library.add(ItemKind.FOLDER, SHARED, "team", by=ANA)
    made = library.add(ItemKind.DASHBOARD, folder.id, "one/two", dashboard("x", "a"), by=ANA)
    assert library.at(["Shared", "team", "one/two"]) == made
    assert [item.name for item in library.path(made.id)] == ["Shared", "team", "one/two"]
    assert library.dashboard(made.id).panels[0].text == "a"
    with pytest.raises(Refusal) as nothing:
        library.at(["Shared", "teem"])
    assert refused(nothing) == ("library.path", Cause.NOT_FOUND)


def test_items_are_found_by_words_in_names_and_panels(library: Library) -> None:
    folder = library.add(ItemKind.FOLDER, SHARED, "Serving team", by=ANA)
    body = dashboard("Latency", "a")
    body["panels"].append(
        {"key": "q", "title": "Errors", "queries": [{"queryString": "error | count by Endpoint"}]}
    )
    made = library.add(ItemKind.DASHBOARD, folder.id, "Latency", body, by=ANA, description="For 11 o'clock")

    def places(words: str) -> list[tuple[str, tuple[str, ...], str]]:
        return [(hit.item.name, hit.folders, hit.where) for hit in library.found(words)]

    inside = ("Shared", "Serving team")
    assert places("LATEN") == [("Latency", inside, "")]
    assert places("endpoint error") == [("Latency", inside, "Errors")]
    assert places("o'clock") == [("Latency", inside, "description")]
    assert places("serving") == [("Serving team", ("Shared",), "")]
    assert places("shared") == places("  ") == places("latency missing") == []
    library.remove(made.id, by=ANA)
    assert places("latency") == []


def test_names_are_unique_in_a_folder(library: Library) -> None:
    library.add(ItemKind.FOLDER, SHARED, "team", by=ANA)
    library.add(ItemKind.FOLDER, PERSONAL, "team", by=ANA)
    with pytest.raises(Refusal) as taken:
        library.add(ItemKind.DASHBOARD, SHARED, "team", dashboard("x"), by=BEN)
    assert taken.value.cause is Cause.CONFLICT
    assert "'team'" in taken.value.faults[0].message


def test_every_change_is_a_version_that_can_be_restored(library: Library) -> None:
    made = library.add(ItemKind.DASHBOARD, SHARED, "d", dashboard("first", "a"), by=ANA)
    second = library.change(made.id, by=BEN, body=dashboard("second", "b"))
    third = library.change(made.id, by=BEN, name="e", version=second.version)
    assert [(v.number, v.name, v.body["title"]) for v in library.versions(made.id)] == [
        (2, "d", "second"),
        (1, "d", "first"),
    ]
    back = library.restore(made.id, 1, by=ANA)
    assert (back.name, back.body["title"], back.version) == ("d", "first", third.version + 1)
    assert len(library.versions(made.id)) == 3


def test_a_change_to_what_is_no_longer_there_is_refused(library: Library) -> None:
    made = library.add(ItemKind.DASHBOARD, SHARED, "d", dashboard("first"), by=ANA)
    library.change(made.id, by=BEN, body=dashboard("second"), version=1)
    with pytest.raises(Refusal) as stale:
        library.change(made.id, by=ANA, body=dashboard("other"), version=1)
    assert refused(stale) == ("library.stale", Cause.STALE)
    assert library.dashboard(made.id).title == "second"


def test_a_broken_dashboard_is_refused_and_changes_nothing(library: Library) -> None:
    made = library.add(ItemKind.DASHBOARD, SHARED, "d", dashboard("first"), by=ANA)
    for body in ({}, {"title": ""}, dashboard("x", "a", "a"), {"title": "x", "panels": [{}]}):
        with pytest.raises(Refusal):
            library.change(made.id, by=ANA, body=body)
    assert library.item(made.id).version == 1


def test_a_folder_does_not_stand_in_itself(library: Library) -> None:
    outer = library.add(ItemKind.FOLDER, SHARED, "outer", by=ANA)
    inner = library.add(ItemKind.FOLDER, outer.id, "inner", by=ANA)
    for folder in (outer.id, inner.id):
        with pytest.raises(Refusal) as cycle:
            library.move(outer.id, folder, by=ANA)
        assert cycle.value.faults[0].code == "library.cycle"
    library.move(inner.id, PERSONAL, by=ANA)
    assert [item.name for item in library.children(outer.id)] == []


def test_a_folder_goes_with_everything_in_it(library: Library) -> None:
    outer = library.add(ItemKind.FOLDER, SHARED, "outer", by=ANA)
    inner = library.add(ItemKind.FOLDER, outer.id, "inner", by=ANA)
    library.add(ItemKind.DASHBOARD, inner.id, "d", dashboard("x"), by=ANA)
    copy = library.copy(outer.id, PERSONAL, "copy", by=BEN)
    assert library.remove(outer.id, by=ANA) == 3
    assert [item.name for item in library.children(copy.id)] == ["inner"]
    assert library.at(["Personal", "copy", "inner", "d"]).owner == BEN


def test_what_an_app_owns_is_copied_not_changed(library: Library) -> None:
    app = "app:one"
    folder = library.add(ItemKind.FOLDER, root_id("Installed Apps"), "App", by=app, owner=app)
    made = library.add(ItemKind.DASHBOARD, folder.id, "d", dashboard("x"), by=app, owner=app)
    for change in (
        lambda: library.change(made.id, by=ANA, name="mine"),
        lambda: library.move(made.id, PERSONAL, by=ANA),
        lambda: library.remove(folder.id, by=ANA),
        lambda: library.add(ItemKind.FOLDER, folder.id, "mine", by=ANA),
        lambda: library.copy(made.id, folder.id, "mine", by=ANA),
    ):
        with pytest.raises(Refusal) as forbidden:
            change()
        assert refused(forbidden) == ("library.of_app", Cause.FORBIDDEN)
    copy = library.copy(made.id, PERSONAL, "mine", by=ANA)
    assert library.change(copy.id, by=ANA, body=dashboard("y")).owner == ANA
    assert library.change(made.id, by=app, body=dashboard("z")).version == 2
