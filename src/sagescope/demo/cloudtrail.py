"""The account's CloudTrail: who did what, from where, and what was refused.

Keys stand in CloudTrail's own order. `errorCode` and `errorMessage` are there only when the call failed,
which is what the queries' `!errorCode` relies on. Times are whole seconds, as in CloudTrail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from sagescope.demo import api_calls, stamps
from sagescope.demo.account import DEV_US, M5_XLARGE, PROD_US, Endpoint, Site
from sagescope.demo.api_calls import CONFIGURE, Call, Subject, configuration, deployed, subject
from sagescope.demo.callers import (
    AUTOSCALING,
    BY_HAND,
    CONFIG,
    INTERN,
    POLLER,
    SAGEMAKER,
    Caller,
    Service,
    address_of,
    arn_of,
    deployers_of,
    identity,
    makers_of,
    people_of,
    programs_of,
    sessions_of,
)
from sagescope.demo.deployments import deployments_between
from sagescope.demo.draws import BLOCK_MS, DAY_MS, MINUTE_MS, arrivals, dice, hex_text, uuid_text
from sagescope.demo.incidents import BY_HAND_MS, CLEANED_MS, is_probed, is_throttled, load
from sagescope.demo.job_events import resources_of
from sagescope.demo.job_schedule import pipeline_runs, runs
from sagescope.demo.wire import LogRecord, compact_json

_PER_MINUTE = {"prod-us-east-1": 5.4, "dev-us-east-1": 2.8, "prod-eu-west-1": 1.4}
"""Calls a minute, jobs and incidents apart."""

_THROTTLED_PER_MINUTE = 18.0
_PROBED_PER_MINUTE = 12.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call failed."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class _Habit:
    """A share of the traffic: which callers make which calls, and how often they fail."""

    weight: int
    callers: tuple[Caller, ...]
    calls: tuple[Call, ...]
    failing: float


def cloudtrail_logs(seed: int, site: Site, block: int) -> list[LogRecord]:
    """The CloudTrail records of a site within a block, in order of time."""
    rng = dice(seed, "cloudtrail", site.key, block)
    name = object_name(site, block, block + BLOCK_MS, hex_text(dice(seed, "object", site.key, block), 16))
    made = [
        LogRecord(at, host_of(site), name, event_record(rng, site, at, call, caller, about, failure))
        for at, call, caller, about, failure in _calls(seed, rng, site, block)
    ]
    made.sort(key=lambda r: r.at_ms)
    return made


def host_of(site: Site) -> str:
    """The host that a site's trail is collected from."""
    return f"demo-cloudtrail-{site.account.id}"


def object_name(site: Site, day_ms: int, written_ms: int, suffix: str) -> str:
    """The object in which CloudTrail delivers records: below their day, with the minute it was written in."""
    account, region = site.account.id, site.region
    return (
        f"AWSLogs/{account}/CloudTrail/{region}/{stamps.day_path(day_ms)}/{account}_CloudTrail_{region}_"
        f"{stamps.minute_z(written_ms)}_{suffix}.json.gz"
    )


_Made = tuple[int, Call, Caller, Subject, Failure | None]


def _calls(seed: int, rng: Random, site: Site, block: int) -> Iterator[_Made]:
    habits = _habits(site)
    weights = list(accumulate(h.weight for h in habits))
    for at in arrivals(rng, _PER_MINUTE[site.key] * load(site, block), block):
        habit = rng.choices(habits, cum_weights=weights)[0]
        yield _made(rng, site, _second(at), habit)
    yield from _incidents(rng, site, block)
    yield from _cleanups(rng, site, block)
    yield from _by_hand(site, block)
    yield from _deployments(site, block)
    yield from _jobs(seed, site, block)


def _habits(site: Site) -> tuple[_Habit, ...]:
    people, programs = people_of(site), programs_of(site)
    habits = (
        _Habit(16, people, api_calls.WATCHING, 0.03),
        _Habit(5, people, api_calls.OPENING, 0.09),
        _Habit(4, makers_of(site), api_calls.CHANGING, 0.09),
        _Habit(8, sessions_of(site), api_calls.WATCHING, 0.02),
        _Habit(4, deployers_of(site), api_calls.DEPLOYING, 0.04),
        _Habit(22, programs, api_calls.PREDICTING, 0.02),
        _Habit(9, programs, api_calls.FEATURES, 0.02),
        _Habit(14, (CONFIG,), api_calls.SWEEPING, 0.004),
        _Habit(4, (AUTOSCALING,), api_calls.SCALING, 0.01),
        _Habit(12, (*people, *programs, SAGEMAKER), api_calls.ELSEWHERE, 0.03),
    )
    if INTERN.account == site.account:
        trying = _Habit(5, (INTERN,), api_calls.DENIED, 1.0)
        return (*habits, trying, _Habit(1, (INTERN,), api_calls.WATCHING, 0.0))
    return habits


def _made(rng: Random, site: Site, at: int, habit: _Habit) -> _Made:
    caller = rng.choice(habit.callers)
    call = rng.choices(habit.calls, weights=[c.weight for c in habit.calls])[0]
    about = subject(call, site, rng)
    failure = _failure(rng, site, call, caller, about) if rng.random() < habit.failing else None
    return at, call, caller, about, failure


def _second(at_ms: int) -> int:
    return at_ms // 1000 * 1000


def _failure(rng: Random, site: Site, call: Call, caller: Caller, about: Subject) -> Failure:
    """Why this call failed: mostly because it was not allowed."""
    draw = 0.0 if caller is INTERN else rng.random()
    action = f"{call.source}:{call.name}"
    if draw < 0.45:
        return Failure(
            "AccessDeniedException",
            f"User: {arn_of(caller, site)} is not authorized to perform: {action} on resource: "
            f"{about.arn} because no identity-based policy allows the {action} action",
        )
    if draw < 0.65:
        return Failure("ValidationException", f'Could not find {call.thing} "{about.arn}".')
    if draw < 0.8:
        return Failure("ThrottlingException", "Rate exceeded")
    if draw < 0.9 and not call.is_read:
        return Failure(
            "ResourceLimitExceeded",
            "The account-level service limit 'ml.g5.12xlarge for endpoint usage' is 2 Instances, "
            "with current utilization of 2 Instances and a request delta of 1 Instances.",
        )
    if not call.is_read and not call.is_data:
        return Failure("ResourceInUse", f"Cannot change {about.arn} while another operation is in progress.")
    return Failure("ServiceUnavailable", "The service is temporarily unavailable. Try your request again.")


def _incidents(rng: Random, site: Site, block: int) -> Iterator[_Made]:
    """The intern who is denied; the poller that is throttled."""
    for at in arrivals(rng, _PROBED_PER_MINUTE, block) if site == DEV_US else ():
        if is_probed(site, at):
            call = rng.choice(api_calls.DENIED)
            about = subject(call, site, rng)
            yield _second(at), call, INTERN, about, _failure(rng, site, call, INTERN, about)
    if site != PROD_US:
        return
    if is_throttled(block):
        for at in arrivals(rng, _THROTTLED_PER_MINUTE, block):
            call = rng.choices(api_calls.POLLING, weights=[c.weight for c in api_calls.POLLING])[0]
            about = subject(call, site, rng)
            # some calls still get through
            failure = None if rng.random() < 0.15 else Failure("ThrottlingException", "Rate exceeded")
            yield _second(at), call, POLLER, about, failure


def _deployments(site: Site, block: int) -> Iterator[_Made]:
    """The calls that give endpoints their configurations."""
    (deployer, *_) = deployers_of(site)
    for made in deployments_between(site, block, block + BLOCK_MS + MINUTE_MS):
        before = made.at_ms - 10_000
        if block <= before < block + BLOCK_MS:
            about = configuration_of(site, made.endpoint, made.configuration)
            yield before, CONFIGURE, deployer, about, None
        if block <= made.at_ms < block + BLOCK_MS:
            about = deployed(site, made.endpoint.name, made.configuration)
            yield made.at_ms, Call("UpdateEndpoint", "endpoint", 1), deployer, about, None


def _cleanups(rng: Random, site: Site, block: int) -> Iterator[_Made]:
    """What came and went is deleted, a call a minute."""
    callers: tuple[Caller, ...] = people_of(site) or sessions_of(site)
    caller = rng.choice(callers)
    for number, call in enumerate(api_calls.CLEANING):
        at = block // DAY_MS * DAY_MS + CLEANED_MS[site.key] + number * MINUTE_MS
        if block <= at < block + BLOCK_MS:
            yield at, call, caller, subject(call, site, rng), None


def _by_hand(site: Site, block: int) -> Iterator[_Made]:
    """Somebody gives an endpoint of production another configuration, past the delivery."""
    at = block // DAY_MS * DAY_MS + BY_HAND_MS
    if site == PROD_US and block <= at < block + BLOCK_MS:
        about = configuration(site, "canary-tried-out", "support-router-v2", 1, M5_XLARGE)
        yield at, CONFIGURE, BY_HAND, about, None
        changed = deployed(site, "canary-support-router", "canary-tried-out")
        yield at + MINUTE_MS, Call("UpdateEndpoint", "endpoint", 1), BY_HAND, changed, None


def configuration_of(site: Site, endpoint: Endpoint, name: str) -> Subject:
    """What the call that makes a configuration of an endpoint that serves is about."""
    return configuration(site, name, f"{endpoint.name}-model", endpoint.instances, endpoint.instance)


def _jobs(seed: int, site: Site, block: int) -> Iterator[_Made]:
    """The calls that start the jobs and pipelines whose logs and metrics the demo also has."""
    end = block + BLOCK_MS
    for run in runs(seed, site, block, end):
        if block <= run.started_ms < end:
            template = run.template
            kind, key = template.kind, template.kind.key
            about = Subject(
                run.arn,
                {
                    f"{key}Name": run.name,
                    "roleArn": f"arn:aws:iam::{site.account.id}:role/AmazonSageMaker-ExecutionRole",
                    **resources_of(run),
                },
                {f"{key}Arn": run.arn},
            )
            makers = makers_of(site)
            caller: Caller = SAGEMAKER if template.pipeline else makers[run.index % len(makers)]
            yield _second(run.started_ms), Call(f"Create{kind.resource}", "job", 1), caller, about, None
    for pipeline in pipeline_runs(seed, site, block, end):
        if block <= pipeline.started_ms < end:
            about = Subject(
                pipeline.arn,
                {"pipelineName": pipeline.pipeline},
                {"pipelineExecutionArn": pipeline.execution_arn},
            )
            yield (
                _second(pipeline.started_ms),
                Call("StartPipelineExecution", "pipeline", 1),
                sessions_of(site)[0],
                about,
                None,
            )


def event_record(
    rng: Random, site: Site, at: int, call: Call, caller: Caller, about: Subject, failure: Failure | None
) -> bytes:
    """One record of CloudTrail as compact JSON."""
    address = address_of(caller, rng.random())
    event: dict[str, object] = {
        "eventVersion": "1.11",
        "userIdentity": identity(caller, site, at),
        "eventTime": stamps.iso_seconds(at),
        "eventSource": f"{call.source}.amazonaws.com",
        "eventName": call.name,
        "awsRegion": site.region,
        "sourceIPAddress": address,
        "userAgent": address if isinstance(caller, Service) else caller.agent.value,
    }
    if failure is not None:
        event["errorCode"] = failure.code
        event["errorMessage"] = failure.message
    event |= {
        "requestParameters": about.request,
        "responseElements": None if failure else about.response,
        "requestID": uuid_text(rng),
        "eventID": uuid_text(rng),
        "readOnly": call.is_read,
    }
    if call.is_data:
        kind = {
            "endpoint": "AWS::SageMaker::Endpoint",
            "feature-group": "AWS::SageMaker::FeatureGroup",
            "bucket": "AWS::S3::Object",
        }.get(call.thing, "AWS::SageMaker::Model")
        event["resources"] = [{"accountId": site.account.id, "type": kind, "ARN": about.arn}]
    event |= {
        "eventType": "AwsApiCall",
        "managementEvent": not call.is_data,
        "recipientAccountId": site.account.id,
        "eventCategory": "Data" if call.is_data else "Management",
    }
    return compact_json(event)
