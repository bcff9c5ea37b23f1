"""The steps that connect an account of AWS: what to deploy, which sources to add, what to look at when none comes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from sagescope.sources.connection import SENT, Connection, Part, planned


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack of CloudFormation: its template, where it goes, and its parameters."""

    template: str
    regions: tuple[str, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: why, and the commands that do it, to be typed as they are.

    `parts` are those that it is for, none where it is for all; `stack` is what it deploys, where it deploys something.
    """

    title: str
    text: str
    commands: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    stack: Stack | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Something to look at when nothing comes, and the command that shows it, where there is one."""

    text: str
    command: str = ""


def steps_of(connection: Connection) -> list[Step]:
    """What to do in order; commands of AWS's command line run with credentials of the account."""
    return list(_steps(connection))


def _steps(c: Connection) -> Iterator[Step]:
    chosen = cast("tuple[Part, ...]", c.parts)
    fetched = tuple(part for part in ("cloudtrail", "inventory", "polling") if part in chosen)
    first = c.regions[0]
    if "cloudtrail" in chosen:
        yield _deployed(
            c,
            "Deploy the trail",
            "A trail of all regions into a bucket of its own, with a queue that tells of new objects. Leave this out "
            "where there is a trail already, and give its bucket in what follows.",
            Stack("cloudtrail", (first,)),
            ("cloudtrail",),
        )
    if fetched:
        parameters = {"TrustedPrincipal": c.principal or c.number, "ExternalId": c.external}
        if "cloudtrail" in chosen:
            parameters["BucketName"] = c.bucket
            parameters["QueueArn"] = f"arn:aws:sqs:{first}:{c.number}:sagescope-trail"
        yield _deployed(
            c,
            "Deploy the role",
            "A role that may read what sources fetch, and nothing else. The server assumes it by the external id.",
            Stack("role", (first,), parameters),
            fetched,
            named=True,
        )
    for part in SENT:
        if part in chosen:
            yield from _sent(c, part)
    for part, text in _FETCHED.items():
        if part in chosen and part not in c.added:
            source = planned(c, part)
            yield Step(f"Add the source {source.name}", text, (source.command,), (part,))
    yield Step(
        "Look whether data comes",
        "Each source tells how it is doing, and what to do where something is wrong.",
        (
            "sagescope sources health",
            f"sagescope query 'account={c.account} | count by _source, region' --from -15m",
        ),
    )


_FETCHED: dict[Part, str] = {
    "cloudtrail": "CloudTrail is read from now on; what is in the bucket already comes first.",
    "inventory": "Jobs and endpoints are listed every five minutes.",
    "polling": "Metrics are fetched every five minutes.",
}


def _sent(c: Connection, part: Part) -> Iterator[Step]:
    variable, url = f"{part.upper()}_URL", c.url_of(part)
    if not url:
        yield Step(
            f"Add a source for {part}",
            "It prints the address that AWS sends to. Put the public name of the server in the place of its host.",
            (f"{variable}=$({planned(c, part).command})",),
            (part,),
        )
    yield _deployed(
        c,
        f"Deploy what sends {part}",
        "In each region. The address has to begin with https:// and to be reachable from AWS.",
        Stack(part, c.regions, {"SourceUrl": url or f"${variable}"}),
        (part,),
        named=True,
    )


def _deployed(
    c: Connection, title: str, text: str, stack: Stack, parts: tuple[Part, ...], *, named: bool = False
) -> Step:
    given = " ".join(f"{name}={_quoted(value)}" for name, value in stack.parameters.items())
    overrides = f" --parameter-overrides {given}" if given else ""
    capability = " --capabilities CAPABILITY_NAMED_IAM" if named else ""
    commands = tuple(
        f"aws cloudformation deploy --region {region} --stack-name sagescope-{stack.template} "
        f"--template-file {c.folder}{stack.template}.yaml{capability}{overrides}"
        for region in stack.regions
    )
    return Step(title, text, commands, parts, stack)


def _quoted(value: str) -> str:
    if value.startswith("$"):
        return f'"{value}"'
    return f"'{value}'" if "://" in value else value


def looks_of(connection: Connection, part: Part) -> list[Look]:
    """What to look at when nothing comes of a part, the likeliest first."""
    first = connection.regions[0]
    role = Look(
        "The server has to be allowed to assume the role: what it runs as is the stack's TrustedPrincipal, and the external "
        "id is the same on both sides.",
        f"aws iam get-role --role-name sagescope-read --query Role.AssumeRolePolicyDocument --region {first}",
    )
    stack = Look(
        "The stack has to say CREATE_COMPLETE or UPDATE_COMPLETE in each region.",
        f"aws cloudformation describe-stacks --region {first} --stack-name sagescope-{part} --query 'Stacks[0].StackStatus'",
    )
    reach = "AWS has to reach the address: https:// with a certificate of a public authority, and no firewall before it."
    match part:
        case "logs":
            return [
                stack,
                Look(
                    "A log group has to be subscribed; only what is written from then on is sent.",
                    f"aws logs describe-subscription-filters --region {first} --log-group-name /aws/sagemaker/TrainingJobs",
                ),
                Look(
                    reach,
                    f"aws logs tail /sagescope/firehose/logs --since 1h --region {first}",
                ),
            ]
        case "metrics":
            return [
                stack,
                Look(
                    "The metric stream has to be running.",
                    f"aws cloudwatch get-metric-stream --region {first} --name sagescope --query State",
                ),
                Look(
                    "SageMaker has metrics only while an endpoint or a job runs; the first come after some minutes."
                ),
                Look(reach),
            ]
        case "events":
            return [
                stack,
                Look(
                    "The connection has to be AUTHORIZED.",
                    f"aws events describe-connection --region {first} --name sagescope --query ConnectionState",
                ),
                Look("An event comes when a job or an endpoint changes its state, not before."),
                Look(reach),
            ]
        case "cloudtrail":
            return [
                Look(
                    "The trail has to be logging; its first file comes after five to fifteen minutes.",
                    f"aws cloudtrail get-trail-status --region {first} --name sagescope --query IsLogging",
                ),
                Look(
                    "Its bucket has to hold files.",
                    f"aws s3 ls --recursive s3://{connection.bucket}/AWSLogs/ --region {first}",
                ),
                role,
            ]
        case "inventory":
            return [
                role,
                Look(
                    "There has to be a job, an endpoint or a model in one of the regions.",
                    f"aws sagemaker list-training-jobs --max-results 1 --region {first}",
                ),
            ]
        case "polling":
            return [
                role,
                Look(
                    "SageMaker has to have had metrics in the last three hours.",
                    f"aws cloudwatch list-metrics --namespace AWS/SageMaker --recently-active PT3H --region {first}",
                ),
            ]
