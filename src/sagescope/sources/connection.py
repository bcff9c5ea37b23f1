"""An account of AWS to connect: what is taken from it, and the sources that take it.

What a person types, what the API stores and what the page shows of a source are made from the same PlannedSource.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sagescope.errors import Fault, Refusal
from sagescope.model.aws import REGION
from sagescope.near_names import closest

Part = Literal["logs", "metrics", "cloudtrail", "events", "inventory", "polling"]
PARTS: tuple[Part, ...] = ("logs", "metrics", "cloudtrail", "events", "inventory")
"""What is connected where nothing is said; `polling` fetches metrics in place of a metric stream."""

SENT: tuple[Part, ...] = ("logs", "metrics", "events")
"""The parts that AWS sends to an address; the others are fetched."""

CATEGORY = "aws/observability"
ROLE = "sagescope-read"

_NUMBER = re.compile(r"\d{12}")
_ALIAS = re.compile(r"[\w.-]{1,100}")


@dataclass(frozen=True, slots=True)
class Connection:
    """An account to connect.

    `account` is what it is called, `number` its id; `parts` are of Part. `principal` is the ARN that the server runs as,
    or the number of its account. The addresses are those of sources that are there; empty ones are added by a step, as
    are the fetched parts that are not in `added`. `folder` is where the templates lie, with a slash behind it.

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
    added: tuple[str, ...] = ()
    folder: str = "deploy/aws/cloudformation/"

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

    def url_of(self, part: Part) -> str:
        """The address of the source of a part that AWS sends; empty where there is none yet."""
        return {"logs": self.logs_url, "metrics": self.metrics_url, "events": self.events_url}.get(part, "")

    @property
    def bucket(self) -> str:
        """The bucket of the trail, as its template names it."""
        return f"sagescope-trail-{self.number}-{self.regions[0]}"

    @property
    def queue(self) -> str:
        """The address of the queue that tells of the trail's objects."""
        return f"https://sqs.{self.regions[0]}.amazonaws.com/{self.number}/sagescope-trail"

    @property
    def external(self) -> str:
        """The external id of the role."""
        return self.external_id or f"sagescope:{self.number}"


@dataclass(frozen=True, slots=True)
class PlannedSource:
    """A source that takes a part of an account; `kind` is its content type."""

    part: Part
    kind: str
    name: str
    category: str
    fields: Mapping[str, str]
    options: str
    """What `sagescope sources add` is given: the kind, and what only this kind has."""
    path: Mapping[str, Any] | None = None
    """Where its data lies, in the shape of a source's JSON; None where it is sent."""
    role: str = ""
    external_id: str = ""
    region: str = ""

    @property
    def command(self) -> str:
        """The command that adds it."""
        kind, _, options = self.options.partition(" | ")
        fields = "".join(f" --field {name}={value}" for name, value in self.fields.items())
        more = f" {options}" if options else ""
        role = f" --role {self.role} --external-id {self.external_id}" if self.role else ""
        return (
            f"sagescope sources add {kind} --name {self.name} --category {self.category}{fields}{more}{role}"
        )

    @property
    def body(self) -> dict[str, Any]:
        """The JSON that adds it, in the shape of Sumo Logic's API."""
        shared = {"name": self.name, "category": self.category, "fields": dict(self.fields)}
        if self.path is None:
            return {
                "sourceType": "HTTP",
                "contentType": self.kind,
                "multilineProcessingEnabled": False,
                **shared,
            }
        authentication = {
            "type": "AWSRoleBasedAuthentication",
            "roleARN": self.role,
            "externalId": self.external_id,
            "region": self.region,
        }
        resource = {"serviceType": self.kind, "path": dict(self.path), "authentication": authentication}
        return {
            "sourceType": "Polling",
            "contentType": self.kind,
            "scanInterval": 300_000,
            "thirdPartyRef": {"resources": [resource]},
            **shared,
        }


def planned(connection: Connection, part: Part) -> PlannedSource:
    """The source that takes a part of an account."""
    c = connection
    name, both = f"{c.account}-{part}", {"account": c.account, "accountid": c.number}
    regions = " ".join(f"--region {region}" for region in c.regions)
    fetched: dict[str, Any] = {
        "fields": {"account": c.account},
        "role": f"arn:aws:iam::{c.number}:role/{ROLE}",
        "external_id": c.external,
        "region": c.regions[0],
    }
    match part:
        case "logs":
            return PlannedSource(part, "KinesisLog", name, f"{CATEGORY}/cloudwatch/logs", both, "firehose")
        case "metrics":
            return PlannedSource(
                part, "KinesisMetric", name, f"{CATEGORY}/cloudwatch/metrics", both, "firehose --metrics"
            )
        case "events":
            return PlannedSource(part, "AwsEventBridge", name, f"{CATEGORY}/events", both, "eventbridge")
        case "cloudtrail":
            path = "AWSLogs/*/CloudTrail/*"
            return PlannedSource(
                part,
                "AwsCloudTrailBucket",
                name,
                f"{CATEGORY}/cloudtrail/logs",
                options=f"cloudtrail | --bucket {c.bucket} --path '{path}' --queue {c.queue} --region {c.regions[0]}",
                path={
                    "type": "S3BucketPathExpression",
                    "bucketName": c.bucket,
                    "pathExpression": path,
                    "sqsQueueUrl": c.queue,
                },
                **fetched,
            )
        case "inventory":
            return PlannedSource(
                part,
                "AwsInventory",
                f"{c.account}-inventory",
                f"{CATEGORY}/inventory",
                options=f"inventory | {regions}",
                path={"type": "AwsInventoryPath", "limitToRegions": list(c.regions)},
                **fetched,
            )
        case "polling":
            return PlannedSource(
                part,
                "AwsCloudWatch",
                f"{c.account}-cloudwatch",
                f"{CATEGORY}/cloudwatch",
                options=f"cloudwatch | {regions}",
                path={"type": "CloudWatchPath", "limitToRegions": list(c.regions)},
                **fetched,
            )
