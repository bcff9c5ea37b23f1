"""Firehose's deliveries of logs, over real HTTP, and what a source says of bad ones."""

import base64
import gzip
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from beside import REFERENCE, needs
from firehose_sender import GROUP, STREAM, body_of, deliver, is_delivered, log_record
from running_server import RunningServer, post

SIMULATOR = REFERENCE.with_name("tools") / "firehose_sim.py"
DAY = 86_400_000


def made(server: RunningServer, name: str, **source: Any) -> tuple[int, str]:
    """A Firehose source: its id and address."""
    url = server.source(name, contentType="KinesisLog", category=f"tests/{name}", **source)
    return next(s["id"] for s in listed(server) if s["url"] == url), url


def listed(server: RunningServer) -> list[dict[str, Any]]:
    with server.client() as http:
        return list(http.get("/api/v1/sources").json()["sources"])


def health(server: RunningServer, source: int) -> dict[str, Any]:
    with server.client() as http:
        return dict(http.get(f"/api/v1/sources/{source}/health").json())


def count(server: RunningServer, scope: str) -> int:
    return int(server.records(f"{scope} | count", "-2d")[0]["_count"])


@pytest.fixture(scope="module")
def source(server: RunningServer) -> tuple[int, str]:
    return made(server, "fh-logs", fields={"account": "dev"})


def test_log_events_are_messages_of_their_group_and_stream(
    server: RunningServer, source: tuple[int, str]
) -> None:
    first = log_record(["fhone start\n", '{"fhone": "json", "n": 1}'])
    second = log_record(
        ["fhone elsewhere"], group="/aws/sagemaker/TrainingJobs", stream="job/algo-1-1767225600"
    )
    answer = deliver(source[1], first, second, request_id="fh-1", attributes={"team": "ml"})
    assert is_delivered(answer, "fh-1")
    rows = {str(r["_raw"]): r for r in server.records("fhone")}
    assert set(rows) == {"fhone start", '{"fhone": "json", "n": 1}', "fhone elsewhere"}
    row = rows["fhone start"]
    assert (row["_sourceHost"], row["_sourceName"]) == (GROUP, STREAM)
    assert (row["account"], row["accountid"], row["region"], row["team"]) == (
        "dev", "123456789012", "us-east-1", "ml",
    )  # fmt: skip
    elsewhere = rows["fhone elsewhere"]
    assert (elsewhere["_sourceHost"], elsewhere["_sourceName"]) == (
        "/aws/sagemaker/TrainingJobs",
        "job/algo-1-1767225600",
    )


def test_the_time_is_that_of_the_event(server: RunningServer, source: tuple[int, str]) -> None:
    at = time.time_ns() // 10**6 - 7_200_000
    deliver(source[1], log_record(["fhtime 2001-01-01 00:00:00 in the text"], at=at))
    (row,) = server.records("fhtime", "-3h")
    assert row["_messageTime"] == at


def test_a_delivery_that_comes_again_is_stored_once(server: RunningServer, source: tuple[int, str]) -> None:
    record = log_record([f"fhagain {n}" for n in range(50)])
    for _ in range(3):
        assert is_delivered(deliver(source[1], record, request_id="fh-again"), "fh-again")
    assert count(server, "fhagain") == 50
    # Another delivery of the same bytes is other messages.
    deliver(source[1], record, request_id="fh-another")
    assert count(server, "fhagain") == 100


def test_the_same_delivery_at_the_same_time_is_stored_once(
    server: RunningServer, source: tuple[int, str]
) -> None:
    record = log_record([f"fhrace {n}" for n in range(200)])
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: deliver(source[1], record, request_id="fh-race"), range(8)))
    assert all(is_delivered(answer, "fh-race") for answer in answers)
    assert count(server, "fhrace") == 200


def test_control_messages_are_acknowledged_and_not_stored(
    server: RunningServer, source: tuple[int, str]
) -> None:
    record = log_record(["fhcontrol health"], group="", stream="", messageType="CONTROL_MESSAGE")
    assert is_delivered(deliver(source[1], record, request_id="fh-control"), "fh-control")
    assert count(server, "fhcontrol") == 0


def test_other_records_are_text(server: RunningServer, source: tuple[int, str]) -> None:
    several = gzip.compress(
        gzip.decompress(log_record(["fhplain a"])) + gzip.decompress(log_record(["fhplain b"]))
    )
    members = log_record(["fhplain c"]) + log_record(["fhplain d"])
    uncompressed = gzip.decompress(log_record(["fhplain e"]))
    deliver(source[1], b"fhplain 1\nfhplain 2\n", several, members, uncompressed, b"", b'{"fhplain": 3}')
    texts = {str(r["_raw"]) for r in server.records("fhplain")}
    assert texts == {*(f"fhplain {c}" for c in "12abcde"), '{"fhplain": 3}'}


def test_health_checks_are_dropped_at_the_source_and_counted(server: RunningServer) -> None:
    ping = {"filterType": "Exclude", "name": "pings", "regexp": r'(?s).*"GET /ping HTTP/[0-9.]+" 200\b.*'}
    mask = {"filterType": "Mask", "name": "keys", "regexp": r"key=(\S+)", "mask": "KEY"}
    id_, url = made(server, "fh-filters", filters=[ping, mask])
    lines = [
        'fhping 169.254.178.2 - "GET /ping HTTP/1.1" 200 0',
        'fhping 169.254.178.2 - "GET /ping HTTP/1.1" 500 0',
        'fhping - "POST /invocations HTTP/1.1" 200 key=abc',
    ]
    for _ in range(2):  # what is left out has its place in the delivery too
        deliver(url, log_record(lines), request_id="fh-pings")
    assert {str(r["_raw"]) for r in server.records("fhping")} == {
        lines[1],
        'fhping - "POST /invocations HTTP/1.1" 200 key=KEY',
    }
    assert health(server, id_)["dropped"] == {"pings": 1}


def test_an_access_key_is_asked_for_where_the_source_has_one(server: RunningServer) -> None:
    id_, url = made(server, "fh-key", accessKey="the-key")
    assert deliver(url, log_record(["fhkey no"])).status_code == 401
    assert deliver(url, log_record(["fhkey no"]), access_key="other").status_code == 401
    state = health(server, id_)
    assert state["state"] == "Failing" and state["faults"][0]["code"] == "receiver.access_key"
    assert deliver(url, log_record(["fhkey yes"]), access_key="the-key").status_code == 200
    assert [r["_raw"] for r in server.records("fhkey")] == ["fhkey yes"]
    assert health(server, id_)["state"] == "Warning"


BAD = {
    "truncated gzip in a record": ([log_record(["x" * 500])[:-40]], 200, "firehose.damaged"),
    "gzip bomb in a record": ([gzip.compress(b"\0" * (80 << 20))], 200, "firehose.damaged"),
    "wrong message type": ([log_record(["badtype"], messageType="OTHER_MESSAGE")], 200, "firehose.message_type"),
    "record that is not JSON": ([gzip.compress(b'{"messageType": "DATA_MESSAGE", nonsense')], 200, "firehose.not_json"),
    "a line of a megabyte": ([b"long " * 200_000], 200, "receive.long"),
    "a clock in 1970": ([log_record(["clock 1970"], at=0)], 200, "time.implausible"),
    "a clock in 2100": ([log_record(["clock 2100"], at=4_102_444_800_000)], 200, "time.implausible"),
    "bytes that are no text": ([b"\xff\xfe\xfa binary\n"], 200, "receive.encoding"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_records_are_kept_and_told_of_and_stop_nothing(server: RunningServer, what: str) -> None:
    records, status, code = BAD[what]
    mark = f"fhbad{list(BAD).index(what)}"
    id_, url = made(server, mark)
    answer = deliver(url, log_record([f"{mark} before"]), *records, log_record([f"{mark} after"]))
    assert answer.status_code == status, answer.text
    assert count(server, f"_sourceCategory=tests/{mark} {mark}") == 2
    # Nothing is lost: what could not be read is there too.
    assert count(server, f"_sourceCategory=tests/{mark}") > 2
    state = health(server, id_)
    assert state["state"] == "Warning"
    (fault,) = state["faults"]
    assert (fault["code"], bool(fault["hint"])) == (code, True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"not gzip at all", "receive.damaged"),
        (gzip.compress(body_of("fh-bad", [b"x"]))[:-20], "receive.damaged"),
        (gzip.compress(b"{}"), "firehose.body"),
        (gzip.compress(body_of("another", [b"x"])), "firehose.request_id"),
        (gzip.compress(b'{"requestId": "fh-bad", "records": [{"data": "%%%"}]}'), "firehose.record"),
        (gzip.compress(b'{"requestId": "fh-bad", "records": [{"data": "' + b"A" * (70 << 20)), "receive.too_large"),
    ],
)  # fmt: skip
def test_bad_deliveries_are_refused_as_firehose_reads_it(
    server: RunningServer, body: bytes, code: str
) -> None:
    id_, url = made(server, f"fhrefused {code} {len(body)}")
    answer = deliver(url, request_id="fh-bad", body=body)
    assert answer.status_code in (400, 413)
    assert answer.json()["requestId"] == "fh-bad" and answer.json()["errorMessage"]
    state = health(server, id_)
    assert state["state"] == "Failing" and state["faults"][0]["code"] == code
    assert is_delivered(deliver(url, b"fine", request_id="fh-good"), "fh-good")
    assert health(server, id_)["state"] == "Warning"


def test_messages_of_very_many_days_come_in_one_delivery(
    server: RunningServer, source: tuple[int, str]
) -> None:
    now = time.time_ns() // 10**6
    records = [log_record([f"fhdays {n}"], at=now - n * DAY) for n in range(250)]
    assert deliver(source[1], *records).status_code == 200
    assert server.records("fhdays | count", "-300d")[0]["_count"] == 250


@needs(SIMULATOR)
@pytest.mark.parametrize("kind", ["logs", "control", "raw", "metrics-json"])
def test_the_simulator_delivers(server: RunningServer, source: tuple[int, str], kind: str) -> None:
    pytest.importorskip("requests")
    done = subprocess.run(
        [sys.executable, str(SIMULATOR), source[1], kind], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0 and "DELIVERED" in done.stdout, done.stdout + done.stderr


def test_an_event_of_eventbridge_is_stored_once(server: RunningServer) -> None:
    url = server.source("events", contentType="AwsEventBridge", apiKey="bus-key", category="tests/events")
    event = {
        "version": "0",
        "id": "17793124-05d4-b198-2fde-7ededc63b103",
        "detail-type": "SageMaker Training Job State Change",
        "source": "aws.sagemaker",
        "account": "123456789012",
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 300)),
        "region": "us-east-1",
        "resources": [],
        "detail": {"TrainingJobName": "ebjob", "TrainingJobStatus": "Failed"},
    }
    text = json.dumps(event)
    assert post(url, text, Content_Type="application/json").status_code == 401
    for _ in range(2):
        assert post(url, text, Content_Type="application/json", X_Api_Key="bus-key").status_code == 200
    (row,) = server.records('ebjob | json "detail.TrainingJobStatus" as status')
    assert (row["_raw"], row["status"], row["accountid"]) == (text, "Failed", "123456789012")
    assert (row["_sourceHost"], row["_sourceName"]) == (
        "aws.sagemaker",
        "SageMaker Training Job State Change",
    )
    assert time.time() * 1000 - int(str(row["_messageTime"])) > 250_000
    assert post(url, "[]", X_Api_Key="bus-key").status_code == 400


def test_base64_of_a_damaged_record_can_be_undone(server: RunningServer) -> None:
    _, url = made(server, "fh-undone")
    broken = log_record(["never read"])[:-9]
    deliver(url, broken)
    (row,) = server.records("_sourceCategory=tests/fh-undone")
    assert base64.b64decode(str(row["_raw"])) == broken
