"""Learning curves over real HTTP: from posted log lines to metrics queries, and the rules by which they are read."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from running_server import RunningServer, post

GROUP = "/aws/sagemaker/TrainingJobs"


def rows(server: RunningServer, *arguments: str, stdin: str = "") -> list[dict[str, Any]]:
    done = server.command(*arguments, "--format", "ndjson", stdin=stdin)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def found(server: RunningServer, query: str) -> list[dict[str, Any]]:
    return rows(server, "metrics", query, "--from", "-10m", "--to", "+10m")


def curve(job: str, *losses: float) -> str:
    """Lines as the Lambda forwarder posts them, ten seconds apart and ending now."""
    now = time.time_ns() // 10**6
    return "".join(
        json.dumps(
            {
                "timestamp": now - 10_000 * (len(losses) - n),
                "message": f"[{n}]#011train-logloss:{loss}#011validation-logloss:{loss + 0.1}",
                "logStream": f"{job}/algo-1-1769851000",
                "logGroup": GROUP,
            }
        )
        + "\n"
        for n, loss in enumerate(losses)
    )


def test_a_learning_curve_by_the_forwarder(server: RunningServer) -> None:
    url = server.source("curves", fields={"account": "dev", "region": "us-east-1"})
    answer = post(url, curve("churn-7", 0.9, 0.5, 0.25), X_Sumo_Host="10.0.0.1")
    assert (answer.status_code, answer.headers["X-Sagescope-Accepted"]) == (200, "3")
    selector = f"namespace={GROUP} training_job=churn-7 algo_name=algo-1 account=dev region=us-east-1"
    curve_found = found(server, f"{selector} metric=train-logloss | quantize to 1s")
    assert [row["value"] for row in curve_found] == [0.9, 0.5, 0.25]
    steps = found(server, f"{selector} metric=step | quantize to 1s")
    assert [row["value"] for row in steps] == [0, 1, 2]
    assert [row["time"] for row in steps] == [row["time"] for row in curve_found]
    assert len(server.records("churn-7 logloss")) == 3


def test_bare_lines_by_the_headers_of_the_request(server: RunningServer) -> None:
    url = server.source("bare curves", multilineProcessingEnabled=False)
    body = "{'loss': 0.5, 'epoch': 1.0}\n{'loss': nan, 'epoch': 2.0}\nordinary line\n"
    post(url, body, X_Sumo_Host=GROUP, X_Sumo_Name="tune-1/algo-1-1769851000")
    assert [row["value"] for row in found(server, "metric=loss training_job=tune-1")] == [0.5]
    lost = found(server, "metric=nonfinite of=loss training_job=tune-1 | quantize using sum")
    assert [row["value"] for row in lost] == [1]
    post(url, body, X_Sumo_Host="/aws/sagemaker/Endpoints/e", X_Sumo_Name="AllTraffic/i-1")
    assert found(server, "metric=loss namespace=aws/sagemaker/endpoints*") == []


def test_acknowledged_points_survive_a_kill(tmp_path: Path) -> None:
    doomed = RunningServer(tmp_path)
    doomed.start()
    try:
        url = doomed.source("doomed")
        assert post(url, curve("killed-1", 0.9, 0.5)).status_code == 200
        doomed.kill()
        doomed.start()
        values = [
            r["value"] for r in found(doomed, "metric=train-logloss training_job=killed-1 | quantize to 1s")
        ]
        assert values == [0.9, 0.5]
        assert len(doomed.records("killed-1")) == 2
    finally:
        doomed.kill()


def test_lines_are_tried_on_the_rules(server: RunningServer) -> None:
    line = "[76]#011train-logloss:0.35695#011validation-logloss:0.41460"
    read = rows(server, "log-metrics", "test", line, "--stream", "churn-1/algo-1-1769851000")
    assert [(r["rule"], r["metric"], r["value"]) for r in read] == [
        ("XGBoost", "train-logloss", 0.35695),
        ("XGBoost", "validation-logloss", 0.4146),
    ]
    assert read[0]["of"] == "step=76.0 algo_name=algo-1 training_job=churn-1"
    assert rows(server, "log-metrics", "test", stdin="nothing here\n{'loss': nan}\n")[0]["value"] == "nan"
    tried = ("test", "acc is 0.93", "--pattern", "acc is (?P<value>[0-9.]+)", "--metric", "accuracy")
    assert [r["value"] for r in rows(server, "log-metrics", *tried)] == [0.93]
    assert "Keras" in [r["name"] for r in rows(server, "log-metrics", "list")]


def test_metric_definitions_are_imported(server: RunningServer, tmp_path: Path) -> None:
    described = {
        "AlgorithmSpecification": {"MetricDefinitions": [{"Name": "my:score", "Regex": "score=([0-9.]+)"}]}
    }
    file = tmp_path / "job.json"
    file.write_text(json.dumps(described))
    done = server.command("log-metrics", "import", str(file), "--jobs", "scored-*")
    assert (done.returncode, done.stdout) == (0, "scored-*: my:score\n"), done.stderr
    url = server.source("scored")
    post(url, "score=7.5\n", X_Sumo_Host=GROUP, X_Sumo_Name="scored-1/algo-1-1769851000")
    post(url, "score=8.5\n", X_Sumo_Host=GROUP, X_Sumo_Name="other-1/algo-1-1769851000")
    assert [(r["training_job"], r["value"]) for r in found(server, "metric=my:score")] == [("scored-1", 7.5)]
    assert server.command("log-metrics", "remove", "scored-*: my:score").returncode == 0
    empty = server.command("log-metrics", "import", "-", stdin="{}")
    assert (empty.returncode, empty.stdout) == (0, "")


def test_a_rule_is_added_changed_and_removed(server: RunningServer) -> None:
    added = server.command(
        "log-metrics",
        "add",
        "--name",
        "a/b rule",
        "--pattern",
        r"gain (?P<value>\d+)",
        "--metric",
        "gain",
        "--contains",
        "gain",
    )
    assert added.returncode == 0, added.stderr
    path = "/api/v1/logMetricRules/a%2Fb%20rule"
    with server.client() as http:
        held = http.get(path).json()
        assert (held["metric"], held["logGroup"]) == ("gain", GROUP)
        assert http.put(path, json={**held, "enabled": False}).json()["enabled"] is False
    assert server.command("log-metrics", "test", "gain 7", "--format", "ndjson").stdout == ""
    assert server.command("log-metrics", "remove", "a/b rule").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "--name", "x", "--pattern", "("), "parenthesis"),
        (("add", "--name", "x", "--pattern", "x", "--metric", "{y}"), "group 'y'"),
        (("add", "--name", "XGBoost", "--pattern", "x", "--metric", "m"), "exists already"),
        (("remove", "no such rule"), "no log metric rule"),
        (("import", "no-such-file.json"), "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(server: RunningServer, arguments: tuple[str, ...], words: str) -> None:
    done = server.command("log-metrics", *arguments)
    assert done.returncode == 2
    assert words in done.stderr.replace("\n", " ")
