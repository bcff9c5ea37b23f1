"""CloudWatch's metrics of the account as Carbon 2.0 points.

Invocation metrics are counted from the same requests and invocations that the logs tell of, so a sum over
a metric and a count of messages agree. A counter with no traffic has no point. Names, units and dimensions:
sagemaker.md 1; dimension keys are lower-case. Latencies of endpoints are microseconds, those of hosted
models (`InvocationLatency`) milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterator

from sagescope.demo.account import Endpoint, HostedModel, Site, endpoints_of, feature_groups_of, models_of
from sagescope.demo.draws import BLOCK_MS, MINUTE_MS, dice
from sagescope.demo.host_metrics import endpoint_hosts, job_hosts
from sagescope.demo.incidents import load
from sagescope.demo.invocations import Invocation, invocations
from sagescope.demo.job_schedule import JobRun, PipelineRun, pipeline_runs
from sagescope.demo.serving_metrics import serving_points
from sagescope.demo.traffic import Request, requests
from sagescope.demo.wire import MetricPoint, Series

SAGEMAKER = "AWS/SageMaker"
MODELS = "aws/sagemaker"
PIPELINES = "AWS/Sagemaker/ModelBuildingPipeline"


def metric_points(seed: int, site: Site, block: int) -> list[MetricPoint]:
    """The points of a site whose periods begin within a block, in the order in which they are ready."""
    made: list[MetricPoint] = []
    for endpoint in endpoints_of(site):
        made.extend(_endpoint(seed, endpoint, block))
        made.extend(endpoint_hosts(seed, endpoint, block))
    made.extend(serving_points(seed, site, block))
    for model in models_of(site):
        calls = [i for i in invocations(seed, site, block) if i.model is model]
        made.extend(_model(model, calls))
    made.extend(_features(seed, site, block))
    made.extend(_pipelines(seed, site, block))
    made.extend(job_hosts(seed, site, block))
    made.sort(key=lambda p: p.ready_ms)
    return made


def _minute(at_ms: int) -> int:
    return at_ms // MINUTE_MS * MINUTE_MS


def _endpoint(seed: int, endpoint: Endpoint, block: int) -> Iterator[MetricPoint]:
    """Invocation metrics of one endpoint: `AWS/SageMaker` by endpointname and variantname."""
    dimensions = f"endpointname={endpoint.name} variantname=AllTraffic"

    def series(metric: str, unit: str = "None", period_ms: int = MINUTE_MS) -> Series:
        return Series(metric, SAGEMAKER, dimensions, unit, period_ms)

    invoked = series("Invocations")
    client, server = series("Invocation4XXErrors"), series("Invocation5XXErrors")
    model_latency = series("ModelLatency", "Microseconds")
    overhead = series("OverheadLatency", "Microseconds")
    answered = requests(seed, endpoint, block)
    minutes: dict[int, list[Request]] = defaultdict(list)
    for request in answered:
        minutes[_minute(request.at_ms)].append(request)
    for minute, found in minutes.items():
        failed = sum(r.status >= 500 for r in found)
        yield invoked.point("Sum", len(found), minute)
        yield client.point("Sum", sum(400 <= r.status < 500 for r in found), minute)
        yield server.point("Sum", failed, minute)
        yield server.point("Average", failed / len(found), minute)
        yield from model_latency.five([r.latency_us for r in found], minute)
        yield overhead.point("Average", sum(r.overhead_us for r in found) / len(found), minute)
        yield overhead.point("Maximum", max(r.overhead_us for r in found), minute)
    if answered:
        percentiles = series("ModelLatency", "Microseconds", BLOCK_MS)
        yield from percentiles.percentiles([r.latency_us for r in answered], block)
        bad = sum(r.status != 200 for r in answered)
        yield series("InvocationsPerInstance", period_ms=BLOCK_MS).point(
            "Sum", len(answered) / endpoint.instances, block
        )
        yield series("InvocationModelErrors", period_ms=BLOCK_MS).point("Sum", bad, block)


def _model(model: HostedModel, calls: list[Invocation]) -> Iterator[MetricPoint]:
    """Metrics of one hosted model, by modelid: the ones that the SageMaker document's panels ask for."""
    dimensions = f"modelid={model.id}"
    latency = Series("InvocationLatency", MODELS, dimensions, "Milliseconds", MINUTE_MS)
    invoked = Series("Invocations", MODELS, dimensions, "Count", MINUTE_MS)
    tokens_in = Series("InputTokenCount", MODELS, dimensions, "Count", MINUTE_MS)
    tokens_out = Series("OutputTokenCount", MODELS, dimensions, "Count", MINUTE_MS)
    client_errors = Series("InvocationClientErrors", MODELS, dimensions, "Count", MINUTE_MS)
    minutes: dict[int, list[Invocation]] = defaultdict(list)
    for call in calls:
        minutes[_minute(call.at_ms)].append(call)
    for minute, found in minutes.items():
        yield from latency.five([i.latency_ms for i in found], minute)
        yield invoked.point("Sum", len(found), minute)
        yield invoked.point("SampleCount", len(found), minute)
        yield tokens_in.point("Sum", sum(i.tokens_in for i in found), minute)
        yield tokens_out.point("Sum", sum(i.tokens_out for i in found), minute)
        if refused := sum(i.status != 200 for i in found):
            yield client_errors.point("Sum", refused, minute)


def _features(seed: int, site: Site, block: int) -> Iterator[MetricPoint]:
    """Feature store: `AWS/SageMaker` by featuregroupname and operationname, every five minutes."""
    minutes = BLOCK_MS / MINUTE_MS
    for group in feature_groups_of(site):
        rng = dice(seed, "features", group.name, block)
        for operation, per_minute, consumed in (
            ("GetRecord", group.reads, "ConsumedReadRequestsUnits"),
            ("PutRecord", group.writes, "ConsumedWriteRequestsUnits"),
        ):
            dimensions = f"featuregroupname={group.name} operationname={operation}"
            calls = max(1, int(rng.gauss(1, 0.12) * per_minute * minutes * load(site, block)))

            def series(metric: str, unit: str = "None", of: str = dimensions) -> Series:
                return Series(metric, SAGEMAKER, of, unit, BLOCK_MS)

            least = int(rng.uniform(1500, 2600))
            mean = least * rng.uniform(1.7, 2.4)
            latency = series("Latency", "Microseconds")
            yield series("Invocations").point("Sum", calls, block)
            yield latency.point("Average", mean, block)
            yield latency.point("Minimum", least, block)
            yield latency.point("Maximum", int(mean * rng.uniform(3, 9)), block)
            yield latency.point("SampleCount", calls, block)
            yield latency.point("p99", int(mean * rng.uniform(2.2, 2.9)), block)
            yield series(consumed).point("Sum", calls * rng.choice((1, 1, 2)), block)
            yield series("Operation4XXErrors").point("Sum", int(rng.random() < 0.12), block)
            yield series("Operation5XXErrors").point("Sum", int(rng.random() < 0.01), block)
            throttled = rng.randrange(1, 9) if rng.random() < 0.05 else 0
            yield series("ThrottledRequests").point("Sum", throttled, block)


def _pipelines(seed: int, site: Site, block: int) -> Iterator[MetricPoint]:
    """Pipelines: executions of the whole account and of each pipeline, and their steps.

    The account's own series have no pipelinename, so a sum over all of them counts twice, as in AWS.
    """
    end = block + BLOCK_MS
    for run in pipeline_runs(seed, site, block, end):
        for dimensions in ("", f"pipelinename={run.pipeline}"):
            yield from _stages("Execution", dimensions, run, block)
        for step in run.steps:
            dimensions = f"pipelinename={run.pipeline} stepname={step.template.name}"
            yield from _stages("Step", dimensions, step, block)


def _stages(what: str, dimensions: str, run: PipelineRun | JobRun, block: int) -> Iterator[MetricPoint]:
    """Start, outcome and duration of an execution or a step, each where it falls into the block."""
    started, ended = _minute(run.started_ms), _minute(run.ended_ms)
    if block <= started < block + BLOCK_MS:
        yield Series(f"{what}Started", PIPELINES, dimensions, "Count", MINUTE_MS).point("Sum", 1, started)
    if block <= ended < block + BLOCK_MS:
        yield Series(f"{what}{run.outcome}", PIPELINES, dimensions, "Count", MINUTE_MS).point("Sum", 1, ended)
        duration = Series(f"{what}Duration", PIPELINES, dimensions, "Milliseconds", MINUTE_MS)
        for statistic in ("Average", "Sum", "Minimum", "Maximum"):
            yield duration.point(statistic, run.ended_ms - run.started_ms, ended)
