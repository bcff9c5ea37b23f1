"""Sources whose data lies in a bucket: found by listing it and by notices, read once each (reference protocols.md, 4)."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import structlog

from sagescope.errors import Fault, Refusal
from sagescope.model.aws import AwsAccess
from sagescope.model.source import SourceKind
from sagescope.model.source_kinds import BucketPath
from sagescope.sources.accounts import Account, Accounts
from sagescope.sources.checkpoints import Checkpoints, Item
from sagescope.sources.faults import AwsRefusal, Trouble, calling
from sagescope.sources.inflow import Inflow
from sagescope.sources.notices import ObjectNotice, Objects, read_notice
from sagescope.sources.paths import PathExpression
from sagescope.sources.pull import Outcome, Pull, cutoff_of
from sagescope.sources.reading import ObjectReader, Read, identity_of

AT_ONCE = 32
"""Objects that one worker has claimed at a time."""

MOST_FAILED = 20
"""Objects that may fail in a run before it ends: what fails so often is no matter of one object."""

_MOST_QUEUED = 200
"""Batches of a queue that one run takes, so that listing has its turn."""

_ARCHIVED = frozenset({"GLACIER", "DEEP_ARCHIVE"})
_DIGEST = "/CloudTrail-Digest/"

_log = structlog.get_logger("sagescope.sources")


@dataclass(frozen=True, slots=True)
class _Bucket:
    """A bucket as a source reads it."""

    client: Any
    account: Account
    path: BucketPath
    expression: PathExpression
    reader: ObjectReader


class BucketPuller:
    """Reads the objects of buckets."""

    def __init__(
        self, accounts: Accounts, checkpoints: Checkpoints, inflow: Inflow, readers: Executor
    ) -> None:
        self._accounts = accounts
        self._checkpoints = checkpoints
        self._inflow = inflow
        self._readers = readers

    def scan(self, pull: Pull, access: AwsAccess, path: BucketPath) -> Outcome:
        """List the bucket, and read what is new in it.

        Objects that cannot be read are among the faults of the outcome. Raises Refusal where the bucket cannot be
        listed, or too many objects fail; what was read by then is done.
        """
        outcome = Outcome()
        for bucket in self._buckets(access, path):
            for page in self._pages(pull, bucket):
                new = self._checkpoints.new_of(pull.source.id, page)
                self._take(pull, bucket, new, outcome)
                if pull.stopped():
                    return outcome
        return outcome

    def take_notices(
        self, pull: Pull, access: AwsAccess, path: BucketPath, notices: Iterable[ObjectNotice]
    ) -> Outcome:
        """Read the objects that notices tell of; raises as `scan` does."""
        outcome = Outcome()
        for bucket in self._buckets(access, path):
            self._noticed(pull, bucket, notices, outcome)
        return outcome

    def drain_queue(self, pull: Pull, access: AwsAccess, path: BucketPath) -> Outcome:
        """Read the objects that the messages of the queue tell of.

        A message is deleted when everything it tells of is done; until then the queue gives it again. Raises as `scan`
        does.
        """
        outcome = Outcome()
        for bucket in self._buckets(access, path):
            what = f"queue {path.queue}"
            region = _region_of_queue(path.queue) or bucket.account.regions[0]
            client = bucket.account.client("sqs", region)
            for _ in range(_MOST_QUEUED):
                if pull.stopped():
                    break
                with calling("sqs:ReceiveMessage", what):
                    messages = client.receive_message(
                        QueueUrl=path.queue, MaxNumberOfMessages=10, WaitTimeSeconds=0
                    ).get("Messages", [])
                if not messages:
                    break
                taken = self._told(pull, bucket, messages, outcome)
                if taken:
                    with calling("sqs:DeleteMessage", what):
                        client.delete_message_batch(
                            QueueUrl=path.queue,
                            Entries=[{"Id": str(n), "ReceiptHandle": h} for n, h in enumerate(taken)],
                        )
        return outcome

    def _told(
        self, pull: Pull, bucket: _Bucket, messages: Sequence[dict[str, Any]], outcome: Outcome
    ) -> list[str]:
        """The receipts of the messages of which nothing is left to do."""
        wanted: list[tuple[str, tuple[ObjectNotice, ...]]] = []
        for message in messages:
            match read_notice(str(message.get("Body", ""))):
                case Objects(notices=notices):
                    wanted.append((message["ReceiptHandle"], notices))
                case _ as other:
                    # It would come again for ever; the listing finds whatever it may have told of.
                    reason = getattr(other, "reason", "it is no notice of objects")
                    outcome.faults.append(
                        Fault(
                            "source.notice",
                            f"A message of the queue {bucket.path.queue} was left out: {reason}.",
                            "Let only notices of the bucket into the queue.",
                        )
                    )
                    wanted.append((message["ReceiptHandle"], ()))
        open_ = self._noticed(pull, bucket, [n for _, notices in wanted for n in notices], outcome)
        return [receipt for receipt, notices in wanted if not open_.intersection(notices)]

    def _noticed(
        self, pull: Pull, bucket: _Bucket, notices: Iterable[ObjectNotice], outcome: Outcome
    ) -> set[ObjectNotice]:
        """Read the objects of notices; those of which something is left to do."""
        items: dict[ObjectNotice, Item] = {}
        for notice in dict.fromkeys(notices):
            if notice.bucket != bucket.path.bucket or not _wanted(pull, bucket, notice.key):
                continue
            try:
                if (item := self._looked_at(bucket, notice)) is not None:
                    items[notice] = item
            except AwsRefusal as refused:
                if refused.trouble is not Trouble.GONE:
                    raise
                outcome.faults.append(refused.faults[0])
        self._take(pull, bucket, list(items.values()), outcome)
        left = set(self._checkpoints.new_of(pull.source.id, list(items.values())))
        return {notice for notice, item in items.items() if item in left}

    def _looked_at(self, bucket: _Bucket, notice: ObjectNotice) -> Item | None:
        version = notice.version if bucket.path.versions else ""
        with calling("s3:GetObject", f"object s3://{notice.bucket}/{notice.key}"):
            found = bucket.client.head_object(
                Bucket=notice.bucket, Key=notice.key, **({"VersionId": version} if version else {})
            )
        if found.get("StorageClass") in _ARCHIVED:
            return None
        return Item(notice.key, version, identity_of(found.get("ETag", ""), found.get("ContentLength", 0)))

    def _buckets(self, access: AwsAccess, path: BucketPath) -> Iterator[_Bucket]:
        names = {role.arn.split(":")[4]: role.account for role in access.roles if role.account}
        for account in self._accounts.of(access):
            client = account.client("s3", account.regions[0])
            reader = ObjectReader(client, path.bucket, self._inflow, names)
            yield _Bucket(client, account, path, PathExpression(path.path), reader)

    def _pages(self, pull: Pull, bucket: _Bucket) -> Iterator[list[Item]]:
        """What the source wants of the bucket, page by page."""
        versions = bucket.path.versions
        call = "list_object_versions" if versions else "list_objects_v2"
        action = "s3:ListBucketVersions" if versions else "s3:ListBucket"
        oldest = cutoff_of(pull.source)
        with calling(action, f"bucket {bucket.path.bucket}"):
            pages = bucket.client.get_paginator(call).paginate(
                Bucket=bucket.path.bucket, Prefix=bucket.expression.prefix
            )
            for page in pages:
                yield [
                    _item(held)
                    for held in page.get("Versions" if versions else "Contents", ())
                    if held.get("StorageClass") not in _ARCHIVED
                    and held["LastModified"].timestamp() * 1_000 >= oldest
                    and _wanted(pull, bucket, held["Key"])
                ]

    def _take(self, pull: Pull, bucket: _Bucket, items: Sequence[Item], outcome: Outcome) -> None:
        """Read those of the items that nobody else has in hand."""
        failures: list[Refusal] = []
        for start in range(0, len(items), AT_ONCE):
            if pull.stopped():
                break
            claimed = self._checkpoints.claim(pull.source.id, items[start : start + AT_ONCE])
            read: list[Read] = []
            try:
                for found in self._readers.map(lambda item: self._read_one(pull, bucket, item), claimed):
                    if isinstance(found, Read):
                        read.append(found)
                    else:
                        failures.append(found)
            finally:
                self._checkpoints.finish(pull.source.id, claimed, [one.done for one in read])
            outcome.objects += len(read)
            outcome.messages += sum(one.done.messages for one in read)
            outcome.repeated += sum(one.repeated for one in read)
            outcome.faults += [one.fault for one in read if one.fault is not None]
            if len(failures) > MOST_FAILED:
                break
        if failures:
            raise failures[0]

    def _read_one(self, pull: Pull, bucket: _Bucket, item: Item) -> Read | Refusal:
        try:
            return bucket.reader.read(pull, item, lambda: self._checkpoints.renew(pull.source.id, item))
        except Refusal as refused:
            _log.info("object not read", source=pull.source.id, key=item.key, reason=str(refused))
            return refused


def _item(held: dict[str, Any]) -> Item:
    version = held.get("VersionId", "")
    # Objects from before a bucket kept versions have one of this name.
    return Item(held["Key"], version, identity_of(held.get("ETag", ""), held.get("Size", 0)))


def _wanted(pull: Pull, bucket: _Bucket, key: str) -> bool:
    if pull.source.kind is SourceKind.CLOUDTRAIL and _DIGEST in f"/{key}":
        return False
    return not key.endswith("/") and bucket.expression.matches(key)


def _region_of_queue(url: str) -> str:
    """The region in the address of a queue, such as https://sqs.us-east-1.amazonaws.com/123456789012/name."""
    parts = url.partition("://")[2].split("/")[0].split(".")
    return parts[1] if len(parts) > 3 and parts[0] == "sqs" else ""
