"""Buckets, from their objects to rows: everything once, whatever comes again, dies or is damaged."""

import bz2
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import zstandard
from sqlalchemy import select

from pulling_world import Works
from sagescope.errors import Refusal
from sagescope.meta.tables import SourceObjectRow
from sagescope.model.source import Cutoff
from sagescope.model.source_health import SourceState
from simulated_aws import SimulatedAws

BUCKET = "example-logs"
TRAIL = "AWSLogs/123456789012/CloudTrail/us-east-1/2026/01/31/123456789012_CloudTrail_us-east-1_{}.json.gz"


@pytest.fixture
def s3(aws: SimulatedAws) -> Any:
    client = aws.client("s3")
    client.create_bucket(Bucket=BUCKET)
    return client


def put(s3: Any, key: str, body: bytes | str) -> None:
    s3.put_object(Bucket=BUCKET, Key=key, Body=body)


def records(first: int, count: int) -> list[str]:
    """Records of CloudTrail as compact JSON."""
    return [
        json.dumps(
            {
                "eventVersion": "1.08",
                "eventTime": "2026-01-31T10:00:00Z",
                "eventSource": "sagemaker.amazonaws.com",
                "eventName": "DescribeEndpoint",
                "awsRegion": "us-east-1",
                "requestParameters": {"endpointName": f"churn-{n}"},
                "eventID": f"event-{n}",
            },
            separators=(",", ":"),
        )
        for n in range(first, first + count)
    ]


def trail_file(texts: list[str]) -> bytes:
    return gzip.compress(('{"Records":[' + ",".join(texts) + "]}").encode())


def test_each_record_of_cloudtrail_is_a_message(works: Works, s3: Any) -> None:
    texts = records(0, 30)
    put(s3, TRAIL.format("a"), trail_file(texts[:20]))
    put(s3, TRAIL.format("b"), trail_file(texts[20:]))
    put(s3, TRAIL.format("c").replace("CloudTrail/", "CloudTrail-Digest/"), gzip.compress(b"{}"))
    source = works.bucket(BUCKET, "AWSLogs/*", cloudtrail=True)
    outcome = works.runner.run_once(source.id)
    assert (outcome.objects, outcome.messages) == (2, 30)
    assert works.stored(source) == sorted(texts)
    assert works.column(source, "source_name") == [TRAIL.format("a"), TRAIL.format("b")]
    assert works.column(source, "source_host") == [BUCKET]
    assert works.column(source, "f_accountid") == ["123456789012"]
    assert works.column(source, "f_region") == ["us-east-1"]
    assert works.state(source)[0] is SourceState.HEALTHY
    assert works.runner.run_once(source.id).objects == 0


def test_records_laid_out_for_reading_become_one_line(works: Works, s3: Any) -> None:
    text = records(0, 1)[0]
    put(s3, "a.json", json.dumps({"Records": [json.loads(text)]}, indent=2))
    source = works.bucket(BUCKET, cloudtrail=True)
    works.runner.run_once(source.id)
    assert works.stored(source) == [text]


@pytest.mark.parametrize(
    "packed",
    [
        b"one\ntwo\n",
        gzip.compress(b"one\ntwo\n"),
        zstandard.compress(b"one\ntwo\n"),
        bz2.compress(b"one\ntwo\n"),
        gzip.compress(b"one\n") + gzip.compress(b"two\n") + b"\0" * 9,
    ],
    ids=["plain", "gzip", "zstd", "bzip2", "two members"],
)
def test_compression_is_told_by_the_content(works: Works, s3: Any, packed: bytes) -> None:
    put(s3, "without-extension", packed)
    source = works.bucket(BUCKET)
    works.runner.run_once(source.id)
    assert works.stored(source) == ["one", "two"]


def test_only_what_the_expression_and_the_cutoff_want_is_read(works: Works, s3: Any) -> None:
    put(s3, "app/2026/a.log", "wanted")
    put(s3, "app/2026/a.txt", "no")
    put(s3, "other/a.log", "no")
    source = works.bucket(BUCKET, "app/*.log")
    late = works.bucket(BUCKET, cutoff=Cutoff(time=works.clock.now() + 3_600_000))
    works.runner.run_once(source.id)
    works.runner.run_once(late.id)
    assert works.stored(source) == ["wanted"]
    assert works.stored(late) == []


def test_an_object_that_is_written_anew_is_read_again_and_a_late_one_is_found(works: Works, s3: Any) -> None:
    put(s3, "b", "one")
    source = works.bucket(BUCKET)
    works.runner.run_once(source.id)
    put(s3, "b", "two")
    put(s3, "a", "late")
    assert works.runner.run_once(source.id).objects == 2
    assert works.stored(source) == ["late", "one", "two"]


def test_versions_of_an_object_are_objects(works: Works, s3: Any) -> None:
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    put(s3, "a", "one")
    put(s3, "a", "two")
    s3.delete_object(Bucket=BUCKET, Key="a")
    source = works.bucket(BUCKET, versions=True)
    works.runner.run_once(source.id)
    assert works.stored(source) == ["one", "two"]


def test_a_forgotten_checkpoint_doubles_nothing(works: Works, s3: Any) -> None:
    for n in range(5):
        put(s3, TRAIL.format(n), trail_file(records(n * 10, 10)))
    source = works.bucket(BUCKET, cloudtrail=True)
    works.runner.run_once(source.id)
    assert works.runner.forget(source.id) == 5
    outcome = works.runner.run_once(source.id)
    assert (outcome.objects, outcome.repeated) == (5, 5)
    assert works.stored(source) == sorted(records(0, 50))


def test_workers_on_one_bucket_neither_lose_nor_double(works: Works, s3: Any) -> None:
    for n in range(70):
        put(s3, f"{n:03}", "\n".join(f"object {n} line {line}" for line in range(5)))
    source = works.bucket(BUCKET)
    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(lambda runner: runner.run_once(source.id), works.runners))
    # What one had in hand while another came to it is left for the next scan of that one.
    outcomes.append(works.runner.run_once(source.id))
    assert sum(outcome.objects for outcome in outcomes) == 70
    assert sum(bool(outcome.objects) for outcome in outcomes) > 1
    assert works.stored(source) == sorted(f"object {n} line {i}" for n in range(70) for i in range(5))


def test_a_large_object_comes_in_parts(works: Works, s3: Any) -> None:
    lines = [f"{n:07} {'x' * 90}" for n in range(100_000)]
    put(s3, "large.gz", gzip.compress("\n".join(lines).encode(), 1))
    source = works.bucket(BUCKET)
    assert works.runner.run_once(source.id).messages == len(lines)
    works.runner.forget(source.id)
    assert works.runner.run_once(source.id).repeated == 3
    assert works.stored(source) == lines


@pytest.mark.parametrize(
    ("key", "body", "code"),
    [
        ("cut.gz", gzip.compress(b"x" * 100_000)[:-20], "object.damaged"),
        ("garbage.zst", b"\x28\xb5\x2f\xfd" + b"\xff" * 40, "object.damaged"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 40, "object.zip"),
        ("no.json", b"this is no trail", "object.cloudtrail"),
        ("list.json", b"[1,2]", "object.cloudtrail"),
    ],
)
def test_a_damaged_object_is_told_and_stops_no_other(
    works: Works, s3: Any, key: str, body: bytes, code: str
) -> None:
    put(s3, key, body)
    put(s3, "z.json.gz", trail_file(records(0, 3)))
    source = works.bucket(BUCKET, cloudtrail=True)
    outcome = works.runner.run_once(source.id)
    assert works.stored(source) == records(0, 3)
    assert [fault.code for fault in outcome.faults] == [code]
    assert key in outcome.faults[0].message
    assert works.state(source) == (SourceState.WARNING, [code])
    # It is not tried for ever, but again once it is another.
    assert works.runner.run_once(source.id).objects == 0
    put(s3, key, trail_file(records(3, 1)))
    works.runner.run_once(source.id)
    assert works.stored(source) == records(0, 4)


def test_a_queue_tells_of_new_objects(works: Works, aws: SimulatedAws, s3: Any) -> None:
    sqs, sns = aws.client("sqs"), aws.client("sns")
    queue = sqs.create_queue(QueueName="notices")["QueueUrl"]
    arn = "arn:aws:sqs:us-east-1:123456789012:notices"
    topic = sns.create_topic(Name="new")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    source = works.bucket(BUCKET, queue=queue)
    works.runner.run_once(source.id)
    put(s3, "a b/ü+.log", "direct")
    put(s3, "second", "wrapped")
    notice = {
        "eventName": "ObjectCreated:Put",
        "s3": {"bucket": {"name": BUCKET}, "object": {"key": "a+b/%C3%BC%2B.log"}},
    }
    sqs.send_message(QueueUrl=queue, MessageBody=json.dumps({"Records": [notice]}))
    sqs.send_message(QueueUrl=queue, MessageBody="garbage")
    notice = {**notice, "s3": {"bucket": {"name": BUCKET}, "object": {"key": "second"}}}
    sns.publish(TopicArn=topic, Message=json.dumps({"Records": [notice]}))
    gone = {**notice, "s3": {"bucket": {"name": BUCKET}, "object": {"key": "gone"}}}
    sns.publish(TopicArn=topic, Message=json.dumps({"Records": [gone]}))
    # The bucket is not due; the queue is looked into all the same.
    works.clock.advance(20_000)
    for begun in works.runner.start_due():
        begun.result(60)
    assert works.stored(source) == ["direct", "wrapped"]
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert attributes["ApproximateNumberOfMessages"] == "0"
    assert attributes["ApproximateNumberOfMessagesNotVisible"] == "0"
    assert sorted(works.state(source)[1]) == ["aws.gone", "source.notice"]


def test_what_is_wrong_with_a_bucket_is_the_state_of_its_source(works: Works, s3: Any) -> None:
    source = works.bucket("no-such-bucket")
    with pytest.raises(Refusal, match="no-such-bucket"):
        works.runner.run_once(source.id)
    assert works.state(source) == (SourceState.FAILING, ["aws.bucket"])
    (fault,) = works.health.of(source.id).faults
    assert fault.retry_at == works.clock.now() + 300_000


def test_paused_missing_and_sent_sources_do_not_run(works: Works, s3: Any) -> None:
    paused = works.bucket(BUCKET, enabled=False)
    with pytest.raises(Refusal, match="paused"):
        works.runner.run_once(paused.id)
    with pytest.raises(Refusal, match="no source"):
        works.runner.run_once(paused.id + 999)
    assert works.runner.start_due() == []


def test_what_became_of_objects_is_counted(works: Works, s3: Any) -> None:
    put(s3, "a", "one\ntwo")
    put(s3, "b.gz", b"\x1f\x8b garbage that is no gzip")
    source = works.bucket(BUCKET)
    works.runner.run_once(source.id)
    with works.database.reading() as session:
        rows = session.scalars(select(SourceObjectRow).where(SourceObjectRow.source_id == source.id))
        assert sorted((row.outcome, row.messages) for row in rows) == [("stored", 2), ("unreadable", 0)]
