"""What Firehose could not deliver is read from its bucket, as if it had been delivered, once."""

import base64
import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firehose_sender import GROUP, STREAM, deliver, log_record
from pulling_world import Works
from running_server import RunningServer, eventually
from sagescope.ingest.formats import firehose_errors
from sagescope.model.source import Source
from sagescope.model.source_kinds import BucketPath, FirehoseLogSettings, FirehoseMetricSettings, Replay
from sagescope.store.tables.metrics import POINTS
from simulated_aws import KEY_ID, SECRET, SimulatedAws

BUCKET = "example-failed"
KEY = "logs/http-endpoint-failed/2026/01/31/10/sagescope-logs-1-{}"


def failed_line(record: bytes) -> str:
    return json.dumps(
        {
            "attemptsMade": 5,
            "arrivalTimestamp": 1_769_853_600_000,
            "errorCode": "HttpEndpoint.ConnectionTimeout",
            "errorMessage": "The endpoint did not answer.",
            "attemptEndingTimestamp": 1_769_853_900_000,
            "rawData": base64.b64encode(record).decode(),
            "subsequenceNumber": 0,
            "dataId": "49640912821178817833517986466168945147170627572855734274",
        }
    )


def put(aws: SimulatedAws, name: str, *lines: str, packed: bool = False) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    body = "\n".join(lines).encode() + b"\n"
    s3.put_object(Bucket=BUCKET, Key=KEY.format(name), Body=gzip.compress(body) if packed else body)


def replaying(works: Works, *, metrics: bool = False) -> Source:
    path = BucketPath(bucket=BUCKET, path="*/http-endpoint-failed/*")
    replay = Replay(access=works.access(), bucket=path)
    return works.source(
        FirehoseMetricSettings(replay=replay) if metrics else FirehoseLogSettings(replay=replay),
        category="tests/replayed",
        fields={"account": "dev"},
    )


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_records_become_the_messages_that_they_would_have_been(
    works: Works, aws: SimulatedAws, packed: bool
) -> None:
    at = works.clock.now() - 3_600_000
    first, second = log_record(["one", "two"], at=at), log_record(["three"], at=at)
    put(aws, "a", failed_line(first), failed_line(second), packed=packed)
    put(aws, "b", failed_line(log_record([], messageType="CONTROL_MESSAGE")))
    source = replaying(works)
    outcome = works.runner.run_once(source.id)
    assert (outcome.objects, outcome.messages, outcome.faults) == (2, 3, [])
    assert works.stored(source) == ["one", "three", "two"]
    assert works.column(source, "source_host") == [GROUP]
    assert works.column(source, "source_name") == [STREAM]
    assert works.column(source, "message_time") == [at, at + 1]
    # Once, whether it knows what it has done or not.
    assert works.runner.run_once(source.id).objects == 0
    works.runner.forget(source.id)
    assert works.runner.run_once(source.id).repeated == 2
    assert works.stored(source) == ["one", "three", "two"]


def test_lines_without_a_record_are_counted_and_hurt_no_other(works: Works, aws: SimulatedAws) -> None:
    lines = ["{", '{"rawData": "%"}', '{"attemptsMade": 1}', failed_line(log_record(["whole"]))]
    put(aws, "a", *lines)
    source = replaying(works)
    works.runner.run_once(source.id)
    assert works.stored(source) == ["whole"]
    assert works.state(source)[1] == ["firehose.failed_line"]


def test_points_of_a_metric_stream_are_replayed(works: Works, aws: SimulatedAws) -> None:
    line = {
        "metric_stream_name": "S",
        "account_id": "123456789012",
        "region": "us-east-1",
        "namespace": "AWS/SageMaker",
        "metric_name": "Replayed",
        "dimensions": {"EndpointName": "churn"},
        "timestamp": works.clock.now() // 60_000 * 60_000 - 3_600_000,
        "value": {"count": 1.0, "sum": 5.0, "max": 5.0, "min": 5.0},
        "unit": "Count",
    }
    put(aws, "a", failed_line(json.dumps(line).encode() + b"\n"))
    source = replaying(works, metrics=True)
    works.runner.run_once(source.id)
    works.runner.forget(source.id)
    works.runner.run_once(source.id)
    rows = works.here.select(
        f"SELECT p.value AS v FROM {POINTS} AS p FINAL JOIN (SELECT DISTINCT series FROM metric_series "
        "WHERE metric = 'Replayed' AND dimensions['statistic'] = 'sum') AS d ON d.series = p.series"
    ).table.to_pylist()
    assert [row["v"] for row in rows] == [5.0]


def test_a_delivery_whose_answer_got_lost_is_not_stored_by_its_replay(
    server: RunningServer, aws: SimulatedAws
) -> None:
    # Three events of the same text and time are three messages, of which one had come.
    stored, new = log_record(["lost answer", "same"], at=1_769_853_600_000), log_record(["never came"])
    twice: dict[str, Any] = {
        "logEvents": [{"id": f"{n:056}", "timestamp": 1_769_853_600_001, "message": "same"} for n in (1, 2)]
    }
    aws.client("s3").create_bucket(Bucket=BUCKET)
    body: dict[str, Any] = {
        "sourceType": "HTTP",
        "contentType": "KinesisLog",
        "name": "replayed",
        "category": "tests/lost-answer",
        "thirdPartyRef": {
            "resources": [
                {
                    "serviceType": "KinesisLog",
                    "path": {
                        "type": "KinesisLogPath",
                        "bucketName": BUCKET,
                        "pathExpression": "*/http-endpoint-failed/*",
                        "scanInterval": 86_400_000,
                    },
                    "authentication": {
                        "type": "S3BucketAuthentication",
                        "awsId": KEY_ID,
                        "awsKey": SECRET,
                        "endpoint": aws.url,
                    },
                }
            ]
        },
    }
    with server.client() as http:
        collector = http.get("/api/v1/collectors/default").json()["collector"]["id"]
        made = http.post(f"/api/v1/collectors/{collector}/sources", json={"source": body}).json()["source"]
        assert deliver(made["url"], stored).status_code == 200
        # What Firehose took for lost is written when it has given up.
        put(aws, "a", failed_line(stored), failed_line(new), failed_line(log_record([], **twice)))

        # The server may read it by itself, or when it is told to.
        def stored_now() -> list[str]:
            http.post(f"/api/v1/sources/{made['id']}/run")
            return sorted(row["_raw"] for row in server.records("_sourceCategory=tests/lost-answer", "-400d"))

        wanted = ["lost answer", "never came", "same", "same", "same"]
        eventually(lambda: len(stored_now()) >= len(wanted), 60)
        assert stored_now() == wanted


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_counted(part: bytes) -> None:
    found = firehose_errors.parse(part)
    lines = sum(1 for line in part.split(b"\n") if line.strip())
    assert len(found.records) + found.rejected == lines


@given(st.lists(st.binary(max_size=80), max_size=8))
def test_records_that_are_written_are_read_back(records: list[bytes]) -> None:
    part = "\n".join(failed_line(record) for record in records).encode()
    assert firehose_errors.parse(part).records == records
