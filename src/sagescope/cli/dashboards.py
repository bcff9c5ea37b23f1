"""`dashboards`: which there are, what is in them, their panels run, imports and exports."""

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, errors, write_rows
from sagescope.cli.panels import write_panel
from sagescope.config import Settings
from sagescope.errors import Fault, Refusal

app = typer.Typer(
    no_args_is_help=True,
    help="List, show and run dashboards, import and export them.",
)

_Dashboard = Annotated[
    str, typer.Argument(help="Name, path or id of the dashboard, or a file with its document.")
]


class _Shape(StrEnum):
    """Whose shape an export has."""

    SUMO = "sumo"
    GRAFANA = "grafana"


_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]


@app.command("list")
def list_dashboards(format: _Format = Format.TABLE) -> None:
    """List all dashboards with their paths."""
    with connected(Settings()) as client:
        rows = [
            (_path(client, one["id"]), len(one.get("panels") or ()), one["modifiedAt"], one["id"])
            for one in _dashboards(client)
        ]
    write_rows(("path", "panels", "modified", "id"), sorted(rows), format)


@app.command("show")
def show(dashboard: _Dashboard, format: _Format = Format.TABLE) -> None:
    """Show the panels of a dashboard with their queries, and its variables; as JSON its document."""
    with connected(Settings()) as client:
        document = _document(client, dashboard)
        if format is Format.JSON:
            typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
            return
        values = client.call("POST", "/api/v1/dashboards/variables", {"dashboard": document})["variables"]
    rows = [
        (
            panel.get("key"),
            panel.get("title"),
            panel.get("panelType"),
            query.get("queryKey"),
            query.get("queryString"),
        )
        for panel in document.get("panels") or ()
        for query in panel.get("queries") or [{}]
    ]
    write_rows(("key", "title", "type", "row", "query"), rows, format)
    for one in values:
        chosen = ", ".join(one["selected"])
        wrong = "".join(f"; {fault['message']}" for fault in one["faults"])
        more = "more than " if one["cut"] else ""
        errors().print(
            f"variable {one['name']} = {chosen} (of {more}{len(one['values']):,} values{wrong})",
            style="dim", highlight=False, markup=False,
        )  # fmt: skip


_RUN_HELP = """Run the panels of a dashboard, and print each as it is ready.

Panels along time are drawn with --plot; with --json the lines of the API come as they are.

Examples:

  sagescope dashboards run "SageMaker - Overview" --from -3h --var region=us-east-1

  sagescope dashboards run ./board.json --panel errors --json
"""


@app.command("run", help=_RUN_HELP)
def run(
    dashboard: _Dashboard,
    panel: Annotated[list[str] | None, typer.Option(help="Key or title of a panel; may be repeated.")] = None,
    var: Annotated[
        list[str] | None,
        typer.Option(help="name=value of a variable; repeated for several values, * is all."),
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", help="Start in place of the dashboard's range.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", help="End in place of the dashboard's range.")] = None,
    time_zone: Annotated[str, typer.Option(help="IANA name of the time zone.")] = "UTC",
    refresh: Annotated[bool, typer.Option("--refresh", help="Use nothing that the server has kept.")] = False,
    plot: Annotated[bool, typer.Option("--plot", help="Draw panels that have points along time.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the lines of the API.")] = False,
    format: _Format = Format.TABLE,
) -> None:
    """Run the panels of a dashboard."""
    failed = 0
    with connected(Settings()) as client:
        document = _document(client, dashboard)
        body: dict[str, Any] = {
            "dashboard": document,
            "variables": _values(var or ()),
            "timeZone": time_zone,
            "refresh": refresh,
        }
        body |= {"from": start} if start else {}
        body |= {"to": end} if end else {}
        if panel:
            body["panels"] = _keys(document, panel)
        for line in client.lines("/api/v1/dashboards/data", body):
            if as_json:
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            if line["type"] == "panel":
                failed += bool(line["faults"])
                if not as_json:
                    write_panel(line, format, plot=plot)
    if failed:
        errors().print(f"{failed} panels have faults.", style="bold red", highlight=False)
        raise typer.Exit(2)


@app.command("export")
def export(
    item: Annotated[str, typer.Argument(help="Path, name or id of a dashboard or a folder.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output without.")
    ] = None,
    shape: Annotated[_Shape, typer.Option("--as", help="Whose shape it has.")] = _Shape.SUMO,
) -> None:
    """Export a dashboard, or a folder with everything in it, in Sumo Logic's shape; or a dashboard for Grafana."""
    with connected(Settings()) as client:
        id_ = _dashboard_id(client, item)
        if shape is _Shape.GRAFANA:
            document = client.call("GET", f"/api/v1/dashboards/{id_}/grafana")
        else:
            job = client.call("POST", f"/api/v2/content/{id_}/export")["id"]
            document = client.call("GET", f"/api/v2/content/{id_}/export/{job}/result")
    text = json.dumps(document, indent=2, ensure_ascii=False)
    if output is None:
        typer.echo(text)
        return
    try:
        output.write_text(text + "\n", encoding="utf-8")
    except OSError as wrong:
        raise Refusal(
            Fault("cli.file", f"{output} cannot be written: {wrong.strerror}.", "Choose another file.")
        ) from wrong
    errors().print(f"written: {output}", style="dim", highlight=False)


@app.command("import")
def import_(
    file: Annotated[str, typer.Argument(help="File with an export; - is standard input.")],
    folder: Annotated[str, typer.Option(help="Path of the folder to put it into.")] = "/Library/Personal",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace what has the same name there.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report what is in it.")] = False,
) -> None:
    """Import an export of Sumo Logic or of Sagescope, and report what of it is not understood."""
    document = _read(file)
    if dry_run:
        from sagescope.library.exchange import read_export

        _, found = read_export(document)
        counts, notes = found.counts, found.notes
    else:
        with connected(Settings()) as client:
            to = client.call("GET", "/api/v2/content/path", query={"path": folder})["id"]
            query: dict[str, str] = {"overwrite": "true"} if overwrite else {}
            done = client.call("POST", f"/api/v2/content/folders/{to}/import", document, query)
            path = _path(client, done["contentId"])
        typer.echo(path)
        counts = done["report"]["counts"]
        notes = [(note["path"], note["note"]) for note in done["report"]["notes"]]
    typer.echo(", ".join(f"{count:,} of kind {kind}" for kind, count in sorted(counts.items())), err=True)
    for where, note in notes:
        errors().print(f"note: {where}: {note}", style="yellow", markup=False, highlight=False)


def _dashboards(client: Client) -> Iterator[dict[str, Any]]:
    token: str | None = ""
    while token is not None:
        page = client.call("GET", "/api/v2/dashboards", query={"limit": "1000", "token": token})
        yield from page["dashboards"]
        token = page["next"]


def _path(client: Client, id_: str) -> str:
    return str(client.call("GET", f"/api/v2/content/{id_}/path")["path"])


def _document(client: Client, name: str) -> dict[str, Any]:
    """The document of a dashboard by its file, path, id or name. Raises Refusal where there is none, or several."""
    if Path(name).is_file():
        held = _read(name)
        if held.get("children"):
            raise Refusal(
                Fault(
                    "cli.folder",
                    f"{name} is an export of a folder.",
                    "Import it, or give one dashboard of it.",
                )
            )
        return held
    found: dict[str, Any] = client.call("GET", f"/api/v2/dashboards/{_dashboard_id(client, name)}")
    return found


def _dashboard_id(client: Client, name: str) -> str:
    if name.startswith("/"):
        return str(client.call("GET", "/api/v2/content/path", query={"path": name})["id"])
    held = list(_dashboards(client))
    of = [one for one in held if one["id"] == name] or [
        one for one in held if name in (one.get("name"), one.get("title"))
    ]
    if len(of) > 1:
        raise Refusal(
            Fault(
                "cli.dashboard",
                f"There are {len(of)} dashboards named {name!r}.",
                "Give the path or the id, which `sagescope dashboards list` shows.",
            )
        )
    if not of:
        raise Refusal(
            Fault("cli.dashboard", f"There is no dashboard {name!r}.", "See `sagescope dashboards list`.")
        )
    return str(of[0]["id"])


def _keys(document: dict[str, Any], wanted: list[str]) -> list[str]:
    """The keys of panels that are named by key or title; a name that none has is left to the server to refuse."""
    titles = {str(panel.get("title")): str(panel.get("key")) for panel in document.get("panels") or ()}
    return [titles.get(name, name) for name in wanted]


def _values(given: list[str] | tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise Refusal(Fault("cli.pair", f"{one!r} is not name=value.", "Write --var name=value."))
        found.setdefault(name.strip(), []).append(value)
    return found


def _read(file: str) -> dict[str, Any]:
    try:
        held = json.loads(sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise Refusal(Fault("cli.file", f"{file} cannot be read: {wrong}.", "Is the path right?")) from wrong
    except (ValueError, RecursionError) as wrong:
        raise Refusal(
            Fault("cli.json", f"{file} is no JSON: {wrong}.", "Give an export of a dashboard or a folder.")
        ) from wrong
    if not isinstance(held, dict):
        raise Refusal(
            Fault("cli.json", f"{file} is no object.", "Give an export of a dashboard or a folder.")
        )
    return held
