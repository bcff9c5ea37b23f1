"""`apps`: the catalog, what is installed, and install, upgrade, downgrade, uninstall."""

import base64
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer

from sagescope.cli import packages
from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, tell, write_rows
from sagescope.cli.pairs import pairs
from sagescope.config import Settings

app = typer.Typer(
    no_args_is_help=True,
    help="List, show, install, upgrade, downgrade and uninstall apps; write, check and try packages.",
)

_PATH = "/api/v1/apps"

_App = Annotated[str, typer.Argument(help="Name of an app, or a package's folder.")]
_Installed = Annotated[str, typer.Argument(help="Name of an installed app, of its folder, or its id.")]
_Version = Annotated[str, typer.Option(help="Version; the newest otherwise.")]
_Scope = Annotated[
    list[str] | None,
    typer.Option(help="Where a data source is, logs=_sourceCategory=prod/*; may be repeated."),
]
_Account = Annotated[
    list[str] | None,
    typer.Option(
        help="Name of an AWS account, 123456789012=prod, or the account that dashboards begin with; may be repeated."
    ),
]
_Region = Annotated[
    str, typer.Option(help="Region that dashboards begin with, and that queries are pinned to.")
]
_Monitors = Annotated[str, typer.Option(help="Whether its monitors run, on or off.")]
_MonitorsThen = Annotated[str, typer.Option(help="Whether its monitors run, on or off; as before otherwise.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]

_WORDS = {
    "create": "made",
    "change": "changed",
    "adopt": "found",
    "keep": "kept",
    "leave": "left",
    "gone": "deleted",
    "remove": "removed",
    "stay": "stays",
}


@app.command("list")
def list_apps(format: _Format = Format.TABLE) -> None:
    """List the apps that there are, and which are installed."""
    with connected(Settings()) as client:
        found = client.call("GET", f"{_PATH}/catalog")["apps"]
    rows = [
        (
            one["name"],
            one["title"],
            ", ".join(one["versions"]),
            ", ".join(f"{i['version'] or 'unfinished'} as {i['name']!r}" for i in one["instances"]),
        )
        for one in found
    ]
    write_rows(("name", "title", "versions", "installed"), rows, format)


@app.command("show")
def show(app_name: _App, version: _Version = "", format: _Format = Format.TABLE) -> None:
    """Show an app: what it asks for, and what it includes."""
    with connected(Settings()) as client:
        query = {"version": version} if version else None
        found = client.call("GET", f"{_PATH}/catalog/{quote(app_name, safe='')}", query=query)
    tell(f"{found['title']} {found['version']}: {found['summary']}")
    for requirement in found["requirements"]:
        tell(f"needs: {requirement}")
    for parameter in found["parameters"]:
        example = f" ({parameter['example']})" if parameter["example"] else ""
        tell(f"asks {parameter['id']}: {parameter['description']}{example}")
    rows = [(one["kind"], one["name"], one["description"]) for one in found["includes"]]
    write_rows(("kind", "name", "description"), rows, format)


_INSTALL_HELP = """Install an app of the catalog, or a package's folder.

Monitors are made disabled; --monitors on lets them run.

Examples:

  sagescope apps install amazon-sagemaker --account 123456789012=prod --region eu-west-1 --monitors on

  sagescope apps install ./my-app --scope logs=_sourceCategory=prod/shop --dry-run
"""


@app.command("install", help=_INSTALL_HELP)
def install(
    app_name: _App,
    version: _Version = "",
    folder: Annotated[str, typer.Option(help="Name of its folder; the app's title otherwise.")] = "",
    scope: _Scope = None,
    account: _Account = None,
    region: _Region = "",
    monitors: _Monitors = "off",
    dry_run: _DryRun = False,
    format: _Format = Format.TABLE,
) -> None:
    """Install an app."""
    body: dict[str, Any] = {
        **_choices(scope, account, region, monitors),
        "version": version,
        "folder": folder,
        "dryRun": dry_run,
    }
    with connected(Settings()) as client:
        name, own = _uploaded(client, app_name)
        if own:
            body["version"] = own
        done = client.call("POST", f"{_PATH}/instances", {**body, "app": name})
    _told(done, format, dry_run=dry_run)


@app.command("upgrade")
def upgrade(
    name: _Installed,
    version: _Version = "",
    scope: _Scope = None,
    account: _Account = None,
    region: _Region = "",
    monitors: _MonitorsThen = "",
    dry_run: _DryRun = False,
    format: _Format = Format.TABLE,
) -> None:
    """Bring an installed app to a later version, or to other answers. What was edited stays as it is."""
    _changed("upgrade", name, version, _choices(scope, account, region, monitors), format, dry_run=dry_run)


@app.command("downgrade")
def downgrade(
    name: _Installed,
    version: Annotated[str, typer.Option(help="Version to go back to; that before this one otherwise.")] = "",
    scope: _Scope = None,
    account: _Account = None,
    region: _Region = "",
    monitors: _MonitorsThen = "",
    dry_run: _DryRun = False,
    format: _Format = Format.TABLE,
) -> None:
    """Bring an installed app back to an earlier version. What was edited stays as it is."""
    with connected(Settings()) as client:
        instance = client.call("GET", f"{_PATH}/instances/{quote(name, safe='')}")
    choices = _choices(scope, account, region, monitors)
    _changed("downgrade", name, version or instance["previousVersion"], choices, format, dry_run=dry_run)


@app.command("uninstall")
def uninstall(name: _Installed, dry_run: _DryRun = False, format: _Format = Format.TABLE) -> None:
    """Take an app away; says what was removed and what stays."""
    query = {"dryRun": "true"} if dry_run else None
    with connected(Settings()) as client:
        done = client.call("DELETE", f"{_PATH}/instances/{quote(name, safe='')}", query=query)
    _told(done, format, dry_run=dry_run)


@app.command("check")
def check(name: _Installed, format: _Format = Format.TABLE) -> None:
    """Ask every panel of an installed app, with all values of variables and one of each; name the empty ones."""
    path = f"{_PATH}/instances/{quote(name, safe='')}"
    with connected(Settings()) as client:
        # One after the other: all of them may take longer than a request is waited for.
        found = [
            one
            for dashboard in [held["name"] for held in client.call("GET", path)["dashboards"]]
            for one in client.call("GET", f"{path}/check", query={"dashboard": dashboard})["dashboards"]
        ]
    rows = [(one["dashboard"], one["panels"], one["withData"]) for one in found]
    write_rows(("dashboard", "panels", "with data"), rows, format)
    failed = 0
    for one in found:
        for variable, reason in one["variables"].items():
            tell(f"{one['dashboard']}: the variable {variable} {reason}")
        for panel in one["empty"]:
            failed += not panel["optional"]
            note = " (may be empty)" if panel["optional"] else ""
            tell(f"{one['dashboard']} / {panel['panel']}: {panel['reason']}{note}")
    if failed:
        raise typer.Exit(1)


def _changed(
    only: str, name: str, version: str, choices: Mapping[str, Any], format: Format, *, dry_run: bool
) -> None:
    body = {**choices, "version": version, "only": only, "dryRun": dry_run}
    with connected(Settings()) as client:
        done = client.call("POST", f"{_PATH}/instances/{quote(name, safe='')}/change", body)
    _told(done, format, dry_run=dry_run)


def _choices(
    scope: Sequence[str] | None, account: Sequence[str] | None, region: str, monitors: str
) -> dict[str, Any]:
    """The answers of the command line; what is not said is left out."""
    found: dict[str, Any] = {}
    if scope:
        found["scopes"] = pairs(scope, "--scope")
    if mapped := [one for one in account or () if "=" in one]:
        found["accounts"] = pairs(mapped, "--account")
    if named := [one for one in account or () if "=" not in one]:
        found["account"] = named[-1]
    if region:
        found["region"] = region
    if monitors:
        if monitors not in ("on", "off"):
            raise typer.BadParameter("--monitors is on or off")
        found["monitors"] = monitors == "on"
    return found


def _uploaded(client: Client, name: str) -> tuple[str, str]:
    """The name of an app; a folder's package is taken into the catalog first, and its version comes too."""
    from sagescope.apps.catalog import packed

    folder = Path(name)
    if not (folder / "manifest.yaml").is_file():
        return name, ""
    files = {path: base64.b64encode(content).decode() for path, content in packed(folder).items()}
    made = client.call("POST", f"{_PATH}/packages", {"files": files})
    return made["name"], made["version"]


def _told(done: Mapping[str, Any], format: Format, *, dry_run: bool) -> None:
    shown = [a for a in done["actions"] if a["verb"] != "unchanged"]
    words = _WORDS if not dry_run else {**_WORDS, "create": "make", "change": "change", "remove": "remove"}
    rows = [(words[a["verb"]], a["kind"], a["name"], a["reason"]) for a in shown]
    write_rows(("", "kind", "name", "reason"), rows, format)
    counted = Counter(words[a["verb"]] for a in shown)
    step = f"{done['before'] or 'nothing'} → {done['version'] or 'nothing'}"
    said = ", ".join(f"{count} {word}" for word, count in counted.items()) or "nothing to do"
    would = "would " if dry_run else ""
    tell(f"{done['title']}: {would}{done['doing']}, {step}: {said}")


packages.add_to(app)
