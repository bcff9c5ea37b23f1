"""The `sagescope` command: its commands, and what a refusal looks like in a terminal."""

import sys

import typer

import sagescope
from sagescope.cli import (
    apps,
    aws_sources,
    channels,
    checking,
    collectors,
    dashboards,
    data,
    explore,
    log_metrics,
    lookups,
    macros,
    metric_rules,
    monitors,
    queries,
    serving,
    slos,
    sources,
    threats,
    tokens,
)
from sagescope.cli.output import fail
from sagescope.errors import Refusal

app = typer.Typer(
    name="sagescope",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Self-hosted observability for Amazon SageMaker that speaks the Sumo Logic query language.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def root(
    version: bool = typer.Option(False, "--version", help="Show the version and exit.", is_eager=True),
) -> None:
    """Self-hosted observability for Amazon SageMaker that speaks the Sumo Logic query language."""
    if version:
        typer.echo(f"sagescope {sagescope.__version__}")
        raise typer.Exit


serving.add_to(app)
queries.add_to(app)
data.add_to(app)
checking.add_to(app)
app.add_typer(apps.app, name="apps")
app.add_typer(collectors.app, name="collectors")
app.add_typer(explore.app, name="explore")
aws_sources.add_to(sources.app, sources.add)
app.add_typer(sources.app, name="sources")
app.add_typer(lookups.app, name="lookups")
app.add_typer(threats.app, name="threats")
app.add_typer(macros.app, name="macros")
app.add_typer(monitors.app, name="monitors")
app.add_typer(channels.app, name="channels")
app.add_typer(slos.app, name="slos")
app.add_typer(dashboards.app, name="dashboards")
app.add_typer(log_metrics.app, name="log-metrics")
app.add_typer(metric_rules.app, name="metric-rules")
app.add_typer(tokens.app, name="tokens")


def main() -> None:
    """Run the command line; faults go to standard error, and the exit code is 2."""
    try:
        app()
    except Refusal as refused:
        sys.exit(fail(refused))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader, such as head, has seen enough.
        sys.stderr.close()
        sys.exit(0)
