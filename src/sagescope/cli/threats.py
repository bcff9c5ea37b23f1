"""`threats`: threat indicators."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.connection import connected
from sagescope.cli.output import Format, errors, write_rows
from sagescope.config import Settings
from sagescope.errors import Fault, Refusal

app = typer.Typer(no_args_is_help=True, help="Upload, list and remove threat indicators.")

CALLS = "/api/v1/threatIntel/datastore"

_UPLOAD_HELP = """Keep threat indicators of a file, all or none; the same source and id again replaces one.

A CSV has a header line (indicator, type, confidence, actors, source, validFrom, validUntil, threatType, killChain,
id) or Sumo Logic's ten columns in order. JSON is a list of indicators, or an object that holds it as
`indicators`; STIX objects have their `pattern`.

Example:

  sagescope threats upload indicators.csv --source own
"""


@app.command("upload", help=_UPLOAD_HELP)
def upload(
    file: Annotated[
        Path, typer.Argument(help="CSV or JSON.", exists=True, dir_okay=False, show_default=False)
    ],
    source: Annotated[str, typer.Option(help="Source of the indicators that name none.")] = "",
) -> None:
    """Keep threat indicators of a file."""
    kind, body = _body(file, source)
    with connected(Settings()) as client:
        client.call("POST", f"{CALLS}/indicators/{kind}", body)
        held = client.call("GET", f"{CALLS}/db")
    errors().print(f"{held['indicators']:,} indicators kept", style="dim", highlight=False)


@app.command("list")
def list_indicators(
    source: Annotated[str, typer.Option(help="Only those of this source.")] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="At the most.")] = 100,
    format: Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")] = Format.TABLE,
) -> None:
    """List threat indicators."""
    with connected(Settings()) as client:
        query = {"source": source, "limit": str(limit)}
        found = client.call("GET", f"{CALLS}/indicators", query=query)
    names = (
        "indicator",
        "type",
        "confidence",
        "actors",
        "source",
        "validFrom",
        "validUntil",
        "threatType",
        "id",
    )
    write_rows(names, [[one[name] for name in names] for one in found["data"]], format)
    if found["next"] is not None and format is Format.TABLE:
        errors().print(f"the first {limit:,}; more with --limit", style="dim", highlight=False)


@app.command("remove")
def remove(
    source: Annotated[str, typer.Argument(help="The source.", show_default=False)],
    ids: Annotated[
        list[str] | None, typer.Argument(help="Ids of indicators; none: all of the source.")
    ] = None,
) -> None:
    """Remove threat indicators of a source, all of them or those of these ids."""
    with connected(Settings()) as client:
        if ids:
            client.call("DELETE", f"{CALLS}/indicators", {"source": source, "indicatorIds": ids})
        else:
            client.call("DELETE", f"{CALLS}/db", query={"source": source})


def _body(file: Path, source: str) -> tuple[str, dict[str, Any]]:
    """Which call takes the file, and its body."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Refusal(
            Fault("cli.unreadable", f"{file} cannot be read as text.", "Save it in UTF-8.")
        ) from wrong
    if not text.lstrip().startswith(("[", "{")):
        return "csv", {"csv": text, "source": source}
    try:
        held = json.loads(text)
    except ValueError:
        raise Refusal(Fault("cli.json", f"{file} is no JSON.", "Check it with a JSON tool.")) from None
    if isinstance(held, dict):
        source = source or str(held.get("source", ""))
        held = held.get("indicators", held.get("objects"))
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        raise Refusal(
            Fault("cli.indicators", f"{file} holds no list of indicators.", 'Write {"indicators": […]}.')
        )
    stix = any("pattern" in one for one in held)
    return "stix" if stix else "normalized", {"indicators": held, "source": source}
