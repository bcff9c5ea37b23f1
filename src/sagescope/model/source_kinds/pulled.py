"""What kinds that fetch their data have in common, and the inventory of SageMaker."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from sagescope.errors import Fault, Refusal
from sagescope.model.aws import AwsAccess, access_json, access_of
from sagescope.model.sealed import Seal
from sagescope.model.source_kinds.kind import KindSettings, SourceKind, resource_of, third_party_ref

AUTOMATIC = -1
"""A scan interval that the server chooses."""
SCAN_INTERVAL = 300_000
"""Milliseconds between scans where nothing is said (reference protocols.md, 4.2)."""
SHORTEST_INTERVAL = 1_000
LONGEST_INTERVAL = 24 * 3_600_000

ScanInterval = Annotated[int, Field(ge=AUTOMATIC, le=LONGEST_INTERVAL)]


def interval_of(given: Mapping[str, Any], otherwise: int = SCAN_INTERVAL) -> int:
    """The scan interval of a source's JSON in milliseconds, or AUTOMATIC."""
    value = given.get("scanInterval")
    if value is None or value == "":
        return otherwise
    try:
        interval = int(value)
    except (TypeError, ValueError):
        interval = 0
    if interval != AUTOMATIC and not SHORTEST_INTERVAL <= interval <= LONGEST_INTERVAL:
        raise Refusal(
            Fault(
                "source.scan_interval",
                f"The scan interval of a source is {value!r}.",
                f"Give milliseconds from {SHORTEST_INTERVAL} to {LONGEST_INTERVAL}, or -1 for an automatic one.",
            )
        )
    return interval


def texts(given: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts of a source's JSON, empty where it has none. Raises Refusal where it is no list."""
    held = given.get(key) or ()
    if isinstance(held, str) or not isinstance(held, list | tuple):
        raise Refusal(Fault("source.list", f"{key} has to be a list.", f'Write "{key}": ["…"].'))
    return tuple(str(item) for item in held)


class PulledSettings(KindSettings):
    """What the server needs to fetch data from AWS; `scan_interval` is milliseconds, or AUTOMATIC."""

    source_type: ClassVar[Literal["HTTP", "Polling"]] = "Polling"
    pulled: ClassVar[bool] = True
    keys: ClassVar[frozenset[str]] = frozenset({"scanInterval"})

    access: AwsAccess = AwsAccess()
    scan_interval: ScanInterval = SCAN_INTERVAL

    @abstractmethod
    def path(self) -> dict[str, Any]:
        """What is fetched, as the `path` of the source's JSON has it."""

    def shown(self) -> dict[str, Any]:
        return {
            "contentType": self.kind.value,
            "scanInterval": self.scan_interval,
            "thirdPartyRef": third_party_ref(self.kind, self.path(), access_json(self.access)),
        }


Resource = Literal[
    "training_jobs",
    "processing_jobs",
    "transform_jobs",
    "tuning_jobs",
    "endpoints",
    "inference_components",
    "notebook_instances",
    "pipelines",
    "models",
    "feature_groups",
    "clusters",
]
RESOURCES: tuple[Resource, ...] = (
    "training_jobs",
    "processing_jobs",
    "transform_jobs",
    "tuning_jobs",
    "endpoints",
    "inference_components",
    "notebook_instances",
    "pipelines",
)
"""What the inventory lists where nothing is said."""


class InventorySettings(PulledSettings):
    """SageMaker's jobs and endpoints as its Describe and List calls tell of them.

    A message is written when something is new or has changed.
    """

    title: ClassVar[str] = "SageMaker inventory"

    kind: Literal[SourceKind.INVENTORY] = SourceKind.INVENTORY
    resources: tuple[Resource, ...] = RESOURCES

    def path(self) -> dict[str, Any]:
        return {
            "type": "AwsInventoryPath",
            "limitToRegions": list(self.access.regions),
            "resources": list(self.resources),
        }

    @classmethod
    def read(cls, given: Mapping[str, Any], seal: Seal, held: Self | None) -> Self:
        path, authentication = resource_of(given)
        access = access_of(authentication, texts(path, "limitToRegions"), seal, held.access if held else None)
        chosen = texts(path, "resources") or RESOURCES
        return cls.model_validate(
            {"access": access, "scan_interval": interval_of(given), "resources": chosen}
        )
