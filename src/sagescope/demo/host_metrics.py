"""How busy the machines are: CPU, memory, disk and GPU of endpoints and jobs.

CPU runs to 100 per vCPU and GPU to 100 per GPU, memory and disk to 100 (sagemaker.md 0, trap 3).
Endpoints have a point every five minutes, jobs, which are short, every minute.
"""

from collections.abc import Iterator
from random import Random

from sagescope.demo.account import Endpoint, Instance, Site
from sagescope.demo.draws import BLOCK_MS, MINUTE_MS, dice
from sagescope.demo.incidents import is_slow, load
from sagescope.demo.job_schedule import JobKind, JobRun, Recipe, runs
from sagescope.demo.wire import MetricPoint, Series

ENDPOINTS = "/aws/sagemaker/Endpoints"

_GPU_RECIPES = frozenset({Recipe.HUGGING_FACE, Recipe.LLM_FINE_TUNE, Recipe.KERAS})

_SPREAD = (("Average", 1.0), ("Minimum", 0.82), ("Maximum", 1.16))


def endpoint_hosts(seed: int, endpoint: Endpoint, block: int) -> Iterator[MetricPoint]:
    """Utilisation of an endpoint's instances in the five minutes that begin at `block`."""
    rng = dice(seed, "endpoint-hosts", endpoint.name, block)
    idle = 0.02 if not endpoint.per_minute else 0.34 * load(endpoint.site, block)
    busy = 0.92 if is_slow(endpoint, block) else idle
    dimensions = f"endpointname={endpoint.name} variantname=AllTraffic"
    for metric, most, share in _figures(rng, endpoint.instance, busy, has_gpu_work=True):
        series = Series(metric, ENDPOINTS, dimensions, "Percent", BLOCK_MS)
        for statistic, factor in _SPREAD:
            yield series.point(statistic, min(most, most * share * factor), block)


def job_hosts(seed: int, site: Site, block: int) -> Iterator[MetricPoint]:
    """Utilisation of the machines of a site's jobs, for each minute of the block."""
    for run in runs(seed, site, block, block + BLOCK_MS):
        rng = dice(seed, "job-hosts", run.name, block)
        for minute in range(block, block + BLOCK_MS, MINUTE_MS):
            if run.logging_from_ms <= minute and minute + MINUTE_MS <= run.ended_ms:
                for host in run.hosts:
                    yield from _job_minute(rng, run, host, minute)


def _job_minute(rng: Random, run: JobRun, host: str, minute: int) -> Iterator[MetricPoint]:
    template = run.template
    namespace = f"/aws/sagemaker/{template.kind.plural}"
    busy = rng.uniform(0.55, 0.9)
    for metric, most, share in _figures(
        rng, template.instance, busy, template.on_gpu or template.recipe in _GPU_RECIPES
    ):
        if metric == "DiskUtilization" and template.kind is JobKind.TRANSFORM:
            continue  # not published for transform jobs
        if metric == "GPUMemoryUtilization" and run.failure:
            # memory fills up until the job dies of it
            passed = (minute - run.started_ms) / (run.ended_ms - run.started_ms)
            share = min(0.999, 0.6 + 0.4 * passed)
        series = Series(metric, namespace, f"host={run.name}/{host}", "Percent", MINUTE_MS)
        yield series.point("Average", most * share, minute)
        yield series.point("Maximum", min(most, most * share * 1.08), minute)


def _figures(
    rng: Random, instance: Instance, busy: float, has_gpu_work: bool
) -> Iterator[tuple[str, float, float]]:
    """(metric, its largest value, share of it in use) of one machine that is `busy` (0 to 1)."""
    noise = rng.uniform(0.9, 1.1)
    on_gpu = instance.gpus > 0 and has_gpu_work
    cpu = min(0.98, busy * (0.3 if on_gpu else 1.0) * noise)
    yield "CPUUtilization", 100.0 * instance.vcpus, cpu
    yield "MemoryUtilization", 100.0, min(0.97, 0.35 + 0.2 * busy * noise)
    yield "DiskUtilization", 100.0, 0.14 + 0.08 * busy
    if instance.gpus:
        yield "GPUUtilization", 100.0 * instance.gpus, min(0.98, busy * noise) if on_gpu else 0.0
        yield "GPUMemoryUtilization", 100.0 * instance.gpus, 0.62 + 0.12 * busy * noise if on_gpu else 0.02
