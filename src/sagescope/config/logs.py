"""Settings of messages."""

from pydantic import BaseModel, ConfigDict, Field


class LogSettings(BaseModel):
    """How long messages are kept."""

    model_config = ConfigDict(frozen=True)

    days: int = Field(
        0,
        ge=0,
        description="Days that messages are kept, by their own time, whole days (UTC) at once; 0 keeps them all.",
    )
