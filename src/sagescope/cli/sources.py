"""`sources`: the ways in."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, write_rows
from sagescope.cli.pairs import pairs
from sagescope.config import Settings
from sagescope.errors import Cause, Fault, Refusal

app = typer.Typer(no_args_is_help=True, help="Add, list and remove the sources that data comes in through.")
add = typer.Typer(no_args_is_help=True, help="Add a source.")
app.add_typer(add, name="add")

_HTTP_HELP = """Add an HTTP source and print the address to send to.

Examples:

  sagescope sources add http --name app --category prod/app --field account=dev

  curl -T app.log "$(sagescope sources add http --name app)"
"""


@add.command("http", help=_HTTP_HELP)
def add_http(
    name: Annotated[str, typer.Option(help="Name of the source.")],
    category: Annotated[str, typer.Option(help="Source category of its messages.")] = "",
    host: Annotated[str, typer.Option(help="Host of its messages; else the sender's address.")] = "",
    field: Annotated[
        list[str] | None, typer.Option(help="A field of its messages, key=value; may be repeated.")
    ] = None,
    collector: Annotated[str, typer.Option(help="Name of its collector; made where there is none.")] = "",
    multiline: Annotated[
        str,
        typer.Option(help="off: a line is a message; infer; request; or a regex of a message's first line."),
    ] = "off",
    zone: Annotated[str, typer.Option(help="Time zone of times without one.")] = "",
    format: Annotated[
        Format, typer.Option("--format", "-f", help="table prints the address; json its id and address.")
    ] = Format.TABLE,
) -> None:
    """Add an HTTP source."""
    source: dict[str, Any] = {
        "sourceType": "HTTP",
        "name": name,
        "category": category,
        "hostName": host,
        "timeZone": zone,
        "fields": {k: v.strip() for k, v in pairs(field or [], "--field").items()},
        **_multiline(multiline),
    }
    with connected(Settings()) as client:
        collector_id = _collector(client, collector)
        made = client.call("POST", f"/api/v1/collectors/{collector_id}/sources", {"source": source})["source"]
    if format is Format.TABLE:
        typer.echo(made["url"])
    else:
        typer.echo(json.dumps({"id": made["id"], "url": made["url"]}))


@app.command("list")
def list_sources(
    format: Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")] = Format.TABLE,
) -> None:
    """List the sources with their addresses."""
    with connected(Settings()) as client:
        rows = [
            (
                source["id"],
                source["name"],
                held["name"],
                source["category"],
                ",".join(f"{k}={v}" for k, v in source["fields"].items()),
                source.get("url", ""),
            )
            for held, source in _sources(client)
        ]
    write_rows(("id", "name", "collector", "category", "fields", "url"), rows, format)


@app.command("remove")
def remove(source_id: Annotated[int, typer.Argument(help="Id of the source.")]) -> None:
    """Remove a source; its address takes nothing any more, what it brought stays."""
    with connected(Settings()) as client:
        for held, source in _sources(client):
            if source["id"] == source_id:
                client.call("DELETE", f"/api/v1/collectors/{held['id']}/sources/{source_id}")
                return
    raise Refusal(
        Fault(
            "source.missing", f"There is no source {source_id}.", "List them with `sagescope sources list`."
        ),
        Cause.NOT_FOUND,
    )


def _sources(client: Client) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every source, after its collector."""
    for held in client.call("GET", "/api/v1/collectors")["collectors"]:
        for source in client.call("GET", f"/api/v1/collectors/{held['id']}/sources")["sources"]:
            yield held, source


def _collector(client: Client, name: str) -> int:
    if not name:
        return int(client.call("GET", "/api/v1/collectors/default")["collector"]["id"])
    for held in client.call("GET", "/api/v1/collectors")["collectors"]:
        if held["name"] == name:
            return int(held["id"])
    return int(
        client.call("POST", "/api/v1/collectors", {"collector": {"collectorType": "Hosted", "name": name}})[
            "collector"
        ]["id"]
    )


def _multiline(mode: str) -> dict[str, Any]:
    match mode:
        case "off":
            return {"multilineProcessingEnabled": False}
        case "infer":
            return {"multilineProcessingEnabled": True, "useAutolineMatching": True}
        case "request":
            return {"multilineProcessingEnabled": False, "messagePerRequest": True}
        case pattern:
            return {
                "multilineProcessingEnabled": True,
                "useAutolineMatching": False,
                "manualPrefixRegexp": pattern,
            }
