"""Sumo's search job API, through the official client and bare HTTP."""

import json
import time

import pytest
from sumologic import SumoLogic

from running_server import ACCESS_ID, ACCESS_KEY, RunningServer, eventually, post


@pytest.fixture(scope="module")
def sumo(server: RunningServer) -> SumoLogic:
    url = server.source("jobs", category="tests/jobs")
    post(url, "\n".join(f'{{"job":"j{n % 3}","n":{n}}}' for n in range(30)))
    return SumoLogic(ACCESS_ID, ACCESS_KEY, endpoint=f"{server.url}/api")


def _times() -> tuple[int, int]:
    now = int(time.time() * 1000)
    return now - 3_600_000, now + 60_000


def _finished(sumo: SumoLogic, job: dict[str, str]) -> dict[str, object]:
    status = eventually(
        lambda: (s := sumo.search_job_status(job))["state"] == "DONE GATHERING RESULTS" and s, 20
    )
    assert status
    return dict(status)


def test_an_aggregate_job_through_the_official_client(sumo: SumoLogic) -> None:
    start, end = _times()
    job = sumo.search_job(
        '_sourceCategory=tests/jobs | json "job" | count by job | sort by job asc', start, end
    )
    status = _finished(sumo, job)
    assert (status["messageCount"], status["recordCount"], status["pendingErrors"]) == (30, 3, [])
    assert sum(b["count"] for b in status["histogramBuckets"]) == 30  # type: ignore[attr-defined]
    records = sumo.search_job_records(job, limit=10, offset=0)
    assert [r["map"] for r in records["records"]] == [{"job": f"j{n}", "_count": "10"} for n in range(3)]
    assert records["fields"] == [
        {"name": "job", "fieldType": "string", "keyField": True},
        {"name": "_count", "fieldType": "int", "keyField": False},
    ]
    messages = sumo.search_job_messages(job, limit=5, offset=0)
    assert len(messages["messages"]) == 5
    assert {"_raw", "_messagetime", "_sourcecategory"} <= {f["name"] for f in messages["fields"]}
    sumo.delete_search_job(job)
    with pytest.raises(Exception, match="404"):
        sumo.search_job_status(job)


def test_messages_page_newest_first(sumo: SumoLogic) -> None:
    start, end = _times()
    job = sumo.search_job("_sourceCategory=tests/jobs", start, end)
    _finished(sumo, job)
    pages = [sumo.search_job_messages(job, limit=12, offset=at)["messages"] for at in (0, 12, 24)]
    assert [len(p) for p in pages] == [12, 12, 6]
    rows = [json.loads(m["map"]["_raw"])["n"] for p in pages for m in p]
    assert sorted(rows) == list(range(30))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"query": "*", "from": "-1h", "to": "now"}, "searchjob.invalid.timestamp.from"),
        (
            {"query": "*", "from": "2026-01-02T00:00:00", "to": "2026-01-01T00:00:00"},
            "searchjob.to.smaller.than.from",
        ),
        ({"query": "", "from": 0, "to": 1}, "searchjob.no.query"),
        ({"query": "* | nope", "from": 0, "to": 1}, "searchjob.parse.error"),
        ({"query": "*", "from": 0, "to": 1, "timeZone": "Mars/Phobos"}, "searchjob.unknown.timezone"),
    ],
)
def test_codes_of_bad_jobs(server: RunningServer, body: dict[str, object], code: str) -> None:
    with server.client() as http:
        answer = http.post("/api/v1/search/jobs", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_codes_of_bad_pages(server: RunningServer, sumo: SumoLogic) -> None:
    start, end = _times()
    job = sumo.search_job("_sourceCategory=tests/jobs", start, end)
    _finished(sumo, job)
    with server.client() as http:
        path = f"/api/v1/search/jobs/{job['id']}"
        assert http.get(f"{path}/messages?limit=5").json()["code"] == "offset.missing"
        assert http.get(f"{path}/messages?offset=-1&limit=5").json()["code"] == "offset.negative"
        assert http.get(f"{path}/messages?offset=0&limit=0").json()["code"] == "limit.zero"
        assert (
            http.get(f"{path}/records?offset=0&limit=5").json()["code"]
            == "no.records.not.an.aggregation.query"
        )


def test_collectors_and_sources_through_the_official_client(server: RunningServer, sumo: SumoLogic) -> None:
    names = [c["name"] for c in sumo.collectors()]
    assert "sagescope" in names
    collector = sumo.collectors()[0]
    held, etag = sumo.collector(collector["id"])
    assert held["collector"]["name"] == collector["name"]
    assert etag
    assert any(s["name"] == "jobs" for s in sumo.sources(collector["id"]))
