"""`slos`: objectives, and how much of their error budgets is left."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.connection import connected
from sagescope.cli.output import Format, write_rows
from sagescope.config import Settings
from sagescope.errors import Fault, Refusal

app = typer.Typer(no_args_is_help=True, help="List and make objectives (SLO), and see how they stand.")

_PATH = "/api/v1/slos"
_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]


@app.command("list")
def list_objectives(format: _Format = Format.TABLE) -> None:
    """List objectives with their SLI and what is left of their budget, in percent."""
    with connected(Settings()) as client:
        held = client.call("GET", f"{_PATH}/root")["children"]
        rows: list[tuple[Any, ...]] = []
        for one in held:
            told = client.call("GET", f"{_PATH}/sli", query={"ids": one["id"]})[one["id"]]
            rows.append(
                (one["name"], one["compliance"]["target"], told["sliPercentage"],
                 told["errorBudgetRemainingPercentage"], one["id"])
            )  # fmt: skip
    write_rows(("name", "target", "sli", "budget left", "id"), rows, format)


@app.command("create")
def create(file: Annotated[str, typer.Argument(help="File with an objective, or its export.")]) -> None:
    """Make an objective of a document."""
    try:
        body = json.loads(Path(file).read_text())
    except (OSError, ValueError) as wrong:
        raise Refusal(
            Fault("cli.file", f"{file} cannot be read as JSON: {wrong}.", "Give an export of an objective.")
        ) from wrong
    with connected(Settings()) as client:
        typer.echo(client.call("POST", _PATH, body)["id"])
