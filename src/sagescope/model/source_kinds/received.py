"""Kinds whose data is sent to the address of the source."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from sagescope.model.aws import AwsAccess, access_json, access_of
from sagescope.model.entity import Entity
from sagescope.model.sealed import Seal, Sealed, masked, sealed_text
from sagescope.model.source_kinds.cloudwatch import TagFilter, tag_filters_json, tag_filters_of
from sagescope.model.source_kinds.kind import KindSettings, SourceKind, resource_of, third_party_ref
from sagescope.model.source_kinds.pulled import SCAN_INTERVAL, ScanInterval, interval_of
from sagescope.model.source_kinds.s3 import BucketPath, bucket_path


class HttpSettings(KindSettings):
    """An address for logs and metrics; whatever a sender of any other kind posts is understood here too."""

    title: ClassVar[str] = "HTTP logs and metrics"

    kind: Literal[SourceKind.HTTP] = SourceKind.HTTP

    def shown(self) -> dict[str, Any]:
        return {}

    @classmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        return cls()


class OtlpSettings(KindSettings):
    """An address that OpenTelemetry exporters append `/v1/logs` and `/v1/metrics` to."""

    title: ClassVar[str] = "OpenTelemetry"

    kind: Literal[SourceKind.OTLP] = SourceKind.OTLP

    def shown(self) -> dict[str, Any]:
        return {"contentType": self.kind.value}

    @classmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        return cls()


class EventBridgeSettings(KindSettings):
    """An address for an API destination of EventBridge.

    `api_key` is the value that its connection sends in the header `header`; empty means that the address is
    the only secret.
    """

    title: ClassVar[str] = "AWS events (EventBridge)"
    keys: ClassVar[frozenset[str]] = frozenset({"apiKeyHeader", "apiKey"})

    kind: Literal[SourceKind.EVENTBRIDGE] = SourceKind.EVENTBRIDGE
    header: str = "x-api-key"
    api_key: Sealed = ""

    def shown(self) -> dict[str, Any]:
        return {
            "contentType": self.kind.value,
            "apiKeyHeader": self.header,
            "apiKey": masked(self.api_key),
        }

    @classmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        return cls(
            header=str(given.get("apiKeyHeader") or "x-api-key").lower(),
            api_key=sealed_text(given, "apiKey", seal, held.api_key if held else ""),
        )


class Replay(Entity):
    """The bucket in which a Firehose stream keeps what it could not deliver, to be read from there."""

    noun: ClassVar[str] = "source"

    access: AwsAccess = AwsAccess()
    scan_interval: ScanInterval = SCAN_INTERVAL
    bucket: BucketPath


class FirehoseSettings(KindSettings):
    """An address for a Firehose stream.

    `access_key` is what the stream sends in X-Amz-Firehose-Access-Key, empty where it sends none; `replay`
    is None where nothing is read again.
    """

    keys: ClassVar[frozenset[str]] = frozenset({"accessKey"})
    path_type: ClassVar[str]
    empty_path: ClassVar[Mapping[str, Any]]
    """The type of the path that names the bucket of a replay, and the path where there is none."""

    access_key: Sealed = ""
    replay: Replay | None = None

    @property
    def fetches(self) -> bool:
        return self.replay is not None

    def shown(self) -> dict[str, Any]:
        path: dict[str, Any] = dict(self.empty_path)
        authentication: dict[str, Any] = {"type": "NoAuthentication"}
        if self.replay is not None:
            replay = self.replay
            path = {"type": self.path_type, **replay.bucket.shown(), "scanInterval": replay.scan_interval}
            authentication = access_json(replay.access)
        return {
            "contentType": self.kind.value,
            "accessKey": masked(self.access_key),
            "thirdPartyRef": third_party_ref(self.kind, path, authentication),
        }

    @classmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        path, authentication = resource_of(given)
        replay = None
        if path.get("type") == cls.path_type and path.get("bucketName"):
            old = held.replay.access if held is not None and held.replay is not None else None
            replay = Replay(
                access=access_of(authentication, (), seal, old),
                scan_interval=interval_of(path),
                bucket=bucket_path(path),
            )
        key = sealed_text(given, "accessKey", seal, held.access_key if held else "")
        return cls.model_validate({"access_key": key, "replay": replay})


class FirehoseLogSettings(FirehoseSettings):
    """An address for a Firehose stream of logs."""

    title: ClassVar[str] = "CloudWatch Logs (Firehose)"
    path_type: ClassVar[str] = "KinesisLogPath"
    empty_path: ClassVar[Mapping[str, Any]] = {"type": "NoPathExpression"}

    kind: Literal[SourceKind.FIREHOSE_LOGS] = SourceKind.FIREHOSE_LOGS


class FirehoseMetricSettings(FirehoseSettings):
    """An address for the Firehose stream of a CloudWatch metric stream.

    `tag_filters` and the `access` that reading tags takes are kept for whoever manages sources from elsewhere: a metric
    stream of AWS chooses its metrics itself.
    """

    title: ClassVar[str] = "CloudWatch metrics (Firehose)"
    path_type: ClassVar[str] = "KinesisMetricPath"
    empty_path: ClassVar[Mapping[str, Any]] = {"type": "KinesisMetricPath", "tagFilters": []}

    kind: Literal[SourceKind.FIREHOSE_METRICS] = SourceKind.FIREHOSE_METRICS
    tag_filters: tuple[TagFilter, ...] = ()
    access: AwsAccess = AwsAccess()

    def shown(self) -> dict[str, Any]:
        shown = super().shown()
        [resource] = shown["thirdPartyRef"]["resources"]
        resource["path"]["tagFilters"] = tag_filters_json(self.tag_filters)
        if self.replay is None:
            resource["authentication"] = access_json(self.access)
        return shown

    @classmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        path, authentication = resource_of(given)
        read = super().read(given, seal, held)
        access = access_of(authentication, (), seal, held.access if held else None)
        return read.model_copy(update={"tag_filters": tag_filters_of(path), "access": access})
