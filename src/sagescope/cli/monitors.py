"""`monitors`: what is watched, what came of it, and what would have."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, write_rows
from sagescope.config import Settings
from sagescope.errors import Fault, Refusal

app = typer.Typer(
    no_args_is_help=True,
    help="List, show, make and try out monitors, and see what came of them.",
)

_PATH = "/api/v1/monitors"

_Monitor = Annotated[str, typer.Argument(help="Name or id of the monitor.")]
_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]
_From = Annotated[str, typer.Option("--from", help="Start: -7d or a time.")]
_To = Annotated[str, typer.Option("--to", help="End: now or a time.")]


@app.command("list")
def list_monitors(format: _Format = Format.TABLE) -> None:
    """List all monitors with their status."""
    with connected(Settings()) as client:
        found = _monitors(client)
    rows = [
        (one["path"], one["item"].get("monitorType"), ", ".join(one["item"]["status"]), one["item"]["id"])
        for one in found
    ]
    write_rows(("path", "type", "status", "id"), rows, format)


@app.command("show")
def show(monitor: _Monitor) -> None:
    """Write a monitor as an export, and why it has fired or has not."""
    with connected(Settings()) as client:
        item = _found(client, monitor)
        document = client.call("GET", f"{_PATH}/{item['id']}/export")
        reasons = client.call("GET", f"{_PATH}/{item['id']}/why")["reasons"]
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
    for reason in reasons:
        typer.echo(reason, err=True)


@app.command("why")
def why(
    monitor: _Monitor,
    at: Annotated[str | None, typer.Option(help="By the last look until then: -3h or a time.")] = None,
) -> None:
    """Say why a monitor has fired or has not."""
    with connected(Settings()) as client:
        item = _found(client, monitor)
        query = {} if at is None else {"at": at}
        for reason in client.call("GET", f"{_PATH}/{item['id']}/why", query=query)["reasons"]:
            typer.echo(reason)


@app.command("alerts")
def alerts(
    monitor: Annotated[str | None, typer.Argument(help="Name or id of the monitor; all without.")] = None,
    start: _From = "-7d",
    active: Annotated[bool, typer.Option("--active", help="Only those that are open.")] = False,
    format: _Format = Format.TABLE,
) -> None:
    """List alerts, the open ones first."""
    with connected(Settings()) as client:
        query = {"from": start, "active": str(active).lower()}
        if monitor is not None:
            query["monitor"] = _found(client, monitor)["id"]
        found = client.call("GET", "/api/v1/alerts", query=query)["data"]
    rows = [
        (one["alertType"], one["name"], one["entity"], one["abnormalityStartTime"], one["resolvedAt"],
         one["triggerValue"], one["id"])
        for one in found
    ]  # fmt: skip
    write_rows(("kind", "alert", "group", "_starttime", "_endtime", "value", "id"), rows, format)


@app.command("create")
def create(
    file: Annotated[str, typer.Argument(help="File with a monitor or an export; - is standard input.")],
    folder: Annotated[str, typer.Option(help="Path of the folder, such as /Monitor/team.")] = "/Monitor",
    enable: Annotated[bool, typer.Option("--enable", help="Enable what is made.")] = False,
) -> None:
    """Make monitors of a document: one monitor, or an export of a folder."""
    document = _document(file)
    document.setdefault("type", "MonitorsLibraryMonitorExport")
    with connected(Settings()) as client:
        parent = client.call("GET", f"{_PATH}/path", query={"path": folder})["id"]
        made = client.call("POST", f"{_PATH}/{parent}/import", document)
        if enable:
            client.call("PUT", f"{_PATH}/enable", query={"ids": made["id"]})
    typer.echo(made["id"])


_TEST_HELP = """Show which alerts a monitor would have made: looks over stored data, told to nobody.

MONITOR is the name or id of a monitor, or a file with its document.

Examples:

  sagescope monitors test "Endpoint errors" --from -7d

  sagescope monitors test ./monitor.json --from -1d --looks 1440
"""


@app.command("test", help=_TEST_HELP)
def test(
    monitor: _Monitor,
    start: _From = "-1d",
    end: _To = "now",
    looks: Annotated[int, typer.Option(help="The most looks to take at each condition.")] = 500,
    format: _Format = Format.TABLE,
) -> None:
    """Show which alerts a monitor would have made."""
    body: dict[str, Any] = {"from": start, "to": end, "looks": looks}
    with connected(Settings()) as client:
        if Path(monitor).is_file():
            body["monitor"] = _document(monitor)
        else:
            body["id"] = _found(client, monitor)["id"]
        found = client.call("POST", f"{_PATH}/test", body)
    rows = [
        (
            alert["kind"],
            alert["since"],
            alert["until"],
            alert["value"],
            _shown(alert["group"]),
            alert["reason"],
        )
        for alert in found["alerts"]
    ]
    names = ("kind", "_starttime", "_endtime", "value", "group", "reason")
    write_rows(names, rows, format)
    taken = len(found["looks"])
    failed = [look["reason"] for look in found["looks"] if look["outcome"] == "error"]
    typer.echo(f"{len(rows)} alerts in {taken} looks.", err=True)
    if found["interval"] > found["usualInterval"]:
        typer.echo(
            f"The looks are {found['interval'] // 1000} s apart; by the clock they are "
            f"{found['usualInterval'] // 1000} s apart, so that there may be more. Raise --looks.",
            err=True,
        )
    if failed:
        typer.echo(f"{len(failed)} looks failed: {failed[-1]}", err=True)


@app.command("history")
def history(
    monitor: _Monitor, start: _From = "-1d", end: _To = "now", format: _Format = Format.TABLE
) -> None:
    """List the looks at a monitor, the newest first, each with its value and reason."""
    with connected(Settings()) as client:
        item = _found(client, monitor)
        found = client.call("GET", f"{_PATH}/{item['id']}/history", query={"from": start, "to": end})
    rows = [(one["at"], one["kind"], one["outcome"], one["value"], one["reason"]) for one in found["data"]]
    write_rows(("_messagetime", "kind", "outcome", "value", "reason"), rows, format)


def _monitors(client: Client) -> list[dict[str, Any]]:
    found = client.call("GET", f"{_PATH}/search", query={"query": "type:monitor"})
    return [dict(one) for one in found]


def _found(client: Client, name: str) -> dict[str, Any]:
    items = _monitors(client)
    of = [one for one in items if name in (one["item"]["id"], one["path"])]
    of = of or [one for one in items if one["item"]["name"] == name]
    if len(of) > 1:
        raise Refusal(
            Fault(
                "cli.monitor",
                f"There are {len(of)} monitors named {name!r}.",
                "Give the path or the id, which `sagescope monitors list` shows.",
            )
        )
    if not of:
        raise Refusal(
            Fault("cli.monitor", f"There is no monitor {name!r}.", "See `sagescope monitors list`.")
        )
    return dict(of[0]["item"])


def _shown(group: dict[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in group.items())


def _document(file: str) -> dict[str, Any]:
    try:
        held = json.loads(sys.stdin.read() if file == "-" else Path(file).read_text())
    except OSError as wrong:
        raise Refusal(
            Fault("cli.file", f"{file} cannot be read: {wrong.strerror}.", "Is the path right?")
        ) from wrong
    except ValueError as wrong:
        raise Refusal(
            Fault("cli.json", f"{file} is no JSON: {wrong}.", "Give an export of a monitor or a folder.")
        ) from wrong
    if not isinstance(held, dict):
        raise Refusal(Fault("cli.json", f"{file} is no object.", "Give an export of a monitor or a folder."))
    return held
