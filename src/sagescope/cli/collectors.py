"""`collectors`: groups of sources."""

import json
from typing import Annotated

import typer

from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, write_rows
from sagescope.cli.source_body import Changes, fields_left
from sagescope.config import Settings

app = typer.Typer(no_args_is_help=True, help="Add, look at, change and remove collectors: groups of sources.")

_PATH = "/api/v1/collectors"

_Id = Annotated[int, typer.Argument(help="Id of the collector.")]
_Category = Annotated[str, typer.Option(help="Source category of sources that have none.")]
_Host = Annotated[str, typer.Option(help="Host of sources that have none.")]
_Zone = Annotated[str, typer.Option(help="Time zone of sources that have none.")]
_Description = Annotated[str, typer.Option(help="What it is for.")]
_Field = Annotated[
    list[str] | None, typer.Option(help="A field of the messages of its sources, key=value; may be repeated.")
]
_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]


@app.command("list")
def list_collectors(format: _Format = Format.TABLE) -> None:
    """List the collectors with the number of their sources."""
    with connected(Settings()) as client:
        counts: dict[int, int] = {}
        for source in client.call("GET", "/api/v1/sources")["sources"]:
            counts[source["collectorId"]] = counts.get(source["collectorId"], 0) + 1
        rows = [
            (
                held["id"],
                held["name"],
                held["category"],
                ",".join(f"{k}={v}" for k, v in held["fields"].items()),
                counts.get(held["id"], 0),
                held["description"],
            )
            for held in client.call("GET", _PATH)["collectors"]
        ]
    write_rows(("id", "name", "category", "fields", "sources", "description"), rows, format)


@app.command("show")
def show(collector_id: _Id) -> None:
    """Show a collector as JSON."""
    with connected(Settings()) as client:
        held = client.call("GET", f"{_PATH}/{collector_id}")["collector"]
    typer.echo(json.dumps(held, indent=2, ensure_ascii=False))


@app.command("add")
def add(
    name: Annotated[str, typer.Option(help="Name of the collector.")],
    category: _Category = "",
    description: _Description = "",
    host: _Host = "",
    zone: _Zone = "",
    field: _Field = None,
) -> None:
    """Add a collector and print its id."""
    said = Changes(name, category, description, host, field, zone).body()
    body = {"collectorType": "Hosted", **said}
    with connected(Settings()) as client:
        typer.echo(client.call("POST", _PATH, {"collector": body})["collector"]["id"])


@app.command("change")
def change(
    collector_id: _Id,
    name: Annotated[str, typer.Option(help="Another name.")] = "",
    category: _Category = "",
    description: _Description = "",
    host: _Host = "",
    zone: _Zone = "",
    field: _Field = None,
    remove_field: Annotated[
        list[str] | None, typer.Option(help="A field that it does not set any more; may be repeated.")
    ] = None,
) -> None:
    """Change a collector; what is not named stays as it is."""
    path = f"{_PATH}/{collector_id}"
    with connected(Settings()) as client:
        answer, tag = client.tagged(path)
        held = answer["collector"]
        said = Changes(name, category, description, host, field, zone).body()
        said["fields"] = fields_left(held["fields"], remove_field) | said.get("fields", {})
        body = {**held, **said}
        client.call("PUT", path, {"collector": body}, headers={"If-Match": tag})


@app.command("remove")
def remove(
    collector_id: _Id,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, even where it has sources.")] = False,
) -> None:
    """Remove a collector with its sources; what they brought stays."""
    with connected(Settings()) as client:
        if not yes and (held := _names_of_sources(client, collector_id)):
            typer.confirm(f"Its sources go with it: {', '.join(held)}. Remove them all?", abort=True)
        client.call("DELETE", f"{_PATH}/{collector_id}")


def _names_of_sources(client: Client, collector_id: int) -> list[str]:
    return [held["name"] for held in client.call("GET", f"{_PATH}/{collector_id}/sources")["sources"]]
