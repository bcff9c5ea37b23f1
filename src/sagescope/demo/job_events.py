"""State changes of jobs and pipelines as EventBridge tells them: the only feed that says what failed and why.

An EventBridge rule with a log group as its target writes them to `/aws/events/...`; the Lambda forwarder
posts such JSON as an object. Keys are PascalCase, for pipelines camelCase (sagemaker.md 0 and 3.6).
"""

from sagescope.demo.account import Site
from sagescope.demo.draws import BLOCK_MS, dice, uuid_text
from sagescope.demo.job_schedule import JobKind, JobRun, PipelineRun, pipeline_runs, runs
from sagescope.demo.stamps import iso_seconds
from sagescope.demo.wire import LogRecord, forwarded

GROUP = "/aws/events/sagemaker"

_DETAIL_TYPES = {
    JobKind.TRAINING: "SageMaker Training Job State Change",
    JobKind.PROCESSING: "SageMaker Processing Job State Change",
    JobKind.TRANSFORM: "SageMaker Transform Job State Change",
}


def job_events(seed: int, site: Site, block: int) -> list[LogRecord]:
    """The state changes of a site's jobs and pipelines within a block."""
    end = block + BLOCK_MS
    made: list[LogRecord] = []
    for run in runs(seed, site, block, end):
        if block <= run.started_ms < end:
            made.append(_job_changed(seed, run, run.started_ms, "InProgress"))
        if block <= run.ended_ms < end:
            made.append(_job_changed(seed, run, run.ended_ms, run.status))
    for pipeline in pipeline_runs(seed, site, block, end):
        for step in pipeline.steps:
            if block <= step.started_ms < end:
                made.append(_step_changed(seed, site, pipeline, step, step.started_ms, "Executing"))
            if block <= step.ended_ms < end:
                made.append(_step_changed(seed, site, pipeline, step, step.ended_ms, step.outcome))
        if block <= pipeline.started_ms < end:
            made.append(_pipeline_changed(seed, site, pipeline, pipeline.started_ms, None, "Executing"))
        if block <= pipeline.ended_ms < end:
            made.append(
                _pipeline_changed(
                    seed,
                    site,
                    pipeline,
                    pipeline.ended_ms,
                    "Executing",
                    pipeline.outcome,
                )
            )
    made.sort(key=lambda r: r.at_ms)
    return made


def _job_changed(seed: int, run: JobRun, at: int, status: str) -> LogRecord:
    template = run.template
    resource = template.kind.resource
    detail: dict[str, object] = {
        f"{resource}Name": run.name,
        f"{resource}Arn": run.arn,
        f"{resource}Status": status,
    }
    if template.kind is JobKind.TRAINING:
        detail["SecondaryStatus"] = "Starting" if status == "InProgress" else status
    if status == "Failed":
        detail["FailureReason"] = run.failure
    detail |= pascal(resources_of(run))
    detail["CreationTime"] = run.started_ms
    if status != "InProgress":
        verb = resource.removesuffix("Job")
        detail |= {
            f"{verb}StartTime": run.logging_from_ms,
            f"{verb}EndTime": run.ended_ms,
            "BillableTimeInSeconds": (run.ended_ms - run.logging_from_ms) // 1000,
        }
    return _event(seed, template.site, at, _DETAIL_TYPES[template.kind], run.arn, detail, run.name, status)


def resources_of(run: JobRun) -> dict[str, object]:
    """The machines of a job, as the call that starts it names them: each kind has a shape of its own."""
    machines: dict[str, object] = {
        "instanceType": run.template.instance.type,
        "instanceCount": run.template.hosts,
    }
    match run.template.kind:
        case JobKind.TRAINING:
            return {"resourceConfig": {**machines, "volumeSizeInGB": 30}}
        case JobKind.PROCESSING:
            return {"processingResources": {"clusterConfig": {**machines, "volumeSizeInGB": 30}}}
        case JobKind.TRANSFORM:
            return {"transformResources": machines}


def pascal(held: dict[str, object]) -> dict[str, object]:
    """The same keys as EventBridge writes them."""
    return {
        key[0].upper() + key[1:]: pascal(value) if isinstance(value, dict) else value
        for key, value in held.items()
    }


def _step_changed(seed: int, site: Site, run: PipelineRun, step: JobRun, at: int, status: str) -> LogRecord:
    detail: dict[str, object] = {
        "pipelineArn": run.arn,
        "pipelineExecutionArn": run.execution_arn,
        "stepName": step.template.name,
        "stepType": step.template.kind.resource.removesuffix("Job"),
        "currentStepStatus": status,
        "previousStepStatus": "Starting" if status == "Executing" else "Executing",
        "stepStartTime": iso_seconds(step.started_ms),
        "metadata": {step.template.kind.key: {"arn": step.arn}},
    }
    if status == "Failed":
        detail["failureReason"] = step.failure
    return _event(
        seed,
        site,
        at,
        "SageMaker Model Building Pipeline Execution Step Status Change",
        run.execution_arn,
        detail,
        run.execution,
        step.template.name,
        status,
    )


def _pipeline_changed(
    seed: int, site: Site, run: PipelineRun, at: int, before: str | None, after: str
) -> LogRecord:
    detail: dict[str, object] = {
        "pipelineArn": run.arn,
        "pipelineExecutionArn": run.execution_arn,
        "currentPipelineExecutionStatus": after,
        "previousPipelineExecutionStatus": before,
        "executionStartTime": iso_seconds(run.started_ms),
    }
    if after == "Failed":
        detail["failureReason"] = run.failure
    if after != "Executing":
        detail["executionEndTime"] = iso_seconds(run.ended_ms)
    return _event(
        seed,
        site,
        at,
        "SageMaker Model Building Pipeline Execution Status Change",
        run.execution_arn,
        detail,
        run.execution,
        after,
    )


def _event(
    seed: int, site: Site, at: int, detail_type: str, resource: str, detail: dict[str, object], *names: str
) -> LogRecord:
    rng = dice(seed, "event", *names)
    event = {
        "version": "0",
        "id": uuid_text(rng),
        "detail-type": detail_type,
        "source": "aws.sagemaker",
        "account": site.account.id,
        "time": iso_seconds(at),
        "region": site.region,
        "resources": [resource],
        "detail": detail,
    }
    return forwarded(at, GROUP, f"sagemaker-events-{site.region}", event)
