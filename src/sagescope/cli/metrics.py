"""`metrics`: the rows of a request, their points and their faults."""

import time
from collections.abc import Sequence
from typing import Any

from sagescope.cli.connection import Client, find_server, shown_fault
from sagescope.cli.output import Format, errors, fail, write_rows
from sagescope.errors import Fault, Refusal
from sagescope.metrics.parameters import replaced


def run_rows(
    texts: Sequence[str], from_: str, to: str, only: str, parameters: Sequence[str], format: Format
) -> int:
    """Run the rows and print those asked for; returns the exit code."""
    started = time.perf_counter()
    letters = [chr(ord("A") + at) for at in range(len(texts))]
    single = texts[0] if len(texts) == 1 else None
    try:
        values = _values(parameters)
        if unknown := sorted(set(only) - set(letters)):
            raise Refusal(
                Fault("cli.row", f"There is no row {unknown[0]}.", f"The rows are {', '.join(letters)}.")
            )
        answer = ask(texts, from_, to, values, only or "".join(letters))
    except Refusal as refused:
        return fail(refused, replaced(single, _values(parameters)) if single is not None else None)
    wrong = answer["errors"]["errors"] if answer["errors"] else []
    several = len(answer["queryResult"]) > 1
    for result in answer["queryResult"]:
        names, rows = table_of(result)
        if not several:
            names, rows = names[1:], [row[1:] for row in rows]
        write_rows(names, rows, format)
        _notes(result, len(rows), several, time.perf_counter() - started, format)
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
    notes, context = errors(), result["resultContext"]
    for warning in context["warnings"]:
        notes.print(f"note: {warning}", style="yellow", markup=False, highlight=False)
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


def _values(parameters: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for given in parameters:
        name, sign, value = given.partition("=")
        if not sign or not name.strip():
            raise Refusal(Fault("cli.param", f"{given!r} is no parameter.", "Write --param name=value."))
        values[name.strip()] = value
    return values
