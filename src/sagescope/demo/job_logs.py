"""The log streams of training, processing and batch transform jobs.

A run's whole output is written once from (seed, run) and then cut by time, so a job that lasts an hour
reads the same in one piece or in many.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from sagescope.demo import batch_logs, training_logs
from sagescope.demo.account import Site
from sagescope.demo.draws import BLOCK_MS, dice, hex_text
from sagescope.demo.job_schedule import JobKind, JobRun, Recipe, runs
from sagescope.demo.stamps import data_log
from sagescope.demo.tape import Tape
from sagescope.demo.wire import LogRecord, forwarded

_RECIPES: Mapping[Recipe, Callable[[Tape], None]] = {
    Recipe.XGBOOST: training_logs.xgboost,
    Recipe.LINEAR_LEARNER: training_logs.linear_learner,
    Recipe.HUGGING_FACE: training_logs.hugging_face,
    Recipe.LLM_FINE_TUNE: training_logs.llm_fine_tune,
    Recipe.KERAS: training_logs.keras,
    Recipe.PANDAS: batch_logs.pandas,
    Recipe.EVALUATION: batch_logs.evaluation,
    Recipe.MODEL_MONITOR: batch_logs.model_monitor,
    Recipe.TORCHSERVE_TRANSFORM: batch_logs.torchserve_transform,
    Recipe.NGINX_TRANSFORM: batch_logs.nginx_transform,
}


def job_logs(seed: int, site: Site, block: int) -> list[LogRecord]:
    """The log records of a site's jobs within a block, in order of time per stream."""
    return [
        record
        for run in runs(seed, site, block, block + BLOCK_MS)
        for record in _output(seed, run)
        if block <= record.at_ms < block + BLOCK_MS
    ]


@lru_cache(maxsize=64)
def _output(seed: int, run: JobRun) -> tuple[LogRecord, ...]:
    """Everything that a run logs."""
    tape = Tape(seed, run)
    _RECIPES[run.template.recipe](tape)
    group = f"/aws/sagemaker/{run.template.kind.plural}"
    began = run.logging_from_ms // 1000
    streams = tuple(f"{run.name}/{host}-{began}" for host in run.hosts)
    made = [forwarded(at, group, streams[host], text) for at, host, text in tape.in_order()]
    if run.template.kind is JobKind.TRANSFORM:
        made.extend(_data_log(seed, run, group, f"{streams[0]}/data-log"))
    return tuple(made)


def _data_log(seed: int, run: JobRun, group: str, stream: str) -> list[LogRecord]:
    """The platform's own account of a transform job: its settings, and an object that it could not score."""
    at = run.logging_from_ms
    lines = [(at, "MaxConcurrentTransforms=1, MaxPayloadInMB=6, BatchStrategy=MULTI_RECORD")]
    rng = dice(seed, "data-log", run.name)
    if rng.random() < 0.3:
        lines.append(
            (
                run.ended_ms - 30_000,
                f"demo-batch-input/{hex_text(rng, 8)}/part-00007.csv: could not convert string to float: 'F'",
            )
        )
    return [forwarded(at, group, stream, f"{data_log(at)}:[sagemaker logs]: {text}") for at, text in lines]
