"""What every kind of source says of itself."""

from abc import abstractmethod
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar, Literal, Self

from sagescope.model.entity import Entity
from sagescope.model.sealed import Seal


class SourceKind(StrEnum):
    """How data reaches a source; the values are Sumo Logic's content types, where it has one.

    (Reference protocols.md, 4.4.)
    """

    HTTP = "HTTP"
    FIREHOSE_LOGS = "KinesisLog"
    FIREHOSE_METRICS = "KinesisMetric"
    OTLP = "Otlp"
    EVENTBRIDGE = "AwsEventBridge"
    CLOUDTRAIL = "AwsCloudTrailBucket"
    S3 = "AwsS3Bucket"
    ELB = "AwsElbBucket"
    CLOUDFRONT = "AwsCloudFrontBucket"
    S3_AUDIT = "AwsS3AuditBucket"
    CLOUDWATCH = "AwsCloudWatch"
    INVENTORY = "AwsInventory"


class KindSettings(Entity):
    """What is particular to one kind of source.

    `title` is what a person calls the kind, `source_type` how Sumo Logic's JSON calls it; `pulled` says
    whether the server fetches the data, or it is sent to the source's address.
    """

    noun: ClassVar[str] = "source"

    title: ClassVar[str]
    source_type: ClassVar[Literal["HTTP", "Polling"]] = "HTTP"
    pulled: ClassVar[bool] = False
    keys: ClassVar[frozenset[str]] = frozenset()
    """The keys of the source's JSON that belong to the kind, beside `thirdPartyRef`."""

    kind: SourceKind

    @property
    def fetches(self) -> bool:
        """Whether the server fetches something for the source."""
        return self.pulled

    @abstractmethod
    def shown(self) -> dict[str, Any]:
        """The keys that the source's JSON has for this kind; secrets are masked."""

    @classmethod
    @abstractmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        """The settings that a source's JSON describes.

        `held` are those that the source has now: a secret that is masked or left out stays. Raises Refusal
        with what is wrong.
        """


def resource_of(given: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The `path` and `authentication` of the first resource of a source's JSON, empty where there is none."""
    reference = given.get("thirdPartyRef")
    resources = reference.get("resources") if isinstance(reference, Mapping) else None
    first = resources[0] if isinstance(resources, list) and resources else None
    if not isinstance(first, Mapping):
        return {}, {}
    path, authentication = first.get("path"), first.get("authentication")
    return (
        path if isinstance(path, Mapping) else {},
        authentication if isinstance(authentication, Mapping) else {},
    )


def third_party_ref(
    service: SourceKind, path: Mapping[str, Any], authentication: Mapping[str, Any]
) -> dict[str, Any]:
    """The `thirdPartyRef` of a source's JSON."""
    return {
        "resources": [
            {"serviceType": service.value, "path": dict(path), "authentication": dict(authentication)}
        ]
    }
