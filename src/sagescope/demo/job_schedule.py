"""When jobs run: training, processing and batch transform jobs, alone or as steps of a pipeline.

A template starts a run every period. Run number k, counted from the epoch, is a function of the seed and
k alone: its name, its moments and whether it fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from sagescope.demo import stamps
from sagescope.demo.account import (
    C5_XLARGE,
    DEV_US,
    G4DN_XLARGE,
    G5_12XLARGE,
    M5_LARGE,
    M5_XLARGE,
    P3_2XLARGE,
    PROD_EU,
    PROD_US,
    Instance,
    Site,
)
from sagescope.demo.draws import HOUR_MS, MINUTE_MS, dice, hex_text, lower_token, mixed_token


class JobKind(Enum):
    """The three kinds of job: folder of the log group and metrics, name of the API's resource."""

    TRAINING = ("TrainingJobs", "TrainingJob", "training-job")
    PROCESSING = ("ProcessingJobs", "ProcessingJob", "processing-job")
    TRANSFORM = ("TransformJobs", "TransformJob", "transform-job")

    @property
    def plural(self) -> str:
        """`TrainingJobs`, as in `/aws/sagemaker/TrainingJobs`."""
        return self.value[0]

    @property
    def resource(self) -> str:
        """`TrainingJob`, as in `CreateTrainingJob`."""
        return self.value[1]

    @property
    def key(self) -> str:
        """`trainingJob`, as parameters and answers of the API begin."""
        return self.resource[0].lower() + self.resource[1:]

    @property
    def arn_type(self) -> str:
        """`training-job`, as in its ARN."""
        return self.value[2]


class Recipe(Enum):
    """What a job's container does and prints."""

    XGBOOST = "xgboost"
    LINEAR_LEARNER = "linear-learner"
    HUGGING_FACE = "huggingface"
    LLM_FINE_TUNE = "llm-fine-tune"
    KERAS = "keras"
    PANDAS = "pandas"
    EVALUATION = "evaluation"
    MODEL_MONITOR = "model-monitor"
    TORCHSERVE_TRANSFORM = "torchserve-transform"
    NGINX_TRANSFORM = "nginx-transform"


@dataclass(frozen=True, slots=True)
class JobTemplate:
    """A job that is started every `period_ms`, `offset_ms` into the period; lasts `length_ms`.

    Run k fails with `failure` where `k % fails_every == fails_at`, and somebody stops it where
    `k % stops_every == stops_at`; 0 is never. `on_gpu` tells that it uses the GPUs of its machines.
    """

    name: str
    site: Site
    kind: JobKind
    recipe: Recipe
    period_ms: int
    offset_ms: int
    length_ms: int
    instance: Instance
    hosts: int = 1
    pipeline: str = ""
    fails_every: int = 0
    fails_at: int = 0
    failure: str = ""
    stops_every: int = 0
    stops_at: int = 0
    on_gpu: bool = False


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of a template. `hosts` are the names of its machines: `algo-1`, or instance ids for
    transform jobs. `failure` is the FailureReason, empty on success; `stopped` says that somebody stopped it."""

    template: JobTemplate
    index: int
    name: str
    execution: str
    hosts: tuple[str, ...]
    started_ms: int
    ended_ms: int
    failure: str
    stopped: bool = False

    @property
    def status(self) -> str:
        """How it ended, as events of jobs tell."""
        return "Failed" if self.failure else "Stopped" if self.stopped else "Completed"

    @property
    def outcome(self) -> str:
        """How it ended, as metrics of steps tell."""
        return "Succeeded" if self.status == "Completed" else self.status

    @property
    def logging_from_ms(self) -> int:
        """When its container begins to print: the machines have to start first."""
        return self.started_ms + (self.ended_ms - self.started_ms) // 6

    @property
    def arn(self) -> str:
        """The job's ARN."""
        return self.template.site.arn(f"{self.template.kind.arn_type}/{self.name}")


@dataclass(frozen=True, slots=True)
class PipelineRun:
    """One execution of a pipeline with the runs of its steps in order."""

    pipeline: str
    execution: str
    steps: tuple[JobRun, ...]

    @property
    def started_ms(self) -> int:
        """Half a minute before its first step."""
        return self.steps[0].started_ms - MINUTE_MS // 2

    @property
    def arn(self) -> str:
        """The ARN of its pipeline."""
        return self.steps[0].template.site.arn(f"pipeline/{self.pipeline}")

    @property
    def execution_arn(self) -> str:
        """Its own ARN."""
        return f"{self.arn}/execution/{self.execution}"

    @property
    def ended_ms(self) -> int:
        """Half a minute after its last step."""
        return self.steps[-1].ended_ms + MINUTE_MS // 2

    @property
    def outcome(self) -> str:
        """How it ended, as its metrics and events tell."""
        return next((s.outcome for s in self.steps if s.outcome != "Succeeded"), "Succeeded")

    @property
    def failure(self) -> str:
        """The failure of the step that failed, if any."""
        return next((s.failure for s in self.steps if s.failure), "")


OOM = (
    'AlgorithmError: ExecuteUserScriptError: ExitCode 1 ErrorMessage "torch.OutOfMemoryError: CUDA out '
    "of memory. Tried to allocate 2.87 GiB. GPU 0 has a total capacity of 22.05 GiB of which 19.75 MiB is "
    'free." Command "/opt/conda/bin/python3.11 train.py --model mistral-7b --per-device-batch 16"'
)
LOW_AUC = (
    'AlgorithmError: ExecuteUserScriptError: ExitCode 1 ErrorMessage "ValueError: validation AUC '
    '0.741 is below the threshold 0.800"'
)
BAD_INPUT = (
    "ClientError: Unable to parse data as CSV: could not convert string to float. See the data-log stream."
)

_TRAIN, _PROCESS, _TRANSFORM = JobKind.TRAINING, JobKind.PROCESSING, JobKind.TRANSFORM
_M, _H = MINUTE_MS, HOUR_MS
_US, _EU = "ChurnModelPipeline", "ChurnModelPipelineEU"

TEMPLATES = (
    JobTemplate("PreprocessData", PROD_US, _PROCESS, Recipe.PANDAS, _H, 4 * _M, 5 * _M, M5_XLARGE, 1, _US),
    JobTemplate(
        "ChurnModelTraining", PROD_US, _TRAIN, Recipe.XGBOOST, _H, 12 * _M, 9 * _M, M5_XLARGE, 1, _US
    ),
    JobTemplate(
        "EvaluateModel",
        PROD_US,
        _PROCESS,
        Recipe.EVALUATION,
        _H,
        24 * _M,
        4 * _M,
        M5_LARGE,
        1,
        _US,
        24,
        7,
        LOW_AUC,
    ),
    JobTemplate(
        "PreprocessData", PROD_EU, _PROCESS, Recipe.PANDAS, 3 * _H, 64 * _M, 5 * _M, M5_XLARGE, 1, _EU
    ),
    JobTemplate(
        "ChurnModelTraining", PROD_EU, _TRAIN, Recipe.XGBOOST, 3 * _H, 72 * _M, 8 * _M, M5_XLARGE, 1, _EU
    ),
    JobTemplate(
        "EvaluateModel",
        PROD_EU,
        _PROCESS,
        Recipe.EVALUATION,
        3 * _H,
        84 * _M,
        4 * _M,
        M5_LARGE,
        1,
        _EU,
        stops_every=8,
        stops_at=3,
    ),
    JobTemplate(
        "ticket-classifier-distilbert",
        PROD_US,
        _TRAIN,
        Recipe.HUGGING_FACE,
        4 * _H,
        35 * _M,
        45 * _M,
        P3_2XLARGE,
    ),
    JobTemplate(
        "mistral-7b-support-lora",
        DEV_US,
        _TRAIN,
        Recipe.LLM_FINE_TUNE,
        6 * _H,
        20 * _M,
        70 * _M,
        G5_12XLARGE,
        2,
        "",
        4,
        2,
        OOM,
    ),
    JobTemplate(
        "linear-learner-pricing", DEV_US, _TRAIN, Recipe.LINEAR_LEARNER, 3 * _H, 50 * _M, 11 * _M, M5_XLARGE
    ),
    JobTemplate(
        "review-sentiment-keras", PROD_EU, _TRAIN, Recipe.KERAS, 4 * _H, 110 * _M, 30 * _M, P3_2XLARGE
    ),
    JobTemplate(
        "data-processing-gpu",
        PROD_US,
        _PROCESS,
        Recipe.PANDAS,
        _H,
        41 * _M,
        7 * _M,
        G4DN_XLARGE,
        2,
        on_gpu=True,
    ),
    JobTemplate("model-monitoring", PROD_EU, _PROCESS, Recipe.MODEL_MONITOR, _H, 2 * _M, 6 * _M, M5_XLARGE),
    JobTemplate(
        "cpu-metrics", PROD_US, _TRANSFORM, Recipe.TORCHSERVE_TRANSFORM, _H, 13 * _M, 11 * _M, C5_XLARGE
    ),
    JobTemplate(
        "image-embedding",
        PROD_US,
        _TRANSFORM,
        Recipe.TORCHSERVE_TRANSFORM,
        2 * _H,
        33 * _M,
        24 * _M,
        G4DN_XLARGE,
        on_gpu=True,
    ),
    JobTemplate(
        "churn-scoring",
        PROD_EU,
        _TRANSFORM,
        Recipe.NGINX_TRANSFORM,
        2 * _H,
        27 * _M,
        10 * _M,
        M5_XLARGE,
        1,
        "",
        12,
        5,
        BAD_INPUT,
    ),
)


@lru_cache(maxsize=512)
def run_of(seed: int, template: JobTemplate, index: int) -> JobRun:
    """Run number `index` of a template."""
    rng = dice(seed, "run", template.site.key, template.name, template.pipeline, index)
    started = index * template.period_ms + template.offset_ms + rng.randrange(90) * 1000
    fails = template.fails_every > 0 and index % template.fails_every == template.fails_at
    stops = template.stops_every > 0 and index % template.stops_every == template.stops_at
    # a run that fails or is stopped ends part of the way
    length = template.length_ms * (rng.uniform(0.4, 0.6) if fails or stops else rng.uniform(0.9, 1.1))
    execution = ""
    if template.pipeline:
        execution = lower_token(dice(seed, "execution", template.site.key, template.pipeline, index), 12)
        name = f"pipelines-{execution}-{template.name}-{mixed_token(rng, 10)}"
    elif template.kind is JobKind.TRANSFORM:
        name = f"{template.name}-{stamps.compact(started)}"
    else:
        name = f"{template.name}-{stamps.dashed(started + rng.randrange(1000))}"
    hosts = tuple(
        f"i-0{hex_text(rng, 16)}" if template.kind is JobKind.TRANSFORM else f"algo-{n + 1}"
        for n in range(template.hosts)
    )
    return JobRun(
        template,
        index,
        name,
        execution,
        hosts,
        started,
        started + int(length) // 1000 * 1000,
        template.failure if fails else "",
        stops,
    )


def runs(seed: int, site: Site, start_ms: int, end_ms: int) -> Iterator[JobRun]:
    """The runs of a site that are under way at some moment of [start_ms, end_ms]."""
    for template in TEMPLATES:
        if template.site == site:
            for index in _indices(template, start_ms, end_ms):
                run = run_of(seed, template, index)
                if run.started_ms <= end_ms and start_ms <= run.ended_ms:
                    yield run


def pipeline_runs(seed: int, site: Site, start_ms: int, end_ms: int) -> Iterator[PipelineRun]:
    """The pipeline executions of a site that are under way at some moment of [start_ms, end_ms]."""
    pipelines = dict.fromkeys(t.pipeline for t in TEMPLATES if t.site == site and t.pipeline)
    for pipeline in pipelines:
        steps = [t for t in TEMPLATES if t.site == site and t.pipeline == pipeline]
        for index in _indices(steps[0], start_ms - HOUR_MS, end_ms + MINUTE_MS):
            made = tuple(run_of(seed, t, index) for t in steps)
            execution = PipelineRun(pipeline, made[0].execution, made)
            if execution.started_ms <= end_ms and start_ms <= execution.ended_ms:
                yield execution


def _indices(template: JobTemplate, start_ms: int, end_ms: int) -> range:
    """Numbers of the runs that could touch the range."""
    longest = template.offset_ms + template.length_ms + template.length_ms // 5 + 2 * MINUTE_MS
    return range((start_ms - longest) // template.period_ms, end_ms // template.period_ms + 1)
