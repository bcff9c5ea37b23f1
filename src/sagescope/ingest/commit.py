"""Group commit: requests wait for the batch that carries them, and a batch is one insert.

There is no log of our own: a request is answered when its batch is inserted (ARCHITECTURE, one POST to a row). A batch
closes by rows, bytes or age, whichever comes first; while one is being written the next one fills.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import structlog

from sagescope.errors import Cause, Fault, Refusal, ServerFault
from sagescope.ids import sortable_id

P = TypeVar("P")

_log = structlog.get_logger("sagescope.ingest")


@dataclass(frozen=True, slots=True)
class CommitLimits:
    """When a batch closes, and how much may wait.

    `age`, `quiet` and `retry_after` are seconds. A batch of `worthwhile` rows closes as soon as nothing
    has come for `quiet`, since everybody may be waiting for it; a smaller one waits for its age, as a
    small insert costs nearly as much as a large one. `waiting_bytes` bounds what is held in memory
    before senders are told to come back. One writer is enough, and better than two: what comes while it
    writes makes a larger batch, which costs the engine less a row.
    """

    rows: int = 20_000
    bytes: int = 32 * 2**20
    age: float = 0.2
    worthwhile: int = 2_000
    quiet: float = 0.01
    waiting_bytes: int = 128 * 2**20
    retry_after: float = 1.0
    writers: int = 1
    attempts: int = 3


@dataclass(slots=True)
class _Batch(Generic[P]):
    parts: list[P] = field(default_factory=list)
    rows: int = 0
    size: int = 0
    opened: float = 0.0
    done: asyncio.Future[None] | None = None


class GroupCommit(Generic[P]):
    """A bounded queue of parts that are written together.

    `write(parts, token)` runs in a thread and returns when the parts are durable; it may be called
    again with the same token after a failure, and must then write nothing twice.
    """

    def __init__(self, name: str, write: Callable[[Sequence[P], str], None], limits: CommitLimits) -> None:
        self._name = name
        self._write = write
        self._limits = limits
        self._open: _Batch[P] = _Batch()
        self._waiting = 0
        self._filled = asyncio.Event()
        self._slots = asyncio.Semaphore(limits.writers)
        self._writing: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None
        self._closing = False

    @property
    def waiting_bytes(self) -> int:
        """Bytes that are not yet durable."""
        return self._waiting

    async def add(self, part: P, rows: int, size: int) -> None:
        """Wait until the part is durable.

        Raises Refusal BUSY when too much is waiting, UNAVAILABLE when the store cannot write.
        """
        if self._closing:
            raise Refusal(
                Fault("ingest.stopping", "The server is stopping.", "Send the request again."),
                Cause.UNAVAILABLE,
                self._limits.retry_after,
            )
        if self._waiting and self._waiting + size > self._limits.waiting_bytes:
            raise Refusal(
                Fault(
                    "ingest.busy",
                    "More is arriving than the store can write.",
                    "Send the request again after the time in Retry-After.",
                ),
                Cause.BUSY,
                self._limits.retry_after,
            )
        loop = asyncio.get_running_loop()
        batch = self._open
        if batch.done is None:
            batch.done, batch.opened = loop.create_future(), loop.time()
        batch.parts.append(part)
        batch.rows += rows
        batch.size += size
        self._waiting += size
        done = batch.done
        self._filled.set()
        # A sender that goes away must not take the batch of the others with it.
        await asyncio.shield(done)

    async def start(self) -> None:
        """Start writing."""
        self._loop = asyncio.create_task(self._run(), name=f"commit-{self._name}")

    async def stop(self) -> None:
        """Write what is waiting, and end."""
        self._closing = True
        self._filled.set()
        if self._loop is not None:
            await self._loop
        if self._writing:
            await asyncio.gather(*self._writing, return_exceptions=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._filled.wait()
            self._filled.clear()
            batch = self._open
            if batch.done is None:
                if self._closing:
                    return
                continue
            await self._slots.acquire()
            while not self._is_full(batch) and not self._closing:
                left = batch.opened + self._limits.age - loop.time()
                if left <= 0:
                    break
                if batch.rows >= self._limits.worthwhile:
                    left = min(left, self._limits.quiet)
                try:
                    await asyncio.wait_for(self._filled.wait(), left)
                    self._filled.clear()
                except TimeoutError:
                    break
            self._open = _Batch()
            if self._closing:
                self._filled.set()
            task = asyncio.create_task(self._commit(batch))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)

    def _is_full(self, batch: _Batch[P]) -> bool:
        return batch.rows >= self._limits.rows or batch.size >= self._limits.bytes

    async def _commit(self, batch: _Batch[P]) -> None:
        assert batch.done is not None
        # The batch's own id makes a repeated insert harmless; it never depends on the content, since
        # equal messages are not the same message.
        token = sortable_id()
        try:
            for attempt in range(1, self._limits.attempts + 1):
                try:
                    await asyncio.to_thread(self._write, batch.parts, token)
                    break
                except (ServerFault, Refusal) as wrong:
                    _log.error(
                        "batch not written",
                        commit=self._name,
                        attempt=attempt,
                        rows=batch.rows,
                        error=str(wrong),
                    )
                    if attempt == self._limits.attempts:
                        raise
                    await asyncio.sleep(0.2 * 2**attempt)
            batch.done.set_result(None)
        except Refusal as refused:
            batch.done.set_exception(refused)
        except Exception as wrong:
            _log.exception("batch lost to its senders", commit=self._name, error=str(wrong))
            batch.done.set_exception(
                Refusal(
                    Fault(
                        "store.unavailable",
                        "The store cannot write at the moment.",
                        "Send the request again.",
                    ),
                    Cause.UNAVAILABLE,
                    self._limits.retry_after,
                )
            )
        finally:
            self._waiting -= batch.size
            self._slots.release()
            if not batch.done.done():
                batch.done.cancel()
            # Nobody may be left to fetch the exception.
            batch.done.exception() if not batch.done.cancelled() else None
