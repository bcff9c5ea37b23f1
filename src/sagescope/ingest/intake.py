"""The way in: bytes of a request, a delivery or an object to durable rows.

`accept` returns when everything decodable is durable; what could not be decoded is counted, and the rest goes
in all the same.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from sagescope.errors import Refusal
from sagescope.ids import MessageIds
from sagescope.ingest.batch import LogPart, days_of, log_table
from sagescope.ingest.boundaries import Boundary, split
from sagescope.ingest.commit import CommitLimits, GroupCommit
from sagescope.ingest.delivery import Claim, Deliveries, delivery_key
from sagescope.ingest.encoding import decode
from sagescope.ingest.envelope import HOST_LENGTH, Envelope
from sagescope.ingest.health import Arrival, HealthRecorder
from sagescope.ingest.instance_types import Fact, InstanceTypes
from sagescope.ingest.log_metric_rules import LogMetricRules
from sagescope.ingest.metric_intake import INLINE, Accepted, MetricIntake
from sagescope.ingest.notes import noted
from sagescope.ingest.points import Points
from sagescope.ingest.schema import SchemaService
from sagescope.ingest.sources import ActiveSource
from sagescope.ingest.streams import LOGS_NAME_LENGTH, Decoded, Stream
from sagescope.ingest.time_values import plausible
from sagescope.model.checks import CATEGORY_LENGTH
from sagescope.store.engine import Engine
from sagescope.store.tables.logs import LANDING
from sagescope.telemetry import REJECTED_ROWS, count_taken

_log = structlog.get_logger("sagescope.ingest")

__all__ = ["Accepted", "Intake"]

_BESIDE = "t:full,o:-1,l:0,p:epoch"
_BESIDE_CORRECTED = "t:ac1,o:-1,l:0,p:epoch"
"""The `_format` of messages whose time came beside them, and of those that got the time of receipt instead."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is about to be stored, and what was read from it."""

    parts: tuple[LogPart, ...]
    points: tuple[tuple[Envelope, Points], ...]
    facts: list[Fact]
    decoded: Decoded
    dropped: Counter[str]
    repeated: int
    corrected: int

    @property
    def rows(self) -> int:
        return sum(len(part.texts) for part in self.parts)


class Intake:
    """Decodes logs and hands them to their group commit; `metrics` is the way in beside it.

    `durable_id` is the id of the newest message that is on disk.
    """

    def __init__(
        self,
        engine: Engine,
        schema: SchemaService,
        metrics: MetricIntake,
        log_rules: LogMetricRules,
        instance_types: InstanceTypes,
        deliveries: Deliveries,
        health: HealthRecorder,
        limits: CommitLimits,
        most_bytes: int,
    ) -> None:
        self.metrics = metrics
        self._log_rules = log_rules
        self._instance_types = instance_types
        self._deliveries = deliveries
        self._health = health
        self._engine = engine
        self._schema = schema
        self._most_bytes = most_bytes
        self._ids = MessageIds()
        self.durable_id = self._ids.last
        self._logs: GroupCommit[tuple[LogPart, ...]] = GroupCommit("logs", self._write_logs, limits)

    async def start(self) -> None:
        """Learn which deliveries there are, and start writing."""
        await asyncio.to_thread(self._deliveries.load)
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

    async def accept_body(
        self,
        active: ActiveSource,
        envelope: Envelope,
        body: bytes,
        content_encoding: str | None,
        boundary: Boundary,
    ) -> Accepted:
        """Store the messages of a request's body; raises as `accept` does."""

        def decoded() -> Decoded:
            plain = decode(body, content_encoding, self._most_bytes)
            cut = split(plain, boundary)
            return Decoded([Stream(cut.messages)], len(plain), cut.damaged, long=cut.long)

        return await self.accept(active, envelope, is_small(body, content_encoding), decoded)

    async def accept(
        self,
        active: ActiveSource,
        envelope: Envelope,
        small: bool,
        decoded: Callable[[], Decoded],
        delivery: str = "",
        *,
        replayed: bool = False,
    ) -> Accepted:
        """Store what `decoded` gives, and the points that are read from it.

        It runs in the event loop where it is `small`, else in a thread. `delivery` names what may come again
        and has to be stored once (`ingest.delivery`), empty for what cannot. What is `replayed` may have come by a
        delivery of another name, whose answer got lost: messages of the same name, time and text are left out.

        Points go first: where something fails between the two, the sender repeats the request, and a
        repeated point replaces itself, while a repeated message without a delivery is stored twice.

        Raises Refusal for what cannot be decoded at all, what is too large, or when too much is waiting.
        """
        key = delivery_key(envelope.source_id, delivery) if delivery else 0
        async with self._deliveries.claim(key) as claim:
            if claim.complete:
                self._health.arrived(envelope.source_id, Arrival(repeated=1))
                return Accepted(0, repeated=True)

            def work() -> _Prepared:
                return self._prepare(active, envelope, decoded(), claim, replayed=replayed)

            prepared = work() if small else await asyncio.to_thread(work)
            if prepared.facts:
                await self._learn(prepared.facts)
            for about, points in prepared.points:
                await self.metrics.accept_read(about, points)
            rows = prepared.rows
            if rows:
                await self._logs.add(prepared.parts, rows, sum(part.size for part in prepared.parts))
        return self._counted(envelope, prepared, rows)

    def _counted(self, envelope: Envelope, prepared: _Prepared, rows: int) -> Accepted:
        decoded, dropped = prepared.decoded, prepared.dropped
        lost = {"damaged": decoded.damaged, "malformed": decoded.rejected, "filtered": dropped.total()}
        count_taken(envelope.source_id, "logs", rows, decoded.size, lost)
        faults = (*decoded.faults, *noted(decoded, prepared.corrected))
        if faults:
            self._health.failed(envelope.source_id, Refusal(faults))
        self._health.arrived(
            envelope.source_id,
            Arrival(
                messages=rows,
                bytes=decoded.size,
                damaged=decoded.damaged,
                rejected=decoded.rejected,
                repeated=prepared.repeated,
                dropped=dropped,
            ),
        )
        return Accepted(
            rows,
            decoded.damaged,
            decoded.rejected,
            (*envelope.notes, *(fault.message for fault in decoded.faults)),
            dropped=dropped.total(),
            repeated=bool(prepared.repeated) and not rows,
        )

    async def _learn(self, facts: list[Fact]) -> None:
        try:
            await asyncio.to_thread(self._instance_types.learn, facts)
        except Refusal as refused:
            # Nobody's messages wait for what the next event of the kind tells again.
            _log.warning("instance types not kept", reason=str(refused))

    def _prepare(
        self,
        active: ActiveSource,
        envelope: Envelope,
        decoded: Decoded,
        claim: Claim,
        *,
        replayed: bool = False,
    ) -> _Prepared:
        parts: list[LogPart] = []
        points: list[tuple[Envelope, Points]] = []
        facts: list[Fact] = []
        dropped: Counter[str] = Counter()
        size = decoded.size / max(1, len(decoded.streams))
        elsewhere = self._elsewhere(envelope, decoded, claim) if replayed else Counter()
        first = repeated = corrected = 0
        for stream in decoded.streams:
            rows: Sequence[int] = range(first, first + len(stream.texts))
            first += len(stream.texts)
            texts, times = stream.texts, stream.times
            if claim.stored:
                new = [at for at, row in enumerate(rows) if row not in claim.stored]
                repeated += len(texts) - len(new)
                texts = [texts[at] for at in new]
                times, rows = _chosen(new, times, rows)
            if active.filters is not None and texts:
                filtered = active.filters.apply(texts)
                dropped.update(filtered.dropped)
                texts = filtered.texts
                if filtered.kept is not None:
                    times, rows = _chosen(filtered.kept, times, rows)
            about = _about(envelope, stream)
            if elsewhere and times is not None:
                new = _new_of(elsewhere, about.name, times, texts)
                repeated += len(texts) - len(new)
                texts = [texts[at] for at in new]
                times, rows = _chosen(new, times, rows)
            if not texts:
                continue
            if times is None:
                times, formats = active.recognizer.recognize_all(texts, envelope.receipt)
            else:
                times, formats = _checked(times, envelope.receipt)
            corrected += sum(how[2] == "a" for how in formats)
            admitted = self._schema.admit(about.fields)
            fields = admitted.fields
            if about.offered:
                fields = {**self._schema.known(about.offered), **fields}
            if admitted.dropped:
                REJECTED_ROWS.labels("fields", "undeclared").inc(len(admitted.dropped))
            part = LogPart(about, fields, texts, times, formats, int(size), claim.key, rows)
            parts.append(part)
            read = self._log_rules.reader.points(texts, times, about.host, about.name, envelope.receipt)
            if read is not None:
                points.append((about, read))
            facts += self._instance_types.news_in(texts)
        return _Prepared(tuple(parts), tuple(points), facts, decoded, dropped, repeated, corrected)

    def _elsewhere(self, envelope: Envelope, decoded: Decoded, claim: Claim) -> Counter[tuple[str, int, str]]:
        times = {time for stream in decoded.streams for time in stream.times or ()}
        return self._deliveries.elsewhere(envelope.source_id, claim.key, times)

    def _write_logs(self, batch: Sequence[tuple[LogPart, ...]], token: str) -> None:
        parts = [part for held in batch for part in held]
        first = self._ids.take(sum(len(part.texts) for part in parts))
        for number, rows in enumerate(days_of(log_table(parts, first), "message_time")):
            self._engine.insert(LANDING, rows, f"{token}-{number}" if number else token)
        # One batch is written at a time, so everything up to here is durable.
        self.durable_id = self._ids.last


def is_small(body: bytes, content_encoding: str | None) -> bool:
    """Whether a body is decoded in the event loop: what is compressed takes several times its length."""
    return len(body) <= (INLINE // 8 if content_encoding else INLINE)


def _about(envelope: Envelope, stream: Stream) -> Envelope:
    if not (stream.host or stream.name or stream.category or stream.fields):
        return envelope
    return replace(
        envelope,
        host=stream.host[:HOST_LENGTH] or envelope.host,
        category=stream.category[:CATEGORY_LENGTH] or envelope.category,
        name=stream.name[:LOGS_NAME_LENGTH] or envelope.name,
        fields=_with_defaults(envelope.fields, stream.fields) if stream.fields else envelope.fields,
    )


def _with_defaults(fields: Mapping[str, str], defaults: Mapping[str, str]) -> Mapping[str, str]:
    named = {name.lower() for name, value in fields.items() if value}
    return {**fields, **{name: value for name, value in defaults.items() if name.lower() not in named}}


def _checked(times: list[int], receipt: int) -> tuple[list[int], list[str]]:
    """Times that came beside messages, those of wrong clocks replaced as a recognizer does it."""
    if plausible(min(times), receipt) and plausible(max(times), receipt):
        return times, [_BESIDE] * len(times)
    good = [plausible(ms, receipt) for ms in times]
    return (
        [ms if fine else receipt for ms, fine in zip(times, good, strict=True)],
        [_BESIDE if fine else _BESIDE_CORRECTED for fine in good],
    )


def _new_of(
    elsewhere: Counter[tuple[str, int, str]], name: str, times: Sequence[int], texts: Sequence[str]
) -> list[int]:
    """The places of messages that are not elsewhere; each that is accounts for one of the same."""
    new: list[int] = []
    for at, (time, text) in enumerate(zip(times, texts, strict=True)):
        if elsewhere[name, time, text] > 0:
            elsewhere[name, time, text] -= 1
        else:
            new.append(at)
    return new


def _chosen(
    places: Sequence[int], times: list[int] | None, rows: Sequence[int]
) -> tuple[list[int] | None, Sequence[int]]:
    return None if times is None else [times[at] for at in places], [rows[at] for at in places]
