"""`monitors`: what is watched, what came of it, and what would have."""

import json
import re
import sys
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.channels import found_channel
from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, write_rows
from sagescope.cli.pairs import pairs
from sagescope.config import Settings
from sagescope.errors import Fault, Refusal

app = typer.Typer(
    no_args_is_help=True,
    help="List, show, make and try out monitors, and see what came of them.",
)

_PATH = "/api/v1/monitors"

_Monitor = Annotated[str, typer.Argument(help="Name or id of the monitor.")]
_Several = Annotated[
    list[str], typer.Argument(metavar="MONITORS", help="Names, paths, ids, or patterns with *.")
]
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
    param: Annotated[
        list[str] | None,
        typer.Option(help="Text for a $$name in its queries, NAME=TEXT; may be repeated."),
    ] = None,
) -> None:
    """Make monitors of a document: one monitor, or an export of a folder."""
    document = _filled(_document(file), pairs(param or (), "--param"))
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


@app.command("enable")
def enable(monitors: _Several) -> None:
    """Have monitors looked at."""
    _switch(monitors, "enable")


@app.command("disable")
def disable(monitors: _Several) -> None:
    """Have monitors looked at no more; their open alerts end."""
    _switch(monitors, "disable")


_NOTIFY_HELP = """Say who is told of the alerts of monitors, and of their ends.

MONITORS are names, paths, ids, or patterns such as "Amazon Sagemaker - *".

Examples:

  sagescope monitors notify "Amazon Sagemaker - *" --channel on-call --email team@example.com

  sagescope monitors notify "Endpoint errors" --none
"""


@app.command("notify", help=_NOTIFY_HELP)
def notify(
    monitors: _Several,
    channel: Annotated[
        list[str] | None, typer.Option(help="Name or id of a channel; may be repeated.")
    ] = None,
    email: Annotated[list[str] | None, typer.Option(help="Address of a mail; may be repeated.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Critical, Warning or MissingData; all of them without.")
    ] = None,
    recovery: Annotated[bool, typer.Option(help="Whether the ends of alerts are told too.")] = True,
    none: Annotated[bool, typer.Option("--none", help="Tell nobody.")] = False,
) -> None:
    """Say who is told of the alerts of monitors."""
    if none == bool(channel or email):
        raise Refusal(
            Fault("cli.notify", "It has to be said who is told.", "Give --channel, --email or --none.")
        )
    with connected(Settings()) as client:
        actions: list[dict[str, Any]] = [
            {"connectionType": one["webhookType"], "connectionId": one["id"]}
            for one in (found_channel(client, name) for name in channel or ())
        ]
        if email:
            actions.append({"connectionType": "Email", "recipients": email, "timeZone": "UTC"})
        for item in _all_found(client, monitors):
            held = client.call("GET", f"{_PATH}/{item['id']}")
            types = ("".join(str(trigger["triggerType"]).split()) for trigger in held["triggers"])
            has = {one.removeprefix("Resolved") for one in types}
            kinds = [one for one in ("Critical", "Warning", "MissingData") if one in has & set(kind or has)]
            told_of = [*kinds, *(f"Resolved{one}" for one in kinds if recovery)]
            told = [{"notification": action, "runForTriggerTypes": told_of} for action in actions]
            client.call("PUT", f"{_PATH}/{item['id']}", {**held, "notifications": told})
            names = [*(channel or ()), *(email or ())]
            typer.echo(f"{item['name']}: {', '.join(names) or 'nobody'} for {', '.join(told_of)}")


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


def _all_found(client: Client, names: list[str]) -> list[dict[str, Any]]:
    """The monitors of names and patterns, each once."""
    items = _monitors(client)
    found: dict[str, dict[str, Any]] = {}
    for name in names:
        if "*" in name:
            of = [
                one["item"]
                for one in items
                if fnmatchcase(one["item"]["name"], name) or fnmatchcase(one["path"], name)
            ]
            if not of:
                raise Refusal(
                    Fault("cli.monitor", f"No monitor is like {name!r}.", "See `sagescope monitors list`.")
                )
        else:
            of = [_found(client, name)]
        found.update((one["id"], dict(one)) for one in of)
    return list(found.values())


def _switch(names: list[str], verb: str) -> None:
    with connected(Settings()) as client:
        items = _all_found(client, names)
        client.call("PUT", f"{_PATH}/{verb}", query={"ids": ",".join(one["id"] for one in items)})
    typer.echo(f"{len(items)} monitors {verb}d.")


def _shown(group: dict[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in group.items())


def _filled(branch: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """An export whose queries have texts for their `$$name`s, as published ones name the data of whoever takes them."""
    made = dict(branch)
    if rows := branch.get("queries"):
        made["queries"] = [{**row, "query": _with(str(row.get("query", "")), texts)} for row in rows]
    if children := branch.get("children"):
        made["children"] = [_filled(child, texts) for child in children]
    return made


def _with(query: str, texts: Mapping[str, str]) -> str:
    return re.sub(r"\$\$(\w+)", lambda found: texts.get(found[1], found[0]), query)


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
