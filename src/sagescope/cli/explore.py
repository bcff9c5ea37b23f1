"""`explore`: the hierarchy of the accounts with its health, one entity, and endpoints that nobody uses."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer
from rich.text import Text
from rich.tree import Tree

from sagescope.cli.connection import connected
from sagescope.cli.output import Format, console, shown_value, write_rows
from sagescope.config import Settings

app = typer.Typer(
    no_args_is_help=True,
    help="Show what the accounts hold and how well it is, one entity with all that is known of it, and idle endpoints.",
)

_PATH = "/api/v1/explore"
_MARKS = {"critical": "◆", "warning": "▲", "missing": "○", "ok": "✓", "unknown": "·"}
_STYLES = {"critical": "bold red", "warning": "yellow", "missing": "cyan", "ok": "green", "unknown": "dim"}

_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]
_At = Annotated[str, typer.Option("--at", help="The time to show: now, -2h or a time.")]

_TREE_HELP = """Show accounts, regions, namespaces and entities with their health.

A filter is key=value, !key=value or a part of a name; the same key twice is either of them.

Examples:

  sagescope explore tree

  sagescope explore tree health=critical

  sagescope explore tree region=us-east-1 kind=endpoint '!account=dev'
"""


@app.command("tree", help=_TREE_HELP)
def tree(
    filters: Annotated[list[str] | None, typer.Argument(help="Filters.")] = None,
    at: _At = "now",
    deleted: Annotated[bool, typer.Option("--deleted", help="Show what was deleted, too.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="Entities of one namespace at the most.")] = 100,
    format: _Format = Format.TABLE,
) -> None:
    """Show accounts, regions, namespaces and entities with their health."""
    query: dict[str, str | list[str]] = {
        "filter": list(filters or ()),
        "at": at,
        "deleted": str(deleted).lower(),
        "limit": str(limit),
    }
    with connected(Settings()) as client:
        nodes = client.call("GET", f"{_PATH}/tree", query=query)["data"]
    if format is Format.TABLE:
        for node in nodes:
            console().print(_drawn(node))
        return
    names = ("id", "kind", "name", "health", "reason", "last_seen", "entity")
    write_rows(names, [_row(node) for top in nodes for node in _walk(top)], format)


@app.command("entity")
def entity(
    name: Annotated[str, typer.Argument(help="Id, path or name of the entity.")],
    at: _At = "now",
    as_json: Annotated[bool, typer.Option("--json", help="Write all that is known as JSON.")] = False,
) -> None:
    """Show one entity: health, configuration, status, changes, alerts, dashboards, and queries for the rest."""
    with connected(Settings()) as client:
        found = client.call("GET", f"{_PATH}/entity", query={"id": name, "at": at})
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    out = console()
    out.print(_headline(found))
    for part, lines in _parts(found):
        if lines:
            out.print(Text(part, style="bold"))
            for line in lines:
                out.print(Text(f"  {line}"), soft_wrap=True)


@app.command("idle")
def idle(
    hours: Annotated[float, typer.Option("--hours", help="Hours without a call.")] = 24,
    format: _Format = Format.TABLE,
) -> None:
    """List endpoints that nobody calls, with what they cost.

    Prices are those of the lookup table shared/sagemaker/instance_prices.
    """
    with connected(Settings()) as client:
        found = client.call("GET", f"{_PATH}/idle", query={"hours": str(hours)})
    rows = [
        (
            one["account"],
            one["region"],
            one["name"],
            ", ".join(f"{held['count']} x {held['type']}" for held in one["instances"]),
            shown_value("time", one["idleSince"]),
            one["perHour"],
            one["soFar"],
            one["unknown"],
        )
        for one in found["data"]
    ]
    names = (
        "account",
        "region",
        "endpoint",
        "instances",
        "idle since",
        "usd per hour",
        "usd since idle",
        "note",
    )
    write_rows(names, rows, format)


def _walk(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node["children"]:
        yield from _walk(child)


def _row(node: Mapping[str, Any]) -> tuple[Any, ...]:
    held = node.get("entity") or {}
    reason = node["reasons"][0]["text"] if node["reasons"] else ""
    return (
        node["id"],
        node["kind"],
        node["name"],
        node["health"],
        reason,
        held.get("lastSeen"),
        held.get("id", ""),
    )


def _drawn(node: Mapping[str, Any], into: Tree | None = None) -> Tree:
    drawn = Tree(_line(node)) if into is None else into.add(_line(node))
    for child in node["children"]:
        _drawn(child, drawn)
    if node["leftOut"]:
        drawn.add(Text(f"{node['leftOut']:,} more", style="dim"))
    return drawn


def _line(node: Mapping[str, Any]) -> Text:
    health = node["health"]
    line = Text(f"{_MARKS[health]} ", style=_STYLES[health]) + Text(node["name"] or "(none)")
    if node.get("entity"):
        line += Text(f"  {node['kindLabel'].lower()}", style="dim")
        if status := node["entity"]["status"]:
            line += Text(f"  {status}", style="dim")
        if node["reasons"] and health not in ("ok", "unknown"):
            line += Text(f"  {node['reasons'][0]['text']}", style=_STYLES[health])
    return line


def _headline(found: Mapping[str, Any]) -> Text:
    where = " / ".join(node["name"] for node in found["ancestors"])
    health = found["health"]
    return (
        Text(f"{_MARKS[health]} {found['name']}", style=_STYLES[health])
        + Text(f"  {found['kindLabel'].lower()} in {where}, {health}", style="dim")
        + Text(f"\n{found['arn']}" if found["arn"] else "", style="dim")
    )


def _parts(found: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield "Why", [reason["text"] for reason in found["reasons"]]
    facts = [f"{fact['label']}: {fact['value']}" for fact in found["configuration"]]
    variants = [
        f"Variant {one['name']}: {one['instances'] if one['instances'] is not None else '?'} x "
        f"{one['instanceType'] or 'unknown instances'} {one['model']}".rstrip()
        for one in found["variants"]
    ]
    yield "Configuration", [*facts, *variants]
    yield "Parts", [f"{child['name']} ({child['kindLabel'].lower()})" for child in found["children"]]
    yield (
        "Status",
        [
            f"{shown_value('time', one['at'])}  {one['status']}  {one['reason']}".rstrip()
            for one in found["statuses"][:10]
        ],
    )
    yield (
        "Changes",
        [f"{shown_value('time', one['at'])}  {one['call']} by {one['who']}" for one in found["changes"][:10]],
    )
    yield "Alerts", [f"{one['alertType']} {one['name']}: {one['reason']}" for one in found["alerts"]]
    yield (
        "Dashboards",
        [
            " ".join([one["name"], *(f"{key}={value}" for key, value in one["variables"].items())])
            for one in found["dashboards"]
        ],
    )
    yield "Logs", [found["logs"]] if found["logs"] else []
    yield "Metrics", [row for chart in found["charts"] for row in chart["rows"]]
