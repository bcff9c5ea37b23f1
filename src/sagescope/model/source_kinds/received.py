"""Kinds whose data is sent to the address of the source."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from sagescope.model.aws import AwsAccess, access_json, access_of
from sagescope.model.entity import Entity
from sagescope.model.sealed import Seal, Sealed, masked, sealed_text
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


class FirehoseLogSettings(KindSettings):
    """An address for a Firehose stream of logs.

    `access_key` is what the stream sends in X-Amz-Firehose-Access-Key, empty where it sends none; `replay`
    is None where nothing is read again.
    """

    title: ClassVar[str] = "CloudWatch Logs (Firehose)"
    keys: ClassVar[frozenset[str]] = frozenset({"accessKey"})

    kind: Literal[SourceKind.FIREHOSE_LOGS] = SourceKind.FIREHOSE_LOGS
    access_key: Sealed = ""
    replay: Replay | None = None

    def shown(self) -> dict[str, Any]:
        path: dict[str, Any] = {"type": "NoPathExpression"}
        authentication: dict[str, Any] = {"type": "NoAuthentication"}
        if self.replay is not None:
            replay = self.replay
            path = {
                "type": "KinesisLogPath",
                **replay.bucket.shown(),
                "scanInterval": replay.scan_interval,
            }
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
        if path.get("type") == "KinesisLogPath":
            old = held.replay.access if held is not None and held.replay is not None else None
            replay = Replay(
                access=access_of(authentication, (), seal, old),
                scan_interval=interval_of(path),
                bucket=bucket_path(path),
            )
        return cls(
            access_key=sealed_text(given, "accessKey", seal, held.access_key if held else ""), replay=replay
        )


class FirehoseMetricSettings(KindSettings):
    """An address for the Firehose stream of a CloudWatch metric stream; `access_key` as for logs."""

    title: ClassVar[str] = "CloudWatch metrics (Firehose)"
    keys: ClassVar[frozenset[str]] = frozenset({"accessKey"})

    kind: Literal[SourceKind.FIREHOSE_METRICS] = SourceKind.FIREHOSE_METRICS
    access_key: Sealed = ""

    def shown(self) -> dict[str, Any]:
        path = {"type": "KinesisMetricPath", "tagFilters": []}
        return {
            "contentType": self.kind.value,
            "accessKey": masked(self.access_key),
            "thirdPartyRef": third_party_ref(self.kind, path, {"type": "NoAuthentication"}),
        }

    @classmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        return cls(access_key=sealed_text(given, "accessKey", seal, held.access_key if held else ""))
