"""`apps new`, `validate`, `render`, `test`, `convert`: for those who write packages. No server is needed."""

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from sagescope.cli.output import Format, tell, write_rows

_Folder = Annotated[
    Path, typer.Argument(help="Folder of a package, with its manifest.yaml.", show_default=False)
]
_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("new")(new)
    app.command("validate")(validate)
    app.command("render")(render)
    app.command("test")(test)
    app.command("convert")(convert_package)


def new(
    folder: Annotated[Path, typer.Argument(help="Folder to write it to.", show_default=False)],
    name: Annotated[str, typer.Option(help="Name of the app; the folder's otherwise.")] = "",
    title: Annotated[str, typer.Option(help="Title of the app; its name otherwise.")] = "",
) -> None:
    """Write a package that works: a dashboard, a monitor, a rule, and samples for them."""
    from sagescope.apps.skeleton import write_skeleton

    name = name or folder.resolve().name
    for path in write_skeleton(folder, name, title or name.replace("-", " ").title()):
        typer.echo(path)


def validate(folder: _Folder) -> None:
    """Check a package, and name file, line and key of every mistake."""
    from sagescope.apps.reading import read_package
    from sagescope.apps.validating import checked_package

    package = checked_package(read_package(folder))
    panels = sum(len(d.panels) for d in package.dashboards)
    typer.echo(
        f"{package.manifest.name} {package.manifest.version}: {len(package.dashboards)} dashboards, {panels} panels, "
        f"{len(package.monitors)} monitors, {len(package.extraction_rules)} extraction rules: no faults"
    )


def render(
    folder: _Folder,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for app.json and monitors.json.")
    ] = None,
) -> None:
    """Write a package in Sumo Logic's shapes: its folder of dashboards, and its monitors."""
    from sagescope.apps.choices import Choices
    from sagescope.apps.objects import branch_of, monitors_of, wiring_of
    from sagescope.apps.reading import read_package
    from sagescope.library.exchange import written

    package = read_package(folder)
    choices = Choices()
    content = written(branch_of(package, choices, package.manifest.title))
    monitors = {
        "type": "MonitorsLibraryFolderExport",
        "name": package.manifest.title,
        "description": package.manifest.summary,
        "children": list(monitors_of(package, wiring_of(package, choices))),
    }
    if output is None:
        typer.echo(json.dumps({"content": content, "monitors": monitors}, indent=2, ensure_ascii=False))
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, document in (("app.json", content), ("monitors.json", monitors)):
        (output / name).write_text(
            json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        typer.echo(output / name)


def test(folder: _Folder, format: _Format = Format.TABLE) -> None:
    """Try a package on its sample data: each panel, variable and monitor has to find something."""
    from sagescope.trial import try_package

    with tempfile.TemporaryDirectory(prefix="sagescope-trial-") as scratch:
        trial = try_package(folder, Path(scratch))
    rows = [(check.dashboard, len(check.panels), check.with_data) for check in trial.dashboards]
    write_rows(("dashboard", "panels", "with data"), rows, format)
    for failure in trial.failures:
        tell(failure)
    works = sum(monitor.works for monitor in trial.monitors)
    tell(
        f"{trial.messages:,} messages, {trial.points:,} points; {works} of {len(trial.monitors)} monitors work"
    )
    if trial.failures:
        raise typer.Exit(1)


def convert_package(
    file: Annotated[Path, typer.Argument(help="App.json of a classic package.", show_default=False)],
    folder: Annotated[Path, typer.Argument(help="Folder to write the package to.", show_default=False)],
    manifest: Annotated[Path | None, typer.Option(help="Its manifest; the one beside it otherwise.")] = None,
) -> None:
    """Make a package of a classic one of Sumo Logic: an exported folder and its manifest."""
    from sagescope.apps.convert import convert
    from sagescope.apps.reading import read_package

    for note in convert(file, manifest, folder):
        tell(note)
    package = read_package(folder)
    items = sum(1 for top in package.content for _ in top.all())
    typer.echo(f"{package.manifest.name} {package.manifest.version}: {items} items")
