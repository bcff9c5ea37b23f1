"""`sources`: the ways in."""

import json
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, write_rows
from sagescope.cli.source_body import Changes, fields_left, multiline_of
from sagescope.config import Settings
from sagescope.errors import Cause, Fault, Refusal

app = typer.Typer(
    no_args_is_help=True,
    help="Add, look at, change, pause and remove the sources that data comes in through.",
)
add = typer.Typer(no_args_is_help=True, help="Add a source.")
app.add_typer(add, name="add")

_Name = Annotated[str, typer.Option(help="Name of the source.")]
_Category = Annotated[str, typer.Option(help="Source category of its messages.")]
_Description = Annotated[str, typer.Option(help="What it is for.")]
_Host = Annotated[str, typer.Option(help="Host of its messages; else the sender's address.")]
_Field = Annotated[
    list[str] | None, typer.Option(help="A field of its messages, key=value; may be repeated.")
]
_Collector = Annotated[str, typer.Option(help="Name of its collector; made where there is none.")]
_Zone = Annotated[str, typer.Option(help="Time zone of times without one.")]
_Filter = Annotated[
    list[str] | None,
    typer.Option(help="kind:name:regex, of exclude, include, hash and mask; may be repeated."),
]
_Pings = Annotated[
    bool, typer.Option("--drop-health-checks", help="Leave out answered GET /ping lines; they are counted.")
]
_Key = Annotated[
    str, typer.Option(help="The access key that its sender shows; - reads it from standard input.")
]
_Made = Annotated[
    Format, typer.Option("--format", "-f", help="table prints the address; json its id and address.")
]
_Listed = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]
_Id = Annotated[int, typer.Argument(help="Id of the source.")]

_HTTP_HELP = """Add an HTTP source and print the address to send to.

Examples:

  sagescope sources add http --name app --category prod/app --field account=dev

  curl -T app.log "$(sagescope sources add http --name app)"
"""


@add.command("http", help=_HTTP_HELP)
def add_http(
    name: _Name,
    category: _Category = "",
    description: _Description = "",
    host: _Host = "",
    field: _Field = None,
    collector: _Collector = "",
    multiline: Annotated[
        str,
        typer.Option(help="off: a line is a message; infer; request; or a regex of a message's first line."),
    ] = "off",
    zone: _Zone = "",
    filter: _Filter = None,
    drop_health_checks: _Pings = False,
    format: _Made = Format.TABLE,
) -> None:
    """Add an HTTP source."""
    changes = Changes(name, category, description, host, field, zone, filter, drop_health_checks)
    add_source(collector, {"sourceType": "HTTP", **changes.body(), **multiline_of(multiline)}, format)


_FIREHOSE_HELP = """Add a source for a Firehose stream and print the address for its HTTP endpoint destination.

Logs of CloudWatch are messages by log group and stream; --metrics takes a metric stream instead.

Example:

  sagescope sources add firehose --name logs --category aws/observability/cloudwatch/logs --field account=dev
"""


@add.command("firehose", help=_FIREHOSE_HELP)
def add_firehose(
    name: _Name,
    metrics: Annotated[bool, typer.Option("--metrics", help="Of a CloudWatch metric stream.")] = False,
    category: _Category = "",
    description: _Description = "",
    field: _Field = None,
    collector: _Collector = "",
    access_key: _Key = "",
    filter: _Filter = None,
    drop_health_checks: _Pings = False,
    format: _Made = Format.TABLE,
) -> None:
    """Add a source for Firehose."""
    changes = Changes(
        name, category, description, fields=field, filters=filter, drop_health_checks=drop_health_checks
    )
    kind = "KinesisMetric" if metrics else "KinesisLog"
    body = {"sourceType": "HTTP", "contentType": kind, **changes.body(), **multiline_of("off")}
    add_source(collector, {**body, "accessKey": secret_of(access_key)}, format)


@add.command("otlp")
def add_otlp(
    name: _Name,
    category: _Category = "",
    description: _Description = "",
    field: _Field = None,
    collector: _Collector = "",
    filter: _Filter = None,
    format: _Made = Format.TABLE,
) -> None:
    """Add a source for OpenTelemetry and print its address; exporters append /v1/logs and /v1/metrics to it."""
    changes = Changes(name, category, description, fields=field, filters=filter)
    add_source(collector, {"sourceType": "HTTP", "contentType": "Otlp", **changes.body()}, format)


@add.command("eventbridge")
def add_eventbridge(
    name: _Name,
    category: _Category = "",
    description: _Description = "",
    field: _Field = None,
    collector: _Collector = "",
    api_key: Annotated[
        str, typer.Option(help="What its connection sends in x-api-key; - reads it from standard input.")
    ] = "",
    format: _Made = Format.TABLE,
) -> None:
    """Add a source for an API destination of EventBridge and print its address."""
    changes = Changes(name, category, description, fields=field)
    body = {"sourceType": "HTTP", "contentType": "AwsEventBridge", **changes.body()}
    add_source(collector, {**body, "apiKey": secret_of(api_key)}, format)


@add.command("json")
def add_json(
    file: Annotated[Path, typer.Argument(help="A file of the source's JSON; - is standard input.")],
    collector: _Collector = "",
    format: _Made = Format.TABLE,
) -> None:
    """Add a source of any kind from its JSON, in the shape of Sumo Logic's API, and print its address."""
    add_source(collector, _document(file), format)


@app.command("list")
def list_sources(format: _Listed = Format.TABLE) -> None:
    """List the sources: of what kind they are, how they are doing, and when data came last."""
    with connected(Settings()) as client:
        rows = [
            (
                source["id"],
                source["name"],
                source["collectorName"],
                source.get("contentType") or source["sourceType"],
                source["category"],
                source["health"]["state"],
                _when(source["health"]["received"]),
                source["health"]["messages"] + source["health"]["points"],
                source.get("url", ""),
            )
            for source in _sources(client)
        ]
    names = ("id", "name", "collector", "kind", "category", "state", "last_data", "stored", "url")
    write_rows(names, rows, format)


@app.command("show")
def show(source_id: _Id) -> None:
    """Show a source as JSON; secrets are masked."""
    with connected(Settings()) as client:
        path = _path(client, source_id)
        typer.echo(json.dumps(client.call("GET", path)["source"], indent=2, ensure_ascii=False))


_CHANGE_HELP = """Change a source; what is not named stays as it is.

Examples:

  sagescope sources change 100000001 --category prod/app --field team=ml

  sagescope sources change 100000001 --filter 'mask:password:password=(\\S+)' --drop-health-checks
"""


@app.command("change", help=_CHANGE_HELP)
def change(
    source_id: _Id,
    name: Annotated[str, typer.Option(help="Another name.")] = "",
    category: _Category = "",
    description: _Description = "",
    host: _Host = "",
    field: _Field = None,
    remove_field: Annotated[
        list[str] | None, typer.Option(help="A field that it does not set any more; may be repeated.")
    ] = None,
    multiline: Annotated[str, typer.Option(help="off, infer, request, or a regex of a first line.")] = "",
    zone: _Zone = "",
    filter: _Filter = None,
    remove_filter: Annotated[
        list[str] | None, typer.Option(help="Name of a filter to take away; may be repeated.")
    ] = None,
    drop_health_checks: _Pings = False,
    access_key: _Key = "",
    file: Annotated[
        Path | None, typer.Option(help="A file of the whole source's JSON instead; - is standard input.")
    ] = None,
) -> None:
    """Change a source."""
    changes = Changes(name, category, description, host, field, zone, filter, drop_health_checks)
    with connected(Settings()) as client:
        path = _path(client, source_id)
        held, tag = client.tagged(path)
        source = held["source"]
        if file is not None:
            source = _document(file)
        given = changes.body()
        fields = fields_left(source["fields"], remove_field) | given.pop("fields", {})
        replaced = {one["name"] for one in given.get("filters", [])} | set(remove_filter or [])
        kept = [one for one in source.get("filters", []) if one["name"] not in replaced]
        body = {**source, **given, "fields": fields, "filters": kept + given.get("filters", [])}
        if multiline:
            body |= {"messagePerRequest": False, **multiline_of(multiline)}
        if access_key:
            body["accessKey"] = secret_of(access_key)
        client.call("PUT", path, {"source": body}, headers={"If-Match": tag})


@app.command("pause")
def pause(source_id: _Id) -> None:
    """Pause a source: senders are told to come back later, and nothing is fetched."""
    with connected(Settings()) as client:
        client.call("POST", f"/api/v1/sources/{source_id}/pause")


@app.command("resume")
def resume(source_id: _Id) -> None:
    """Let a paused source go on."""
    with connected(Settings()) as client:
        client.call("POST", f"/api/v1/sources/{source_id}/resume")


@app.command("renew")
def renew(source_id: _Id) -> None:
    """Give a source another address and print it; the one before takes nothing any more."""
    with connected(Settings()) as client:
        typer.echo(client.call("POST", f"/api/v1/sources/{source_id}/token")["source"]["url"])


@app.command("health")
def health(
    source_id: Annotated[int | None, typer.Argument(help="Id of the source; all without it.")] = None,
    format: _Listed = Format.TABLE,
) -> None:
    """Show how sources are doing: what came, what was left out or rejected, and what to do about faults."""
    with connected(Settings()) as client:
        listed = _sources(client)
    chosen = [source for source in listed if source_id in (None, source["id"])]
    if not chosen:
        raise _missing(source_id)
    rows = []
    for source in chosen:
        state = source["health"]
        told = state["faults"][0] if state["faults"] else None
        rows.append(
            (
                source["id"],
                source["name"],
                state["state"],
                _when(state["received"]),
                round(state["rates"]["messages"] + state["rates"]["points"], 2),
                sum(state["dropped"].values()),
                state["damaged"] + state["rejected"],
                state["repeated"],
                f"{told['message']} {told['hint']}" if told else "",
            )
        )
    names = (
        "id",
        "name",
        "state",
        "last_data",
        "per_second",
        "dropped",
        "rejected",
        "repeated",
        "what_to_do",
    )
    write_rows(names, rows, format)


@app.command("remove")
def remove(source_id: _Id) -> None:
    """Remove a source; its address takes nothing any more, what it brought stays."""
    with connected(Settings()) as client:
        client.call("DELETE", _path(client, source_id))


def add_source(collector: str, source: dict[str, Any], format: Format, *, address: bool = True) -> None:
    """Add a source to a collector by its name, and print its address, or where nobody sends to it its id."""
    with connected(Settings()) as client:
        path = f"/api/v1/collectors/{_collector(client, collector)}/sources"
        made = client.call("POST", path, {"source": source})["source"]
    if format is Format.TABLE:
        typer.echo(made["url"] if address else made["id"])
    else:
        typer.echo(json.dumps({"id": made["id"], "url": made["url"]}))


def _sources(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.call("GET", "/api/v1/sources")["sources"]
    return found


def _path(client: Client, source_id: int) -> str:
    for source in _sources(client):
        if source["id"] == source_id:
            return f"/api/v1/collectors/{source['collectorId']}/sources/{source_id}"
    raise _missing(source_id)


def _missing(source_id: int | None) -> Refusal:
    return Refusal(
        Fault(
            "source.missing", f"There is no source {source_id}.", "List them with `sagescope sources list`."
        ),
        Cause.NOT_FOUND,
    )


def _collector(client: Client, name: str) -> int:
    if not name:
        return int(client.call("GET", "/api/v1/collectors/default")["collector"]["id"])
    for held in client.call("GET", "/api/v1/collectors")["collectors"]:
        if held["name"] == name:
            return int(held["id"])
    made = {"collector": {"collectorType": "Hosted", "name": name}}
    return int(client.call("POST", "/api/v1/collectors", made)["collector"]["id"])


def _document(file: Path) -> dict[str, Any]:
    try:
        held = json.loads(sys.stdin.read() if str(file) == "-" else file.read_text())
    except (OSError, ValueError) as wrong:
        raise Refusal(
            Fault("cli.json", f"{str(file)!r} is no JSON that can be read: {wrong}.", "Give a file of JSON.")
        ) from None
    inner = held.get("source", held) if isinstance(held, dict) else None
    if not isinstance(inner, dict):
        raise Refusal(Fault("cli.json", f"{str(file)!r} holds no source.", 'Write {"source": {…}}.'))
    return inner


def secret_of(given: str) -> str:
    """A secret as it was given; `-` reads it from standard input."""
    return sys.stdin.readline().strip() if given == "-" else given


def _when(ms: int | None) -> str:
    return "never" if ms is None else time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime(ms / 1000))
