"""Settings of the ways in."""

from pydantic import BaseModel, ConfigDict, Field


class IngestSettings(BaseModel):
    """Limits of requests and batches."""

    model_config = ConfigDict(frozen=True)

    max_bytes: int = Field(
        64 * 2**20, description="Bytes of a request's body, before and after decompression."
    )
    batch_rows: int = Field(20_000, description="Rows at which a batch closes.")
    batch_seconds: float = Field(0.2, description="Age at which a batch closes.")
    waiting_bytes: int = Field(
        256 * 2**20, description="Bytes that may wait before senders are told to come back."
    )
    new_series: int = Field(
        100_000,
        ge=0,
        description="Series never seen before that a source may bring in a minute; 0 is no limit.",
    )
    normalize: bool = Field(
        True, description="Keep SageMaker's latencies in milliseconds and utilisation per instance as well."
    )
    new_fields: bool = Field(True, description="Declare fields that a sender sets and nobody declared.")
    delivery_days: int = Field(
        7,
        ge=1,
        le=400,
        description="Days for which a delivery that comes again (Firehose, an object of a bucket) is known as one.",
    )
