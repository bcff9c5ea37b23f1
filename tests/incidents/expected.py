"""What each monitor of the app's versions should do, by its name and kind."""

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
    counted,
    folded,
    is_sagemaker,
    messages,
    of_endpoint,
    of_job,
    of_machine,
    points,
    user_of,
)
from sagescope.demo.account import ENDPOINTS, ENERGY, SITES
from sagescope.demo.draws import DAY_MS, HOUR_MS
from sagescope.demo.incidents import (
    BY_HAND_MS,
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
Feed = tuple[int, int, int]
"""Seed, start and end of what was posted."""


@dataclass(frozen=True)
class Expected:
    """The facts that a kind of alert of a monitor looks at, and its rule."""

    facts: Callable[[Feed], Facts]
    rule: Rule


def _counting(of: Callable[[Told], str | None], above: float = 0, window: int = 5 * M) -> Expected:
    def facts(feed: Feed) -> Facts:
        def found() -> Iterator[tuple[str, int]]:
            for told in messages(*feed):
                if (name := of(told)) is not None:
                    yield name, told.at

        return counted(found())

    return Expected(facts, Rule(above, window, lag=LOGS, counted=True))


def _deleted(told: Told) -> str | None:
    deletes = is_sagemaker(told) and told.json["eventName"].startswith("Delete")
    return user_of(told.json) if deletes and told.json["eventName"] != "DeleteApp" else None


def _denied(told: Told) -> str | None:
    if not is_sagemaker(told) or told.json.get("errorCode") not in ("AccessDenied", "AccessDeniedException"):
        return None
    return f"{user_of(told.json)}, {told.json['sourceIPAddress']}"


def _not_a_number(feed: Feed) -> Facts:
    def found() -> Iterator[tuple[str, int]]:
        for told in messages(*feed):
            of_training = told.host == "/aws/sagemaker/TrainingJobs"
            if of_training and NOT_A_NUMBER.search(str(told.json["message"])):
                yield told.stream.partition("/")[0], told.at

    return counted(found())


def _killed(told: Told) -> str | None:
    wanted = told.host.startswith("/aws/sagemaker/") and "ACCESS_LOG" not in told.text
    return f"{told.host}, {told.stream}" if wanted and KILLED.search(told.text) else None


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
    if not is_sagemaker(told) or told.json.get("errorCode"):
        return None
    event = told.json["eventName"]
    changes = (
        event.startswith(_CHANGES) and not event.endswith("App") and not event.startswith("CreatePresigned")
    )
    agent = told.json["userAgent"]
    return user_of(told.json) if changes and ("console" in agent or "Mozilla" in agent) else None


_SERVING = (
    "DeleteEndpoint", "UpdateEndpoint", "UpdateEndpointWeightsAndCapacities", "DeleteEndpointConfig", "DeleteModel"
)  # fmt: skip


def _changed(told: Told) -> str | None:
    if not is_sagemaker(told) or told.json["eventName"] not in _SERVING or told.json.get("errorCode"):
        return None
    user = user_of(told.json)
    by_delivery = "Deploy" in user or user.startswith("AWSServiceRoleForApplicationAutoScaling")
    return None if by_delivery else user


def _series(feed: Feed, **wanted: str) -> list[tuple[dict[str, str], int, float]]:
    return [
        one
        for one in points(*feed)
        if all(one[0].get(key, "").lower() == value.lower() for key, value in wanted.items())
    ]


def _latency(feed: Feed) -> Facts:
    found = _series(feed, namespace="aws/sagemaker", metric="ModelLatency", statistic="average")
    return folded([(d, at, v / 1000) for d, at, v in found if "endpointname" in d], of_endpoint, _mean)


def _p99(feed: Feed) -> Facts:
    found = _series(feed, namespace="aws/sagemaker", metric="ModelLatency", statistic="p99")
    return folded([(d, at, v / 1000) for d, at, v in found if "endpointname" in d], of_endpoint, max)


def _summed(feed: Feed, metric: str) -> Facts:
    found = _series(feed, namespace="aws/sagemaker", metric=metric, statistic="sum")
    return folded([one for one in found if "endpointname" in one[0]], of_endpoint, sum)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _errors(feed: Feed) -> Facts:
    return _summed(feed, "Invocation5XXErrors")


def _calls(feed: Feed) -> Facts:
    return _summed(feed, "Invocations")


def _durations(feed: Feed) -> Facts:
    wanted = {"namespace": "aws/sagemaker/modelbuildingpipeline", "metric": "ExecutionDuration"}
    found = _series(feed, statistic="average", **wanted)
    whole = [(d, at, v / M) for d, at, v in found if "pipelinename" in d and "stepname" not in d]
    return folded(whole, lambda d: d["pipelinename"], _mean)


def _utilisation(unit: str, kind: str) -> Expected:
    """How much of all CPUs or GPUs of its instance a job uses."""

    def facts(feed: Feed) -> Facts:
        held = {
            run.name: run.template.instance
            for site in SITES
            for run in runs(feed[0], site, feed[1] - DAY_MS, feed[2])
        }
        found = _series(
            feed, namespace=f"/aws/sagemaker/{kind}", metric=f"{unit}Utilization", statistic="average"
        )
        share = []
        for dimensions, at, value in found:
            instance = held[of_job(dimensions)]
            share.append((dimensions, at, value / (instance.vcpus if unit == "CPU" else instance.gpus)))
        return folded(share, of_job, _mean)

    return Expected(facts, Rule(80, 15 * M, 5 * M, always=True, least=3, back=3))


def _disks(feed: Feed) -> Facts:
    wanted = {"namespace": "/aws/sagemaker/trainingjobs", "metric": "DiskUtilization", "statistic": "maximum"}
    return folded(_series(feed, **wanted), of_machine, max)


def _busy(feed: Feed) -> Facts:
    """How idle the GPUs of endpoints are: less the percent that the busiest of an hour is used."""
    gpus = {endpoint.name: endpoint.instance.gpus for endpoint in ENDPOINTS}
    wanted = {"namespace": "/aws/sagemaker/endpoints", "metric": "GPUUtilization", "statistic": "maximum"}
    return folded(
        [(d, at, -v / gpus[of_endpoint(d)]) for d, at, v in _series(feed, **wanted)], of_endpoint, min
    )


def _share(above: float) -> Expected:
    """Of errors among at least 50 requests in five minutes."""
    rule = Rule(above, 10 * M, 4 * M, always=True, least=2, back=2, bucket=5 * M, of_total=(_calls, 50))
    return Expected(_errors, rule)


V1, V2 = "Amazon Sagemaker - ", "Amazon SageMaker - "
CRITICAL, WARNING, MISSING = "Critical", "Warning", "MissingData"

EXPECTED: dict[tuple[str, str], Expected] = {
    (f"{V1}Delete Action Detected", CRITICAL): _counting(_deleted),
    (f"{V1}High Model Invocation Latency", CRITICAL): Expected(_latency, Rule(5000, lag=4 * M)),
    (f"{V1}High Number of Access Denied Errors", CRITICAL): _counting(_denied, 5),
    (f"{V1}Model Invocation Server Error Detection", CRITICAL): Expected(
        _errors, Rule(5, 10 * M, 4 * M, bucket=5 * M)
    ),
    (f"{V2}Pipeline Execution Duration", CRITICAL): Expected(_durations, Rule(60, 15 * M, 5 * M)),
    (f"{V2}Processing Jobs CPU", CRITICAL): _utilisation("CPU", "processingjobs"),
    (f"{V2}Processing Jobs GPU", CRITICAL): _utilisation("GPU", "processingjobs"),
    (f"{V2}Training Jobs CPU", CRITICAL): _utilisation("CPU", "trainingjobs"),
    (f"{V2}Training Jobs GPU", CRITICAL): _utilisation("GPU", "trainingjobs"),
    (f"{V2}Transform Jobs CPU", CRITICAL): _utilisation("CPU", "transformjobs"),
    (f"{V2}Transform Jobs GPU", CRITICAL): _utilisation("GPU", "transformjobs"),
    (f"{V2}Endpoint Server Error Ratio", CRITICAL): _share(2),
    (f"{V2}Endpoint Server Error Ratio", WARNING): _share(1),
    (f"{V2}Traffic Stopped", MISSING): Expected(_calls, Rule(0, 15 * M, 5 * M, silent=True, bucket=5 * M)),
    (f"{V2}Model Latency Against its History", CRITICAL): Expected(
        _p99, Rule(5.2, 15 * M, 5 * M, least=2, off_by_history=DAY_MS)
    ),
    (f"{V2}GPU Idle", WARNING): Expected(
        _busy, Rule(-5, 6 * HOUR_MS, 5 * M, always=True, least=5, back=5, bucket=HOUR_MS, fold=min)
    ),
    (f"{V2}Disk Filling", CRITICAL): Expected(_disks, Rule(95, lag=4 * M)),
    (f"{V2}Disk Filling", WARNING): Expected(_disks, Rule(85, lag=4 * M)),
    (f"{V2}Loss is NaN or Infinite", CRITICAL): Expected(_not_a_number, Rule(2, 10 * M, bucket=5 * M)),
    (f"{V2}Out of Memory", CRITICAL): _counting(_killed),
    (f"{V2}Job, Pipeline or Endpoint Failed", CRITICAL): _counting(_failed),
    (f"{V2}Change by Root or in the Console", CRITICAL): _counting(_by_hand, window=15 * M),
    (f"{V2}Endpoint Deleted or Changed", CRITICAL): _counting(_changed, window=15 * M),
}

SEEN_LATER = 8 * M


def expected(name: str, kind: str, feed: Feed, start: int, end: int) -> list[Alarm]:
    """The alerts of one kind of a monitor between two times, of looks at each minute."""
    held = EXPECTED[name, kind]
    total = None if held.rule.of_total is None else held.rule.of_total[0](feed)
    return alarms(held.facts(feed), held.rule, start, end, total)


def incident_at(feed: Feed, name: str, at: int, of: str) -> str:
    """What went wrong when an alert of a monitor began, in words; what is no incident is the account's daily life."""
    for run in (run for site in SITES for run in runs(feed[0], site, at - HOUR_MS, at)):
        if run.failure and (run.name in of or (":pipeline/" in of and run.template.pipeline)):
            return f"{run.template.name} failed"
    if "Jobs" in name or "Pipeline E" in name:
        return "a job at work"
    if "GPU Idle" in name:
        return "an endpoint that nobody calls"
    day = at % DAY_MS
    named = [
        (SLOW_FROM_MS, ROLLBACK_MS, f"{ENERGY} slow and failing", ENERGY),
        (CHANGE_MS, SLOW_FROM_MS, f"{ENERGY} was updated", ENERGY),
        (ROLLBACK_MS, SLOW_TO_MS, f"{ENERGY} was set back", ENERGY),
        (PROBED_FROM_MS, PROBED_TO_MS, "an intern tries what is denied", "intern"),
        (BY_HAND_MS, BY_HAND_MS + 2 * M, "an endpoint is changed in the console", ""),
        *((ms, ms + 3 * M, "a clean-up deletes things", "") for ms in CLEANED_MS.values()),
    ]
    # From the moment on at which the first look can see it, and as long as a window reaches back to it.
    found = [
        (begin, words)
        for begin, until, words, about in named
        if begin <= day < until + SEEN_LATER and about in of
    ]
    return max(found, default=(0, "daily life"))[1]
