"""Classic dashboards are shown as present ones, and exported as they came."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.library.exchange import dashboard_of, read_export, written
from sagescope.model.library import ItemKind

PANEL: dict[str, Any] = {
    "type": "ReportPanel", "name": "Errors", "viewerType": "column", "detailLevel": 2, "metricsQueries": [], "properties": "{}",
    "queryString": "error | timeslice {{width}} | count by _timeslice", "timeRange": '[{"t":"relative","d":-3600000}]',
    "x": 13, "y": 1, "width": 12, "height": 5, "id": "7",
    "queryParameters": [{"name": "width", "label": "Width", "value": "5m", "dataType": "ANY",
                         "autoComplete": {"autoCompleteType": "CSV", "autoCompleteValues": [{"label": "Five", "value": "5m"}]}}],
}  # fmt: skip
CLASSIC: dict[str, Any] = {
    "type": "Report", "name": "Old", "description": "d", "properties": '{"theme":"dark-theme"}',
    "filters": [{"type": "ReportFilter", "fieldName": "region", "label": "Region"}],
    "panels": [
        PANEL,
        {**PANEL, "viewerType": "metrics", "queryString": "", "timeRange": '[{"t":"absolute","d":5},{"t":"absolute","d":9}]',
         "metricsQueries": [{"query": "metric=a", "rowId": "A"}, {"query": "#A | sum", "rowId": "B"}], "queryParameters": []},
        {**PANEL, "viewerType": "text", "queryString": "",
         "properties": json.dumps({"settings": {"text": {"configuration": {"text": "*hello*"}}}})},
        {**PANEL, "viewerType": "svv", "timeRange": "soon"},
    ],
}  # fmt: skip


def test_a_classic_dashboard_is_converted_and_kept() -> None:
    branch, report = read_export(CLASSIC)
    assert branch.kind is ItemKind.DASHBOARD
    assert written(branch) == CLASSIC
    (_, first), (_, second) = report.notes[:2]
    assert first.startswith("It is a classic dashboard")
    assert "Region" in second
    board = dashboard_of(branch.body)
    assert (board.title, board.theme) == ("Old", "Dark")
    column, metrics, text, single = board.panels
    assert column.visual["general"] == {"mode": "timeSeries", "type": "column"}
    assert column.time_range is not None
    assert column.time_range.from_ is not None
    assert column.time_range.from_.relative_time == "-3600s"
    assert [(q.query_key, q.query_type) for q in metrics.queries or ()] == [
        ("A", "Metrics"),
        ("B", "Metrics"),
    ]
    assert metrics.time_range is not None
    assert metrics.time_range.to is not None
    assert metrics.time_range.to.epoch_millis == 9
    assert (text.panel_type, text.text) == ("TextPanel", "*hello*")
    assert single.time_range is None
    assert board.layout.layout_structures[0].box == (12, 0, 12, 5)
    (variable,) = board.variables
    assert (variable.name, variable.default_value) == ("width", "5m")


ODD: st.SearchStrategy[object] = (
    st.none() | st.integers(-5, 5) | st.text(max_size=5) | st.lists(st.integers(), max_size=2) | st.just({})
)


@given(
    panel=st.dictionaries(st.sampled_from(sorted(PANEL)), ODD, max_size=4),
    more=st.dictionaries(
        st.sampled_from(["properties", "filters", "panels", "description", "title"]), ODD, max_size=3
    ),
)
def test_whatever_a_classic_dashboard_holds_is_kept(panel: dict[str, Any], more: dict[str, Any]) -> None:
    document = {**CLASSIC, "panels": [{**PANEL, **panel}], **more}
    branch, _ = read_export(document)
    assert json.loads(json.dumps(written(branch))) == document


@pytest.mark.parametrize("type_", ["Report", "DashboardV2SyncDefinition"])
def test_large_exports_and_odd_names_come_through(type_: str) -> None:
    name = "a / b \\ c · 日本語 %2F"
    board = {
        **CLASSIC,
        "type": type_,
        "name": name,
        "title": name,
        "panels": [],
        "filters": [],
        "note": "x" * 200_000,
    }
    folder = {
        "type": "FolderSyncDefinition", "name": name, "description": "",
        "children": [{**board, "name": f"{name} {at}"} for at in range(100)],
    }  # fmt: skip
    branch, report = read_export(folder)
    assert report.counts == {"folder": 1, "dashboard": 100}
    assert written(branch) == folder


def test_a_tree_without_end_is_refused() -> None:
    folder: dict[str, Any] = {"type": "FolderSyncDefinition", "name": "x", "children": []}
    folder["children"].append(folder)
    with pytest.raises(Refusal):
        read_export(folder)
