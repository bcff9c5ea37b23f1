"""Classic dashboards of Sumo Logic as dashboards of the present kind (reference dashboards.md, 9; protocols-schemas.md).

What was imported stays in the library and in exports as it came; this is what is shown of it, and where a change of it
begins.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sagescope.durations import UNITS

TYPES = frozenset({"DashboardSyncDefinition", "Report"})

_CHARTS: Mapping[str, tuple[str, str]] = {
    "line": ("timeSeries", "line"),
    "area": ("timeSeries", "area"),
    "column": ("distribution", "column"),
    "bar": ("distribution", "bar"),
    "pie": ("distribution", "pie"),
    "table": ("distribution", "table"),
    "boxplot": ("timeSeries", "boxPlot"),
    "map": ("map", "map"),
    "svv": ("singleValueMetrics", "svp"),
    "singleValue": ("singleValueMetrics", "svp"),
    "metrics": ("timeSeries", "line"),
}
_DAY = {"type": "RelativeTimeRangeBoundary", "relativeTime": "-1d"}


def is_classic(body: Mapping[str, Any]) -> bool:
    """Whether a document is one of a classic dashboard."""
    return body.get("type") in TYPES


def document_of(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document of a dashboard as it is shown: one of a classic dashboard is converted, any other as it is."""
    return _converted(body) if is_classic(body) else body


def notes(body: Mapping[str, Any]) -> Iterator[str]:
    """What of a classic dashboard is not shown as it was."""
    yield "It is a classic dashboard, and shown as one of the present kind; exports give it as it came."
    filters = [str(f.get("label") or f.get("fieldName")) for f in _objects(body.get("filters"))]
    if filters:
        yield f"Its filters ({', '.join(filters)}) are kept, and not applied."


def _converted(body: Mapping[str, Any]) -> dict[str, Any]:
    properties = _json(body.get("properties"))
    panels = [(f"panel{at}", panel) for at, panel in enumerate(_objects(body.get("panels")), 1)]
    variables: dict[str, dict[str, Any]] = {}
    for _, panel in panels:
        for parameter in _objects(panel.get("queryParameters")):
            name = str(parameter.get("name") or "")
            if name:
                variables.setdefault(name.lower(), _variable(name, parameter))
    return {
        "title": body.get("title") or body.get("name"),
        "name": body.get("name"),
        "description": body.get("description") or "",
        "theme": "Dark" if "dark" in str(properties.get("theme")) else "Light",
        "timeRange": {"type": "BeginBoundedTimeRange", "from": _DAY, "to": None},
        "layout": {
            "layoutType": "Grid",
            "layoutStructures": [{"key": key, "structure": _structure(panel)} for key, panel in panels],
        },
        "panels": [_panel(key, panel) for key, panel in panels],
        "variables": list(variables.values()),
    }


def _panel(key: str, panel: Mapping[str, Any]) -> dict[str, Any]:
    viewer = str(panel.get("viewerType"))
    title = str(panel.get("name") or "")
    if viewer in ("title", "text", "html"):
        settings = _json(panel.get("properties")).get("settings")
        text = _inside(settings, "text", "configuration", "text")
        return {
            "key": key,
            "title": title,
            "panelType": "TextPanel",
            "text": text if isinstance(text, str) else "",
            "visualSettings": json.dumps(
                {"text": {"format": "markdownV2"}, "general": {"mode": "TextPanel"}}
            ),
        }
    mode, chart = _CHARTS.get(viewer, ("distribution", "table"))
    text = str(panel.get("queryString") or "")
    if viewer in ("column", "bar") and "_timeslice" in text:
        mode = "timeSeries"
    rows = [{"queryString": text, "queryType": "Logs", "queryKey": "A", **_parsing(panel)}] if text else []
    rows += [
        {
            "queryString": str(row.get("query") or ""),
            "queryType": "Metrics",
            "queryKey": str(row.get("rowId") or chr(ord("A") + at)),
        }
        for at, row in enumerate(_objects(panel.get("metricsQueries")))
        if not text
    ]
    return {
        "key": key,
        "title": title,
        "panelType": "SumoSearchPanel",
        "visualSettings": json.dumps({"general": {"mode": mode, "type": chart}}),
        "queries": rows,
        "timeRange": _range(panel.get("timeRange")),
    }


def _parsing(panel: Mapping[str, Any]) -> dict[str, str]:
    mode = _inside(panel, "autoParsingInfo", "mode")
    return {"parseMode": "Auto" if mode == "intelligent" else "Manual"}


def _structure(panel: Mapping[str, Any]) -> str:
    # The classic grid counts from 1.
    x, y, width, height = (_whole(panel.get(name), 1) for name in ("x", "y", "width", "height"))
    return json.dumps(
        {"height": max(1, height), "width": max(1, width), "x": max(0, x - 1), "y": max(0, y - 1)}
    )


def _range(given: object) -> dict[str, Any] | None:
    """The range of a panel: an object as it is, or the older list of boundaries; None for what is neither."""
    if isinstance(given, Mapping):
        return dict(given)
    try:
        held = json.loads(str(given))
    except ValueError:
        return None
    ends = [_boundary(one) for one in _objects(held)]
    if not ends or None in ends[:2]:
        return None
    return {"type": "BeginBoundedTimeRange", "from": ends[0], "to": ends[1] if len(ends) > 1 else None}


def _boundary(one: Mapping[str, Any]) -> dict[str, Any] | None:
    at = one.get("d")
    match one.get("t"):
        case "relative" if isinstance(at, int):
            return {"type": "RelativeTimeRangeBoundary", "relativeTime": f"-{abs(at) // UNITS['s']}s"}
        case "absolute" if isinstance(at, int):
            return {"type": "EpochTimeRangeBoundary", "epochMillis": at}
        case _:
            return None


def _variable(name: str, parameter: Mapping[str, Any]) -> dict[str, Any]:
    completed = parameter.get("autoComplete")
    listed = _objects(completed.get("autoCompleteValues")) if isinstance(completed, Mapping) else []
    values = [{"value": str(v.get("value")), "label": str(v.get("label"))} for v in listed if v.get("value")]
    return {
        "name": name,
        "displayName": parameter.get("label") or name,
        "defaultValue": str(parameter.get("value") or "*"),
        "sourceDefinition": {
            "variableSourceType": "CsvVariableSourceDefinition",
            "values": json.dumps(values) if values else str(parameter.get("value") or ""),
        },
        "includeAllOption": True,
        "allowMultiSelect": False,
    }


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list | tuple) else []


def _json(text: object) -> Mapping[str, Any]:
    try:
        held = json.loads(str(text or "{}"))
    except (ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def _inside(value: object, *names: str) -> object:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _whole(value: object, otherwise: int) -> int:
    return int(value) if isinstance(value, int | float) and abs(value) < 1e6 else otherwise
