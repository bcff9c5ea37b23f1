"""AWS's command line puts data into a simulated AWS, and sources of a running server bring it in."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from running_server import RunningServer, eventually
from simulated_aws import ACCOUNT, KEY_ID, NEEDS_COMMAND, SECRET, SimulatedAws

pytestmark = NEEDS_COMMAND

KEY = "app/2026/01/31/a.log"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the command line."""
    return tmp_path


def added(server: RunningServer, aws: SimulatedAws, kind: str, *arguments: str) -> str:
    """Add a source by Sagescope's command line; its id."""
    access = ("--access-key-id", KEY_ID, "--secret", "-", "--endpoint", aws.url, "--interval", "86400")
    made = server.command("sources", "add", kind, *access, *arguments, stdin=SECRET)
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def ran(server: RunningServer, source: str) -> str:
    """Run a source; what the command printed. The server may have begun by itself in the meantime."""
    done = eventually(
        lambda: (one := server.command("sources", "run-once", source)).returncode == 0 and one, 60
    )
    assert done
    return str(done.stdout)


def test_objects_that_a_queue_tells_of(server: RunningServer, aws: SimulatedAws, home: Path) -> None:
    def cli(*arguments: str) -> Any:
        return aws.command(home, *arguments)

    with ThreadPoolExecutor(2) as pool:
        bucket = pool.submit(cli, "s3", "mb", "s3://cli-bucket")
        queue = pool.submit(cli, "sqs", "create-queue", "--queue-name", "cli").result()["QueueUrl"]
        bucket.result()
    told = {
        "QueueConfigurations": [
            {"QueueArn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:cli", "Events": ["s3:ObjectCreated:*"]}
        ]
    }
    cli(
        *("s3api", "put-bucket-notification-configuration", "--bucket", "cli-bucket"),
        *("--notification-configuration", json.dumps(told)),
    )
    source = added(
        *(server, aws, "s3", "--name", "cli", "--bucket", "cli-bucket", "--queue", queue),
        *("--category", "tests/cli-bucket", "--field", "account=dev"),
    )
    ran(server, source)
    held = home / "a.log"
    held.write_text("put by the command line ünï\nand its second line\n")
    cli("s3", "cp", str(held), f"s3://cli-bucket/{KEY}")
    # Whether the server or this command takes it from the queue, it is there once.
    ran(server, source)
    rows = server.records("_sourceCategory=tests/cli-bucket", "-1d")
    assert sorted(row["_raw"] for row in rows) == ["and its second line", "put by the command line ünï"]
    assert {(row["_sourceHost"], row["_sourceName"], row["account"]) for row in rows} == {
        ("cli-bucket", KEY, "dev")
    }
    left = cli("sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", "All")["Attributes"]
    assert (left["ApproximateNumberOfMessages"], left["ApproximateNumberOfMessagesNotVisible"]) == ("0", "0")


def test_metrics_through_a_role_that_asks_for_an_external_id(
    server: RunningServer, aws: SimulatedAws, home: Path
) -> None:
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"sts:ExternalId": "cli-id"}},
            }
        ],
    }
    at = datetime.now(UTC) - timedelta(minutes=10)
    datum = {
        "MetricName": "ModelLatency",
        "Dimensions": [{"Name": "EndpointName", "Value": "cli-endpoint"}],
        "Timestamp": at.isoformat(),
        "Value": 1250.0,
        "Unit": "Microseconds",
    }
    with ThreadPoolExecutor(2) as pool:
        document = ("--assume-role-policy-document", json.dumps(trust))
        role = pool.submit(aws.command, home, "iam", "create-role", "--role-name", "cli-read", *document)
        aws.command(
            *(home, "cloudwatch", "put-metric-data", "--namespace", "AWS/SageMaker"),
            *("--metric-data", json.dumps([datum])),
        )
        arn = role.result()["Role"]["Arn"]
    as_role = aws.command(
        *(home, "sts", "assume-role", "--role-arn", arn, "--role-session-name", "cli"),
        *("--external-id", "cli-id"),
    )
    assert as_role["AssumedRoleUser"]["Arn"].endswith("cli-read/cli")
    source = added(
        *(server, aws, "cloudwatch", "--name", "cli metrics", "--namespace", "AWS/SageMaker"),
        *("--statistic", "Maximum", "--role", f"{arn}=prod", "--external-id", "cli-id"),
    )
    ran(server, source)
    query = (
        f"metric=ModelLatency endpointname=cli-endpoint account=prod accountid={ACCOUNT} statistic=maximum"
    )
    done = server.command("metrics", query, "--from", "-1h", "--to", "now", "--format", "ndjson")
    assert done.returncode == 0, done.stderr
    assert {json.loads(line)["value"] for line in done.stdout.splitlines()} == {1250.0}


def test_a_notification_to_the_address_of_a_source(
    server: RunningServer, aws: SimulatedAws, home: Path
) -> None:
    with ThreadPoolExecutor(2) as pool:
        bucket = pool.submit(aws.command, home, "s3", "mb", "s3://cli-told")
        topic = aws.command(home, "sns", "create-topic", "--name", "cli")["TopicArn"]
        bucket.result()
    access = ("--access-key-id", KEY_ID, "--secret", "-", "--endpoint", aws.url, "--interval", "86400")
    made = server.command(
        *("sources", "add", "s3", "--name", "cli told", "--bucket", "cli-told", "--topic", topic),
        *("--category", "tests/cli-told", "-f", "json", *access),
        stdin=SECRET,
    )
    url = json.loads(made.stdout)["url"]
    ran(server, str(json.loads(made.stdout)["id"]))
    held = home / "b.log"
    held.write_text("told by a topic\n")
    aws.command(home, "s3", "cp", str(held), "s3://cli-told/a/b.log")
    aws.command(
        *(home, "sns", "subscribe", "--topic-arn", topic, "--protocol", "http"),
        *("--notification-endpoint", url),
    )
    record = {
        "eventName": "ObjectCreated:Put",
        "s3": {"bucket": {"name": "cli-told"}, "object": {"key": "a%2Fb.log"}},
    }
    aws.command(home, "sns", "publish", "--topic-arn", topic, "--message", json.dumps({"Records": [record]}))
    (row,) = eventually(lambda: server.records("_sourceCategory=tests/cli-told", "-1d"), 30)
    assert (row["_raw"], row["_sourceName"]) == ("told by a topic", "a/b.log")


def test_a_log_group_that_is_exported_to_a_bucket(
    server: RunningServer, aws: SimulatedAws, home: Path
) -> None:
    group, stream = "/aws/sagemaker/TrainingJobs", "cli-job/algo-1-1700000000"
    at = int(datetime.now(UTC).timestamp() * 1000) - 600_000
    texts = ["[0] train-logloss:0.52 ünï", "[1] train-logloss:0.41"]
    events = [{"timestamp": at + n * 1_000, "message": text} for n, text in enumerate(texts)]
    with ThreadPoolExecutor(2) as pool:
        bucket = pool.submit(aws.command, home, "s3", "mb", "s3://cli-export")
        aws.command(home, "logs", "create-log-group", "--log-group-name", group)
        bucket.result()
    there = ("--log-group-name", group, "--log-stream-name", stream)
    aws.command(home, "logs", "create-log-stream", *there)
    aws.command(home, "logs", "put-log-events", *there, "--log-events", json.dumps(events))
    aws.command(
        *(home, "logs", "create-export-task", "--log-group-name", group, "--destination", "cli-export"),
        *("--destination-prefix", "exported", "--from", str(at - 1_000), "--to", str(at + 60_000)),
    )
    source = added(
        *(server, aws, "s3", "--name", "cli export", "--bucket", "cli-export"),
        *("--path", "exported/*", "--category", "tests/cli-export"),
    )
    ran(server, source)
    rows = server.records("_sourceCategory=tests/cli-export", "-1d")
    assert sorted(row["_raw"].partition(" ")[2] for row in rows) == texts
    # An export says when each message was written, to the second.
    second = at // 1_000 * 1_000
    assert sorted(int(row["_messageTime"]) for row in rows) == [second, second + 1_000]
