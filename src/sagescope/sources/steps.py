"""The steps that connect an account of AWS: what to deploy there, and which sources to add here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from sagescope.errors import Fault, Refusal
from sagescope.model.aws import REGION
from sagescope.near_names import closest

Part = Literal["logs", "metrics", "cloudtrail", "events", "inventory", "polling"]
PARTS: tuple[Part, ...] = ("logs", "metrics", "cloudtrail", "events", "inventory")
"""What is connected where nothing is said; `polling` fetches metrics in place of a metric stream."""

CATEGORY = "aws/observability"
ROLE = "sagescope-read"

_NUMBER = re.compile(r"\d{12}")
_ALIAS = re.compile(r"[\w.-]{1,100}")


@dataclass(frozen=True, slots=True)
class Connection:
    """An account to connect.

    `account` is what it is called, `number` its id; `parts` are of Part. `principal` is the ARN that the server runs as,
    or the number of its account. The addresses are those of sources that are there; empty ones are added by a step.

    Raises Refusal where something cannot be right.
    """

    account: str
    number: str
    regions: tuple[str, ...]
    parts: tuple[str, ...] = PARTS
    principal: str = ""
    external_id: str = ""
    logs_url: str = ""
    metrics_url: str = ""
    events_url: str = ""

    def __post_init__(self) -> None:
        faults: list[Fault] = []
        if _NUMBER.fullmatch(self.number) is None:
            faults.append(
                Fault(
                    "aws.number",
                    f"{self.number!r} is no number of an account.",
                    "Write its 12 digits, such as 123456789012; `aws sts get-caller-identity` tells them.",
                )
            )
        if _ALIAS.fullmatch(self.account) is None:
            faults.append(
                Fault(
                    "aws.alias",
                    f"{self.account!r} cannot be the name of an account.",
                    "Write a short name of letters, digits, dots and hyphens, such as prod.",
                )
            )
        if not self.regions:
            faults.append(Fault("aws.region", "There is no region.", "Name one, such as us-east-1."))
        for region in self.regions:
            if REGION.fullmatch(region) is None:
                faults.append(
                    Fault("aws.region", f"{region!r} is no region.", "Write one such as us-east-1.")
                )
        for part in self.parts:
            if part not in get_args(Part):
                near = closest(part, get_args(Part))
                faults.append(
                    Fault(
                        "aws.part",
                        f"{part!r} cannot be connected.",
                        f"Did you mean {near[0]}?" if near else f"Choose of {', '.join(get_args(Part))}.",
                    )
                )
        if faults:
            raise Refusal(faults)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: why, and the commands that do it, to be typed as they are."""

    title: str
    text: str
    commands: tuple[str, ...]


def steps_of(connection: Connection) -> list[Step]:
    """What to do in order; commands of AWS's command line run with credentials of the account."""
    return list(_steps(connection))


def _steps(c: Connection) -> Iterator[Step]:
    pulled = [part for part in c.parts if part in ("cloudtrail", "inventory", "polling")]
    first = c.regions[0]
    if "cloudtrail" in c.parts:
        yield Step(
            "Deploy the trail",
            "A trail of all regions into a bucket of its own, with a queue that tells of new objects. Leave this out "
            "where there is a trail already, and give its bucket in what follows.",
            (_deploy("cloudtrail", first),),
        )
    if pulled:
        parameters = [f"TrustedPrincipal={c.principal or c.number}", f"ExternalId={_external_id(c)}"]
        if "cloudtrail" in c.parts:
            parameters += [
                f"BucketName={_bucket(c)}",
                f"QueueArn=arn:aws:sqs:{first}:{c.number}:sagescope-trail",
            ]
        yield Step(
            "Deploy the role",
            "A role that may read what sources fetch, and nothing else. The server assumes it by the external id.",
            (_deploy("role", first, *parameters, named=True),),
        )
    for part, add, url in (
        ("logs", "firehose", c.logs_url),
        ("metrics", "firehose --metrics", c.metrics_url),
        ("events", "eventbridge", c.events_url),
    ):
        if part in c.parts:
            yield from _sent(c, part, add, url)
    if "cloudtrail" in c.parts:
        queue = f"https://sqs.{first}.amazonaws.com/{c.number}/sagescope-trail"
        yield _added(
            c,
            "cloudtrail",
            f"--bucket {_bucket(c)} --path 'AWSLogs/*/CloudTrail/*' --queue {queue} --region {first}",
            "CloudTrail is read from now on; what is in the bucket already comes first.",
        )
    if "inventory" in c.parts:
        yield _added(c, "inventory", _regions(c), "Jobs and endpoints are listed every five minutes.")
    if "polling" in c.parts:
        yield _added(c, "cloudwatch", _regions(c), "Metrics are fetched every five minutes.")
    yield Step(
        "Look whether data comes",
        "Each source tells how it is doing, and what to do where something is wrong.",
        (
            "sagescope sources health",
            f"sagescope query 'account={c.account} | count by _source, region' --from -15m",
        ),
    )


def _sent(c: Connection, part: str, add: str, url: str) -> Iterator[Step]:
    variable = f"{part.upper()}_URL"
    if not url:
        category = (
            f" --category {CATEGORY}/cloudwatch/{part}"
            if part != "events"
            else f" --category {CATEGORY}/events"
        )
        yield Step(
            f"Add a source for {part}",
            "It prints the address that AWS sends to. Put the public name of the server in the place of its host.",
            (
                f"{variable}=$(sagescope sources add {add} --name {c.account}-{part}{category} "
                f"--field account={c.account} --field accountid={c.number})",
            ),
        )
    given = f"'{url}'" if url else f'"${variable}"'
    yield Step(
        f"Deploy what sends {part}",
        "In each region. The address has to begin with https:// and to be reachable from AWS.",
        tuple(_deploy(part, region, f"SourceUrl={given}", named=True) for region in c.regions),
    )


def _added(c: Connection, kind: str, options: str, text: str) -> Step:
    category = f"{CATEGORY}/{'cloudtrail/logs' if kind == 'cloudtrail' else kind}"
    return Step(
        f"Add the source {c.account}-{kind}",
        text,
        (
            f"sagescope sources add {kind} --name {c.account}-{kind} --category {category} "
            f"--field account={c.account} {options} --role arn:aws:iam::{c.number}:role/{ROLE} "
            f"--external-id {_external_id(c)}",
        ),
    )


def _deploy(template: str, region: str, *parameters: str, named: bool = False) -> str:
    overrides = f" --parameter-overrides {' '.join(parameters)}" if parameters else ""
    capability = " --capabilities CAPABILITY_NAMED_IAM" if named else ""
    return (
        f"aws cloudformation deploy --region {region} --stack-name sagescope-{template} "
        f"--template-file deploy/aws/cloudformation/{template}.yaml{capability}{overrides}"
    )


def _regions(c: Connection) -> str:
    return " ".join(f"--region {region}" for region in c.regions)


def _bucket(c: Connection) -> str:
    return f"sagescope-trail-{c.number}-{c.regions[0]}"


def _external_id(c: Connection) -> str:
    return c.external_id or f"sagescope:{c.number}"
