"""One object of a bucket, from AWS to durable messages."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sagescope.errors import Fault, Refusal
from sagescope.ingest.boundaries import split
from sagescope.ingest.formats import cloudwatch_logs, cloudwatch_stream, firehose, firehose_errors
from sagescope.ingest.metric_formats import STREAM
from sagescope.ingest.points import Points
from sagescope.ingest.streams import Decoded, Stream
from sagescope.meta.repositories.source_objects import Done
from sagescope.model.source import SourceKind
from sagescope.model.source_kinds import FirehoseSettings
from sagescope.sources.checkpoints import LEASE, Item
from sagescope.sources.faults import AwsRefusal, Trouble, calling
from sagescope.sources.inflow import Inflow
from sagescope.sources.objects import MOST_DOCUMENT, MOST_PLAIN, account_of, cloudtrail_records, parts, plain
from sagescope.sources.pull import Pull, cutoff_of

_CHUNK = 1 << 20
_RENEW_AFTER = LEASE / 4_000
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of an object; `fault` is set where it could not be read as a whole, or is gone."""

    done: Done
    repeated: int = 0
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of an object holds."""

    decoded: Decoded
    points: Points | None = None


class ObjectReader:
    """Reads objects of one bucket; `names` are what accounts are called, by their numbers."""

    def __init__(self, client: Any, bucket: str, inflow: Inflow, names: dict[str, str]) -> None:
        self._client = client
        self._bucket = bucket
        self._inflow = inflow
        self._names = names

    def read(self, pull: Pull, item: Item, keep: Callable[[], bool]) -> Read:
        """Store the messages of an object; `keep` says between two parts whether it is still this worker's.

        Raises Refusal where AWS or the store fails, so that the object has to be read again.
        """
        try:
            return self._read(pull, item, keep)
        except AwsRefusal as refused:
            if refused.trouble is not Trouble.GONE:
                raise
            return self._not_read(item, "gone", refused)
        except _UnreadableError as unreadable:
            return self._not_read(item, "unreadable", unreadable.refused)

    def _not_read(self, item: Item, outcome: str, refused: Refusal) -> Read:
        fault = refused.faults[0]
        named = replace(fault, message=f"s3://{self._bucket}/{item.key}: {fault.message}")
        return Read(Done(item.key, item.version, item.identity, outcome, 0), fault=named)

    def _read(self, pull: Pull, item: Item, keep: Callable[[], bool]) -> Read:
        what = f"object s3://{self._bucket}/{item.key}"
        version = {"VersionId": item.version} if item.version else {}
        with calling("s3:GetObject", what):
            found = self._client.get_object(Bucket=self._bucket, Key=item.key, **version)
        # It may have been written anew since it was listed: what is read now is what counts.
        identity = identity_of(found.get("ETag", ""), found.get("ContentLength", 0))
        modified = found.get("LastModified")
        if modified is not None and modified.timestamp() * 1_000 < cutoff_of(pull.source):
            return Read(Done(item.key, item.version, identity, "older", 0))
        messages = repeated = 0
        kept_at = time.monotonic()
        named = f"s3/{self._bucket}/{item.key}/{item.version}/{identity}"
        replayed = isinstance(pull.source.settings, FirehoseSettings)
        # What is delivered late looks as if it had come in time: the bucket is nothing that anybody asks for.
        envelope = (
            pull.envelope()
            if replayed
            else pull.envelope(host=self._bucket, name=item.key, fields=self._fields(item.key))
        )
        for number, part in enumerate(self._parts(pull, found["Body"], what)):
            if part.points is not None:
                self._inflow.points(envelope, part.points, part.decoded.size, STREAM)
            accepted = self._inflow.logs(
                pull.active, envelope, part.decoded, f"{named}/{number}", replayed=replayed
            )
            messages += sum(len(stream.texts) for stream in part.decoded.streams)
            repeated += accepted.repeated
            if time.monotonic() - kept_at > _RENEW_AFTER:
                kept_at = time.monotonic()
                if not keep():
                    raise Refusal(
                        Fault(
                            "object.taken", f"Another process reads the {what} by now.", "It goes on there."
                        )
                    )
        return Read(Done(item.key, item.version, identity, "stored", messages), repeated)

    def _fields(self, key: str) -> dict[str, str]:
        told = account_of(key)
        if number := told.get("accountid"):
            told["account"] = self._names.get(number, number)
        return told

    def _parts(self, pull: Pull, body: Any, what: str) -> Iterator[_Part]:
        """The parts of an object. Raises _UnreadableError for what it holds, other Refusals for how it is fetched."""
        fetched = _chunks(body, what)
        try:
            if pull.source.kind is SourceKind.CLOUDTRAIL:
                yield _Part(cloudtrail_records(b"".join(plain(fetched, MOST_DOCUMENT))))
                return
            if isinstance(pull.source.settings, FirehoseSettings):
                for lines in parts(plain(fetched, MOST_PLAIN)):
                    yield _replayed(pull, lines)
                return
            for number, part in enumerate(parts(plain(fetched, MOST_PLAIN))):
                array = number == 0 and part.lstrip()[:1] == b"["
                cut = split(part, pull.active.boundary_for("application/json" if array else ""))
                yield _Part(Decoded([Stream(cut.messages)], len(part), cut.damaged, long=cut.long))
        except AwsRefusal:
            raise
        except Refusal as refused:
            raise _UnreadableError(refused) from refused


def _replayed(pull: Pull, lines: bytes) -> _Part:
    """What Firehose could not deliver, as if it were delivered now."""
    failed = firehose_errors.parse(lines)
    metrics, logs = firehose.parted(failed.records, metrics=pull.source.kind is SourceKind.FIREHOSE_METRICS)
    decoded = cloudwatch_logs.parse(logs, pull.active.boundary, MOST_DOCUMENT)
    return _Part(
        replace(
            decoded,
            size=decoded.size or len(lines),
            rejected=decoded.rejected + failed.rejected,
            faults=(*decoded.faults, *failed.faults),
        ),
        cloudwatch_stream.parse(metrics, pull.clock.now()) if metrics else None,
    )


class _UnreadableError(Exception):
    """What is in an object cannot be read, now and the next time."""

    def __init__(self, refused: Refusal) -> None:
        super().__init__(str(refused))
        self.refused = refused


def _chunks(body: Any, what: str) -> Iterator[bytes]:
    with calling("s3:GetObject", what):
        yield from body.iter_chunks(_CHUNK)


def identity_of(etag: str, size: int) -> str:
    """What changes with the content of an object: its ETag, and its size in bytes."""
    tag = etag.strip('"')[:200]
    return f"{tag}/{size}"
