"""Settings of queries."""

from pydantic import BaseModel, ConfigDict, Field


class SearchSettings(BaseModel):
    """Limits of one query, and how many run at once."""

    model_config = ConfigDict(frozen=True)

    max_seconds: float = Field(60.0, description="Time of one query.")
    max_memory: int = Field(4 * 2**30, description="Bytes of memory of one query.")
    max_messages: int = Field(100_000, description="Messages of one result.")
    max_records: int = Field(1_000_000, description="Records of one result.")
    concurrent: int = Field(4, description="Queries that run at once.")
