"""`query`, `metrics` and `explain`."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from sagescope.cli.connection import Client, find_server
from sagescope.cli.output import Format, console, errors, fail, write_rows
from sagescope.cli.pairs import pairs
from sagescope.errors import Refusal

From = Annotated[
    str,
    typer.Option("--from", help="Start: -15m, 2026-01-31T09:30:00Z, 01/31/2026 09:30 or epoch milliseconds."),
]
To = Annotated[str, typer.Option("--to", help="End; as --from, or now.")]
Zone = Annotated[str, typer.Option("--zone", help="Time zone of days and of times without one.")]
As = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]
Param = Annotated[
    list[str] | None,
    typer.Option("--param", help="The value of a parameter of the query, name=value; repeat it."),
]
Draws = Annotated[
    bool, typer.Option("--plot", help="Draw the result over time instead of printing its rows.")
]
DrawsTo = Annotated[
    Path | None,
    typer.Option("--plot-file", help="Write the plot to an .svg, .png or .pdf file.", show_default=False),
]
QueryText = Annotated[
    str, typer.Argument(help="The query, or - to read it from standard input.", show_default=False)
]

_QUERY_HELP = """Run a log query and print its rows.

Examples:

  sagescope query '_sourceHost=/aws/sagemaker/* error | count by _sourceHost' --from -1h

  sagescope query - --from -24h --format csv < errors.sumo > errors.csv

  sagescope query '_sourceCategory={{category}} | count by _sourceHost' --param category=prod/app
"""
_METRICS_HELP = """Run metrics queries and print their points, one row a bucket and series.

Each argument is a row of one request, A, B and so on; a row may refer to the others as #A.

Examples:

  sagescope metrics 'metric=ModelLatency statistic=average | avg by endpointname' --from -3h

  sagescope metrics 'metric=Invocation5XXErrors | sum' 'metric=Invocations | sum' '#A / #B * 100' --only C
"""
_EXPLAIN_HELP = """Show what every step of the compiler makes of a query: tokens, tree, relation, SQL.

Example:

  sagescope explain 'error | timeslice 5m | count by _timeslice'
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to print."""

    names: Sequence[str]
    rows: Iterable[Sequence[Any]]
    summary: str = ""
    warnings: tuple[str, ...] = ()


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("query", help=_QUERY_HELP)(query)
    app.command("metrics", help=_METRICS_HELP)(metrics)
    app.command("explain", help=_EXPLAIN_HELP)(explain)


def query(
    text: QueryText,
    from_: From = "-15m",
    to: To = "now",
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=100_000, help="Messages to print at the most.")
    ] = 1_000,
    zone: Zone = "UTC",
    format: As = Format.TABLE,
    param: Param = None,
    plot: Draws = False,
    plot_file: DrawsTo = None,
) -> None:
    """Run a log query."""
    text = _text(text)
    body = {
        "query": text,
        "from": from_,
        "to": to,
        "timeZone": zone,
        "limit": limit,
        "histogram": False,
        "parameters": pairs(param or [], "--param"),
    }
    if plot or plot_file is not None:
        _with_faults(text, lambda: _plot_query(body, plot, plot_file))
        return
    rows = _with_faults(text, lambda: _run_query(body, readable=format is Format.TABLE))
    _print(rows, format)


def metrics(
    texts: Annotated[list[str], typer.Argument(help="One query a row.", show_default=False)],
    from_: From = "-1h",
    to: To = "now",
    only: Annotated[str, typer.Option("--only", help="Rows to print, such as C or AC; all otherwise.")] = "",
    param: Param = None,
    format: As = Format.TABLE,
    plot: Draws = False,
    plot_file: DrawsTo = None,
) -> None:
    """Run metrics queries."""
    from sagescope.cli.metrics import run_rows

    texts = [_text(text) for text in texts]
    raise typer.Exit(
        run_rows(texts, from_, to, only.upper(), param or [], format, plot=plot, plot_file=plot_file)
    )


def explain(
    text: QueryText,
    from_: From = "-15m",
    to: To = "now",
    step: Annotated[str, typer.Option("--step", help="Only text, tokens, tree, relation or sql.")] = "",
    param: Param = None,
) -> None:
    """Explain a query."""
    text = _text(text)
    parameters = pairs(param or [], "--param")
    stages = _with_faults(text, lambda: _run_explain(text, from_, to, parameters))
    out = console()
    for name, shown in stages:
        if step and name != step:
            continue
        if not step:
            out.print(f"── {name} " + "─" * 40, style="bold", highlight=False)
        out.print(shown, highlight=False, markup=False, soft_wrap=True)


def _text(given: str) -> str:
    return sys.stdin.read() if given == "-" else given


T = TypeVar("T")


def _with_faults(text: str, run: Callable[[], T]) -> T:
    try:
        return run()
    except Refusal as refused:
        raise typer.Exit(fail(refused, text)) from None


def _print(rows: Rows, format: Format) -> None:
    count = write_rows(rows.names, rows.rows, format)
    notes = errors()
    for warning in rows.warnings:
        notes.print(f"note: {warning}", style="yellow", markup=False, highlight=False)
    if format is Format.TABLE:
        notes.print(f"{count:,} rows{rows.summary}", style="dim", highlight=False)


def _ask(body: dict[str, Any]) -> dict[str, Any]:
    from sagescope.config import Settings

    settings = Settings()
    server = find_server(settings)
    answer: dict[str, Any]
    if server is not None:
        with Client(server) as client:
            answer = client.call("POST", "/api/v1/search/run", body)
        return answer
    from sagescope.cli.direct import run_query

    return run_query(settings, body)


def _plot_query(body: dict[str, Any], plot: bool, file: Path | None) -> None:
    from sagescope.cli.plots import check_file, plot_of_rows
    from sagescope.cli.plotting import show

    if file is not None:
        check_file(file)
    answer = _ask(body)
    columns = answer["columns"]
    made = plot_of_rows(
        [c["name"] for c in columns],
        [c["type"] for c in columns],
        answer["rows"],
        records=answer["kind"] != "messages",
    )
    show(made, plot, file, body["query"])


def _run_query(body: dict[str, Any], *, readable: bool) -> Rows:
    answer = _ask(body)
    names = [c["name"] for c in answer["columns"]]
    if readable and answer["kind"] == "messages":
        return _readable(body["query"], names, answer)
    seconds = answer["stats"]["elapsedMs"] / 1000
    return Rows(names, answer["rows"], f" · {seconds:.2f} s", tuple(w["message"] for w in answer["warnings"]))


def _readable(query: str, names: list[str], answer: dict[str, Any]) -> Rows:
    """Messages for a person: the time, what the query names, and the text."""
    mentioned = query.lower()
    first = [n for n in names if n.lower() == "_messagetime"]
    named = [n for n in names if n.lower() not in ("_messagetime", "_raw") and n.lower() in mentioned]
    shown = [*first, *named, *(n for n in names if n == "_raw")]
    at = [names.index(n) for n in shown]
    seconds = answer["stats"]["elapsedMs"] / 1000
    rows = [[row[i] for i in at] for row in answer["rows"]]
    hidden = (
        f" · {len(names) - len(shown)} more columns with --format json" if len(names) > len(shown) else ""
    )
    return Rows(shown, rows, f" · {seconds:.2f} s{hidden}", tuple(w["message"] for w in answer["warnings"]))


def _run_explain(text: str, from_: str, to: str, parameters: dict[str, str]) -> list[tuple[str, str]]:
    from sagescope.config import Settings

    settings = Settings()
    server = find_server(settings)
    body = {"query": text, "from": from_, "to": to, "parameters": parameters}
    if server is not None:
        with Client(server) as client:
            answer = client.call("POST", "/api/v1/search/explain", body)
        return [(s["name"], s["text"]) for s in answer["stages"]]
    from sagescope.cli.direct import run_explain

    return run_explain(settings, body)
