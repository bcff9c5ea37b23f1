"""The kinds of sources: one class of settings each, which is all that is particular to a kind.

A new kind is a class in this package and its place in `SourceSettings`; its name, its JSON and the ways that
take care of it follow from the class.
"""

from typing import Annotated, get_args

from pydantic import Field

from sagescope.model.source_kinds.cloudwatch import CloudWatchSettings
from sagescope.model.source_kinds.kind import KindSettings, SourceKind
from sagescope.model.source_kinds.pulled import InventorySettings, PulledSettings
from sagescope.model.source_kinds.received import (
    EventBridgeSettings,
    FirehoseLogSettings,
    FirehoseMetricSettings,
    FirehoseSettings,
    HttpSettings,
    OtlpSettings,
    Replay,
)
from sagescope.model.source_kinds.s3 import (
    BucketPath,
    BucketSettings,
    CloudFrontSettings,
    CloudTrailSettings,
    ElbSettings,
    S3AuditSettings,
    S3Settings,
)

__all__ = [
    "FETCHING",
    "KINDS",
    "BucketPath",
    "BucketSettings",
    "CloudTrailSettings",
    "CloudWatchSettings",
    "EventBridgeSettings",
    "FirehoseLogSettings",
    "FirehoseMetricSettings",
    "FirehoseSettings",
    "HttpSettings",
    "InventorySettings",
    "KindSettings",
    "OtlpSettings",
    "PulledSettings",
    "Replay",
    "S3Settings",
    "SourceKind",
    "SourceSettings",
]

SourceSettings = Annotated[
    HttpSettings
    | FirehoseLogSettings
    | FirehoseMetricSettings
    | OtlpSettings
    | EventBridgeSettings
    | CloudTrailSettings
    | S3Settings
    | ElbSettings
    | CloudFrontSettings
    | S3AuditSettings
    | CloudWatchSettings
    | InventorySettings,
    Field(discriminator="kind"),
]
"""What is particular to one kind of source, told apart by `kind`."""

KINDS: dict[SourceKind, type[KindSettings]] = {
    kind.model_fields["kind"].default: kind for kind in get_args(get_args(SourceSettings)[0])
}
"""The settings of each kind."""

FETCHING = frozenset(
    kind for kind, settings in KINDS.items() if settings.pulled or issubclass(settings, FirehoseSettings)
)
"""The kinds for which the server may fetch something; `fetches` of a source's settings says whether it does."""
