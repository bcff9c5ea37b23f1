"""What happens in the demo account: each fact that the product's pages and queries rely on, checked in
plain Python over the messages themselves."""

import math
import re
from collections import Counter, defaultdict
from datetime import datetime
from statistics import fmean

import pytest
from demo_day import Day, Message, Point, simulated_day

from sagescope.demo.account import ENDPOINTS, ENERGY

HOUR = 3_600
ACCESS = re.compile(r'ACCESS_LOG - /(\S+):\d+ "(\w+) (\S+) HTTP/1\.1" (\d{3}) (\d+)$')


@pytest.fixture
def day() -> Day:
    return simulated_day()


def of_cloudtrail(day: Day) -> list[Message]:
    return [m for m in day.messages if m.source.startswith("cloudtrail")]


def of_group(day: Day, group: str) -> list[Message]:
    return [m for m in day.messages if m.host == group]


def series(day: Day, metric: str, **wanted: str) -> list[Point]:
    """The points whose dimensions have the wanted values, as the metrics language compares: case folded."""
    folded = {k: v.casefold() for k, v in wanted.items()}
    return [
        p
        for p in day.by_metric[metric]
        if all(p.dimensions.get(k, "").casefold() == v for k, v in folded.items())
    ]


def model_of(event: dict[str, dict[str, str] | None]) -> str:
    asked, answered = event["requestParameters"] or {}, event["responseElements"] or {}
    return asked.get("modelId") or answered.get("modelId") or ""


# --- the CloudTrail queries of the SageMaker document


def in_document_scope(day: Day, region: str = "us-east-1") -> list[Message]:
    """What the three queries' scope and `where` lines leave, `errorCode` aside."""
    return [
        m
        for m in of_cloudtrail(day)
        if '"eventSource":"sagemaker.amazonaws.com"' in m.text
        and m.json["awsRegion"] == region
        and model_of(m.json) in ("", "ai21.j2-mid-v1")
    ]


def test_successful_calls_come_from_many_addresses(day: Day) -> None:
    counts = Counter(
        m.json["sourceIPAddress"] for m in in_document_scope(day) if "errorcode" not in m.text.lower()
    )
    assert len(counts) >= 40 and sum(counts.values()) > 3_000
    assert counts["config.amazonaws.com"] > 500


def test_failed_calls_have_codes_and_messages_of_several_kinds(day: Day) -> None:
    failed = [m for m in in_document_scope(day) if "errorCode" in m.text]
    assert len({m.json["errorMessage"] for m in failed}) >= 10
    assert {"AccessDeniedException", "ThrottlingException", "ValidationException"} <= {
        m.json["errorCode"] for m in failed
    }


def test_changing_calls_are_more_than_the_query_shows(day: Day) -> None:
    names = {m.json["eventName"] for m in in_document_scope(day)}
    assert len({n for n in names if not n.startswith(("Get", "List"))}) > 20


def test_the_model_id_stands_in_the_request_or_in_the_answer_and_is_not_always_the_same(day: Day) -> None:
    asked = Counter((m.json["requestParameters"] or {}).get("modelId") for m in of_cloudtrail(day))
    answered = Counter((m.json["responseElements"] or {}).get("modelId") for m in of_cloudtrail(day))
    for found in (asked, answered):
        assert found["ai21.j2-mid-v1"] > 0
        assert len(found) > 3
    assert not any(
        (m.json["requestParameters"] or {}).get("modelId")
        and (m.json["responseElements"] or {}).get("modelId")
        for m in of_cloudtrail(day)
    )


def test_error_keys_are_there_on_failed_calls_alone(day: Day) -> None:
    events = [m.json for m in of_cloudtrail(day)]
    failed = [e for e in events if "errorCode" in e]
    assert 0.02 < len(failed) / len(events) < 0.12
    for event in failed:
        assert event["errorMessage"] and event["responseElements"] is None
    assert not any("errorMessage" in e for e in events if "errorCode" not in e)
    assert not any("errorcode" in m.text.lower() for m in of_cloudtrail(day) if "errorCode" not in m.json)


def test_other_services_are_there_so_that_filters_matter(day: Day) -> None:
    counts = Counter(m.json["eventSource"] for m in of_cloudtrail(day))
    assert counts.most_common(1)[0][0] == "sagemaker.amazonaws.com"
    assert counts["s3.amazonaws.com"] > 100 and counts["iam.amazonaws.com"] > 100


def test_callers_are_people_roles_and_services(day: Day) -> None:
    arns = {m.json["userIdentity"]["arn"] for m in of_cloudtrail(day)}
    people = {a for a in arns if re.fullmatch(r"arn:aws:iam::\d{12}:user/[\w.-]+", a)}
    sessions = {a for a in arns if re.fullmatch(r"arn:aws:sts::\d{12}:assumed-role/[\w-]+/[\w-]+", a)}
    assert people | sessions == arns
    assert len(people) >= 20 and len(sessions) >= 8
    config = "assumed-role/AWSServiceRoleForConfig/ConfigResourceCompositionSession"
    assert any(a.endswith(config) for a in arns)


def test_every_event_belongs_to_the_account_and_region_of_its_source(day: Day) -> None:
    aliases = {"956882123456": "dev", "567680881046": "prod"}
    for m in of_cloudtrail(day):
        site = f"{aliases[m.json['recipientAccountId']]}-{m.json['awsRegion']}"
        assert m.source == f"cloudtrail-{site}"
        assert m.json["userIdentity"]["accountId"] == m.json["recipientAccountId"]


def test_event_ids_are_unique(day: Day) -> None:
    events = of_cloudtrail(day)
    assert len({m.json["eventID"] for m in events}) == len(events)


# --- the queries over model invocations, and the metrics that must agree with them


def test_invocations_have_all_fields_of_the_document_and_both_kinds_of_caller(day: Day) -> None:
    found = of_group(day, "/aws/sagemaker/ModelInvocations")
    assert len(found) > 8_000
    rows: Counter[tuple[str, ...]] = Counter()
    for m in found:
        user = re.fullmatch(r"arn:aws:(.*)::(.*):user/(.*)", m.json["identity"]["arn"])
        role = re.fullmatch(r"arn:aws:sts::(.*?):(.*?)/(.*)", m.json["identity"]["arn"])
        kind, name = (user[1], user[3]) if user else (role[2], role[3]) if role else ("", "")
        rows[m.json["accountId"], m.json["region"], m.json["operation"], kind, name, m.json["modelId"]] += 1
        assert m.json["input"]["inputTokenCount"] > 0 and m.json["output"]["outputTokenCount"] >= 0
    assert all(all(row) for row in rows)
    assert {row[3] for row in rows} == {"iam", "assumed-role"}
    assert {"InvokeModel", "InvokeModelWithResponseStream", "InvokeEndpoint"} <= {row[2] for row in rows}
    assert any(row[5] != row[5].lower() for row in rows) and any(row[5] == "ai21.j2-mid-v1" for row in rows)
    assert Counter(m.json["status"] for m in found).keys() >= {200, 400, 429}


def test_every_hour_has_invocations_of_several_operations_and_models(day: Day) -> None:
    hours: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for m in of_group(day, "/aws/sagemaker/ModelInvocations"):
        hour = int(datetime.fromisoformat(m.json["timestamp"]).timestamp()) // HOUR
        hours[hour].add((m.json["operation"], m.json["modelId"]))
    assert len(hours) >= 24
    assert all(len(found) >= 3 for found in hours.values())


def minutes_covered(day: Day) -> tuple[int, int]:
    """Seconds of the first and last whole minute whose points the day certainly has."""
    starts = [p.at for p in day.points]
    return min(starts) // 300 * 300 + 600, max(starts) // 300 * 300 - 600


def test_the_metric_counts_the_same_invocations_as_the_messages(day: Day) -> None:
    since, until = minutes_covered(day)
    counted: Counter[tuple[str, str]] = Counter()
    latencies: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
    for m in of_group(day, "/aws/sagemaker/ModelInvocations"):
        at = datetime.fromisoformat(m.json["timestamp"]).timestamp()
        if since <= at < until:
            site = m.source.removeprefix("cloudwatch-logs-")
            counted[site, m.json["modelId"]] += 1
            latencies[site, m.json["modelId"], int(at) // 60 * 60].append(m.json["latencyMs"])
    measured: Counter[tuple[str, str]] = Counter()
    for p in series(day, namespace="aws/sagemaker", metric="Invocations", statistic="sum"):
        if "modelid" in p.dimensions and since <= p.at < until:
            site = f"{p.dimensions['account']}-{p.dimensions['region']}"
            measured[site, p.dimensions["modelid"]] += int(p.value)
    assert measured == counted
    averages = [
        p for p in series(day, metric="InvocationLatency", statistic="average") if since <= p.at < until
    ]
    assert len(averages) == len(latencies)
    for p in averages:
        site = f"{p.dimensions['account']}-{p.dimensions['region']}"
        found = latencies[site, p.dimensions["modelid"], p.at]
        assert math.isclose(p.value, fmean(found), abs_tol=0.001)
        assert p.dimensions["unit"] == "Milliseconds"


def test_the_metric_counts_the_same_requests_as_the_access_log(day: Day) -> None:
    since, until = minutes_covered(day)
    logged = failed = 0
    for m in of_group(day, f"/aws/sagemaker/Endpoints/{ENERGY}"):
        found = ACCESS.search(m.json["message"])
        if found and found[3] == "/invocations" and since * 1000 <= m.json["timestamp"] < until * 1000:
            logged += 1
            failed += found[4].startswith("5")
    measured = {
        name: sum(
            p.value
            for p in series(day, metric=name, statistic="sum", endpointname=ENERGY)
            if since <= p.at < until
        )
        for name in ("Invocations", "Invocation5XXErrors")
    }
    assert measured == {"Invocations": logged, "Invocation5XXErrors": failed}


def test_the_five_statistics_of_latency_belong_together(day: Day) -> None:
    by_moment: defaultdict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for p in series(day, metric="ModelLatency"):
        if p.dimensions["statistic"].startswith("p"):
            continue  # a series of its own period, as CloudWatch has asked-for percentiles
        by_moment[p.dimensions["endpointname"], p.at][p.dimensions["statistic"]] = p.value
    assert len(by_moment) > 10_000
    for found in by_moment.values():
        assert found["Minimum"] <= found["Average"] + 0.001 and found["Average"] <= found["Maximum"] + 0.001
        assert math.isclose(found["Sum"], found["Average"] * found["SampleCount"], rel_tol=1e-6, abs_tol=0.1)


def test_namespaces_and_dimensions_of_sagemaker_are_there(day: Day) -> None:
    keys = {
        p.dimensions["namespace"].casefold(): set(p.dimensions)
        for p in day.points
        if "pipelinename" in p.dimensions or not p.dimensions["namespace"].endswith("Pipeline")
    }
    for namespace, key in (
        ("/aws/sagemaker/endpoints", "endpointname"),
        ("/aws/sagemaker/trainingjobs", "host"),
        ("/aws/sagemaker/processingjobs", "host"),
        ("/aws/sagemaker/transformjobs", "host"),
        ("aws/sagemaker/modelbuildingpipeline", "pipelinename"),
    ):
        assert key in keys[namespace]
    assert series(day, metric="Latency", featuregroupname="customers-fg", operationname="GetRecord")
    assert series(day, metric="StepSucceeded", stepname="ChurnModelTraining")
    host = series(day, metric="CPUUtilization", namespace="/aws/sagemaker/TrainingJobs")[0].dimensions["host"]
    assert re.fullmatch(r"[\w-]+/algo-\d", host)


def test_cpu_runs_to_a_hundred_for_each_core(day: Day) -> None:
    values = [p.value for p in series(day, metric="CPUUtilization", statistic="maximum")]
    assert max(values) > 100
    assert all(p.value <= 100 for p in series(day, metric="MemoryUtilization"))


# --- incidents


def is_slow_hour(at_s: float) -> bool:
    return 13 <= at_s % 86_400 / HOUR < 15


def test_the_latency_incident_is_slow_and_fails(day: Day) -> None:
    latency = series(day, metric="ModelLatency", statistic="average", endpointname=ENERGY)
    slow = fmean(p.value for p in latency if is_slow_hour(p.at))
    usual = fmean(p.value for p in latency if not is_slow_hour(p.at))
    assert 120 < slow / usual < 200
    errors = series(day, metric="Invocation5XXErrors", statistic="sum", endpointname=ENERGY)
    calls = series(day, metric="Invocations", statistic="sum", endpointname=ENERGY)
    share = {
        when: sum(p.value for p in errors if is_slow_hour(p.at) is when)
        / sum(p.value for p in calls if is_slow_hour(p.at) is when)
        for when in (True, False)
    }
    assert share[True] > 0.3 and share[False] < 0.02
    others = [
        p
        for p in series(day, metric="ModelLatency", statistic="average")
        if p.dimensions["endpointname"] == "churn-xgboost-prod"
    ]
    assert fmean(p.value for p in others if is_slow_hour(p.at)) < 1.5 * fmean(p.value for p in others)
    traced = [
        m for m in of_group(day, f"/aws/sagemaker/Endpoints/{ENERGY}") if "Traceback" in m.json["message"]
    ]
    assert traced and all(is_slow_hour(m.json["timestamp"] / 1000) for m in traced)


def test_somebody_changed_the_endpoint_just_before_the_incident(day: Day) -> None:
    changes = sorted(
        m.json["eventTime"][11:16]
        for m in of_cloudtrail(day)
        if m.json["eventName"] == "UpdateEndpoint" and m.json["requestParameters"]["endpointName"] == ENERGY
    )
    assert changes == ["03:00", "12:54", "14:58"]


def test_each_night_every_endpoint_gets_a_configuration_that_says_what_it_runs_on(day: Day) -> None:
    made = {
        variant["modelName"]: (variant["instanceType"], variant["initialInstanceCount"])
        for m in of_cloudtrail(day)
        if m.json["eventName"] == "CreateEndpointConfig" and not m.json.get("errorCode")
        for variant in m.json["requestParameters"]["productionVariants"]
    }
    for endpoint in ENDPOINTS:
        assert made[f"{endpoint.name}-model"] == (endpoint.instance.type, endpoint.instances)


def test_one_endpoint_is_never_called(day: Day) -> None:
    [idle] = [endpoint.name for endpoint in ENDPOINTS if not endpoint.per_minute]
    assert not series(day, metric="Invocations", endpointname=idle)
    assert series(day, metric="GPUUtilization", endpointname=idle)


def test_an_intern_is_denied_and_things_are_deleted_at_their_hours(day: Day) -> None:
    denied = [
        m.json
        for m in of_cloudtrail(day)
        if m.json["eventTime"][11:15] == "10:2" and m.json["userIdentity"].get("userName") == "jlee-intern"
    ]
    assert len(denied) > 30
    assert all("AccessDenied" in m["errorCode"] for m in denied if m["eventTime"][11:16] < "10:26")
    deleted = sorted(
        (m.json["eventTime"][11:16], m.json["eventName"])
        for m in of_cloudtrail(day)
        if m.json["eventName"].startswith("Delete") and m.json["eventName"] != "DeleteApp"
    )
    names = ("DeleteEndpoint", "DeleteEndpointConfig", "DeleteModel")
    hours = ("07", "11", "19")
    assert deleted == [(f"{hour}:3{at}", name) for hour in hours for at, name in enumerate(names)]


def test_a_training_job_runs_out_of_gpu_memory_and_says_so_everywhere(day: Day) -> None:
    lines = [
        m for m in of_group(day, "/aws/sagemaker/TrainingJobs") if "CUDA out of memory" in m.json["message"]
    ]
    jobs = {m.name.split("/")[0] for m in lines}
    assert len(jobs) == 1
    [job] = jobs
    said = [m.json["message"] for m in day.messages if m.name.startswith(job)]
    assert any("Traceback (most recent call last):" in s for s in said)
    assert any("Reporting training FAILURE" in s for s in said)
    assert not any("Reporting training SUCCESS" in s for s in said)
    [event] = [
        m.json["message"]["detail"]
        for m in of_group(day, "/aws/events/sagemaker")
        if m.json["message"]["detail"].get("TrainingJobName") == job
        and m.json["message"]["detail"]["TrainingJobStatus"] == "Failed"
    ]
    assert event["FailureReason"].startswith("AlgorithmError: ExecuteUserScriptError")
    assert "CUDA out of memory" in event["FailureReason"]


def test_a_pipeline_fails_once_a_day_at_its_evaluation(day: Day) -> None:
    failed = series(day, metric="StepFailed")
    assert [p.dimensions["stepname"] for p in failed] == ["EvaluateModel"]
    assert len(series(day, metric="ExecutionFailed", pipelinename="ChurnModelPipeline")) == 1
    assert len(series(day, metric="ExecutionSucceeded", pipelinename="ChurnModelPipeline")) >= 20


def test_denied_calls_are_of_several_events_and_name_the_action(day: Day) -> None:
    denied = [m.json for m in of_cloudtrail(day) if m.json.get("errorCode") == "AccessDeniedException"]
    assert len({e["eventName"] for e in denied}) >= 8
    for event in denied:
        assert event["userIdentity"]["arn"] in event["errorMessage"]
        assert f":{event['eventName']} on resource" in event["errorMessage"]


def test_throttling_comes_in_a_burst(day: Day) -> None:
    minutes = Counter(
        m.json["eventTime"][11:16]
        for m in of_cloudtrail(day)
        if m.json.get("errorCode") == "ThrottlingException"
    )
    burst = sum(n for minute, n in minutes.items() if "16:40" <= minute < "16:50")
    assert burst > 80
    assert burst > sum(minutes.values()) / 2


# --- logs of jobs


def curve(day: Day, template: str, pattern: str) -> list[list[float]]:
    """The losses printed by each run that the day holds from start to end, in order of time."""
    runs: defaultdict[str, list[float]] = defaultdict(list)
    for m in of_group(day, "/aws/sagemaker/TrainingJobs"):
        found = re.search(pattern, m.json["message"]) if template in m.name else None
        if found:
            runs[m.name].append(float(found[1]))
    longest = max(map(len, runs.values()))
    return [losses for losses in runs.values() if len(losses) == longest]


def test_loss_curves_go_down(day: Day) -> None:
    for template, pattern in (
        ("ChurnModelTraining", r"^\[\d+\]#011train-logloss:([\d.]+)#011validation-logloss:[\d.]+$"),
        ("linear-learner", r"train binary_classification_cross_entropy_objective <loss>=([\d.]+)"),
        ("distilbert", r"^\{'loss': ([\d.]+),"),
        ("lora", r"#011Loss: ([\d.]+)$"),
        ("keras", r"^845/845 - \d+s - loss: ([\d.]+)"),
    ):
        for losses in curve(day, template, pattern):
            fifth = len(losses) // 5
            steps = [fmean(losses[n * fifth : (n + 1) * fifth]) for n in range(5)]
            assert steps[0] > 1.5 * steps[-1] and steps == sorted(steps, reverse=True), template


def test_job_names_and_streams_follow_sagemakers_rules(day: Day) -> None:
    names = {m.name for m in of_group(day, "/aws/sagemaker/TrainingJobs")}
    assert any(
        re.fullmatch(r"pipelines-[a-z0-9]{12}-ChurnModelTraining-[A-Za-z0-9]{10}/algo-1-\d{10}", n)
        for n in names
    )
    for n in {m.name for m in of_group(day, "/aws/sagemaker/TransformJobs")}:
        assert re.fullmatch(r"[\w-]+-\d{8}-\d{6}/i-0[0-9a-f]{16}-\d{10}(/data-log)?", n)


def test_jobs_in_cloudtrail_are_the_jobs_in_the_logs(day: Day) -> None:
    started = {
        m.json["requestParameters"]["trainingJobName"]
        for m in of_cloudtrail(day)
        if m.json["eventName"] == "CreateTrainingJob" and "roleArn" in m.json["requestParameters"]
    }
    logged = {m.name.split("/")[0] for m in of_group(day, "/aws/sagemaker/TrainingJobs")}
    assert len(started & logged) >= 20
    assert len(logged - started) <= 4  # those under way when the day began


def test_warnings_of_two_lines_and_octal_escapes_stay_in_one_message(day: Day) -> None:
    said = [m.json["message"] for m in day.messages if "logGroup" in m.json]
    texts = [s for s in said if isinstance(s, str)]
    assert any("\n  df_clean[" in t for t in texts)
    for escape in ("#011", "#015", "#010", "#033["):
        assert any(escape in t for t in texts), escape
    assert not any("\t" in t or "\r" in t or "\x1b" in t for t in texts)


def test_health_checks_are_no_more_than_a_sixth_of_the_logs(day: Day) -> None:
    pings = sum("/ping" in m.text for m in day.messages)
    assert 0.08 < pings / len(day.messages) < 0.17
