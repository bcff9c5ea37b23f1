"""Figures of what serves beside plain endpoints: many models on one, serverless, asynchronous, streaming.

Names, units and dimensions: sagemaker.md 1.2. A serverless endpoint has no instances, an asynchronous one publishes its
queue in place of its invocations.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from sagescope.demo.account import DEV_US, PROD_EU, PROD_US, Endpoint, ModelServer, Site, endpoints_of
from sagescope.demo.draws import BLOCK_MS, MINUTE_MS, dice
from sagescope.demo.incidents import load
from sagescope.demo.traffic import requests
from sagescope.demo.wire import MetricPoint, Series

SAGEMAKER = "AWS/SageMaker"
HOSTS = "/aws/sagemaker/Endpoints"


@dataclass(frozen=True, slots=True)
class OtherEndpoint:
    """An endpoint without instances of its own; `per_minute` is its mean of requests a minute."""

    name: str
    site: Site
    per_minute: float
    latency_us: float


SERVERLESS = (
    OtherEndpoint("invoice-fields-serverless", PROD_US, 2.0, 190_000),
    OtherEndpoint("language-id-serverless", DEV_US, 0.8, 24_000),
)
ASYNCHRONOUS = (
    OtherEndpoint("document-ocr-async", PROD_US, 3.0, 2_200_000),
    OtherEndpoint("speech-to-text-async", PROD_EU, 1.5, 3_100_000),
)


def serving_points(seed: int, site: Site, block: int) -> Iterator[MetricPoint]:
    """The points of a site whose periods begin within a block."""
    for endpoint in endpoints_of(site):
        rng = dice(seed, "serving", endpoint.name, block)
        yield from _concurrency(seed, rng, endpoint, block)
        if endpoint.server is ModelServer.MMS:
            yield from _many_models(rng, endpoint, block)
        if endpoint.server is ModelServer.DJL:
            yield from _streaming(rng, endpoint, block)
    for other in SERVERLESS:
        if other.site == site:
            yield from _serverless(dice(seed, "serverless", other.name, block), other, block)
    for other in ASYNCHRONOUS:
        if other.site == site:
            yield from _asynchronous(dice(seed, "async", other.name, block), other, block)


def _of(endpoint: str, metric: str, unit: str = "None", namespace: str = SAGEMAKER) -> Series:
    return Series(metric, namespace, f"endpointname={endpoint} variantname=AllTraffic", unit, BLOCK_MS)


def _concurrency(seed: int, rng: Random, endpoint: Endpoint, block: int) -> Iterator[MetricPoint]:
    answered = requests(seed, endpoint, block)
    if answered:
        busy = sum(r.latency_us for r in answered) / 1000 / BLOCK_MS
        most = max(1, round(busy * rng.uniform(1.5, 3.0) + rng.random() * 2))
        yield _of(endpoint.name, "ConcurrentRequestsPerModel").point("Maximum", most, block)


def _many_models(rng: Random, endpoint: Endpoint, block: int) -> Iterator[MetricPoint]:
    """A container that loads the model that a request names, and unloads what has not been asked for lately."""
    asked = max(1, int(endpoint.per_minute * 5 * load(endpoint.site, block) * rng.uniform(0.8, 1.2)))
    hits = sum(rng.random() < 0.88 for _ in range(asked))
    cache = _of(endpoint.name, "ModelCacheHit")
    yield cache.point("Average", hits / asked, block)
    yield cache.point("Sum", hits, block)
    yield cache.point("SampleCount", asked, block)
    loaded = _of(endpoint.name, "LoadedModelCount", namespace=HOSTS)
    models = rng.randrange(6, 12)
    yield loaded.point("Average", models, block)
    yield loaded.point("Sum", models * endpoint.instances, block)
    loads = [rng.lognormvariate(14.2, 0.3) for _ in range(max(1, asked - hits))]
    for metric, share in (
        ("ModelLoadingTime", 0.55),
        ("ModelDownloadingTime", 0.35),
        ("ModelLoadingWaitTime", 1.0),
        ("ModelUnloadingTime", 0.04),
    ):
        yield from _of(endpoint.name, metric, "Microseconds").five([int(t * share) for t in loads], block)


def _streaming(rng: Random, endpoint: Endpoint, block: int) -> Iterator[MetricPoint]:
    first = _of(endpoint.name, "FirstChunkLatency", "Microseconds")
    yield from first.five([int(rng.lognormvariate(12.3, 0.3)) for _ in range(4)], block)


def _serverless(rng: Random, endpoint: OtherEndpoint, block: int) -> Iterator[MetricPoint]:
    minutes = BLOCK_MS / MINUTE_MS
    calls = max(1, int(endpoint.per_minute * minutes * load(endpoint.site, block) * rng.uniform(0.7, 1.3)))
    yield _of(endpoint.name, "Invocations").point("Sum", calls, block)
    yield _of(endpoint.name, "Invocation4XXErrors").point("Sum", int(rng.random() < 0.1), block)
    yield _of(endpoint.name, "Invocation5XXErrors").point("Sum", int(rng.random() < 0.02), block)
    latencies = [int(endpoint.latency_us * rng.lognormvariate(0, 0.3)) for _ in range(calls)]
    yield from _of(endpoint.name, "ModelLatency", "Microseconds").five(latencies, block)
    yield _of(endpoint.name, "OverheadLatency", "Microseconds").point(
        "Average", rng.lognormvariate(10.8, 0.4), block
    )
    if rng.random() < 0.4:
        starts = [int(rng.lognormvariate(14.9, 0.2)) for _ in range(rng.randrange(1, 3))]
        yield from _of(endpoint.name, "ModelSetupTime", "Microseconds").five(starts, block)
    memory = _of(endpoint.name, "MemoryUtilization", "Percent", HOSTS)
    for statistic, factor in (("Average", 1.0), ("Maximum", 1.2)):
        yield memory.point(statistic, rng.uniform(35, 60) * factor, block)
    concurrency = _of(endpoint.name, "ServerlessConcurrentExecutionsUtilization")
    yield concurrency.point("Maximum", min(1.0, rng.uniform(0.05, 0.35) * load(endpoint.site, block)), block)


def _asynchronous(rng: Random, endpoint: OtherEndpoint, block: int) -> Iterator[MetricPoint]:
    """The queue, by endpoint alone; what was processed, by variant."""
    busy = load(endpoint.site, block)
    waiting = int(max(0.0, rng.gauss(4, 3) * busy))

    def queue(metric: str, unit: str) -> Series:
        return Series(metric, SAGEMAKER, f"endpointname={endpoint.name}", unit, BLOCK_MS)

    for metric, unit, value in (
        ("ApproximateBacklogSize", "Count", waiting),
        ("ApproximateAgeOfOldestRequest", "Seconds", waiting * rng.uniform(2, 9)),
        ("HasBacklogWithoutCapacity", "None", 0),
    ):
        for statistic in ("Average", "Maximum"):
            yield queue(metric, unit).point(statistic, value, block)
    done = max(1, int(endpoint.per_minute * BLOCK_MS / MINUTE_MS * busy))
    yield _of(endpoint.name, "InvocationsProcesssed", "Count").point("Sum", done, block)
    yield _of(endpoint.name, "InvocationFailures", "Count").point("Sum", int(rng.random() < 0.05), block)
    times = [int(endpoint.latency_us * rng.lognormvariate(0, 0.25)) for _ in range(done)]
    yield from _of(endpoint.name, "ModelLatency", "Microseconds").five(times, block)
    yield from _of(endpoint.name, "TotalProcessingTime", "Milliseconds").five(
        [t // 900 for t in times], block
    )
