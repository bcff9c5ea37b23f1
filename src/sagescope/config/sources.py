"""Settings of the sources that the server fetches itself."""

from pydantic import BaseModel, ConfigDict, Field


class PulledSourcesSettings(BaseModel):
    """How sources are run."""

    model_config = ConfigDict(frozen=True)

    enabled: bool = Field(True, description="Whether this process fetches from AWS by itself.")
    wake_seconds: float = Field(1.0, gt=0, description="Time between two looks for sources that are due.")
    concurrent: int = Field(4, ge=1, le=64, description="Sources that run at once.")
    readers: int = Field(8, ge=1, le=256, description="Objects of buckets that are read at once.")
