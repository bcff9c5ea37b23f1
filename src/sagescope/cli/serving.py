"""`serve`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

_HELP = """Run the server: page, API, receivers, and the embedded store.

Examples:

  sagescope serve --data ./data --port 8080 --demo

  SAGESCOPE_STORE=clickhouse://user:password@db:8123/logs sagescope serve --host 0.0.0.0
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve", help=_HELP)(serve)


def serve(
    data: Annotated[
        Path | None, typer.Option(help="Directory of the store and the metadata.", show_default=False)
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65_535,
            help="Port to listen on; 0 takes a free one. [default: 8080]",
            show_default=False,
        ),
    ] = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. [default: 127.0.0.1]", show_default=False)
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Load the demo account: 24 hours of history, then a live feed.")
    ] = False,
    log_level: Annotated[
        str | None,
        typer.Option(
            help="debug, info, warning or error. [default: warning on a terminal]", show_default=False
        ),
    ] = None,
) -> None:
    """Run the server."""
    from sagescope.access.first_start import FirstStart
    from sagescope.config import Settings
    from sagescope.demo.poster import Progress as Posted
    from sagescope.server import serve as run
    from sagescope.telemetry import configure_logging

    given = {"data": data, "port": port, "host": host, "demo": demo or None}
    settings = Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    out = Console(stderr=True)
    configure_logging(
        log_level or ("warning" if out.is_terminal else settings.log_level), as_json=not out.is_terminal
    )
    history = _History(out)

    def ready(url: str, first: FirstStart) -> None:
        typer.echo(f"Sagescope listens on {url}")
        if first.link_token is not None:
            typer.echo(f"Sign in once with {url}/signin?token={first.link_token}")
        else:
            typer.echo("Sign in with an access key, or make a one-time link with: sagescope tokens link")
        typer.echo("Stop with Ctrl+C.")

    def posted(progress: Posted, start: int, until: int) -> None:
        history.show(progress.until_ms - start, until - start, progress.messages, progress.points)

    try:
        run(settings, lambda line: out.print(line, style="dim", highlight=False), ready, posted)
    finally:
        history.close()


class _History:
    """The progress bar of the demo's history."""

    def __init__(self, out: Console) -> None:
        self._out = out
        self._bar: Progress | None = None
        self._task = TaskID(0)
        self._lines = 0

    def show(self, done: int, total: int, messages: int, points: int) -> None:
        """Show how far the history is, in milliseconds of it."""
        if not self._out.is_terminal:
            if done * 4 // max(total, 1) > self._lines:
                self._lines = done * 4 // max(total, 1)
                self._out.print(
                    f"demo account: {min(100, 100 * done // max(total, 1))}% of its history, "
                    f"{messages:,} messages, {points:,} points",
                    highlight=False,
                )
            return
        if self._bar is None:
            self._bar = Progress(
                TextColumn("demo account"),
                BarColumn(),
                TextColumn("{task.percentage:>3.0f}%"),
                TextColumn("{task.fields[held]}"),
                TimeRemainingColumn(),
                console=self._out,
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task("history", total=total, held="")
        self._bar.update(
            self._task, completed=done, total=total, held=f"{messages:,} messages, {points:,} points"
        )
        if done >= total:
            self.close()
            self._out.print(
                f"demo account: ready, {messages:,} messages and {points:,} metric points",
                style="dim",
                highlight=False,
            )

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
