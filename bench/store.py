"""A store with generated messages: the demo's rules and promotions over a fresh directory."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa

from bench.document_rules import document_rules
from bench.messages import cloudtrail, invocations
from sagescope.clock import Clock, FixedClock
from sagescope.config import Settings
from sagescope.core import Core, load_geolocation, open_core
from sagescope.ingest.batch import LogPart, log_table
from sagescope.ingest.envelope import Envelope
from sagescope.store.tables.logs import LANDING, LOGS

BATCH = 20_000
NOW = 1_767_312_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: its category and host."""

    category: str
    host: str


TRAIL = Kind("aws/observability/cloudtrail/logs", "trail")
CALLS = Kind("aws/observability/cloudwatch/logs", "/aws/sagemaker/ModelInvocations")


@contextmanager
def fresh_store(clock: Clock) -> Iterator[Core]:
    """A store with nothing in it."""
    with tempfile.TemporaryDirectory(prefix="sagescope-bench-") as folder:
        settings = Settings(data=Path(folder), store="", meta="", access_id="", access_key="")
        core = open_core(settings, clock)
        try:
            yield core
        finally:
            core.close()


@contextmanager
def ruled_store() -> Iterator[Core]:
    """A store with the document's rules, at NOW."""
    with fresh_store(FixedClock(NOW)) as core:
        administrator = core.first.administrator
        assert administrator is not None
        for rule in document_rules():
            core.services.schema.add_rule(rule.name, rule.scope, rule.expression, by=administrator.id)
        yield core


@contextmanager
def filled_store(trail: int, calls: int) -> Iterator[Core]:
    """A store with `trail` CloudTrail and `calls` invocation messages, merged."""
    with ruled_store() as core:
        load_geolocation(core)
        for kind, messages in ((TRAIL, cloudtrail(trail)), (CALLS, invocations(calls))):
            for number, batch in enumerate(batches(messages)):
                core.engine.insert(LANDING, landing_rows(kind, batch, number * BATCH))
        core.engine.command(f"OPTIMIZE TABLE {LOGS} FINAL")
        yield core


def batches(messages: Iterator[tuple[int, str]]) -> Iterator[Sequence[tuple[int, str]]]:
    """Messages in batches of BATCH."""
    while batch := list(islice(messages, BATCH)):
        yield batch


def landing_rows(kind: Kind, batch: Sequence[tuple[int, str]], first: int) -> pa.Table:
    """Messages as rows of the landing table."""
    fields = {"account": "dev", "region": "us-east-1"}
    envelope = Envelope(1, "bench", 1, "bench", kind.category, kind.host, "stream", fields, {}, {}, NOW)
    texts = [text for _, text in batch]
    part = LogPart(envelope, fields, texts, [at for at, _ in batch], [""] * len(batch), sum(map(len, texts)))
    return log_table([part], first)
