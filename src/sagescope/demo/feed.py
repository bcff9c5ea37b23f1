"""The feed of the demo account: which sources it needs and what is posted to each of them.

Everything is a function of (seed, time). Log records are cut by the moment at which they happened, metric
points by the moment at which their period ended, so the feed of [a, c) holds the same messages as that of
[a, b) followed by that of [b, c), in the same order for each source and stream.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from sagescope.demo.account import SITES, Site
from sagescope.demo.cloudtrail import cloudtrail_logs
from sagescope.demo.draws import BLOCK_MS, blocks
from sagescope.demo.endpoint_logs import endpoint_logs
from sagescope.demo.founding import founding_logs
from sagescope.demo.invocations import invocation_logs
from sagescope.demo.job_events import job_events
from sagescope.demo.job_logs import job_logs
from sagescope.demo.metrics import metric_points
from sagescope.demo.wire import LogRecord, MetricPoint
from sagescope.errors import Fault, Refusal

DEFAULT_SEED = 20260102
SLICE_MS = 3 * BLOCK_MS
MAX_BODY_BYTES = 1_000_000
"""Sumo's advice for a request is 100 KB to 1 MB before compression (protocols.md 1.3)."""

TEXT = "text/plain; charset=utf-8"
CARBON2 = "application/vnd.sumologic.carbon2"

_CLIENT = "sagescope-demo"


@dataclass(frozen=True, slots=True)
class DemoSource:
    """An HTTP source that the demo needs.

    `key` names it in deliveries; `fields` are the source's fields. Every message is one line, so the
    source needs no multi-line detection. `time_locator` is a regular expression with one group around
    the timestamp where the first timestamp in a message is not the message's own, else empty.
    """

    key: str
    name: str
    category: str
    fields: Mapping[str, str]
    time_locator: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request to a receiver.

    `messages` is its number of log messages or metric points; `until_ms` the end of the time slice that
    it belongs to, for telling progress.
    """

    source_key: str
    headers: Mapping[str, str]
    content_type: str
    body: bytes = field(repr=False)
    messages: int
    kind: Literal["logs", "metrics"]
    until_ms: int


def sources() -> list[DemoSource]:
    """The sources of the demo: CloudTrail, CloudWatch logs and metrics of each account and region."""
    made = []
    for site in SITES:
        fields = _fields(site)
        made += [
            # the creation of a role's session stands before the event's own time
            DemoSource(
                f"cloudtrail-{site.key}",
                f"demo-cloudtrail-{site.key}",
                "aws/observability/cloudtrail/logs",
                fields,
                r'"eventTime":"([^"]+)"',
            ),
            DemoSource(
                f"cloudwatch-logs-{site.key}",
                f"demo-cloudwatch-logs-{site.key}",
                "aws/observability/cloudwatch/logs",
                fields,
            ),
            DemoSource(
                f"cloudwatch-metrics-{site.key}",
                f"demo-cloudwatch-metrics-{site.key}",
                "aws/observability/cloudwatch/metrics",
                fields,
            ),
        ]
    return made


def founding(seed: int, at_ms: int) -> Iterator[Delivery]:
    """What to post once, in front of a history that begins at `at_ms`: how the account came to be."""
    for site in SITES:
        records = founding_logs(seed, site, at_ms)
        yield from _by_stream(f"cloudtrail-{site.key}", records, at_ms)


def deliveries(seed: int, start_ms: int, end_ms: int, slice_ms: int = SLICE_MS) -> Iterator[Delivery]:
    """What to post for [start_ms, end_ms), in order of time slices.

    Slices are aligned to the epoch; a slice gives one delivery for each log stream and one for each
    metrics source (more where a body would pass `MAX_BODY_BYTES`). `slice_ms` is a whole number of
    blocks: longer slices make fewer and larger requests of the same messages.

    Raises Refusal where the range is turned round or `slice_ms` is not a multiple of `BLOCK_MS`.
    """
    if end_ms < start_ms:
        raise Refusal(
            Fault(
                "demo.range",
                f"The demo's range ends ({end_ms}) before it begins ({start_ms}).",
                "Give the earlier time first.",
            )
        )
    if slice_ms <= 0 or slice_ms % BLOCK_MS:
        raise Refusal(
            Fault(
                "demo.slice",
                f"A slice of {slice_ms} ms is not a whole number of blocks.",
                f"Give a multiple of {BLOCK_MS} ms.",
            )
        )
    return _deliveries(seed, start_ms, end_ms, slice_ms)


def _deliveries(seed: int, start_ms: int, end_ms: int, slice_ms: int) -> Iterator[Delivery]:
    for begin in range(start_ms // slice_ms * slice_ms, end_ms, slice_ms):
        since, until = max(begin, start_ms), min(begin + slice_ms, end_ms)
        for site in SITES:
            yield from _trail(seed, site, since, until)
            yield from _logs(seed, site, since, until)
            yield from _metrics(seed, site, since, until)


def _fields(site: Site) -> Mapping[str, str]:
    return {"account": site.account.alias, "accountid": site.account.id, "region": site.region}


def _trail(seed: int, site: Site, since: int, until: int) -> Iterator[Delivery]:
    records = [
        r for b in blocks(since, until) for r in _trail_block(seed, site, b) if since <= r.at_ms < until
    ]
    yield from _by_stream(f"cloudtrail-{site.key}", records, until)


def _logs(seed: int, site: Site, since: int, until: int) -> Iterator[Delivery]:
    records = [r for b in blocks(since, until) for r in _log_block(seed, site, b) if since <= r.at_ms < until]
    yield from _by_stream(f"cloudwatch-logs-{site.key}", records, until)


def _metrics(seed: int, site: Site, since: int, until: int) -> Iterator[Delivery]:
    # a point is ready when its period ends: at the latest one block after the period's block began
    ready = [
        p.line.encode()
        for b in blocks(since - BLOCK_MS, until)
        for p in _metric_block(seed, site, b)
        if since <= p.ready_ms < until
    ]
    dimensions = ",".join(f"{k}={v}" for k, v in _fields(site).items())
    headers = {"X-Sumo-Dimensions": dimensions, "X-Sumo-Client": _CLIENT}
    for lines in _bodies(ready):
        yield Delivery(
            f"cloudwatch-metrics-{site.key}",
            headers,
            CARBON2,
            b"\n".join(lines),
            len(lines),
            "metrics",
            until,
        )


def _by_stream(source_key: str, records: list[LogRecord], until: int) -> Iterator[Delivery]:
    """A delivery for each (host, name), as the Lambda forwarder makes them (protocols.md 3.2)."""
    streams: dict[tuple[str, str], list[bytes]] = defaultdict(list)
    for record in records:
        streams[record.host, record.name].append(record.line)
    for (host, name), found in streams.items():
        headers = {"X-Sumo-Host": host, "X-Sumo-Name": name, "X-Sumo-Client": _CLIENT}
        for lines in _bodies(found):
            yield Delivery(source_key, headers, TEXT, b"\n".join(lines), len(lines), "logs", until)


def _bodies(lines: list[bytes]) -> Iterator[list[bytes]]:
    """The lines in groups of at most `MAX_BODY_BYTES`."""
    group: list[bytes] = []
    size = 0
    for line in lines:
        if group and size + len(line) + 1 > MAX_BODY_BYTES:
            yield group
            group, size = [], 0
        group.append(line)
        size += len(line) + 1
    if group:
        yield group


# the live feed asks for the block under way again and again: the last blocks are kept
_KEPT = 4 * len(SITES)


@lru_cache(maxsize=_KEPT)
def _trail_block(seed: int, site: Site, block: int) -> list[LogRecord]:
    return cloudtrail_logs(seed, site, block)


@lru_cache(maxsize=_KEPT)
def _log_block(seed: int, site: Site, block: int) -> list[LogRecord]:
    return [
        *endpoint_logs(seed, site, block),
        *job_logs(seed, site, block),
        *invocation_logs(seed, site, block),
        *job_events(seed, site, block),
    ]


@lru_cache(maxsize=_KEPT)
def _metric_block(seed: int, site: Site, block: int) -> list[MetricPoint]:
    return metric_points(seed, site, block)
