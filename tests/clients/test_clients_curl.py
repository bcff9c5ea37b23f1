"""curl: files, headers, metrics, and the request of the Firehose specification."""

import gzip
import json
import shutil
import subprocess
import time
import uuid
from pathlib import Path

import pytest

from firehose_sender import body_of, log_record
from running_server import RunningServer

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def curl(*arguments: str) -> str:
    """Run curl; what the answer holds."""
    done = subprocess.run(["curl", "-sS", "--fail", *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_files_plain_and_compressed(server: RunningServer, tmp_path: Path) -> None:
    url = server.source("curl")
    plain, packed = tmp_path / "a.log", tmp_path / "b.log.gz"
    plain.write_text("curled one\ncurled two\n")
    packed.write_bytes(gzip.compress(b"curled three\n"))
    for arguments in (["-T", str(plain)], ["-H", "Content-Encoding: gzip", "--data-binary", f"@{packed}"]):
        curl(*arguments, url)
    texts = {str(row["_raw"]) for row in server.records("curled")}
    assert texts == {"curled one", "curled two", "curled three"}


def test_headers_name_where_messages_come_from(server: RunningServer) -> None:
    url = server.source("curl headers", category="tests/curl", fields={"account": "dev"})
    named = {"Host": "h-1", "Name": "app.log", "Category": "tests/curl/own", "Fields": "team=infra,region=eu"}
    headers = [part for name, value in named.items() for part in ("-H", f"X-Sumo-{name}: {value}")]
    curl(*headers, "-d", "headed one", url)
    (row,) = server.records("headed")
    assert (row["_sourceHost"], row["_sourceName"], row["_sourceCategory"]) == (
        "h-1",
        "app.log",
        "tests/curl/own",
    )
    # A field that the schema does not know is left out, and one of the source stays.
    assert (row["account"], row["region"]) == ("dev", "eu")


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("carbon2", "metric=curled_jobs queue=c2 unit=count  3 {at}"),
        ("graphite", "curled_jobs.gr 4 {at}"),
        ("prometheus", 'curled_jobs{{queue="prom"}} 5 {at}000'),
    ],
)
def test_lines_of_metrics(server: RunningServer, kind: str, line: str) -> None:
    url = server.source(f"curl {kind}", category=f"tests/curl/{kind}")
    headers = ("-H", f"Content-Type: application/vnd.sumologic.{kind}", "-H", "X-Sumo-Dimensions: team=infra")
    curl(*headers, "-d", line.format(at=int(time.time())), url)
    query = f"_sourceCategory=tests/curl/{kind} team=infra"
    done = server.command("metrics", query, "--from", "-10m", "--to", "+10m", "--format", "ndjson")
    assert done.returncode == 0, done.stderr
    values = {json.loads(row)["value"] for row in done.stdout.splitlines()}
    assert values == {{"carbon2": 3, "graphite": 4, "prometheus": 5}[kind]}


def test_a_delivery_of_firehose_and_its_retry_are_one(server: RunningServer, tmp_path: Path) -> None:
    url = server.source("curl firehose", contentType="KinesisLog", category="tests/curl/firehose")
    id_ = str(uuid.uuid4())
    body = tmp_path / "delivery.json"
    body.write_bytes(body_of(id_, [log_record(["delivered by curl", "and another by curl"])]))
    told = {"Protocol-Version": "1.0", "Request-Id": id_}
    headers = [part for name, value in told.items() for part in ("-H", f"X-Amz-Firehose-{name}: {value}")]
    for _ in range(2):
        answer = curl(*headers, "-H", "Content-Type: application/json", "--data-binary", f"@{body}", url)
        assert json.loads(answer)["requestId"] == id_
    rows = server.records("_sourceCategory=tests/curl/firehose")
    assert sorted(row["_raw"] for row in rows) == ["and another by curl", "delivered by curl"]
    assert {row["_sourceHost"] for row in rows} == {"/aws/sagemaker/Endpoints/churn"}
