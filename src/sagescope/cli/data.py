"""`ingest`, `migrate` and `doctor`."""

from pathlib import Path
from typing import Annotated

import typer

_INGEST_HELP = """Send files to an HTTP source, with progress.

Example:

  sagescope ingest app.log trail.json.gz --to "$(sagescope sources add http --name files)"
"""


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("ingest", help=_INGEST_HELP)(ingest)
    app.command("migrate", help="Bring the store and the metadata up to this version, without serving.")(
        migrate
    )
    app.command("doctor", help="Check that everything needed is there.")(doctor)


def ingest(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Files; .gz ones are unpacked on the way.", exists=True, dir_okay=False, show_default=False
        ),
    ],
    to: Annotated[str, typer.Option("--to", help="Address of the HTTP source.")],
    category: Annotated[str, typer.Option(help="Source category of the messages.")] = "",
    host: Annotated[str, typer.Option(help="Host of the messages.")] = "",
    batch: Annotated[int, typer.Option(help="Bytes of a request.", min=1_000, max=16_000_000)] = 1_000_000,
) -> None:
    """Send files to an HTTP source."""
    from sagescope.cli.sending import send_files

    headers = {"X-Sumo-Category": category, "X-Sumo-Host": host}
    raise typer.Exit(send_files(files, to, {k: v for k, v in headers.items() if v}, batch))


def migrate() -> None:
    """Bring the store and the metadata up to this version."""
    from sagescope.config import Settings
    from sagescope.core import open_core

    core = open_core(Settings(), say=typer.echo)
    core.close()
    typer.echo("Store and metadata are up to date.")


def doctor() -> None:
    """Check that everything needed is there."""
    import shutil

    from sagescope.api.page import STATIC
    from sagescope.cli.connection import find_server
    from sagescope.config import Settings

    settings = Settings()
    server = find_server(settings)
    parent = next(p for p in (settings.data, *settings.data.absolute().parents) if p.exists())
    free = shutil.disk_usage(parent).free // 2**30
    checks = [
        (
            "page",
            (STATIC / "index.html").is_file(),
            "built" if (STATIC / "index.html").is_file() else "not built: run make page",
        ),
        ("geolocation", *_geolocation(settings.geo_path, settings.data / "geo")),
        ("server", server is not None, server.url if server else "none runs"),
        ("data", True, str(settings.data.absolute())),
        ("disk", free >= 2, f"{free} GiB free"),
    ]
    for name, good, says in checks:
        typer.echo(f"{'ok ' if good else '-- '} {name:<12} {says}")


def _geolocation(own: Path | None, cache: Path) -> tuple[bool, str]:
    """Whether the geolocation data is what the settings ask for, and which it is or why not."""
    from sagescope.geo.choice import offer

    offered = offer(own, cache)
    locations = offered.layers["location"]
    served = locations[0].origin if locations else "none"
    if not offered.faults:
        return True, served
    said = " ".join(fault.sentence for fault in offered.faults)
    return False, f"{said} Used meanwhile: {served}."
