"""Pulled sources of a running server, by the command line alone."""

import gzip
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from beside import CORPUS, needs
from running_server import RunningServer, eventually
from sagescope.errors import Refusal
from sagescope.sources.notices import Confirmation
from sagescope.sources.subscriptions import confirm
from simulated_aws import KEY_ID, SECRET, SimulatedAws

BUCKET = "example-trail"


def put_trail(s3: Any, folder: Path) -> int:
    """Put the records of a folder of CloudTrail into a bucket as CloudTrail writes them; how many there are."""
    s3.create_bucket(Bucket=BUCKET)
    count = 0
    for path in sorted(folder.glob("*.jsonl")):
        lines = [line for line in path.read_text().split("\n") if line.strip()]
        for start in range(0, len(lines), 200):
            held = "".join(('{"Records":[', ",".join(lines[start : start + 200]), "]}"))
            key = f"AWSLogs/123456789012/CloudTrail/us-east-1/2026/01/31/{path.stem}-{start:05}.json.gz"
            s3.put_object(Bucket=BUCKET, Key=key, Body=gzip.compress(held.encode()))
            count += len(lines[start : start + 200])
    return count


@needs(CORPUS / "cloudtrail")
def test_three_commands_bring_a_trail_in_and_its_counts_are_those_of_the_files(
    server: RunningServer, aws: SimulatedAws
) -> None:
    expected = put_trail(aws.client("s3"), CORPUS / "cloudtrail")

    def stored() -> int:
        rows = server.records("_sourceCategory=tests/trail | count", "-9000d", "+1h")
        return int(rows[0]["_count"]) if rows else 0

    made = server.command(
        *("sources", "add", "cloudtrail", "--name", "trail", "--bucket", BUCKET, "--path", "AWSLogs/*"),
        *("--category", "tests/trail", "--access-key-id", KEY_ID, "--secret", "-", "--endpoint", aws.url),
        stdin=SECRET,
    )
    assert made.returncode == 0, made.stderr
    source = made.stdout.strip()
    # The server may have begun by itself in the meantime.
    eventually(lambda: server.command("sources", "run-once", source).returncode == 0, 60)
    counted = server.command("query", "_sourceCategory=tests/trail | count", "--from", "-9000d", "-f", "csv")
    assert counted.stdout.split()[-1] == str(expected)
    forgotten = server.command("sources", "reread", source)
    assert forgotten.stdout.split()[0] != "0"
    assert eventually(lambda: server.command("sources", "run-once", source).returncode == 0, 60)
    assert stored() == expected
    health = json.loads(server.command("sources", "show", source).stdout)
    assert SECRET not in json.dumps(health)
    server.command("sources", "remove", source)


def test_sns_tells_the_address_of_a_source(server: RunningServer, aws: SimulatedAws) -> None:
    s3, sns = aws.client("s3"), aws.client("sns")
    s3.create_bucket(Bucket="told")
    topic = sns.create_topic(Name="told")["TopicArn"]
    made = server.command(
        *("sources", "add", "s3", "--name", "told", "--bucket", "told", "--category", "tests/told"),
        *("--access-key-id", KEY_ID, "--secret", SECRET, "--endpoint", aws.url, "--topic", topic),
        *("--interval", "86400", "-f", "json"),
    )
    url = json.loads(made.stdout)["url"]
    # Its first scan, after which a day passes to the next one.
    with server.client() as http:
        assert eventually(lambda: _worked(http, "told"), 30)
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=url)
    s3.put_object(Bucket="told", Key="a/b", Body=b"told by a notice")
    notice = {
        "eventName": "ObjectCreated:Put",
        "s3": {"bucket": {"name": "told"}, "object": {"key": "a%2Fb"}},
    }
    sns.publish(TopicArn=topic, Message=json.dumps({"Records": [notice]}))
    assert eventually(lambda: server.records("_sourceCategory=tests/told") != [], 30)


def _worked(http: httpx2.Client, name: str) -> bool:
    listed = http.get("/api/v1/sources").json()["sources"]
    return any(source["name"] == name and source["health"]["worked"] for source in listed)


@pytest.mark.parametrize(
    "address",
    [
        "https://sns.us-east-1.amazonaws.com.example.com/?Action=ConfirmSubscription",
        "https://sns.us-east-1.amazonaws.com:8443/?Action=ConfirmSubscription",
        "http://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "",
    ],
)
def test_subscriptions_are_confirmed_at_sns_alone(address: str) -> None:
    with pytest.raises(Refusal, match="not SNS"):
        confirm(Confirmation("t", address))


def test_a_subscription_is_confirmed_at_the_endpoint_of_its_source(aws: SimulatedAws) -> None:
    confirm(Confirmation("t", f"{aws.url}/moto-api/data.json"), aws.url)
    with pytest.raises(Refusal, match="404"):
        confirm(Confirmation("t", f"{aws.url}/moto-api/no-such-page"), aws.url)


def test_the_steps_that_connect_an_account_are_printed(server: RunningServer) -> None:
    done = server.command(
        *("sources", "add", "aws", "--account", "prod", "--number", "123456789012"),
        *("--region", "us-east-1", "--region", "eu-west-1"),
    )
    assert done.returncode == 0, done.stderr
    for template in ("cloudtrail", "role", "logs", "metrics", "events"):
        assert f"deploy/aws/cloudformation/{template}.yaml" in done.stdout
    assert done.stdout.count("--template-file deploy/aws/cloudformation/logs.yaml") == 2
    assert "# Where nothing comes of logs:" in done.stdout
    assert "sources add cloudtrail --name prod-cloudtrail" in done.stdout
    wrong = server.command(
        *("sources", "add", "aws", "--account", "prod", "--number", "1", "--region", "x", "--part", "log")
    )
    assert wrong.returncode == 2
    assert "12 digits" in wrong.stderr and "Did you mean logs?" in wrong.stderr
