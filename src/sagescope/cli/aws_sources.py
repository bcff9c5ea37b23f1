"""`sources`: those that the server fetches from AWS, and the steps that connect an account."""

from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from sagescope.cli.connection import connected
from sagescope.cli.output import Format
from sagescope.cli.source_body import Changes, multiline_of
from sagescope.cli.sources import add_source, secret_of
from sagescope.config import Settings
from sagescope.errors import Fault, Refusal

if TYPE_CHECKING:
    from sagescope.sources.connection import Part

_Name = Annotated[str, typer.Option(help="Name of the source.")]
_Category = Annotated[str, typer.Option(help="Source category of its messages.")]
_Field = Annotated[
    list[str] | None, typer.Option(help="A field of its messages, key=value; may be repeated.")
]
_Collector = Annotated[str, typer.Option(help="Name of its collector; made where there is none.")]
_Bucket = Annotated[str, typer.Option(help="Name of the bucket.")]
_Queue = Annotated[str, typer.Option(help="Address of the SQS queue with notices of new objects.")]
_Topic = Annotated[
    str, typer.Option(help="ARN of the SNS topic that the source's own address is subscribed to.")
]
_Versions = Annotated[bool, typer.Option("--versions", help="Read each version of an object.")]
_Since = Annotated[
    str, typer.Option(help="Take nothing older than this before now, such as -7d; else everything.")
]
_Role = Annotated[
    list[str] | None,
    typer.Option(help="ARN of a role to assume; repeated for more accounts, each arn or arn=name."),
]
_ExternalId = Annotated[str, typer.Option(help="External id that the roles ask for.")]
_KeyId = Annotated[
    str, typer.Option(help="Id of an access key; without it the server's own credentials are used.")
]
_Secret = Annotated[
    str, typer.Option(help="Secret of the access key; - reads it from standard input, as is best.")
]
_Region = Annotated[
    list[str] | None, typer.Option(help="Region to look into; may be repeated. us-east-1 without it.")
]
_Endpoint = Annotated[str, typer.Option(help="Address to use in AWS's place: a VPC endpoint, a simulator.")]
_Interval = Annotated[int, typer.Option(help="Seconds between two scans; 0 lets the server choose.")]
_Made = Annotated[
    Format, typer.Option("--format", "-f", help="table prints the id; json its id and address.")
]
_Id = Annotated[int, typer.Argument(help="Id of the source.")]

_CLOUDTRAIL_HELP = """Add a source that reads CloudTrail's files from a bucket; each record is a message.

Examples:

  sagescope sources add cloudtrail --name trail --bucket example-trail --path 'AWSLogs/*/CloudTrail/*' \\
      --role arn:aws:iam::123456789012:role/sagescope-read --external-id sagescope:123456789012

  sagescope sources add cloudtrail --name trail --bucket example-trail --access-key-id AKIAIOSFODNN7EXAMPLE --secret -
"""

_KINDS = {
    "s3": "AwsS3Bucket",
    "elb": "AwsElbBucket",
    "cloudfront": "AwsCloudFrontBucket",
    "s3-audit": "AwsS3AuditBucket",
}


def add_cloudtrail(
    name: _Name,
    bucket: _Bucket,
    path: Annotated[str, typer.Option(help="Keys to read; * stands for any text.")] = "AWSLogs/*",
    category: _Category = "",
    field: _Field = None,
    collector: _Collector = "",
    queue: _Queue = "",
    topic: _Topic = "",
    versions: _Versions = False,
    since: _Since = "",
    role: _Role = None,
    external_id: _ExternalId = "",
    access_key_id: _KeyId = "",
    secret: _Secret = "",
    region: _Region = None,
    endpoint: _Endpoint = "",
    interval: _Interval = 300,
    format: _Made = Format.TABLE,
) -> None:
    """Add a source of CloudTrail's bucket."""
    held = _bucket(bucket, path, queue, topic, versions)
    access = _access(role, external_id, access_key_id, secret, region, endpoint)
    body = _body("AwsCloudTrailBucket", held, access, interval)
    changes = Changes(name, category, fields=field)
    add_source(collector, {**body, **changes.body(), **_cutoff(since)}, format, address=False)


def add_s3(
    name: _Name,
    bucket: _Bucket,
    path: Annotated[str, typer.Option(help="Keys to read; * stands for any text.")] = "*",
    kind: Annotated[
        str, typer.Option(help="s3, elb, cloudfront or s3-audit: what writes the objects.")
    ] = "s3",
    category: _Category = "",
    field: _Field = None,
    collector: _Collector = "",
    multiline: Annotated[
        str,
        typer.Option(help="off: a line is a message; infer; request; or a regex of a message's first line."),
    ] = "off",
    zone: Annotated[str, typer.Option(help="Time zone of times without one.")] = "",
    queue: _Queue = "",
    topic: _Topic = "",
    versions: _Versions = False,
    since: _Since = "",
    role: _Role = None,
    external_id: _ExternalId = "",
    access_key_id: _KeyId = "",
    secret: _Secret = "",
    region: _Region = None,
    endpoint: _Endpoint = "",
    interval: _Interval = 300,
    format: _Made = Format.TABLE,
) -> None:
    """Add a source that reads objects of text from a bucket: plain, gzip, zstd or bzip2."""
    if kind not in _KINDS:
        raise Refusal(
            Fault("cli.kind", f"There are no objects of {kind!r}.", f"Use one of {', '.join(_KINDS)}.")
        )
    held = _bucket(bucket, path, queue, topic, versions)
    access = _access(role, external_id, access_key_id, secret, region, endpoint)
    body = _body(_KINDS[kind], held, access, interval)
    changes = Changes(name, category, fields=field, zone=zone)
    source = {**body, **changes.body(), **multiline_of(multiline), **_cutoff(since)}
    add_source(collector, source, format, address=False)


def add_cloudwatch(
    name: _Name,
    namespace: Annotated[
        list[str] | None, typer.Option(help="Namespace to fetch; may be repeated. SageMaker's without it.")
    ] = None,
    statistic: Annotated[
        list[str] | None,
        typer.Option(help="Average, Sum, Minimum, Maximum, SampleCount, p99 and the like; may be repeated."),
    ] = None,
    period: Annotated[int, typer.Option(help="Seconds of a point.")] = 60,
    delay: Annotated[int, typer.Option(help="Seconds after its end at which a point is asked for.")] = 120,
    dimension: Annotated[
        list[str] | None, typer.Option(help="Only metrics with this dimension, name=value; may be repeated.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="Only resources with this tag, key=value; may be repeated.")
    ] = None,
    category: _Category = "",
    field: _Field = None,
    collector: _Collector = "",
    since: _Since = "",
    role: _Role = None,
    external_id: _ExternalId = "",
    access_key_id: _KeyId = "",
    secret: _Secret = "",
    region: _Region = None,
    endpoint: _Endpoint = "",
    interval: _Interval = 300,
    format: _Made = Format.TABLE,
) -> None:
    """Add a source that fetches metrics of CloudWatch."""
    path: dict[str, Any] = {
        "type": "CloudWatchPath",
        "limitToRegions": region or [],
        "limitToNamespaces": namespace or [],
        "statistics": statistic or [],
        "period": period,
        "delay": delay,
        "dimensionFilters": [
            {"name": key, "values": [value] if value else []}
            for key, _, value in (one.partition("=") for one in dimension or [])
        ],
        "tagFilters": [{"type": "TagFilters", "namespace": "", "tags": tag}] if tag else [],
    }
    access = _access(role, external_id, access_key_id, secret, region, endpoint)
    body = _body("AwsCloudWatch", path, access, interval)
    changes = Changes(name, category, fields=field)
    add_source(collector, {**body, **changes.body(), **_cutoff(since)}, format, address=False)


def add_inventory(
    name: _Name,
    resource: Annotated[
        list[str] | None,
        typer.Option(help="What to list, such as training_jobs, endpoints; may be repeated."),
    ] = None,
    category: _Category = "",
    field: _Field = None,
    collector: _Collector = "",
    since: _Since = "",
    role: _Role = None,
    external_id: _ExternalId = "",
    access_key_id: _KeyId = "",
    secret: _Secret = "",
    region: _Region = None,
    endpoint: _Endpoint = "",
    interval: _Interval = 300,
    format: _Made = Format.TABLE,
) -> None:
    """Add a source that lists SageMaker's jobs, endpoints and the like, and writes a message of each change."""
    path = {"type": "AwsInventoryPath", "limitToRegions": region or [], "resources": resource or []}
    access = _access(role, external_id, access_key_id, secret, region, endpoint)
    body = _body("AwsInventory", path, access, interval)
    changes = Changes(name, category, fields=field)
    add_source(collector, {**body, **changes.body(), **_cutoff(since)}, format, address=False)


_AWS_HELP = """Print the exact steps that connect an account of AWS: what to deploy, and which sources to add.

Nothing is changed. Examples:

  sagescope sources add aws --account prod --number 123456789012 --region us-east-1

  sagescope sources add aws --account prod --number 123456789012 --region us-east-1 --part cloudtrail --part polling
"""


def add_aws(
    account: Annotated[str, typer.Option(help="What the account is called: the field account of its data.")],
    number: Annotated[str, typer.Option(help="Its number, 12 digits.")],
    region: Annotated[list[str], typer.Option(help="Region to connect; may be repeated.")],
    part: Annotated[
        list[str] | None,
        typer.Option(
            help="logs, metrics, cloudtrail, events, inventory, or polling of metrics; may be repeated."
        ),
    ] = None,
    principal: Annotated[
        str, typer.Option(help="ARN that this server runs as, or the number of its account.")
    ] = "",
    external_id: Annotated[str, typer.Option(help="External id of the role; else one is made up.")] = "",
    logs_url: Annotated[str, typer.Option(help="Address of a source of logs that is there.")] = "",
    metrics_url: Annotated[str, typer.Option(help="Address of a source of metrics that is there.")] = "",
    events_url: Annotated[str, typer.Option(help="Address of a source of events that is there.")] = "",
) -> None:
    """Print the steps that connect an account."""
    from sagescope.sources.connection import PARTS, Connection
    from sagescope.sources.steps import looks_of, steps_of

    connection = Connection(
        account,
        number,
        tuple(region),
        tuple(part or PARTS),
        principal,
        external_id,
        logs_url,
        metrics_url,
        events_url,
    )
    for at, step in enumerate(steps_of(connection), 1):
        typer.echo(f"# {at}. {step.title}\n# {step.text}")
        for command in step.commands:
            typer.echo(command)
        typer.echo("")
    for chosen in connection.parts:
        typer.echo(f"# Where nothing comes of {chosen}:")
        for look in looks_of(connection, cast("Part", chosen)):
            typer.echo(f"# - {look.text}")
            if look.command:
                typer.echo(f"#   {look.command}")


def run_once(source_id: _Id) -> None:
    """Run a source that is fetched now, and wait until what it found is stored."""
    with connected(Settings()) as client:
        done = client.call("POST", f"/api/v1/sources/{source_id}/run")
    typer.echo(
        f"objects {done['objects']}  messages {done['messages']}  points {done['points']}  repeated {done['repeated']}"
    )
    for fault in done["faults"]:
        typer.echo(f"{fault['message']} {fault['hint']}".rstrip(), err=True)


def reread(source_id: _Id) -> None:
    """Have a source read everything again from its next run on; what is stored is not stored twice."""
    with connected(Settings()) as client:
        done = client.call("DELETE", f"/api/v1/sources/{source_id}/checkpoint")
    typer.echo(f"{done['objects']} objects will be read again")


def add_to(sources: typer.Typer, add: typer.Typer) -> None:
    """Add these commands to `sources` and to `sources add`."""
    add.command("aws", help=_AWS_HELP)(add_aws)
    add.command("cloudtrail", help=_CLOUDTRAIL_HELP)(add_cloudtrail)
    add.command("s3")(add_s3)
    add.command("cloudwatch")(add_cloudwatch)
    add.command("inventory")(add_inventory)
    sources.command("run-once")(run_once)
    sources.command("reread")(reread)


def _body(kind: str, path: dict[str, Any], access: dict[str, Any], interval: int) -> dict[str, Any]:
    resource = {"serviceType": kind, "path": path, "authentication": access}
    return {
        "sourceType": "Polling",
        "contentType": kind,
        "scanInterval": interval * 1_000 if interval else -1,
        "thirdPartyRef": {"resources": [resource]},
    }


def _bucket(bucket: str, path: str, queue: str, topic: str, versions: bool) -> dict[str, Any]:
    held: dict[str, Any] = {
        "type": "S3BucketPathExpression",
        "bucketName": bucket,
        "pathExpression": path,
        "useVersionedApi": versions,
    }
    if queue:
        held["sqsQueueUrl"] = queue
    if topic:
        held["snsTopicOrSubscriptionArn"] = {"arn": topic}
    return held


def _access(
    roles: list[str] | None,
    external_id: str,
    key_id: str,
    secret: str,
    regions: list[str] | None,
    endpoint: str,
) -> dict[str, Any]:
    """The authentication of a source: its own credentials, and the roles that are assumed with them."""
    given: dict[str, Any] = {"type": "NoAuthentication"}
    accounts = []
    for role in roles or []:
        # Roles may have an equals sign in their names; that of an account has no slash behind it.
        arn, sign, name = role.rpartition("=")
        if not sign or "/" in name:
            arn, name = role, ""
        accounts.append({"roleARN": arn, "externalId": external_id, "account": name})
    if key_id:
        given = {"type": "S3BucketAuthentication", "awsId": key_id, "awsKey": secret_of(secret)}
    elif len(accounts) == 1 and not accounts[0]["account"]:
        given = {"type": "AWSRoleBasedAuthentication", "roleARN": accounts.pop()["roleARN"]}
        if external_id:
            given["externalId"] = external_id
    if accounts:
        given["accounts"] = accounts
    if regions:
        given["region"] = regions[0]
    if endpoint:
        given["endpoint"] = endpoint
    return given


def _cutoff(since: str) -> dict[str, str]:
    return {"cutoffRelativeTime": since if since.startswith("-") else f"-{since}"} if since else {}
