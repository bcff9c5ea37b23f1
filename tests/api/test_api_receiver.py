"""The HTTP receiver, over real HTTP."""

import gzip
import json
import time
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
import zstandard

from beside import CORPUS, json_lines, needs
from running_server import RunningServer, post

DOCUMENT_SAMPLES = CORPUS / "sagemaker-document-samples.jsonl"


@pytest.fixture(scope="module")
def url(server: RunningServer) -> str:
    return server.source("receiver", category="tests/receiver", fields={"account": "dev"})


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("", lambda b: b),
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("zstd", lambda b: zstandard.ZstdCompressor().compress(b)),
    ],
)
def test_every_encoding_is_stored(server: RunningServer, url: str, encoding: str, pack: object) -> None:
    body = f"enc{encoding or 'plain'} one\nenc{encoding or 'plain'} two\n".encode()
    headers = {"Content_Encoding": encoding} if encoding else {}
    answer = post(url, pack(body), **headers)  # type: ignore[operator]
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["X-Sagescope-Accepted"] == "2"
    assert server.records(f"enc{encoding or 'plain'} | count")[0]["_count"] == 2


def test_headers_set_the_metadata(server: RunningServer, url: str) -> None:
    answer = post(
        url,
        "headers were here",
        X_Sumo_Category="cat/x",
        X_Sumo_Host="host-x",
        X_Sumo_Name="name-x",
        X_Sumo_Fields="team=blue, tier = web",
    )
    assert answer.status_code == 200
    (row,) = server.records(
        "team=BLUE tier=web _sourceHost=host-x _sourceName=name-x _sourceCategory=cat/x headers"
    )
    assert (row["_raw"], row["team"], row["tier"], row["account"]) == (
        "headers were here",
        "blue",
        "web",
        "dev",
    )


def test_an_empty_header_is_as_good_as_none(server: RunningServer, url: str) -> None:
    post(url, "emptyheader", X_Sumo_Category="", X_Sumo_Fields="")
    (row,) = server.records("emptyheader")
    assert row["_sourceCategory"] == "tests/receiver"


def test_a_json_array_opens_into_messages(server: RunningServer, url: str) -> None:
    body = json.dumps([{"arr": 1, "text": "one"}, {"arr": 2, "text": "two"}])
    assert post(url, body, Content_Type="application/json").headers["X-Sagescope-Accepted"] == "2"
    rows = server.records('arr text | json "arr" as arr | where arr = 2')
    assert [json.loads(str(r["_raw"])) for r in rows] == [{"arr": 2, "text": "two"}]


def test_multi_line_messages_by_boundary(server: RunningServer) -> None:
    by_prefix = server.source(
        "stacks", multilineProcessingEnabled=True, useAutolineMatching=False, manualPrefixRegexp=r"\[\d+\].*"
    )
    body = "[1] boundary first\n  at a.py\n[2] boundary second\n"
    assert post(by_prefix, body).headers["X-Sagescope-Accepted"] == "2"
    whole = server.source("whole", messagePerRequest=True)
    assert post(whole, "wholebody\nline two\n").headers["X-Sagescope-Accepted"] == "1"
    assert {r["_raw"] for r in server.records("boundary")} == {
        "[1] boundary first\n  at a.py",
        "[2] boundary second",
    }


def test_a_damaged_line_is_kept_among_good_ones(server: RunningServer, url: str) -> None:
    answer = post(url, b"damaged good one\ndamaged \xff\xfe bad\ndamaged good two\n")
    assert answer.status_code == 200
    assert (answer.headers["X-Sagescope-Accepted"], answer.headers["X-Sagescope-Damaged"]) == ("3", "1")
    assert server.records("damaged | count")[0]["_count"] == 3


@pytest.mark.parametrize(
    ("body", "headers", "status", "word"),
    [
        (b"not gzip at all", {"Content_Encoding": "gzip"}, 400, "gzip"),
        (b"x", {"Content_Encoding": "br"}, 400, "gzip"),
        (gzip.compress(b"cut short " * 100, mtime=0)[:-12], {"Content_Encoding": "gzip"}, 400, "gzip"),
    ],
)
def test_what_cannot_be_decoded_is_refused_with_its_reason(
    url: str, body: bytes, headers: dict[str, str], status: int, word: str
) -> None:
    answer = post(url, body, **headers)
    assert answer.status_code == status
    assert word in answer.json()["message"]


def test_a_wrong_token_is_unauthorized(server: RunningServer) -> None:
    answer = post(f"{server.url}/receiver/v1/http/nobody-has-this-token-0123456789", "x")
    assert answer.status_code == 401
    assert "source" in answer.json()["message"]


def test_limits_of_body_and_buffer(tmp_path_factory: pytest.TempPathFactory) -> None:
    limits = {
        "SAGESCOPE_INGEST__MAX_BYTES": "100000",
        "SAGESCOPE_INGEST__WAITING_BYTES": "90000",
        "SAGESCOPE_INGEST__BATCH_SECONDS": "3",
    }
    small = RunningServer(tmp_path_factory.mktemp("small"), environment=limits)
    small.start()
    try:
        url = small.source("small")
        assert post(url, b"x" * 100_001).status_code == 413
        bomb = gzip.compress(b"y" * 5_000_000)
        assert len(bomb) < 100_000
        assert post(url, bomb, Content_Encoding="gzip").status_code == 413
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda n: post(url, f"busy {n} ".encode() * 6_000), range(4)))
        busy = [a for a in answers if a.status_code == 429]
        assert busy
        assert all(int(a.headers["Retry-After"]) >= 1 for a in busy)
        stored = sum(a.status_code == 200 for a in answers)
        assert stored + len(busy) == 4
        assert small.records("busy | count")[0]["_count"] == stored
    finally:
        small.stop()


def test_metric_formats(server: RunningServer) -> None:
    url = server.source("metrics", fields={"account": "dev"})
    now = int(time.time())
    carbon2 = f"metric=cpu Host=a  1.5 {now}\nmetric=cpu Host=b  2.5 {now}\nnonsense\n"
    answer = post(
        url, carbon2, Content_Type="application/vnd.sumologic.carbon2", X_Sumo_Dimensions="region=us-east-1"
    )
    assert (answer.headers["X-Sagescope-Accepted"], answer.headers["X-Sagescope-Rejected"]) == ("2", "1")
    post(url, f"servers.web1.load 7 {now}\n", Content_Type="application/vnd.sumologic.graphite")
    post(url, f'queue_depth{{queue="q1"}} 11 {now}000\n', Content_Type="application/vnd.sumologic.prometheus")
    found = server.command(
        "metrics",
        "metric=cpu account=DEV region=* host=* | avg by host",
        "--from",
        "-10m",
        "--to",
        "+10m",
        "--format",
        "ndjson",
    )
    assert found.returncode == 0, found.stderr
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert {(r["host"], r["value"]) for r in rows} == {("a", 1.5), ("b", 2.5)}
    for query, value in (("metric=load", 7), ("metric=queue_depth queue=q1", 11)):
        found = server.command("metrics", query, "--from", "-10m", "--to", "+10m", "--format", "ndjson")
        assert [json.loads(line)["value"] for line in found.stdout.splitlines()] == [value]


def test_a_point_delivered_twice_counts_once(server: RunningServer) -> None:
    url = server.source("twice")
    now = int(time.time())
    for _ in range(2):
        post(url, f"metric=once  5 {now}\n", Content_Type="application/vnd.sumologic.carbon2")
    found = server.command(
        "metrics", "metric=once | quantize using sum", "--from", "-10m", "--to", "+10m", "--format", "ndjson"
    )
    assert [json.loads(line)["value"] for line in found.stdout.splitlines()] == [5]


@needs(DOCUMENT_SAMPLES)
def test_the_samples_of_the_document_are_found_within_two_seconds(server: RunningServer) -> None:
    samples = list(json_lines(DOCUMENT_SAMPLES))
    url = server.source("samples", category="tests/samples", fields={"account": "dev", "region": "us-east-1"})
    words = {
        "CloudTrail": "anemaNoteBook", "Endpoint Access Log": '"GET /ping HTTP/1.1"', "Processing Jobs Log": "caveats",
        "Training Jobs Log": "ChurnModelTraining", "Transform Jobs Log": "WorkerThreadTime",
    }  # fmt: skip
    for sample in samples:
        message = json.dumps(sample["message"], separators=(",", ":"))
        host = sample["message"].get("logGroup", "cloudtrail")
        posted = time.monotonic()
        assert post(url, message, X_Sumo_Host=host, X_Sumo_Fields="sample=yes").status_code == 200
        word = words[sample["title"]]
        for scope in (
            word,
            f"_sourceCategory=tests/samples _sourceHost={host}",
            f"sample=yes account=dev {word}",
        ):
            found = server.records(scope, "01/01/2025", "01/01/2027")
            assert message in [r["_raw"] for r in found], (sample["title"], scope)
        assert time.monotonic() - posted < 2 * 3, "three searches within two seconds each"
