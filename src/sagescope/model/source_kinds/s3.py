"""Kinds whose data lies in a bucket (reference protocols.md, 4.1 and 4.2)."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator

from sagescope.model.aws import Arn, access_of
from sagescope.model.checks import check_text
from sagescope.model.entity import Entity, broken
from sagescope.model.sealed import Seal
from sagescope.model.source_kinds.kind import SourceKind, resource_of
from sagescope.model.source_kinds.pulled import PulledSettings, interval_of

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def _bucket(name: str) -> str:
    if _BUCKET.fullmatch(name) is None:
        raise broken(f"is {name!r}, which is no name of a bucket", "Write the name alone, without s3://.")
    return name


def _expression(text: str) -> str:
    check_text(text, 1_024, empty=False, lines=False)
    if text.startswith("/"):
        raise broken("begins with a slash", f"Write it relative to the bucket: {text.lstrip('/') or '*'}.")
    return text


def _queue(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise broken("is no address of a queue", "Copy the queue's URL from the AWS console.")
    return check_text(url, 2_048, lines=False)


Bucket = Annotated[str, AfterValidator(_bucket)]
PathExpression = Annotated[str, AfterValidator(_expression)]
QueueUrl = Annotated[str, AfterValidator(_queue)]


class BucketPath(Entity):
    """Objects of a bucket: those whose key matches `path`, where `*` stands for any text, slashes among it.

    `topic` is the SNS topic that tells the source's address of new objects, `queue` the address of an SQS
    queue that holds such notices; the bucket is listed as well, less often. `versions` lists the versions of
    objects.
    """

    noun: ClassVar[str] = "source"

    bucket: Bucket
    path: PathExpression = "*"
    versions: bool = False
    topic: Arn = ""
    queue: QueueUrl = ""

    def shown(self) -> dict[str, Any]:
        """The keys of a `path` of the source's JSON, without its type."""
        shown: dict[str, Any] = {
            "bucketName": self.bucket,
            "pathExpression": self.path,
            "useVersionedApi": self.versions,
        }
        if self.topic:
            shown["snsTopicOrSubscriptionArn"] = {"isSuccess": False, "arn": self.topic}
        if self.queue:
            shown["sqsQueueUrl"] = self.queue
        return shown


def bucket_path(path: Mapping[str, Any]) -> BucketPath:
    """The objects that a `path` of a source's JSON names. Raises Refusal with what is wrong."""
    topic = path.get("snsTopicOrSubscriptionArn")
    return BucketPath(
        bucket=str(path.get("bucketName") or ""),
        path=str(path.get("pathExpression") or "*"),
        versions=bool(path.get("useVersionedApi", False)),
        topic=str(topic.get("arn") or "") if isinstance(topic, Mapping) else str(topic or ""),
        queue=str(path.get("sqsQueueUrl") or ""),
    )


class BucketSettings(PulledSettings):
    """A kind that reads the objects of one bucket."""

    bucket: BucketPath

    def path(self) -> dict[str, Any]:
        return {"type": "S3BucketPathExpression", **self.bucket.shown()}

    @classmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        path, authentication = resource_of(given)
        return cls.model_validate(
            {
                "access": access_of(authentication, (), seal, held.access if held else None),
                "scan_interval": interval_of(given),
                "bucket": bucket_path(path),
            }
        )


class CloudTrailSettings(BucketSettings):
    """CloudTrail's objects: each record of one is a message; digests are left alone."""

    title: ClassVar[str] = "CloudTrail (S3)"

    kind: Literal[SourceKind.CLOUDTRAIL] = SourceKind.CLOUDTRAIL


class S3Settings(BucketSettings):
    """Objects of text, gzipped or not."""

    title: ClassVar[str] = "S3 bucket"

    kind: Literal[SourceKind.S3] = SourceKind.S3


class ElbSettings(BucketSettings):
    """Access logs of load balancers."""

    title: ClassVar[str] = "Load balancer logs (S3)"

    kind: Literal[SourceKind.ELB] = SourceKind.ELB


class CloudFrontSettings(BucketSettings):
    """Access logs of CloudFront."""

    title: ClassVar[str] = "CloudFront logs (S3)"

    kind: Literal[SourceKind.CLOUDFRONT] = SourceKind.CLOUDFRONT


class S3AuditSettings(BucketSettings):
    """Access logs of S3 itself."""

    title: ClassVar[str] = "S3 access logs (S3)"

    kind: Literal[SourceKind.S3_AUDIT] = SourceKind.S3_AUDIT
