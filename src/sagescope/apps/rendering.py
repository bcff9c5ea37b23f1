"""Dashboards of a package in Sumo Logic's shape (reference dashboards.md, 2 to 6)."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sagescope.apps.bands import COLOURS, bands_of
from sagescope.apps.format import Dashboard, GridRow, Panel, Range, Variable
from sagescope.apps.wiring import ScopeVariable, Wiring
from sagescope.ids import stable_id
from sagescope.model.dashboard import COLUMNS

_AGGREGATIONS = {
    "latest": "latest",
    "average": "avg",
    "sum": "sum",
    "minimum": "min",
    "maximum": "max",
    "count": "count",
}
_KNOWN_UNITS = frozenset({"B", "KB", "MB", "GB", "TB", "µs", "ms", "s", "%100", "%1"})
_PERCENT = "%100"


def dashboard_document(dashboard: Dashboard, wiring: Wiring) -> dict[str, Any]:
    """The export of a dashboard."""
    panels, places = [], []
    top = 0
    for at, row in enumerate(dashboard.rows):
        for number, (panel, left, width) in enumerate(placed(row)):
            key = "panel" + stable_id(wiring.manifest.name, dashboard.name, f"{at}.{number}", panel.title)
            panels.append(_panel(panel, key, wiring))
            structure = {"height": row.height, "width": width, "x": left, "y": top}
            places.append({"key": key, "structure": json.dumps(structure, separators=(",", ":"))})
        top += row.height
    variables = [_variable(v, wiring) for v in dashboard.variables]
    taken = {v.name.lower() for v in dashboard.variables}
    variables += [scope_variable(v) for v in wiring.variables() if v.name.lower() not in taken]
    return {
        "type": "DashboardV2SyncDefinition",
        "name": dashboard.name,
        "description": dashboard.description,
        "title": dashboard.title or dashboard.name,
        "theme": dashboard.theme,
        "topologyLabelMap": {"data": {key: list(values) for key, values in dashboard.labels.items()}},
        "refreshInterval": dashboard.refresh,
        "timeRange": range_document(dashboard.range),
        "layout": {"layoutType": "Grid", "layoutStructures": places},
        "panels": panels,
        "variables": variables,
        "coloringRules": [],
    }


def placed(row: GridRow) -> Iterator[tuple[Panel, int, int]]:
    """The panels of a row with their left column and width: what is left is shared by those without a width."""
    fixed = sum(p.width or 0 for p in row.panels)
    free = [p for p in row.panels if p.width is None]
    share, rest = divmod(max(0, COLUMNS - fixed), len(free)) if free else (0, 0)
    left = 0
    for panel in row.panels:
        width = panel.width
        if width is None:
            width = max(1, share + (1 if rest > 0 else 0))
            rest -= 1
        yield panel, left, width
        left += width


def range_document(text: Range) -> dict[str, Any]:
    """A range in the shape of exports."""
    if text in ("today", "yesterday"):
        return {"type": "CompleteLiteralTimeRange", "rangeName": text}
    boundary = {"type": "RelativeTimeRangeBoundary", "relativeTime": text}
    return {"type": "BeginBoundedTimeRange", "from": boundary, "to": None}


def rows_of(metrics: str | Mapping[str, str]) -> dict[str, str]:
    """Rows of metrics by their letters."""
    if isinstance(metrics, str):
        return {"A": metrics} if metrics else {}
    return dict(metrics)


def _panel(panel: Panel, key: str, wiring: Wiring) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": None,
        "key": key,
        "title": panel.title,
        "visualSettings": json.dumps(_visual(panel), ensure_ascii=False, separators=(",", ":")),
        "keepVisualSettingsConsistentWithParent": True,
    }
    if panel.chart == "text":
        return document | {"panelType": "TextPanel", "text": wiring.expanded(panel.text)}
    queries = [
        _query(wiring.dashboard_query(text, "metrics"), "Metrics", letter)
        for letter, text in rows_of(panel.metrics).items()
    ]
    if panel.logs:
        queries.append(_query(wiring.dashboard_query(panel.logs, "logs"), "Logs", _free(panel)))
    return document | {
        "panelType": "SumoSearchPanel",
        "queries": queries,
        "description": panel.description,
        "timeRange": range_document(panel.range) if panel.range else None,
        "coloringRules": None,
        "linkedDashboards": [
            {
                "id": None,
                "relativePath": f"../{link.dashboard}",
                "includeTimeRange": link.range,
                "includeVariables": link.variables,
            }
            for link in panel.links
        ],
    }


def _free(panel: Panel) -> str:
    """The letter of the log query of a panel: A, or the one after its rows of metrics."""
    return chr(ord("A") + len(rows_of(panel.metrics)))


def _query(text: str, type_: str, letter: str) -> dict[str, Any]:
    return {
        "queryString": text,
        "queryType": type_,
        "queryKey": letter,
        "metricsQueryMode": "Advanced" if type_ == "Metrics" else None,
        "metricsQueryData": None,
        "tracesQueryData": None,
        "spansQueryData": None,
        "parseMode": "Manual",
        "timeSource": "Message",
        "transient": False,
        "outputCardinalityLimit": 1000 if type_ == "Metrics" else None,
    }


def _visual(panel: Panel) -> dict[str, Any]:
    mode, type_ = _mode(panel)
    general: dict[str, Any] = {"mode": mode, "type": type_}
    visual: dict[str, Any] = {"title": {"fontSize": 14}, "general": general}
    if panel.chart == "text":
        return visual | {"text": {"format": "markdownV2", "showTitle": bool(panel.title), "fontSize": 14}}
    general["displayType"] = "stacked" if panel.stacked else "default"
    if panel.statistic:
        general["aggregationType"] = _AGGREGATIONS[panel.statistic]
    if panel.decimals is not None:
        general["decimals"] = panel.decimals
    if panel.empty:
        general["noDataMessage"] = panel.empty
    match panel.chart:
        case "pie" | "donut":
            general |= {"innerRadius": "45%" if panel.chart == "donut" else "0%", "maxNumOfSlices": 10}
        case "area":
            general["fillOpacity"] = 0.35
        case "line":
            general |= {"lineThickness": 1, "markerType": "none"}
        case "table":
            general["paginationPageSize"] = 100
        case "single":
            visual["svp"] = _single(panel)
        case "honeycomb":
            visual["honeyComb"] = {
                "thresholds": _bands(panel.bands),
                "shape": "hexagon",
                "groupBy": [],
                "aggregationType": _AGGREGATIONS[panel.statistic or "average"],
                "noDataMessage": panel.empty or None,
            }
        case "map":
            visual["map"] = {"layerType": "Cluster"}
    units = {"axisY": panel.unit, "axisY2": panel.second_unit}
    axes = {name: {"unit": _unit(unit)} for name, unit in units.items() if unit}
    visual |= {
        "axes": axes,
        "legend": {
            "enabled": panel.chart not in ("table", "single", "map", "honeycomb"),
            "verticalAlign": "bottom",
        },
        "color": {"family": "Categorical Default"},
        "hiddenQueryKeys": list(panel.hidden),
        "overrides": list(_overrides(panel)),
        "series": {},
    }
    if panel.limits is not None:
        comparator = "less_or_equal" if panel.limits.below else "greater_or_equal"
        numbers = {"warning": panel.limits.warning, "critical": panel.limits.critical}
        visual["thresholdsSettings"] = {
            "showThresholds": True,
            "fillRemainingGreen": False,
            "numberThresholds": {
                name: {"display": value is not None, "comparator": comparator, "value": value}
                for name, value in numbers.items()
            },
        }
    return visual


def _mode(panel: Panel) -> tuple[str, str]:
    match panel.chart:
        case "text":
            return "TextPanel", "text"
        case "single":
            return "singleValueMetrics", "svp"
        case "honeycomb":
            return "honeyComb", "honeyComb"
        case "map":
            return "map", "map"
        case "pie" | "donut":
            return "distribution", "pie"
        case "table":
            return "distribution", "table"
        case _:
            by_time = bool(panel.metrics) and panel.statistic is None
            by_time = by_time or re.search(r"\|\s*timeslice\b|@\{\w*trend\w*\}", panel.logs) is not None
            return "timeSeries" if by_time else "distribution", panel.chart


def _single(panel: Panel) -> dict[str, Any]:
    unit = "%" if panel.unit == _PERCENT else panel.unit
    return {
        "option": (panel.statistic or "latest").capitalize(),
        "label": panel.label or unit,
        "hideLabel": not (panel.label or unit),
        "useNoData": True,
        "noDataString": panel.empty or "0",
        "rounding": 2 if panel.decimals is None else panel.decimals,
        "thresholds": _bands(panel.bands),
        "useBackgroundColor": False,
        "sparkline": {"show": panel.sparkline, "color": COLOURS["blue"]},
        "gauge": {"show": False},
    }


def _bands(text: str) -> list[dict[str, Any]]:
    return [{"from": band.start, "to": band.end, "color": band.colour} for band in bands_of(text)]


def _unit(unit: str) -> dict[str, Any]:
    return {"value": unit, "isCustom": unit not in _KNOWN_UNITS}


def _overrides(panel: Panel) -> Iterator[dict[str, Any]]:
    for letter in rows_of(panel.metrics):
        name = panel.names if isinstance(panel.names, str) else panel.names.get(letter, "")
        properties: dict[str, Any] = {"name": name} if name else {}
        if letter in panel.types:
            properties["type"] = panel.types[letter]
        if letter in panel.second_axis:
            properties["axisYType"] = "secondary"
        if letter in panel.colours:
            properties["color"] = COLOURS[panel.colours[letter]]
        if properties:
            yield {
                "series": [],
                "queries": [letter],
                "userProvidedChartType": letter in panel.types,
                "properties": properties,
            }
    for name, colour in panel.colours.items():
        if name not in rows_of(panel.metrics):
            yield {
                "series": [name],
                "queries": [],
                "userProvidedChartType": False,
                "properties": {"color": COLOURS[colour]},
            }


def _variable(variable: Variable, wiring: Wiring) -> dict[str, Any]:
    if variable.key:
        source = _of_metadata(variable.key, wiring.dashboard_query(variable.filter, "metrics").strip())
    elif variable.logs:
        source = _of_logs(wiring.dashboard_query(variable.logs, "logs"), variable.field or variable.name)
    else:
        source = {"variableSourceType": "CsvVariableSourceDefinition", "values": ",".join(variable.values)}
    chosen = {"account": wiring.choices.account, "region": wiring.choices.region}
    default = chosen.get(variable.name.lower()) or variable.default
    return _offered(
        variable.name, variable.label or variable.name, default, source, multiple=variable.multiple
    )


def scope_variable(variable: ScopeVariable) -> dict[str, Any]:
    """The variable of a dashboard that a scope is put into."""
    key = variable.key
    if variable.kind == "metrics":
        source = _of_metadata(key, "")
    else:
        source = _of_logs(f"{key}=* | count by {key}", key)
    return _offered(variable.name, key, variable.value, source)


def _of_metadata(key: str, filter_: str) -> dict[str, Any]:
    return {"variableSourceType": "MetadataVariableSourceDefinition", "filter": filter_, "key": key}


def _of_logs(query: str, field: str) -> dict[str, Any]:
    return {"variableSourceType": "LogQueryVariableSourceDefinition", "query": query, "field": field}


def _offered(
    name: str, label: str, default: str, source: dict[str, Any], *, multiple: bool = False
) -> dict[str, Any]:
    """A variable whose values are offered, with "all" among them."""
    return {
        "id": None,
        "name": name,
        "displayName": label,
        "defaultValue": default,
        "sourceDefinition": source,
        "allowMultiSelect": multiple,
        "includeAllOption": True,
        "hideFromUI": False,
        "valueType": "Any",
    }
