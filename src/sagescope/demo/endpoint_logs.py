"""What endpoints' containers print: access logs, server metrics, and errors during an incident.

Formats: sagemaker.md 2.2. SageMaker asks each container for `/ping` about every five seconds, which is
most of the volume of a quiet endpoint; one in twelve of these lines is written here, so once a minute.
"""

from collections.abc import Iterator
from random import Random

from sagescope.demo import stamps
from sagescope.demo.account import Endpoint, ModelServer, Site, endpoints_of
from sagescope.demo.draws import BLOCK_MS, MINUTE_MS, dice, hex_text
from sagescope.demo.incidents import is_slow, load
from sagescope.demo.traffic import PLATFORM_ADDRESS, Request, instance_ids, requests
from sagescope.demo.wire import LogRecord, forwarded

PING_EVERY_MS = 12 * 5_000
"""One `/ping` line in twelve."""

_Line = tuple[int, int, str]
"""Moment (ms), instance, text."""

_TRACEBACK = (
    "Traceback (most recent call last):",
    '  File "/opt/ml/model/code/inference.py", line 88, in predict_fn',
    "    forecast = model.predict(future)",
    '  File "/opt/conda/lib/python3.11/site-packages/prophet/forecaster.py", line 1270, in predict',
    "    df = self.setup_dataframe(df.copy())",
    "TimeoutError: feature lookup took longer than 2.0 s: weather-history:6379",
)


def endpoint_logs(seed: int, site: Site, block: int) -> list[LogRecord]:
    """The log records of a site's endpoints within a block, in order of time per stream."""
    made: list[LogRecord] = []
    for endpoint in endpoints_of(site):
        rng = dice(seed, "endpoint-logs", endpoint.name, block)
        streams = tuple(f"AllTraffic/{i}" for i in instance_ids(seed, endpoint))
        lines = [*_background(endpoint, rng, block, streams)]
        for request in requests(seed, endpoint, block):
            lines.extend(_invocation(endpoint, rng, request))
        lines.sort(key=_moment)
        made.extend(forwarded(at, endpoint.group, streams[i], text) for at, i, text in lines)
    return made


def _moment(line: _Line) -> int:
    return line[0]


def _invocation(endpoint: Endpoint, rng: Random, r: Request) -> Iterator[_Line]:
    """The lines that one request leaves."""
    at, i = r.at_ms, r.instance
    match endpoint.server:
        case ModelServer.TORCHSERVE | ModelServer.MMS:
            worker = f"W-900{rng.randrange(4)}-model_1.0"
            stamp = stamps.comma(at)
            if r.status == 500 and is_slow(endpoint, at):
                for text in _TRACEBACK:
                    yield at, i, f"{stamp} [INFO ] {worker}-stdout MODEL_LOG - {text}"
            # the level says nothing: a share of good answers is logged as an error
            level = "ERROR" if r.status >= 500 or rng.random() < 0.02 else "INFO "
            yield (
                at,
                i,
                (
                    f"{stamp} [{level}] {worker} ACCESS_LOG - /{r.client}:{r.port} "
                    f'"POST /invocations HTTP/1.1" {r.status} {r.latency_us // 1000}'
                ),
            )
            if rng.random() < 0.15:
                yield (
                    at,
                    i,
                    (
                        f"{stamp} [INFO ] {worker} TS_METRICS - Requests{r.status // 100}XX.Count:1"
                        f"|#Level:Host|#hostname:model.aws.local,timestamp:{at // 1000}"
                    ),
                )
        case ModelServer.SCIKIT_LEARN | ModelServer.TENSORFLOW_SERVING:
            if r.status == 500:
                pid = rng.randrange(20, 60)
                yield (
                    at,
                    i,
                    (
                        f"{stamps.spaced(at).replace('-', '/')} [error] {pid}#{pid}: "
                        f"*{rng.randrange(900)} upstream prematurely closed connection while reading "
                        f"response header from upstream, client: {PLATFORM_ADDRESS}, server: , "
                        'request: "POST /invocations HTTP/1.1", upstream: '
                        '"http://unix:/tmp/gunicorn.sock:/invocations", host: "169.254.180.2:8080"'
                    ),
                )
            status = 502 if r.status == 500 else r.status
            yield (
                at,
                i,
                (
                    f'{r.client} - - [{stamps.nginx(at)}] "POST /invocations HTTP/1.1" '
                    f'{status} {r.size} "-" "Go-http-client/1.1"'
                ),
            )
        case ModelServer.TRITON:
            stamp = stamps.glog(at, rng.randrange(1000))
            yield at, i, f"I{stamp} 93 sagemaker_server.cc:190] SageMaker request: 2 /invocations"
            if r.status >= 500:
                yield at, i, f"E{stamp} 93 sagemaker_server.cc:612] failed to infer: CUDA error: device busy"
        case ModelServer.DJL:
            took = r.latency_us // 1000
            if r.status >= 500:
                yield (
                    at,
                    i,
                    (
                        "INFO  PyProcess W-299-model1-stdout: [1,0]<stdout>:"
                        "ERROR::Failed invoke service.invoke_handler()"
                    ),
                )
            yield (
                at,
                i,
                (
                    f"INFO  PyProcess W-299-model1-stdout: [1,0]<stdout>:INFO "
                    f"{stamps.spaced(at)[5:]} [logger.py:42] Finished request "
                    f"cmpl-{hex_text(rng, 16)}: status={r.status} latency_ms={took} "
                    f"generated_tokens={max(1, took // 14)}"
                ),
            )


def _background(endpoint: Endpoint, rng: Random, block: int, streams: tuple[str, ...]) -> Iterator[_Line]:
    """What a container prints without being asked for a prediction."""
    busy = load(endpoint.site, block)
    for i in range(len(streams)):
        for minute in range(block, block + BLOCK_MS, PING_EVERY_MS):
            at = minute + rng.randrange(MINUTE_MS)
            yield at, i, _ping(endpoint, rng, at)
            if endpoint.server is ModelServer.DJL:
                tokens = rng.uniform(20, 60) * busy
                yield (
                    at,
                    i,
                    (
                        f"INFO {stamps.spaced(at)[5:]} [loggers.py:122] Engine 000: "
                        f"Avg prompt throughput: {tokens * 2.4:.1f} tokens/s, "
                        f"Avg generation throughput: {tokens:.1f} tokens/s, "
                        f"Running: {rng.randrange(4)} reqs, Waiting: 0 reqs, "
                        f"GPU KV cache usage: {rng.uniform(0.4, 9) * busy:.1f}%, "
                        f"Prefix cache hit rate: {rng.uniform(18, 31):.1f}%"
                    ),
                )
        match endpoint.server:
            case ModelServer.TORCHSERVE | ModelServer.MMS:
                yield from _server_metrics(rng, i, block + rng.randrange(BLOCK_MS), busy)
            case ModelServer.SCIKIT_LEARN if rng.random() < 0.02:
                at = block + rng.randrange(BLOCK_MS)
                pid = rng.randrange(17, 90)
                stamp = f"[{stamps.spaced(at)} +0000]"
                yield (
                    at,
                    i,
                    (f"{stamp} [16] [ERROR] Worker (pid:{pid}) was sent SIGKILL! Perhaps out of memory?"),
                )
                yield at, i, f"{stamp} [{pid + 3}] [INFO] Booting worker with pid: {pid + 3}"
            case ModelServer.TENSORFLOW_SERVING if rng.random() < 0.03:
                at = block + rng.randrange(BLOCK_MS)
                yield (
                    at,
                    i,
                    (
                        f"{stamps.dotted(at, rng.randrange(1000))}: I tensorflow_serving/core/"
                        "basic_manager.cc:740] Successfully reserved resources to load servable "
                        "{name: demand version: 1}"
                    ),
                )
            case _:
                pass


def _ping(endpoint: Endpoint, rng: Random, at: int) -> str:
    match endpoint.server:
        case ModelServer.TORCHSERVE | ModelServer.MMS:
            return (
                f"{stamps.comma(at)} [INFO ] pool-1-thread-{rng.randrange(2, 9)} ACCESS_LOG - "
                f'/{PLATFORM_ADDRESS}:{rng.randrange(32768, 60999)} "GET /ping HTTP/1.1" 200 '
                f"{rng.randrange(3)}"
            )
        case ModelServer.SCIKIT_LEARN | ModelServer.TENSORFLOW_SERVING:
            return (
                f'{PLATFORM_ADDRESS} - - [{stamps.nginx(at)}] "GET /ping HTTP/1.1" 200 '
                f'{rng.choice((0, 1, 3))} "-" "Go-http-client/1.1"'
            )
        case ModelServer.TRITON:
            return (
                f"I{stamps.glog(at, rng.randrange(1000))} 93 sagemaker_server.cc:190] "
                "SageMaker request: 0 /ping"
            )
        case ModelServer.DJL:
            return (
                f"[INFO ] ACCESS_LOG - /{PLATFORM_ADDRESS}:{rng.randrange(32768, 60999)} "
                f'"GET /ping HTTP/1.1" 200 {rng.randrange(2)}'
            )


def _server_metrics(rng: Random, instance: int, at: int, busy: float) -> Iterator[_Line]:
    """TorchServe's own host metrics, once a block."""
    figures = (
        ("CPUUtilization.Percent", f"{min(100.0, 22 * busy * rng.uniform(0.7, 1.4)):.1f}"),
        ("DiskUtilization.Percent", f"{rng.uniform(14, 15):.1f}"),
        ("MemoryUtilization.Percent", f"{rng.uniform(38, 44):.1f}"),
        ("MemoryUsed.Megabytes", f"{rng.uniform(6000, 6900):.3f}"),
        ("WorkerThreadTime.Milliseconds", f"{rng.randrange(2, 6)}.0"),
    )
    stamp = stamps.comma(at)
    for name, value in figures:
        yield (
            at,
            instance,
            (
                f"{stamp} [INFO ] pool-2-thread-1 TS_METRICS - {name}:{value}"
                f"|#Level:Host|#hostname:model.aws.local,timestamp:{at // 1000}"
            ),
        )
