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
from sagescope.clock import FixedClock
from sagescope.config import Settings
from sagescope.core import Core, load_geolocation, open_core
from sagescope.ingest.batch import LogPart, log_table
from sagescope.ingest.envelope import Envelope
from sagescope.store.tables.logs import LANDING, LOGS

BATCH = 20_000
NOW = 1_767_312_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: its category and host, and what makes its texts."""

    category: str
    host: str
    messages: Iterator[tuple[int, str]]


@contextmanager
def filled_store(trail: int, calls: int) -> Iterator[Core]:
    """A store with `trail` CloudTrail and `calls` invocation messages, merged."""
    with tempfile.TemporaryDirectory(prefix="sagescope-bench-") as folder:
        core = open_core(
            Settings(data=Path(folder), store="", meta="", access_id="", access_key=""), FixedClock(NOW)
        )
        try:
            administrator = core.first.administrator
            assert administrator is not None
            for rule in document_rules():
                core.services.schema.add_rule(rule.name, rule.scope, rule.expression, by=administrator.id)
            load_geolocation(core)
            for kind in (
                Kind("aws/observability/cloudtrail/logs", "trail", cloudtrail(trail)),
                Kind(
                    "aws/observability/cloudwatch/logs", "/aws/sagemaker/ModelInvocations", invocations(calls)
                ),
            ):
                first = 0
                while batch := list(islice(kind.messages, BATCH)):
                    core.engine.insert(LANDING, landing_rows(kind, batch, first))
                    first += len(batch)
            core.engine.command(f"OPTIMIZE TABLE {LOGS} FINAL")
            yield core
        finally:
            core.close()


def landing_rows(kind: Kind, batch: Sequence[tuple[int, str]], first: int) -> pa.Table:
    """Messages as rows of the landing table."""
    fields = {"account": "dev", "region": "us-east-1"}
    envelope = Envelope(1, "bench", 1, "bench", kind.category, kind.host, "stream", fields, {}, {}, NOW)
    texts = [text for _, text in batch]
    part = LogPart(envelope, fields, texts, [at for at, _ in batch], [""] * len(batch), sum(map(len, texts)))
    return log_table([part], first)
