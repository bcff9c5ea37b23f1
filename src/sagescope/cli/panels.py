"""A panel of a dashboard in the terminal: its rows as a table, or its points as a plot."""

import sys
from typing import Any

from sagescope.cli.connection import shown_fault
from sagescope.cli.metrics import table_of
from sagescope.cli.output import Format, console, errors, fail, write_rows
from sagescope.cli.plots import Plot, plot_of_metrics, plot_of_rows
from sagescope.cli.plotting import show
from sagescope.errors import Refusal


def write_panel(panel: dict[str, Any], format: Format, *, plot: bool) -> None:
    """Write a panel as the API gave it: its title, its results, and what is wrong with it."""
    if format is Format.TABLE:
        timing = panel["timing"]
        kept = "kept" if timing["cached"] else f"{timing['ms']:,.0f} ms"
        console().print(panel["title"] or panel["key"], style="bold", highlight=False, markup=False)
        if panel["results"]:
            errors().print(f"{panel['key']} · {kept}", style="dim", highlight=False, markup=False)
    for result in panel["results"]:
        picture = _plot(result) if plot else None
        if picture is not None:
            show(picture, True, None, panel["title"])
        else:
            write_rows(*_rows(result), format)
    for warning in panel["warnings"]:
        errors().print(f"note: {warning['message']}", style="yellow", markup=False, highlight=False)
    for fault in panel["faults"]:
        # Its place is one in the panel's own text, which the answer does not carry.
        where = f"query {fault['query']}" if fault.get("query") else "panel"
        errors().print(f"{panel['key']}, {where}:", style="bold", highlight=False, markup=False)
        fail(Refusal(shown_fault({**fault, "span": None, "fix": None})))
    if format is Format.TABLE:
        sys.stdout.write("\n")


def _plot(result: dict[str, Any]) -> Plot | None:
    """The plot of a result; None for one that is no picture along time."""
    try:
        if result["kind"] == "series":
            return plot_of_metrics([_as_metrics(result)])
        names = [column["name"] for column in result["columns"]]
        kinds = [column["type"] for column in result["columns"]]
        return plot_of_rows(names, kinds, result["rows"], records=result["kind"] == "records")
    except Refusal:
        return None


def _rows(result: dict[str, Any]) -> tuple[list[str], list[Any]]:
    if result["kind"] == "series":
        names, rows = table_of(_as_metrics(result))
        return names[1:], [row[1:] for row in rows]
    return [column["name"] for column in result["columns"]], result["rows"]


def _as_metrics(result: dict[str, Any]) -> dict[str, Any]:
    """The series of a panel in the shape of the metrics call."""
    return {
        "rowId": result["key"],
        "timeSeriesList": {
            "timeSeries": [
                {
                    "metricDefinition": {"metric": s["name"], "dimensions": s["dimensions"]},
                    "points": {
                        "timestamps": [time for time, _ in s["points"]],
                        "values": [value for _, value in s["points"]],
                    },
                }
                for s in result["series"]
            ],
            "unit": result["unit"],
        },
    }
