"""`channels`: where notifications go, and how deliveries to there are going."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, write_rows
from sagescope.cli.pairs import pairs
from sagescope.config import Settings
from sagescope.errors import Fault, Refusal

app = typer.Typer(
    no_args_is_help=True, help="List, make and try the channels that notifications of monitors go to."
)

_PATH = "/api/v1/connections"

_Channel = Annotated[str, typer.Argument(help="Name or id of the channel.")]
_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]


class Kind(StrEnum):
    """What a channel speaks to; the values are Sumo Logic's names."""

    WEBHOOK = "Webhook"
    SLACK = "Slack"
    TEAMS = "MicrosoftTeams"
    PAGERDUTY = "PagerDuty"
    OPSGENIE = "Opsgenie"
    SNS = "AWSSNS"


@app.command("list")
def list_channels(format: _Format = Format.TABLE) -> None:
    """List channels, and how deliveries to each go; mails, which need no channel, come last."""
    with connected(Settings()) as client:
        answer = client.call("GET", _PATH, query={"limit": "1000"})
    rows = [
        (one["name"], one["webhookType"], *_going(one["delivery"]), one["id"])
        for one in (*answer["data"], {"name": "e-mail", "webhookType": "Email", "delivery": answer["email"], "id": ""})
    ]  # fmt: skip
    write_rows(("name", "kind", "state", "waiting", "reason", "id"), rows, format)


_ADD_HELP = """Make a channel.

Examples:

  sagescope channels add Slack --name on-call --url https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXX

  sagescope channels add PagerDuty --name pager --url https://events.pagerduty.com/v2/enqueue --header X-Routing-Key=KEY

  sagescope channels add AWSSNS --name topic --url arn:aws:sns:us-east-1:123456789012:alerts
"""


@app.command("add", help=_ADD_HELP)
def add(
    kind: Annotated[Kind, typer.Argument(help="What it speaks to.", case_sensitive=False)],
    name: Annotated[str, typer.Option(help="What it is called.")],
    url: Annotated[str, typer.Option(help="Its address, or the ARN of a topic.")],
    header: Annotated[
        list[str] | None, typer.Option(help="Header of its requests, NAME=VALUE; may be repeated.")
    ] = None,
    payload: Annotated[
        Path | None, typer.Option(help="File with a payload of your own instead of that of its kind.")
    ] = None,
    resolution_payload: Annotated[
        Path | None, typer.Option(help="File with the payload for the ends of alerts.")
    ] = None,
) -> None:
    """Make a channel."""
    body: dict[str, Any] = {
        "type": "WebhookDefinition",
        "name": name,
        "webhookType": kind.value,
        "url": url,
        "headers": [{"name": key, "value": value} for key, value in pairs(header or (), "--header").items()],
        "defaultPayload": _text(payload),
        "resolutionPayload": _text(resolution_payload),
    }
    with connected(Settings()) as client:
        typer.echo(client.call("POST", _PATH, body)["id"])


@app.command("test")
def test(channel: _Channel) -> None:
    """Send a sample of an alert and of its end; 1 where it is not taken."""
    with connected(Settings()) as client:
        held = found_channel(client, channel)
        query = {"connectionId": held["id"], "functionalities": "alert,resolution"}
        answer = client.call("POST", f"{_PATH}/test", {}, query=query)
    for what in ("alert", "resolution"):
        typer.echo(f"{what}: {answer[f'{what}StatusCode']} {answer[f'{what}ResponseContent']}")
    if any(answer[f"{what}StatusCode"] >= 300 for what in ("alert", "resolution")):
        raise typer.Exit(1)


@app.command("remove")
def remove(channel: _Channel) -> None:
    """Delete a channel; what waits for it is given up."""
    with connected(Settings()) as client:
        held = found_channel(client, channel)
        client.call("DELETE", f"{_PATH}/{held['id']}")
    typer.echo(f"Channel {held['name']} removed.")


def found_channel(client: Client, name: str) -> dict[str, Any]:
    """The channel of a name or id. Raises Refusal where there is none."""
    for one in client.call("GET", _PATH, query={"limit": "1000"})["data"]:
        if name in (one["id"], one["name"]):
            return dict(one)
    raise Refusal(Fault("cli.channel", f"There is no channel {name!r}.", "See `sagescope channels list`."))


def _going(delivery: dict[str, Any]) -> tuple[str, int, str]:
    return delivery["state"], delivery["waiting"], delivery.get("reason", "")


def _text(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text()
    except OSError as wrong:
        raise Refusal(
            Fault("cli.file", f"{file} cannot be read: {wrong.strerror}.", "Is the path right?")
        ) from wrong
