"""`metrics`: the rows of a request, their points and their faults."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sagescope.cli.connection import Client, find_server, shown_fault
from sagescope.cli.output import Format, errors, fail, write_rows
from sagescope.cli.pairs import pairs
from sagescope.cli.plots import check_file, plot_of_metrics
from sagescope.cli.plotting import show
from sagescope.errors import Fault, Refusal
from sagescope.metrics.parameters import replaced


def run_rows(
    texts: Sequence[str],
    from_: str,
    to: str,
    only: str,
    parameters: Sequence[str],
    format: Format,
    *,
    plot: bool = False,
    plot_file: Path | None = None,
) -> int:
    """Run the rows and print those asked for, or draw them; returns the exit code."""
    started = time.perf_counter()
    letters = [chr(ord("A") + at) for at in range(len(texts))]
    values: dict[str, str] = {}
    try:
        values = pairs(parameters, "--param")
        if unknown := sorted(set(only) - set(letters)):
            raise Refusal(
                Fault("cli.row", f"There is no row {unknown[0]}.", f"The rows are {', '.join(letters)}.")
            )
        if plot_file is not None:
            check_file(plot_file)
        answer = ask(texts, from_, to, values, only or "".join(letters))
        if plot or plot_file is not None:
            show(plot_of_metrics(answer["queryResult"]), plot, plot_file, "; ".join(texts))
            for result in answer["queryResult"]:
                _warnings(result)
            return _faults(answer, letters, texts, values)
    except Refusal as refused:
        return fail(refused, replaced(texts[0], values) if len(texts) == 1 else None)
    several = len(answer["queryResult"]) > 1
    for result in answer["queryResult"]:
        names, rows = table_of(result)
        if not several:
            names, rows = names[1:], [row[1:] for row in rows]
        write_rows(names, rows, format)
        _notes(result, len(rows), several, time.perf_counter() - started, format)
    return _faults(answer, letters, texts, values)


def _faults(
    answer: dict[str, Any], letters: Sequence[str], texts: Sequence[str], values: dict[str, str]
) -> int:
    """Print the faults of the rows that have some; returns the exit code."""
    wrong = answer["errors"]["errors"] if answer["errors"] else []
    for row in letters:
        faults = [shown_fault(error["fault"]) for error in wrong if error["rowId"] == row]
        if faults:
            errors().print(f"Row {row}:", style="bold")
            fail(Refusal(faults), replaced(texts[letters.index(row)], values))
    return 2 if wrong else 0


def ask(texts: Sequence[str], from_: str, to: str, values: dict[str, str], only: str) -> dict[str, Any]:
    """The answer of a running server, or of the data directory where none runs. Raises Refusal."""
    from sagescope.config import Settings
    from sagescope.timerange import parse_range

    settings = Settings()
    range_ = parse_range(from_, to, time.time_ns() // 1_000_000)
    boundary = "EpochTimeRangeBoundary"
    body: dict[str, Any] = {
        "queries": [
            {"rowId": letter, "query": text, "transient": letter not in only}
            for letter, text in ((chr(ord("A") + at), text) for at, text in enumerate(texts))
        ],
        "timeRange": {
            "type": "BeginBoundedTimeRange",
            "from": {"type": boundary, "epochMillis": range_.start},
            "to": {"type": boundary, "epochMillis": range_.end},
        },
        "parameters": values,
    }
    server = find_server(settings)
    answer: dict[str, Any]
    if server is not None:
        with Client(server) as client:
            answer = client.call("POST", "/api/v1/metricsQueries", body)
        return answer
    from sagescope.cli.direct import run_metrics

    return run_metrics(settings, body)


def table_of(result: dict[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The points of a row as a table: columns, and a line a bucket and series."""
    series = result["timeSeriesList"]["timeSeries"]
    held = {key for s in series for key in s["metricDefinition"]["dimensions"]}
    dimensions = sorted(key for key in held if key.lower() != "metric")
    names = ["row", "time", "metric", *dimensions, "value"]
    rows = [
        (
            result["rowId"],
            t,
            s["metricDefinition"]["metric"],
            *(s["metricDefinition"]["dimensions"].get(d) for d in dimensions),
            v,
        )
        for s in series
        for t, v in zip(s["points"]["timestamps"], s["points"]["values"], strict=True)
    ]
    return names, rows


def _notes(result: dict[str, Any], points: int, several: bool, seconds: float, format: Format) -> None:
    _warnings(result)
    notes, context = errors(), result["resultContext"]
    if format is not Format.TABLE:
        return
    series = len(result["timeSeriesList"]["timeSeries"])
    interval = context["quantizationGranularity"] // 1000
    unit = f" · {result['timeSeriesList']['unit']}" if result["timeSeriesList"]["unit"] else ""
    row = f"#{result['rowId']}: " if several else ""
    notes.print(
        f"{row}{points:,} points of {series:,} series · every {interval} s ({context['rollup'].lower()})"
        f"{unit} · {seconds:.2f} s",
        style="dim",
        highlight=False,
    )


def _warnings(result: dict[str, Any]) -> None:
    for warning in result["resultContext"]["warnings"]:
        errors().print(f"note: {warning}", style="yellow", markup=False, highlight=False)
