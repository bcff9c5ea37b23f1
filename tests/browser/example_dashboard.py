"""A dashboard over the demo account with a panel of every kind that is drawn, and some that cannot be."""

import json
from typing import Any

from sagescope.search.document_queries import LOG_QUERIES, METRIC_QUERIES

_CALLS = (
    "namespace=aws/sagemaker endpointname={{endpoint}} metric=Invocations statistic=sum"
    " | quantize using sum | sum by endpointname"
)
_GREEN, _AMBER, _RED = "#16943E", "#DFBE2E", "#BF2121"


def _metrics(key: str, text: str, **more: Any) -> dict[str, Any]:
    return {"queryKey": key, "queryType": "Metrics", "queryString": text, "parseMode": "Manual", **more}


def _logs(text: str) -> list[dict[str, Any]]:
    return [{"queryKey": "A", "queryType": "Logs", "queryString": text, "parseMode": "Auto"}]


def _over_time(type_: str, display: str = "default", **more: Any) -> dict[str, Any]:
    return {"general": {"mode": "timeSeries", "type": type_, "displayType": display}, **more}


def _by_group(type_: str, **more: Any) -> dict[str, Any]:
    return {"general": {"mode": "distribution", "type": type_, **more.pop("general", {})}, **more}


def _single(svp: dict[str, Any]) -> dict[str, Any]:
    return {"general": {"mode": "singleValueMetrics", "type": "svp"}, "svp": svp}


PANELS: list[tuple[str, tuple[int, int, int, int], dict[str, Any]]] = [
    (
        "Serving",
        (0, 0, 24, 1),
        {
            "panelType": "TextPanel",
            "text": "",
            "visualSettings": {"text": {"backgroundColor": "#0B7A75", "textColor": "#FFFFFF"}},
        },
    ),
    (
        "Invocations",
        (0, 1, 5, 4),
        {
            "queries": [_metrics("A", _CALLS.replace("| sum by endpointname", "| sum"))],
            "visualSettings": _single(
                {"option": "Sum", "label": "calls", "rounding": 0, "sparkline": {"show": True}}
            ),
        },
    ),
    (
        "CPU of endpoints",
        (5, 1, 5, 4),
        {
            "queries": [
                _metrics(
                    "A", "namespace=/aws/sagemaker/endpoints metric=CPUUtilization statistic=average | avg"
                )
            ],
            "visualSettings": _single(
                {
                    "option": "Average",
                    "label": "% of a core",
                    "rounding": 1,
                    "gauge": {"show": True, "min": 0, "max": 200},
                    "thresholds": [
                        {"from": 0, "to": 20, "color": _GREEN},
                        {"from": 20, "to": 60, "color": _AMBER},
                        {"from": 60, "to": None, "color": _RED},
                    ],
                }
            ),
        },
    ),
    (
        "Latency of {{endpoint}} by endpoint",
        (10, 1, 14, 8),
        {
            "queries": [
                _metrics(
                    "A",
                    "namespace=aws/sagemaker endpointname={{endpoint}} metric=ModelLatency statistic=average"
                    " | avg by endpointname",
                ),
                _metrics("B", _CALLS.replace("| sum by endpointname", "| sum")),
            ],
            "visualSettings": _over_time(
                "line",
                axes={"axisY": {"title": "Latency", "unit": {"value": "µs"}}, "axisY2": {"title": "Calls"}},
                legend={
                    "enabled": True,
                    "verticalAlign": "right",
                    "showAsTable": True,
                    "shownStatistics": ["avg", "max"],
                },
                overrides=[
                    {"series": [], "queries": ["A"], "properties": {"name": "{{endpointname}}"}},
                    {
                        "series": [],
                        "queries": ["B"],
                        "properties": {
                            "name": "Calls",
                            "type": "column",
                            "axisYType": "secondary",
                            "color": "#93a3b3",
                        },
                    },
                ],
            ),
            "description": "Columns are calls, on the right axis.",
        },
    ),
    (
        "Calls by endpoint",
        (0, 5, 10, 4),
        {"queries": [_metrics("A", _CALLS)], "visualSettings": _over_time("area", "stacked")},
    ),
    (
        "Hosts",
        (0, 9, 8, 6),
        {
            "queries": [
                _metrics(
                    "A",
                    "namespace=/aws/sagemaker/trainingjobs metric=CPUUtilization statistic=average | max by training_job",
                )
            ],
            "visualSettings": {
                "general": {"mode": "honeyComb", "type": "honeyComb"},
                "honeyComb": {
                    "aggregationType": "max",
                    "thresholds": [
                        {"from": 0, "to": 200, "color": _GREEN},
                        {"from": 200, "to": 600, "color": _AMBER},
                        {"from": 600, "to": None, "color": _RED},
                    ],
                },
            },
        },
    ),
    (
        "Operations",
        (8, 9, 8, 6),
        {"queries": _logs(LOG_QUERIES["operations"]), "visualSettings": _over_time("column", "stacked")},
    ),
    (
        "Shares of models",
        (16, 9, 8, 6),
        {
            "queries": [_metrics("A", METRIC_QUERIES["invocations"])],
            "visualSettings": _by_group(
                "pie",
                general={"innerRadius": "55%", "aggregationType": "sum"},
                legend={"enabled": True, "verticalAlign": "right"},
            ),
        },
    ),
    (
        "Audit",
        (0, 15, 24, 1),
        {"panelType": "TextPanel", "text": "", "visualSettings": {}},
    ),
    (
        "Where calls come from",
        (0, 16, 12, 8),
        {
            "queries": _logs(LOG_QUERIES["locations"]),
            "visualSettings": {"general": {"mode": "map", "type": "map"}, "map": {"layerType": "Cluster"}},
        },
    ),
    (
        "Events",
        (12, 16, 12, 8),
        {
            "queries": _logs(LOG_QUERIES["events"]),
            "visualSettings": _by_group("bar", legend={"enabled": False}),
        },
    ),
    (
        "Errors",
        (0, 24, 10, 6),
        {
            "queries": _logs(LOG_QUERIES["errors"]),
            "visualSettings": _by_group("table"),
            "linkedDashboards": [
                {"relativePath": "../Linked", "includeTimeRange": True, "includeVariables": True}
            ],
        },
    ),
    (
        "A query at fault",
        (10, 24, 7, 6),
        {"queries": _logs("* | cuont by region"), "visualSettings": _by_group("table")},
    ),
    (
        "About",
        (17, 24, 7, 6),
        {
            "panelType": "TextPanel",
            "text": "## Serving\n\nCalls of *{{endpoint}}*, their **latency** and what they cost.\n\n"
            "1. Look at latency\n2. Look at errors\n\n<script>alert(1)</script>\n\n[A link](https://example.com)",
            "visualSettings": {"text": {"format": "markdownV2"}},
        },
    ),
    ("Traces", (0, 30, 12, 3), {"panelType": "TracesListPanel", "queries": []}),
    (
        "Nothing here",
        (12, 30, 12, 3),
        {
            "queries": [_metrics("A", "metric=NoSuchMetric | sum")],
            "visualSettings": _single(
                {"option": "Latest", "noDataString": "0", "label": "of a metric that is not there"}
            ),
        },
    ),
]


def document(title: str = "Every kind of panel") -> dict[str, Any]:
    """The document of the dashboard, as an export has it."""
    panels = [
        {
            "key": f"panel{at}",
            "title": panel_title,
            "panelType": "SumoSearchPanel",
            **panel,
            "visualSettings": json.dumps(panel.get("visualSettings", {})),
        }
        for at, (panel_title, _, panel) in enumerate(PANELS)
    ]
    structures = [
        {"key": f"panel{at}", "structure": json.dumps({"x": x, "y": y, "width": w, "height": h})}
        for at, (_, (x, y, w, h), _) in enumerate(PANELS)
    ]
    return {
        "type": "DashboardV2SyncDefinition",
        "name": title,
        "title": title,
        "theme": "Dark",
        "timeRange": {
            "type": "BeginBoundedTimeRange",
            "from": {"type": "RelativeTimeRangeBoundary", "relativeTime": "-1d"},
            "to": None,
        },
        "layout": {"layoutType": "Grid", "layoutStructures": structures},
        "panels": panels,
        "variables": [
            {
                "name": "endpoint",
                "displayName": "Endpoint",
                "defaultValue": "*",
                "includeAllOption": True,
                "allowMultiSelect": True,
                "sourceDefinition": {
                    "variableSourceType": "MetadataVariableSourceDefinition",
                    "filter": "namespace=aws/sagemaker",
                    "key": "endpointname",
                },
            }
        ],
    }
