"""Metric rules by API, command line and on points that arrive."""

import json
import time
from typing import Any

import pytest

from running_server import RunningServer, post

TRAINING = "metric=CPUUtilization namespace=/aws/sagemaker/TrainingJobs host=churn-1/algo-2"
NAME = "shop balancers / of AWS"
RULE = {
    "name": NAME,
    "matchExpression": "namespace=AWS/NetworkELB LoadBalancer=*/*/*",
    "variablesToExtract": [{"name": "networkloadbalancer", "tagSequence": "$LoadBalancer._2"}],
}


def rows(server: RunningServer, *arguments: str) -> list[dict[str, Any]]:
    done = server.command(*arguments, "--format", "ndjson")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_rules_of_sagemaker_are_there_after_the_first_start(server: RunningServer) -> None:
    listed = {row["name"]: row for row in rows(server, "metric-rules", "list")}
    hosts = listed["SageMaker training job hosts"]
    assert hosts["match"] == "namespace=/aws/sagemaker/TrainingJobs Host=*/*"
    assert hosts["derives"] == "training_job=$Host._1 algo_name=$Host._2"
    tested = {row["rule"]: row for row in rows(server, "metric-rules", "test", TRAINING)}
    assert tested["SageMaker training job hosts"]["derives"] == "training_job=churn-1 algo_name=algo-2"
    assert tested["SageMaker transform job hosts"]["matches"] is False
    assert tested["SageMaker transform job hosts"]["fails at"] == "namespace=/aws/sagemaker/TransformJobs"


def test_points_have_what_rules_derive(server: RunningServer) -> None:
    url = server.source("rules", fields={"account": "dev"})
    body = f"{TRAINING} statistic=Average  55 {int(time.time())}\n"
    assert post(url, body, Content_Type="application/vnd.sumologic.carbon2").status_code == 200
    query = "metric=CPUUtilization training_job=churn-1 account=dev | avg by training_job, algo_name"
    [row] = rows(server, "metrics", query, "--from", "-10m", "--to", "+10m")
    assert (row["training_job"], row["algo_name"], row["value"]) == ("churn-1", "algo-2", 55)


def test_a_rule_is_added_tried_changed_and_removed(server: RunningServer) -> None:
    url = server.source("balancers")
    line = "metric=ActiveFlowCount namespace=AWS/NetworkELB loadbalancer=net/shop/1a2b"
    with server.client() as http:
        assert http.post("/api/v1/metricsRules", json=RULE).json()["name"] == NAME
        taken = http.post("/api/v1/metricsRules", json=RULE)
        assert taken.status_code == 409
        assert taken.json()["errors"][0]["code"] == "metrics:rule_name_already_exists"
        assert NAME in [rule["name"] for rule in http.get("/api/v1/metricsRules").json()["data"]]
    post(url, f"{line}  1 {int(time.time())}\n", Content_Type="application/vnd.sumologic.carbon2")
    query = ("metrics", "metric=ActiveFlowCount networkloadbalancer=*", "--from", "-10m", "--to", "+10m")
    assert [row["networkloadbalancer"] for row in rows(server, *query)] == ["shop"]
    path = f"/api/v1/metricsRules/{NAME.replace(' ', '%20').replace('/', '%2F')}"
    with server.client() as http:
        changed = http.put(path, json={**RULE, "enabled": False})
        assert changed.status_code == 200, changed.text
        assert http.get(path).json()["enabled"] is False
    tried = rows(
        server, "metric-rules", "test", line, "--match", "loadbalancer=*/**", "--set", "lb=$loadbalancer._2"
    )
    assert [(row["derives"], row["matches"]) for row in tried] == [("lb=shop/1a2b", True)]
    assert server.command("metric-rules", "remove", NAME).returncode == 0
    gone = server.command("metric-rules", "remove", NAME)
    assert gone.returncode == 2 and "no metric rule" in gone.stderr


def test_a_rule_is_added_by_the_command_line(server: RunningServer) -> None:
    done = server.command(
        "metric-rules", "add", "--name", "cli", "--match", "app=*", "--set", "team=t-$app._1"
    )
    assert done.returncode == 0, done.stderr
    assert [r["derives"] for r in rows(server, "metric-rules", "list") if r["name"] == "cli"] == [
        "team=t-$app._1"
    ]
    server.command("metric-rules", "remove", "cli")


def test_utilisation_is_that_of_the_instance_once_an_event_told_which_it_is(server: RunningServer) -> None:
    url = server.source("normalized")
    event = {
        "eventSource": "sagemaker.amazonaws.com",
        "eventName": "CreateTrainingJob",
        "requestParameters": {
            "trainingJobName": "big-1",
            "resourceConfig": {"instanceType": "ml.g5.12xlarge"},
        },
    }
    assert post(url, json.dumps(event)).status_code == 200
    now = int(time.time())
    host = "namespace=/aws/sagemaker/TrainingJobs host=big-1/algo-1 statistic=maximum unit=Percent"
    endpoint = "namespace=AWS/SageMaker endpointname=e1 statistic=average unit=Microseconds"
    body = f"metric=GPUUtilization {host}  200 {now}\nmetric=ModelLatency {endpoint}  1500 {now}\n"
    answer = post(url, body, Content_Type="application/vnd.sumologic.carbon2")
    assert answer.headers["X-Sagescope-Accepted"] == "2"
    for query, unit, value in (
        ("metric=GPUUtilizationNormalized training_job=big-1", "Percent", 50),
        ("metric=GPUUtilization training_job=big-1", "Percent", 200),
        ("metric=ModelLatencyNormalized endpointname=e1", "Milliseconds", 1.5),
    ):
        [row] = rows(server, "metrics", query, "--from", "-10m", "--to", "+10m")
        assert (row["unit"], row["value"]) == (unit, value)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "--name", "x", "--match", "host=*", "--set", "a=$host._2"), "refers to wildcard 2"),
        (("add", "--name", "x", "--match", "host=*", "--set", "nonsense"), "not name=value"),
        (("add", "--name", "x", "--match", 'host="', "--set", "a=b"), "cannot be read"),
        (("add", "--name", "x", "--match", "host=*"), "no dimension"),
        (("test", "metric"), "not name=value"),
        (("test", 'a="b'), "Close the quotes"),
    ],
)
def test_what_is_wrong_is_said(server: RunningServer, arguments: tuple[str, ...], words: str) -> None:
    done = server.command("metric-rules", *arguments)
    assert done.returncode == 2
    assert words in done.stderr.replace("\n", " ")
