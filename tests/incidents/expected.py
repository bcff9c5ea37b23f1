"""What each monitor of `monitors.json` should do, by its name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from incidents.truth import (
    KILLED,
    NOT_A_NUMBER,
    Alarm,
    Facts,
    M,
    Rule,
    Told,
    alarms,
    averaged,
    counted,
    is_sagemaker,
    messages,
    of_endpoint,
    of_job,
    points,
    user_of,
)
from sagescope.demo.account import ENDPOINTS, ENERGY, SITES
from sagescope.demo.draws import DAY_MS, HOUR_MS
from sagescope.demo.incidents import (
    CHANGE_MS,
    CLEANED_MS,
    PROBED_FROM_MS,
    PROBED_TO_MS,
    ROLLBACK_MS,
    SLOW_FROM_MS,
    SLOW_TO_MS,
)
from sagescope.demo.job_schedule import runs

LOGS = 2 * M
PROD = "567680881046"
Feed = tuple[int, int, int]
"""Seed, start and end of what was posted."""


@dataclass(frozen=True)
class Expected:
    """The facts that a monitor looks at, and its rule."""

    facts: Callable[[Feed], Facts]
    rule: Rule


def _counting(of: Callable[[Told], str | None], above: float = 0) -> Expected:
    def facts(feed: Feed) -> Facts:
        def found() -> Iterator[tuple[str, int]]:
            for told in messages(*feed):
                if (name := of(told)) is not None:
                    yield name, told.at

        return counted(found())

    return Expected(facts, Rule(above, lag=LOGS, counted=True))


def _deleted(told: Told) -> str | None:
    deletes = is_sagemaker(told) and told.json["eventName"].startswith("Delete")
    return user_of(told.json) if deletes and told.json["eventName"] != "DeleteApp" else None


def _denied(told: Told) -> str | None:
    if not is_sagemaker(told) or told.json.get("errorCode") not in ("AccessDenied", "AccessDeniedException"):
        return None
    return f"{user_of(told.json)}, {told.json['sourceIPAddress']}"


def _not_a_number(told: Told) -> str | None:
    of_training = told.host == "/aws/sagemaker/TrainingJobs"
    return "" if of_training and NOT_A_NUMBER.search(str(told.json["message"])) else None


def _killed(told: Told) -> str | None:
    of_sagemaker = told.host.startswith("/aws/sagemaker/")
    return told.stream if of_sagemaker and KILLED.search(told.text) else None


def _failed(told: Told) -> str | None:
    if not told.host.startswith("/aws/events/"):
        return None
    detail = told.json["message"]["detail"]
    status = [
        v for k, v in detail.items() if k.endswith("JobStatus") or k == "currentPipelineExecutionStatus"
    ]
    names = [v for k, v in detail.items() if k.endswith("JobName") or k == "pipelineArn"]
    return str(names[0]) if names and status[:1] == ["Failed"] else None


_CHANGES = ("Create", "Update", "Delete", "Put", "Stop")


def _by_hand(told: Told) -> str | None:
    if not is_sagemaker(told) or told.json["recipientAccountId"] != PROD:
        return None
    event = told.json["eventName"]
    changes = (
        event.startswith(_CHANGES) and not event.endswith("App") and not event.startswith("CreatePresigned")
    )
    agent = told.json["userAgent"]
    return "" if changes and ("console" in agent or "Mozilla" in agent) else None


def _changed(told: Told) -> str | None:
    events = ("DeleteEndpoint", "UpdateEndpoint", "DeleteEndpointConfig", "DeleteModel")
    if not is_sagemaker(told) or told.json["eventName"] not in events or told.json.get("errorCode"):
        return None
    endpoint = (told.json.get("requestParameters") or {}).get("endpointName") or ""
    return None if endpoint.startswith("canary-") else str(endpoint)


def _series(feed: Feed, **wanted: str) -> list[tuple[dict[str, str], int, float]]:
    return [
        one
        for one in points(*feed)
        if all(one[0].get(key, "").lower() == value.lower() for key, value in wanted.items())
    ]


def _latency(feed: Feed) -> Facts:
    found = _series(feed, namespace="aws/sagemaker", metric="ModelLatency", statistic="average")
    return averaged([(d, at, v / 1000) for d, at, v in found], of_endpoint)


def _errors(feed: Feed) -> Facts:
    found = _series(feed, namespace="aws/sagemaker", metric="Invocation5XXErrors", statistic="sum")
    return averaged(found, of_endpoint, add=True)


def _calls(feed: Feed) -> Facts:
    found = _series(feed, namespace="aws/sagemaker", metric="Invocations", statistic="sum")
    return averaged([one for one in found if "endpointname" in one[0]], of_endpoint, add=True)


def _ratio(feed: Feed) -> Facts:
    errors, calls = _errors(feed), _calls(feed)
    return {
        name: {
            at: [errors[name][at][0] / value * 100]
            for at, (value,) in times.items()
            if value >= 10 and at in errors.get(name, {})
        }
        for name, times in calls.items()
    }


def _durations(feed: Feed) -> Facts:
    found = _series(
        feed, namespace="aws/sagemaker/modelbuildingpipeline", metric="ExecutionDuration", statistic="average"
    )
    return averaged([one for one in found if "pipelinename" in one[0]], lambda d: d["pipelinename"])


def _utilisation(metric: str, kind: str) -> Expected:
    def facts(feed: Feed) -> Facts:
        found = _series(feed, namespace=f"/aws/sagemaker/{kind}", metric=metric, statistic="average")
        return averaged(found, of_job)

    return Expected(facts, Rule(80, always=True, least=2))


def _disks(feed: Feed) -> Facts:
    wanted = {"namespace": "/aws/sagemaker/trainingjobs", "metric": "DiskUtilization", "statistic": "maximum"}
    return averaged(_series(feed, **wanted), lambda _: "")


def _unused(feed: Feed) -> Facts:
    """Endpoints that nobody calls do not use their GPUs, at any minute."""
    idle = [e.name for e in ENDPOINTS if e.instance.gpus and not e.per_minute]
    return {name: {at: [1.0] for at in range(feed[1], feed[2], M)} for name in idle}


_A, _S = "Amazon SageMaker - ", "SageMaker - "

EXPECTED: dict[str, Expected] = {
    f"{_A}Delete Action Detected": _counting(_deleted),
    f"{_A}High Model Invocation Latency": Expected(_latency, Rule(5000, always=True, least=2)),
    f"{_A}High Number of Access Denied Errors": _counting(_denied, 5),
    f"{_A}Model Invocation Server Error Detection": Expected(_errors, Rule(5)),
    f"{_A}Pipeline Execution Duration": Expected(_durations, Rule(300_000)),
    f"{_A}Processing Jobs CPU Utilization": _utilisation("CPUUtilization", "processingjobs"),
    f"{_A}Processing Jobs GPU Utilization": _utilisation("GPUUtilization", "processingjobs"),
    f"{_A}Training Jobs CPU Utilization": _utilisation("CPUUtilization", "trainingjobs"),
    f"{_A}Training Jobs GPU Utilization": _utilisation("GPUUtilization", "trainingjobs"),
    f"{_A}Transform Jobs CPU Utilization": _utilisation("CPUUtilization", "transformjobs"),
    f"{_A}Transform Jobs GPU Utilization": _utilisation("GPUUtilization", "transformjobs"),
    f"{_S}Endpoint 5xx ratio": Expected(_ratio, Rule(2, always=True, least=3)),
    f"{_S}Traffic stopped": Expected(_calls, Rule(0, window=15 * M, silent=True)),
    f"{_S}GPU idle": Expected(_unused, Rule(0)),
    f"{_S}Disk filling": Expected(_disks, Rule(85)),
    f"{_S}Loss is NaN or infinite": _counting(_not_a_number, 2),
    f"{_S}Out of memory or killed": _counting(_killed),
    f"{_S}Job, pipeline or endpoint failed": _counting(_failed),
    f"{_S}Change out of process in production": _counting(_by_hand),
    f"{_S}Endpoint changed": _counting(_changed),
}

SEEN_LATER = 8 * M

ABOUT: dict[str, tuple[int, int]] = {
    f"{_S}p99 latency against its own history": (SLOW_FROM_MS, SLOW_FROM_MS + 10 * M)
}
"""Monitors that learn what is usual: when of a day their one alert begins, about; it ends when the new course is usual."""


def expected(name: str, feed: Feed, start: int, end: int) -> list[Alarm]:
    """The alerts of a monitor between two times, of looks at each minute."""
    held = EXPECTED[name]
    return alarms(held.facts(feed), held.rule, start, end)


def incident_at(feed: Feed, name: str, at: int, of: str) -> str:
    """What went wrong when an alert of a monitor began, in words; what is no incident is the account's daily life."""
    for run in (run for site in SITES for run in runs(feed[0], site, at - HOUR_MS, at)):
        if run.failure and (run.name in of or (":pipeline/" in of and run.template.pipeline)):
            return f"{run.template.name} failed"
    if "Jobs" in name or "Pipeline" in name:
        return "a job or pipeline at work"
    day = at % DAY_MS
    named = [
        (CHANGE_MS, SLOW_FROM_MS, f"{ENERGY} was updated"),
        (SLOW_FROM_MS, ROLLBACK_MS, f"{ENERGY} slow and failing"),
        (ROLLBACK_MS, SLOW_TO_MS, f"{ENERGY} was set back"),
        (PROBED_FROM_MS, PROBED_TO_MS, "an intern tries what is denied"),
        *((ms, ms + 3 * M, "a clean-up deletes things") for ms in CLEANED_MS.values()),
    ]
    if "process" in name:
        return "daily life"
    # From the moment on at which the first look can see it, and as long as a window reaches back to it.
    found = [(begin, words) for begin, until, words in named if begin <= day < until + SEEN_LATER]
    return max(found, default=(0, "daily life"))[1]
