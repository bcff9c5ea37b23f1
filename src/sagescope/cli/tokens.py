"""`tokens`: ways to sign in."""

from typing import Annotated

import typer

from sagescope.cli.output import errors

app = typer.Typer(no_args_is_help=True, help="Make access keys and one-time sign-in links.")


@app.command("link")
def link() -> None:
    """Print a one-time sign-in link for the page."""
    from sagescope.cli.connection import find_server
    from sagescope.cli.sources import _client
    from sagescope.config import Settings

    client = _client()
    try:
        made = client.call("POST", "/api/v1/session/links")
    finally:
        client.close()
    server = find_server(Settings())
    typer.echo(f"{server.url if server else ''}/signin?token={made['token']}")


@app.command("create")
def create(label: Annotated[str, typer.Option(help="What the key is for.")]) -> None:
    """Make an access key; its secret is shown once."""
    from sagescope.cli.sources import _client

    client = _client()
    try:
        made = client.call("POST", "/api/v1/accessKeys", {"label": label})
    finally:
        client.close()
    typer.echo(f"SAGESCOPE_ACCESS_ID={made['id']}")
    typer.echo(f"SAGESCOPE_ACCESS_KEY={made['key']}")
    errors().print("The key is not shown again.", style="dim")
