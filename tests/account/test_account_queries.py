"""The demo account answers the document's queries: by command line, over the job API, and in one run."""

import json
import threading
import time
import uuid
from typing import Any

import httpx2
import pytest

from running_server import RunningServer, eventually
from sagescope.search.document_queries import LOG_QUERIES, METRIC_QUERIES


def _rows(server: RunningServer, *arguments: str) -> list[dict[str, Any]]:
    done = server.command(*arguments, "--from", "-24h", "--format", "ndjson")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", LOG_QUERIES)
def test_log_queries_give_rows(demo_server: RunningServer, name: str) -> None:
    rows = _rows(demo_server, "query", LOG_QUERIES[name])
    assert len(rows) > 3
    start = int(time.time() * 1000) - 86_400_000
    with demo_server.client() as http:
        made = http.post(
            "/api/v1/search/jobs",
            json={"query": LOG_QUERIES[name], "from": start, "to": start + 86_400_000, "timeZone": "UTC"},
        )
        path = f"/api/v1/search/jobs/{made.json()['id']}"
        status = eventually(
            lambda: (s := http.get(path).json())["state"] == "DONE GATHERING RESULTS" and s, 60
        )
        assert status["recordCount"] > 3
        assert (
            len(http.get(f"{path}/records?offset=0&limit=10000").json()["records"]) == status["recordCount"]
        )


@pytest.mark.parametrize("name", METRIC_QUERIES)
def test_metric_queries_give_points(demo_server: RunningServer, name: str) -> None:
    rows = _rows(demo_server, "metrics", METRIC_QUERIES[name])
    assert len({r["modelid"] for r in rows}) > 2
    assert all(r["value"] > 0 for r in rows)


def test_locations_are_where_the_addresses_are(demo_server: RunningServer) -> None:
    rows = _rows(demo_server, "query", LOG_QUERIES["locations"])
    placed = [r for r in rows if r["latitude"] is not None]
    assert len(placed) > 20
    assert all(-90 <= r["latitude"] <= 90 and -180 <= r["longitude"] <= 180 for r in placed)
    names = [r for r in rows if str(r["sourceIPAddress"]).endswith(".amazonaws.com")]
    assert names
    assert all(r["latitude"] is None and r["longitude"] is None for r in names)


def test_counts_agree_with_the_messages(demo_server: RunningServer) -> None:
    """What a reader can check by hand: the messages behind the errors, counted in Python."""
    query = LOG_QUERIES["errors"]
    scope_and_stages = query.rsplit("| count", 1)[0]
    end = str(int(time.time() * 1000) - 60_000)
    records = demo_server.run(query, "-20h", end, histogram=False)
    messages = demo_server.run(scope_and_stages, "-20h", end, limit=100_000, histogram=False)
    at = [c["name"] for c in messages["columns"]].index("_raw")
    counted: dict[str, int] = {}
    for row in messages["rows"]:
        event = json.loads(row[at])
        assert event["eventSource"] == "sagemaker.amazonaws.com"
        counted[event["errorMessage"]] = counted.get(event["errorMessage"], 0) + 1
    by_hand = sorted(counted.items(), key=lambda kv: (-kv[1], kv[0].encode()))
    assert [(r[0], r[1]) for r in records["rows"]] == by_hand


def test_rules_name_the_accounts(demo_server: RunningServer) -> None:
    rows = demo_server.records(
        '_sourceCategory=aws/observability/cloudtrail/logs | json "recipientAccountId" '
        "| count by recipientAccountId, account",
        "-24h",
    )
    assert {(r["recipientAccountId"], r["account"]) for r in rows} == {
        ("956882123456", "dev"),
        ("567680881046", "prod"),
    }


def test_a_run_can_be_stopped(demo_server: RunningServer) -> None:
    tests = " or ".join(f"_raw matches /z{n}[a-m]+(x|y)+.*{n}[^q]+{n}/" for n in range(250))
    run_id = str(uuid.uuid4())
    answers: list[httpx2.Response] = []

    def run() -> None:
        with demo_server.client() as http:
            body = {"query": f"* | where {tests} | count", "from": "-24h", "to": "now", "runId": run_id}
            answers.append(http.post("/api/v1/search/run", json=body))

    thread = threading.Thread(target=run)
    thread.start()
    with demo_server.client() as http:
        assert eventually(lambda: http.delete(f"/api/v1/search/run/{run_id}").json()["stopped"], 20)
    stopped = time.monotonic()
    thread.join(60)
    assert time.monotonic() - stopped < 10, "the engine worked on after it was told to stop"
    assert answers[0].status_code == 409
    assert answers[0].json()["faults"][0]["code"] == "search.cancelled"
