"""A dashboard as Grafana imports it, with Sagescope's API behind its panels. Pure.

Grafana has no plugin for Sagescope, but its Infinity data source reads JSON of any address: each panel asks for its own
rows, so that queries, variables and ranges stay with Sagescope and nothing of them has to be said in another language.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from sagescope.model.dashboard import COLUMNS, Dashboard, Panel, Range, Variable

PLUGIN = "yesoreyeram-infinity-datasource"
_SOURCE = {"type": PLUGIN, "uid": "${DS_SAGESCOPE}"}
_SCHEMA_VERSION = 39
_SERIES = (
    {"selector": "time", "text": "Time", "type": "timestamp_epoch"},
    {"selector": "series", "text": "Series", "type": "string"},
    {"selector": "value", "text": "Value", "type": "number"},
)
_UNITS = {
    "%100": "percent", "%": "percent", "percent": "percent", "bytes": "decbytes", "b": "decbytes", "mb": "decmbytes",
    "gb": "decgbytes", "ms": "ms", "milliseconds": "ms", "s": "s", "seconds": "s", "microseconds": "µs", "us": "µs",
}  # fmt: skip
_KINDS = {"pie": "piechart", "bar": "barchart", "column": "barchart", "table": "table"}


def grafana_of(dashboard: Dashboard, dashboard_id: str) -> dict[str, Any]:
    """The document that Grafana's import takes; it asks which data source to use."""
    boxes = {place.key: place.box for place in dashboard.layout.layout_structures}
    panels = [
        _panel(number, p, boxes, dashboard, dashboard_id) for number, p in enumerate(dashboard.panels, 1)
    ]
    kinds = sorted({panel["type"] for panel in panels})
    return {
        "__inputs": [
            {"name": "DS_SAGESCOPE", "label": "Sagescope", "description": "Infinity, with Sagescope as its base URL",
             "type": "datasource", "pluginId": PLUGIN, "pluginName": "Infinity"}
        ],
        "__requires": [
            {"type": "datasource", "id": PLUGIN, "name": "Infinity", "version": "3.0.0"},
            *({"type": "panel", "id": kind, "name": kind, "version": ""} for kind in kinds),
        ],
        "title": dashboard.title,
        "description": dashboard.description or "",
        "tags": ["sagescope"],
        "schemaVersion": _SCHEMA_VERSION,
        "editable": True,
        "graphTooltip": 1,
        "time": _time(dashboard.time_range),
        "refresh": f"{dashboard.refresh_interval}s" if dashboard.refresh_interval else "",
        "templating": {"list": [_variable(variable, dashboard_id) for variable in dashboard.variables]},
        "panels": panels,
    }  # fmt: skip


def _panel(
    number: int,
    panel: Panel,
    boxes: Mapping[str, tuple[int, int, int, int]],
    dashboard: Dashboard,
    dashboard_id: str,
) -> dict[str, Any]:
    left, top, width, height = boxes.get(panel.key, (0, 6 * number, COLUMNS // 2, 6))
    made: dict[str, Any] = {
        "id": number,
        "title": panel.title,
        "description": panel.description or "",
        "gridPos": {"x": left, "y": top, "w": width, "h": height},
    }
    if panel.text is not None or not panel.queries:
        return {**made, "type": "text", "options": {"mode": "markdown", "content": panel.text or ""}}
    kind, options, custom = _looks(panel)
    over_time = kind == "timeseries" or (
        kind == "stat" and "lastNotNull" in options["reduceOptions"]["calcs"]
    )
    shape = "series" if over_time else "table"
    asked = "".join(f"&${{{variable.name}:queryparam}}" for variable in dashboard.variables)
    address = f"/api/v1/dashboards/{dashboard_id}/panels/{quote(panel.key, safe='')}/rows"
    target = {
        "refId": "A",
        "datasource": _SOURCE,
        "type": "json",
        "source": "url",
        "parser": "backend",
        "format": "timeseries" if shape == "series" else "table",
        "url": f"{address}?shape={shape}&from=${{__from}}&to=${{__to}}{asked}",
        "url_options": {"method": "GET", "data": ""},
        "root_selector": "",
        "columns": list(_SERIES) if shape == "series" else [],
        "filters": [],
    }
    unit = _UNITS.get(_unit(panel).lower())
    return {
        **made,
        "type": kind,
        "datasource": _SOURCE,
        "targets": [target],
        "options": options,
        "fieldConfig": {
            "defaults": {"custom": custom, **({"unit": unit} if unit else {})},
            "overrides": [],
        },
    }


def _looks(panel: Panel) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The kind of panel, its options, and what its fields have of their own."""
    general = panel.visual.get("general")
    general = general if isinstance(general, dict) else {}
    mode, chart = str(general.get("mode") or ""), str(general.get("type") or "")
    match mode:
        case "timeSeries":
            stacked = str(general.get("displayType") or "").startswith("stacked") or chart == "column"
            return "timeseries", {}, {
                "drawStyle": "bars" if chart in ("column", "bar") else "points" if chart == "scatter" else "line",
                "fillOpacity": 80 if chart in ("column", "bar") else 25 if chart == "area" else 0,
                "stacking": {"mode": "normal" if stacked else "none", "group": "A"},
                "spanNulls": True,
            }  # fmt: skip
        case "singleValueMetrics":
            # A log search gives its value in one row, metrics give points.
            metrics = bool(panel.queries) and panel.queries[-1].is_metrics  # type: ignore[index]
            calcs = ["lastNotNull"] if metrics else []
            return "stat", {"reduceOptions": {"values": not metrics, "calcs": calcs, "fields": ""}}, {}
        case "honeyComb":
            return "stat", {"reduceOptions": {"values": True, "calcs": [], "fields": ""}}, {}
        case "map":
            return "geomap", {"layers": [{"type": "markers", "location": {"mode": "auto"}}]}, {}
        case "distribution":
            kind = _KINDS.get(chart, "barchart")
            pie = {"reduceOptions": {"values": True, "calcs": [], "fields": ""}, "pieType": "donut"}
            return kind, pie if kind == "piechart" else {}, {}
        case _:
            return "table", {}, {}


def _unit(panel: Panel) -> str:
    axes = panel.visual.get("axes")
    axis = axes.get("axisY") if isinstance(axes, dict) else None
    unit = axis.get("unit") if isinstance(axis, dict) else None
    if isinstance(unit, dict):
        unit = unit.get("value")
    return unit if isinstance(unit, str) else ""


def _time(range_: Range | None) -> dict[str, str]:
    start = range_.from_.relative_time if range_ and range_.from_ else None
    return {"from": f"now{start}" if start and start.startswith("-") else "now-15m", "to": "now"}


def _variable(variable: Variable, dashboard_id: str) -> dict[str, Any]:
    """A variable whose values are asked for as the dashboard is opened."""
    default = variable.default_value or ("*" if variable.include_all_option else "")
    everything = variable.include_all_option and default in ("", "*")
    return {
        "name": variable.name,
        "label": variable.display_name or variable.name,
        "type": "query",
        "datasource": _SOURCE,
        "refresh": 2,
        "multi": variable.allow_multi_select,
        "includeAll": variable.include_all_option,
        "allValue": "*" if variable.include_all_option else None,
        "hide": 2 if variable.hide_from_ui else 0,
        "current": (
            {"text": "All", "value": "$__all"} if everything else {"text": default, "value": default}
        ),
        "query": {
            "queryType": "infinity",
            "infinityQuery": {
                "refId": "variable",
                "type": "json",
                "source": "url",
                "parser": "backend",
                "format": "table",
                "url": f"/api/v1/dashboards/{dashboard_id}/variables/{quote(variable.name, safe='')}/rows",
                "url_options": {"method": "GET", "data": ""},
                "root_selector": "",
                "columns": [
                    {"selector": "label", "text": "__text", "type": "string"},
                    {"selector": "value", "text": "__value", "type": "string"},
                ],
                "filters": [],
            },
        },
    }
