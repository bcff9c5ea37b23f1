"""Jobs on lookup tables: an upload or the emptying of a table, polled for its end."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from sagescope.model.checks import HexId, Millis
from sagescope.model.entity import Entity


class JobKind(StrEnum):
    """What a job does, in the words of Sumo Logic's API."""

    MERGE = "BulkMerge"
    REPLACE = "BulkReplace"
    TRUNCATE = "Truncate"


class JobStatus(StrEnum):
    """How far a job is, in the words of Sumo Logic's API."""

    PENDING = "Pending"
    IN_PROGRESS = "InProgress"
    SUCCESS = "Success"
    PARTIAL = "PartialSuccess"
    """Done, with warnings."""
    FAILED = "Failed"
    """The table is as it was before."""

    @property
    def ended(self) -> bool:
        """Whether nothing more happens."""
        return self not in (JobStatus.PENDING, JobStatus.IN_PROGRESS)


class JobNote(Entity):
    """A fault or a warning of a job: its code, the sentence, and what to do."""

    noun: ClassVar[str] = "note"

    code: str
    message: str
    hint: str = ""


class LookupJob(Entity):
    """A job on a lookup table; name and path are those that the table had when it was started.

    `rows` counts what has been read so far, and at the end what was written.
    """

    noun: ClassVar[str] = "job"

    id: HexId
    table_id: HexId
    path: str
    kind: JobKind
    status: JobStatus = JobStatus.PENDING
    rows: Annotated[int, Field(ge=0)] = 0
    errors: tuple[JobNote, ...] = ()
    warnings: tuple[JobNote, ...] = ()
    user_id: HexId
    created_at: Millis
    modified_at: Millis
