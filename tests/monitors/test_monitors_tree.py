"""The tree of monitors: published packages come back as they were, and folders keep their order."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beside import CORPUS, needs
from sagescope.clock import FixedClock
from sagescope.errors import Cause, Refusal
from sagescope.meta.db import Database
from sagescope.monitors.tree import ROOT_ID, MonitorTree, monitor_of

PACKAGES = CORPUS / "monitors"
FILES = sorted(PACKAGES.glob("*.json"))
ANA = "00000000000000AA"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MonitorTree]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('tree') / 'meta.db'}")
    database.migrate()
    made = MonitorTree(database, FixedClock(1_767_268_800_000))
    made.prepare()
    made.prepare()
    yield made
    database.close()


def monitor(name: str = "m", **more: Any) -> dict[str, Any]:
    trigger = {"triggerType": "Critical", "timeRange": "-5m", "threshold": 1, "occurrenceType": "ResultCount"}
    return {
        "type": "MonitorsLibraryMonitorExport", "name": name, "description": "", "monitorType": "Logs",
        "queries": [{"rowId": "A", "query": "x"}], "triggers": [trigger], "notifications": [], **more,
    }  # fmt: skip


@needs(PACKAGES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_published_package_is_written_back_as_it_was(file: Path, tree: MonitorTree) -> None:
    document = json.loads(file.read_text())
    item = tree.import_(document, ROOT_ID, by=ANA)
    assert tree.export(item.id) == document
    # To the letter: a threshold of 600 is not one of 600.0.
    shown = json.dumps(tree.export(item.id), sort_keys=True)
    assert shown == json.dumps(document, sort_keys=True)
    assert not any(child.enabled for child in tree.children(item.id) if child.kind == "monitor")
    copied = tree.copy(item.id, ROOT_ID, by=ANA, name=f"copy of {item.name}")
    assert tree.export(copied.id) == {**document, "name": f"copy of {item.name}"}
    assert len(tree.remove(copied.id)) == 1 + len(document["children"])


def test_folders_and_paths(tree: MonitorTree) -> None:
    outer = tree.add_folder(ROOT_ID, "outer", by=ANA)
    inner = tree.add_folder(outer.id, "inner", "deep", by=ANA)
    item = tree.add(inner.id, monitor(isDisabled=False), by=ANA)
    assert item.enabled and monitor_of(item).name == "m"
    assert tree.at(["outer", "inner", "m"]) == item
    assert [i.name for i in tree.path(item.id)] == ["Monitor", "outer", "inner", "m"]
    with pytest.raises(Refusal) as refused:
        tree.move(outer.id, inner.id, by=ANA)
    assert refused.value.faults[0].code == "monitor.cycle"
    moved = tree.move(item.id, outer.id, by=ANA)
    assert (moved.parent, moved.version) == (outer.id, 2)
    with pytest.raises(Refusal) as refused:
        tree.add(outer.id, monitor(), by=ANA)
    assert refused.value.cause is Cause.CONFLICT
    with pytest.raises(Refusal) as refused:
        tree.remove(ROOT_ID)
    assert refused.value.cause is Cause.FORBIDDEN
    with pytest.raises(Refusal):
        tree.add(item.id, monitor("in a monitor"), by=ANA)
    tree.remove(outer.id)
    with pytest.raises(Refusal) as refused:
        tree.at(["outer"])
    assert refused.value.cause is Cause.NOT_FOUND


def test_an_import_is_whole_or_nothing(tree: MonitorTree) -> None:
    broken = monitor("broken", triggers=[])
    folder = {"type": "MonitorsLibraryFolderExport", "name": "part", "children": [monitor("fine"), broken]}
    with pytest.raises(Refusal, match="'broken'"):
        tree.import_(folder, ROOT_ID, by=ANA)
    with pytest.raises(Refusal):
        tree.at(["part"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["type", "name", "children", "triggers", "queries", "monitorType", "query"]), inner, max_size=5
    ),
    max_leaves=12,
)  # fmt: skip


@given(JSON, st.sampled_from(["MonitorsLibraryFolderExport", "MonitorsLibraryMonitorExport", "x"]))
def test_whatever_comes_is_taken_or_refused(tree: MonitorTree, given_: object, kind: str) -> None:
    document = {**given_, "type": kind} if isinstance(given_, dict) else given_
    try:
        item = tree.import_(document, ROOT_ID, by=ANA)
    except Refusal as refused:
        assert refused.faults[0].message
    else:
        tree.remove(item.id)
