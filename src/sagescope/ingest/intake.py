"""The way in: bytes of a request to durable rows.

`accept_*` returns when everything decodable of the request is durable; what could not be decoded is
counted, and the rest goes in all the same.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from sagescope.errors import Refusal
from sagescope.ids import MessageIds
from sagescope.ingest.batch import LogPart, log_table
from sagescope.ingest.boundaries import Boundary, split
from sagescope.ingest.commit import CommitLimits, GroupCommit
from sagescope.ingest.encoding import decode
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.instance_types import Fact, InstanceTypes
from sagescope.ingest.log_metric_rules import LogMetricRules
from sagescope.ingest.metric_intake import INLINE, Accepted, MetricIntake
from sagescope.ingest.points import Points
from sagescope.ingest.schema import SchemaService
from sagescope.ingest.times import Recognizer
from sagescope.store.engine import Engine
from sagescope.store.tables.logs import LANDING
from sagescope.telemetry import INGESTED_BYTES, INGESTED_ROWS, REJECTED_ROWS, SOURCE_REJECTED, SOURCE_ROWS

_log = structlog.get_logger("sagescope.ingest")

__all__ = ["Accepted", "Intake"]


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What a request of logs holds: messages, damaged lines, and what was read from the messages."""

    part: LogPart
    damaged: int
    points: Points | None
    facts: list[Fact]


class Intake:
    """Decodes requests of logs and hands them to their group commit; `metrics` is the way in beside it."""

    def __init__(
        self,
        engine: Engine,
        schema: SchemaService,
        metrics: MetricIntake,
        log_rules: LogMetricRules,
        instance_types: InstanceTypes,
        limits: CommitLimits,
        most_bytes: int,
    ) -> None:
        self.metrics = metrics
        self._log_rules = log_rules
        self._instance_types = instance_types
        self._engine = engine
        self._schema = schema
        self._most_bytes = most_bytes
        self._ids = MessageIds()
        self._logs: GroupCommit[LogPart] = GroupCommit("logs", self._write_logs, limits)

    async def start(self) -> None:
        """Start writing."""
        await self._logs.start()
        await self.metrics.start()

    async def stop(self) -> None:
        """Write what is waiting, and end."""
        await self._logs.stop()
        await self.metrics.stop()

    @property
    def waiting_bytes(self) -> int:
        """Bytes received and not yet durable."""
        return self._logs.waiting_bytes + self.metrics.waiting_bytes

    async def accept_logs(
        self,
        envelope: Envelope,
        body: bytes,
        content_encoding: str | None,
        boundary: Boundary,
        recognizer: Recognizer,
    ) -> Accepted:
        """Store the messages of a request, and the points that are read from them.

        Points go first: where something fails between the two, the sender repeats the request, and a
        repeated point replaces itself, while a repeated message is stored twice.

        Raises Refusal for a body that cannot be decoded at all, one that is too large, or when too
        much is waiting.
        """

        def work() -> _Decoded:
            return self._log_part(envelope, body, content_encoding, boundary, recognizer)

        decoded = work() if len(body) <= INLINE else await asyncio.to_thread(work)
        part, damaged = decoded.part, decoded.damaged
        if decoded.facts:
            await self._learn(decoded.facts)
        if decoded.points is not None:
            await self.metrics.accept_read(envelope, decoded.points)
        if part.texts:
            await self._logs.add(part, len(part.texts), part.size)
        INGESTED_ROWS.labels("logs").inc(len(part.texts))
        INGESTED_BYTES.labels("logs").inc(part.size)
        source = str(envelope.source_id)
        SOURCE_ROWS.labels(source, "logs").inc(len(part.texts))
        if damaged:
            REJECTED_ROWS.labels("logs", "damaged").inc(damaged)
            SOURCE_REJECTED.labels(source, "logs", "damaged").inc(damaged)
        return Accepted(len(part.texts), damaged, notes=envelope.notes)

    async def _learn(self, facts: list[Fact]) -> None:
        try:
            await asyncio.to_thread(self._instance_types.learn, facts)
        except Refusal as refused:
            # Nobody's messages wait for what the next event of the kind tells again.
            _log.warning("instance types not kept", reason=str(refused))

    def _log_part(
        self,
        envelope: Envelope,
        body: bytes,
        content_encoding: str | None,
        boundary: Boundary,
        recognizer: Recognizer,
    ) -> _Decoded:
        plain = decode(body, content_encoding, self._most_bytes)
        cut = split(plain, boundary)
        times, formats = recognizer.recognize_all(cut.messages, envelope.receipt)
        admitted = self._schema.admit(envelope.fields)
        if admitted.dropped:
            REJECTED_ROWS.labels("fields", "undeclared").inc(len(admitted.dropped))
        part = LogPart(envelope, admitted.fields, cut.messages, times, formats, len(plain))
        points = self._log_rules.reader.points(
            cut.messages, times, envelope.host, envelope.name, envelope.receipt
        )
        return _Decoded(part, cut.damaged, points, self._instance_types.news_in(cut.messages))

    def _write_logs(self, parts: Sequence[LogPart], token: str) -> None:
        first = self._ids.take(sum(len(p.texts) for p in parts))
        self._engine.insert(LANDING, log_table(parts, first), token)
