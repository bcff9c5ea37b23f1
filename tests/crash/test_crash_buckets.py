"""A server that reads a bucket is killed again and again: no object is lost, and no message is there twice."""

import random
import threading
import time

import httpx2
import pytest

from running_server import RunningServer, eventually
from simulated_aws import KEY_ID, SECRET, SimulatedAws

BUCKET = "crash"
LINES = 25


@pytest.mark.crash
@pytest.mark.timeout(1_800)
def test_a_bucket_is_read_once_through_kills(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, own_aws: SimulatedAws
) -> None:
    rounds = request.config.getoption("--rounds")
    assert isinstance(rounds, int)
    s3, sqs = own_aws.client("s3"), own_aws.client("sqs")
    s3.create_bucket(Bucket=BUCKET)
    queue = sqs.create_queue(QueueName="notices", Attributes={"VisibilityTimeout": "5"})["QueueUrl"]
    written: set[str] = set()
    stop, go = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while go.wait(60) and not stop.is_set():
            lines = [f"object {number} line {line}" for line in range(LINES)]
            key = f"{number % 7}/{number:06}"
            s3.put_object(Bucket=BUCKET, Key=key, Body="\n".join(lines).encode())
            written.update(lines)
            if number % 2:
                notice = '{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"%s"},"object":{"key":"%s"}}}]}'
                # SQS may give a message more than once; here it does so each time.
                for _ in range(2):
                    sqs.send_message(QueueUrl=queue, MessageBody=notice % (BUCKET, key))
            number += 1
            stop.wait(0.02)

    writer = threading.Thread(target=write)
    running = RunningServer(
        tmp_path_factory.mktemp("crash-bucket"), environment={"SAGESCOPE_SOURCES__WAKE_SECONDS": "0.2"}
    )
    rng = random.Random(17)
    source = 0

    writer.start()
    try:
        for _ in range(rounds):
            running.start()
            if not source:
                source = _add(running, own_aws, queue)
            go.set()
            # Wherever it is: while it lists, reads, waits for its batch, or notes what is done.
            time.sleep(rng.uniform(0.3, 2.5))
            running.kill()
            go.clear()
        stop.set()
        go.set()
        writer.join(30)
        running.start()
        with running.client() as http:
            counted = "_sourceCategory=tests/crash-bucket | count"
            eventually(lambda: int(running.records(counted, "-2h")[0]["_count"]) >= len(written), 180)
            # Once more all of it, with nothing to go by but what is stored.
            http.delete(f"/api/v1/sources/{source}/checkpoint").raise_for_status()
            assert eventually(lambda: _is_done(http, source), 120), running.output()
            rows = running.run(
                "_sourceCategory=tests/crash-bucket", "-2h", "+1h", limit=100_000, histogram=False
            )
        at = [c["name"] for c in rows["columns"]].index("_raw")
        stored = [row[at] for row in rows["rows"]]
    finally:
        stop.set()
        go.set()
        writer.join(30)
        running.kill()
    missing = written - set(stored)
    assert len(written) > rounds * LINES
    assert not missing, f"{len(missing)} messages are lost, such as {sorted(missing)[:3]}"
    assert len(stored) == len(set(stored)), f"{len(stored) - len(set(stored))} messages are there twice"


def _is_done(http: httpx2.Client, source: int) -> bool:
    answer = http.post(f"/api/v1/sources/{source}/run")
    return answer.status_code == 200


def _add(running: RunningServer, aws: SimulatedAws, queue: str) -> int:
    body = {
        "sourceType": "Polling",
        "contentType": "AwsS3Bucket",
        "name": "crash",
        "category": "tests/crash-bucket",
        "scanInterval": 2_000,
        "multilineProcessingEnabled": False,
        "thirdPartyRef": {
            "resources": [
                {
                    "serviceType": "AwsS3Bucket",
                    "path": {
                        "type": "S3BucketPathExpression",
                        "bucketName": BUCKET,
                        "pathExpression": "*",
                        "sqsQueueUrl": queue,
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
    with running.client() as http:
        collector = http.get("/api/v1/collectors/default").json()["collector"]["id"]
        answer: httpx2.Response = http.post(f"/api/v1/collectors/{collector}/sources", json={"source": body})
        assert answer.status_code == 201, answer.text
        return int(answer.json()["source"]["id"])
