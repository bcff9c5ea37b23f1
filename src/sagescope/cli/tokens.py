"""`tokens`: ways to sign in."""

from typing import Annotated

import typer

from sagescope.cli.output import errors

app = typer.Typer(no_args_is_help=True, help="Make access keys and one-time sign-in links.")


@app.command("link")
def link() -> None:
    """Print a one-time sign-in link for the page."""
    from sagescope.cli.connection import connected
    from sagescope.config import Settings

    with connected(Settings()) as client:
        made = client.call("POST", "/api/v1/session/links")
    typer.echo(f"{client.server.url}/signin?token={made['token']}")


@app.command("create")
def create(label: Annotated[str, typer.Option(help="What the key is for.")]) -> None:
    """Make an access key; its secret is shown once."""
    from sagescope.cli.connection import connected
    from sagescope.config import Settings

    with connected(Settings()) as client:
        made = client.call("POST", "/api/v1/accessKeys", {"label": label})
    typer.echo(f"SAGESCOPE_ACCESS_ID={made['id']}")
    typer.echo(f"SAGESCOPE_ACCESS_KEY={made['key']}")
    errors().print("The key is not shown again.", style="dim")
