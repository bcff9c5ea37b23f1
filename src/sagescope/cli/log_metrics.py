"""`log-metrics`: points that are read from messages as they arrive."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer

from sagescope.cli.connection import connected
from sagescope.cli.output import Format, write_rows
from sagescope.config import Settings
from sagescope.errors import Fault, Refusal

app = typer.Typer(
    no_args_is_help=True,
    help="List, try, add and remove the rules that read metrics, such as learning curves, from messages.",
)

_PATH = "/api/v1/logMetricRules"

_Pattern = Annotated[str, typer.Option(help="Regular expression of a point: (?P<metric>…) and (?P<value>…).")]
_Line = Annotated[str, typer.Option(help="Regular expression that the line has to match: (?P<step>…).")]
_Metric = Annotated[str, typer.Option(help="Name of the metric; {group} stands for what a group matched.")]
_Contains = Annotated[str, typer.Option(help="Text that the line has to have.")]
_Group = Annotated[str, typer.Option(help="Log group; * is any run of characters.")]
_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]


@app.command("list")
def list_rules(format: _Format = Format.TABLE) -> None:
    """List the rules in the order in which they apply."""
    with connected(Settings()) as client:
        rules = client.call("GET", _PATH)["data"]
    names = ("name", "logGroup", "contains", "line", "pattern", "metric", "enabled")
    write_rows(names, [tuple(rule[name] for name in names) for rule in rules], format)


_TEST_HELP = """Show what the rules read from lines, or one rule that is not there yet. Without lines they are read from
standard input.

Examples:

  sagescope log-metrics test '[76]#011train-logloss:0.35695#011validation-logloss:0.41460'

  sagescope log-metrics test 'acc is 0.93' --pattern 'acc is (?P<value>[0-9.]+)' --metric accuracy
"""


@app.command("test", help=_TEST_HELP)
def test(
    line: Annotated[list[str] | None, typer.Argument(help="Lines as CloudWatch has them.")] = None,
    group: _Group = "/aws/sagemaker/TrainingJobs",
    stream: Annotated[str, typer.Option(help="Log stream of the lines.")] = "job/algo-1-1700000000",
    pattern: _Pattern = "",
    where: Annotated[str, typer.Option("--line", help="Regular expression that the line has to match.")] = "",
    metric: _Metric = "{metric}",
    contains: _Contains = "",
    format: _Format = Format.TABLE,
) -> None:
    """Show what rules read from lines."""
    rule = None
    if pattern:
        rule = {
            "name": "this rule",
            "pattern": pattern,
            "line": where,
            "metric": metric,
            "contains": contains,
        }
        rule["logGroup"] = group
    lines = line or [text.rstrip("\r\n") for text in sys.stdin]
    rows: list[tuple[Any, ...]] = []
    with connected(Settings()) as client:
        for text in lines:
            body = {"message": text, "logGroup": group, "logStream": stream, "rule": rule}
            for reading in client.call("POST", f"{_PATH}/test", body)["data"]:
                named = {**reading["position"], **reading["dimensions"]}
                shown = " ".join(f"{key}={value}" for key, value in named.items())
                rows.append((reading["rule"], reading["metric"], reading["value"], shown))
    write_rows(("rule", "metric", "value", "of"), rows, format)


@app.command("add")
def add(
    name: Annotated[str, typer.Option(help="Name of the rule.")],
    pattern: _Pattern,
    line: _Line = "",
    metric: _Metric = "{metric}",
    contains: _Contains = "",
    group: _Group = "/aws/sagemaker/TrainingJobs",
    stream: Annotated[
        str, typer.Option(help="Regular expression of log streams; groups are dimensions.")
    ] = "",
) -> None:
    """Add a rule; it takes effect with the next request."""
    body = {"name": name, "pattern": pattern, "line": line, "metric": metric, "contains": contains}
    body |= {"logGroup": group, **({"logStream": stream} if stream else {})}
    with connected(Settings()) as client:
        client.call("POST", _PATH, body)


_IMPORT_HELP = """Add the metric definitions of a training job as rules.

FILE is a JSON list of {"Name", "Regex"}, or what `aws sagemaker describe-training-job` prints; `-` is standard input.

Example:

  aws sagemaker describe-training-job --training-job-name churn-1 | sagescope log-metrics import - --jobs 'churn-*'
"""


@app.command("import", help=_IMPORT_HELP)
def import_definitions(
    file: Annotated[str, typer.Argument(help="File, or - for standard input.")],
    jobs: Annotated[str, typer.Option(help="Names of the jobs; * is any run of characters.")] = "*",
) -> None:
    """Add metric definitions of a training job."""
    body = {"jobs": jobs, "definitions": _definitions(file)}
    with connected(Settings()) as client:
        made = client.call("POST", f"{_PATH}/definitions", body)["data"]
    for rule in made:
        typer.echo(rule["name"])


@app.command("remove")
def remove(name: Annotated[str, typer.Argument(help="Name of the rule.")]) -> None:
    """Remove a rule; its points stay."""
    with connected(Settings()) as client:
        client.call("DELETE", f"{_PATH}/{quote(name, safe='')}")


def _definitions(file: str) -> list[dict[str, str]]:
    hint = 'Give a JSON list of {"Name": …, "Regex": …}, or what describe-training-job prints.'
    try:
        held = json.loads(sys.stdin.read() if file == "-" else Path(file).read_text())
        if isinstance(held, dict):
            held = held.get("AlgorithmSpecification", held).get("MetricDefinitions", [])
        return [{"Name": str(d["Name"]), "Regex": str(d["Regex"])} for d in held]
    except OSError as wrong:
        raise Refusal(
            Fault("cli.file", f"{file} cannot be read: {wrong.strerror}.", "Is the path right?")
        ) from wrong
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise Refusal(Fault("cli.definitions", f"{file} has no metric definitions.", hint)) from wrong
