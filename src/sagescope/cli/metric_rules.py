"""`metric-rules`: dimensions that are derived as metrics arrive."""

import shlex
from typing import Annotated, Any
from urllib.parse import quote

import typer

from sagescope.cli.connection import connected
from sagescope.cli.output import Format, write_rows
from sagescope.config import Settings
from sagescope.errors import Fault, Refusal

app = typer.Typer(
    no_args_is_help=True, help="List, try, add and remove the rules that derive dimensions of metrics."
)

_PATH = "/api/v1/metricsRules"

_Match = Annotated[str, typer.Option(help="Which series: terms such as 'namespace=AWS/RDS Host=*/*'.")]
_Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="A dimension and its value, name=$Host._1; may be repeated."),
]
_Format = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]


@app.command("list")
def list_rules(format: _Format = Format.TABLE) -> None:
    """List the rules in the order in which they apply."""
    with connected(Settings()) as client:
        rules = client.call("GET", _PATH)["data"]
    rows = [
        (
            rule["name"],
            rule["matchExpression"],
            " ".join(f"{v['name']}={v['tagSequence']}" for v in rule["variablesToExtract"]),
            rule["enabled"],
        )
        for rule in rules
    ]
    write_rows(("name", "match", "derives", "enabled"), rows, format)


_TEST_HELP = """Show what the rules would do to a series, or one rule that is not there yet.

Examples:

  sagescope metric-rules test 'metric=CPUUtilization namespace=/aws/sagemaker/TrainingJobs host=job-1/algo-1'

  sagescope metric-rules test 'loadbalancer=app/shop/1a2b' --match 'loadbalancer=*/*/*' --set 'balancer=$loadbalancer._2'
"""


@app.command("test", help=_TEST_HELP)
def test(
    series: Annotated[str, typer.Argument(help="The series: key=value with blanks between, metric=name.")],
    match: _Match = "",
    set_: _Set = None,
    format: _Format = Format.TABLE,
) -> None:
    """Show what rules would do to a series."""
    dimensions = _pairs(_words(series), "series")
    body: dict[str, Any] = {"metric": dimensions.pop("metric", ""), "dimensions": dimensions}
    if match:
        body["rule"] = _rule("this rule", match, set_)
    with connected(Settings()) as client:
        outcomes = client.call("POST", f"{_PATH}/test", body)["data"]
    rows = [
        (o["rule"], o["matches"], _shown(o["derived"]), _shown(o["shadowed"]), o["failed"]) for o in outcomes
    ]
    write_rows(("rule", "matches", "derives", "has already", "fails at"), rows, format)


@app.command("add")
def add(
    name: Annotated[str, typer.Option(help="Name of the rule.")],
    match: _Match,
    set_: _Set = None,
) -> None:
    """Add a rule; it takes effect with the next request of metrics."""
    with connected(Settings()) as client:
        client.call("POST", _PATH, _rule(name, match, set_))


@app.command("remove")
def remove(name: Annotated[str, typer.Argument(help="Name of the rule.")]) -> None:
    """Remove a rule; what it gave to stored series stays."""
    with connected(Settings()) as client:
        client.call("DELETE", f"{_PATH}/{quote(name, safe='')}")


def _rule(name: str, match: str, set_: list[str] | None) -> dict[str, Any]:
    variables = [{"name": k, "tagSequence": v} for k, v in _pairs(set_ or [], "--set").items()]
    return {"name": name, "matchExpression": match, "variablesToExtract": variables}


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as wrong:
        raise Refusal(
            Fault("cli.series", f"The series cannot be read: {wrong}.", 'Close the quotes: key="a value".')
        ) from wrong


def _pairs(words: list[str], where: str) -> dict[str, str]:
    pairs = {}
    for word in words:
        key, found, value = word.partition("=")
        if not found or not key:
            raise Refusal(Fault("cli.pair", f"{word!r} of {where} is not name=value.", "Write name=value."))
        pairs[key] = value
    return pairs


def _shown(pairs: dict[str, str]) -> str:
    return " ".join(f"{key}={value}" for key, value in pairs.items())
