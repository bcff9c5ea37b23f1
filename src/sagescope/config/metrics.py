"""Settings of metrics."""

from pydantic import BaseModel, ConfigDict, Field


class MetricsSettings(BaseModel):
    """How long points and their rollups are kept, and limits of metrics queries."""

    model_config = ConfigDict(frozen=True)

    raw_days: int = Field(30, ge=1, description="Days that points are kept as they came.")
    minute_days: int = Field(60, ge=1, description="Days that rollups to 1 minute are kept.")
    five_minute_days: int = Field(120, ge=1, description="Days that rollups to 5 minutes are kept.")
    hour_days: int = Field(400, ge=1, description="Days that rollups to 1 hour are kept.")
    rollup_seconds: float = Field(60.0, gt=0, description="Time between two looks for hours to roll up.")
    max_series: int = Field(1_000, ge=1, description="Series of the result of one row.")
    max_input_series: int = Field(
        200_000,
        ge=1,
        description="Series that one row may read; the others are left out, which the answer says.",
    )
