"""The templates of CloudFormation, with their parameters filled in."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from sagescope.errors import Cause, Fault, Refusal

NAMES = ("cloudtrail", "role", "logs", "metrics", "events", "forwarder")

_NO_DEFAULT = re.compile(r"    Default:.*\n")
_TYPE = re.compile(r"    Type:.*\n")


def template(name: str, parameters: Mapping[str, str]) -> str:
    """The text of a template whose parameters have the given values as their defaults.

    So it can be given to AWS as it is, by its console as well. Raises Refusal NOT_FOUND where there is no such template,
    `aws.parameter` where it has no such parameter.
    """
    if name not in NAMES:
        raise Refusal(
            Fault("aws.template", f"There is no template {name!r}.", f"Choose of {', '.join(NAMES)}."),
            Cause.NOT_FOUND,
        )
    text = (_folder() / f"{name}.yaml").read_text()
    for parameter, value in parameters.items():
        text = _filled(text, name, parameter, value)
    return text


def _filled(text: str, name: str, parameter: str, value: str) -> str:
    begin = text.find(f"\n  {parameter}:\n", text.find("\nParameters:\n"))
    if begin < 0 or begin > text.find("\nResources:\n"):
        raise Refusal(
            Fault(
                "aws.parameter",
                f"The template {name} has no parameter {parameter!r}.",
                "The beginning of the template lists them.",
            )
        )
    begin += len(f"\n  {parameter}:\n")
    found = re.compile(r"(?:    .*\n)*").match(text, begin)
    end = found.end() if found else begin
    held = _NO_DEFAULT.sub("", text[begin:end])
    # A text of JSON is one of YAML; a callable, since the value may hold what a pattern would read.
    held = _TYPE.sub(lambda type_: f"{type_[0]}    Default: {json.dumps(value)}\n", held, count=1)
    return text[:begin] + held + text[end:]


def _folder() -> Path:
    """Where the templates are: in the package, or in the folder it is developed in."""
    packaged = Path(str(files("sagescope") / "deploy"))
    return (
        packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "deploy/aws/cloudformation"
    )
