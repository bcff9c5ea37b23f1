"""What a user applies to an account of AWS: templates, functions, and the Terraform module beside them."""

import base64
import gzip
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from sagescope.sources.resources import KINDS
from simulated_aws import ACCOUNT, NEEDS_COMMAND, REGION, SimulatedAws

AWS = Path(__file__).resolve().parents[2] / "deploy" / "aws"
TEMPLATES = sorted((AWS / "cloudformation").glob("*.yaml"))

PARAMETERS: dict[str, dict[str, str]] = {
    "cloudtrail": {"Prefix": "", "SageMakerDataEvents": "true"},
    "events": {"SourceUrl": "https://ingest.example.com/receiver/v1/http/secret"},
    "forwarder": {"SourceUrl": "https://ingest.example.com/receiver/v1/http/secret"},
    "logs": {"SourceUrl": "https://ingest.example.com/receiver/v1/http/secret", "AccessKey": "key"},
    "metrics": {"SourceUrl": "https://ingest.example.com/receiver/v1/http/secret"},
    "role": {
        "TrustedPrincipal": ACCOUNT,
        "ExternalId": "sagescope:123456789012",
        "BucketName": "example-trail",
        "QueueArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:sagescope-trail",
    },
}


_LACKING = (
    "AWS::CloudWatch::MetricStream",
    "AWS::Events::ApiDestination",
    "AWS::Events::Connection",
    "AWS::KinesisFirehose::DeliveryStream",
)
"""Types that the simulated CloudFormation does not know, and stumbles over where something names their ARN."""

_RESOURCE = re.compile(r"^  (?P<name>\w+):\n    Type: (?P<type>\S+)\n(?:    .*\n)*", re.MULTILINE)


def deployable(template: str) -> str:
    """A template whose resources of lacking types are replaced by queues, which have ARNs too."""

    def block(found: "re.Match[str]") -> str:
        if found["type"] not in _LACKING:
            return found[0]
        return f"  {found['name']}:\n    Type: AWS::SQS::Queue\n"

    return _RESOURCE.sub(block, template)


def load(path: Path) -> ModuleType:
    """A module of a package of its own."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_templates_are_clean() -> None:
    lint = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run([lint, *TEMPLATES], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.stem for path in TEMPLATES} == set(PARAMETERS)


def test_functions_in_templates_are_those_beside_them() -> None:
    embed = load(AWS / "embed.py")
    assert embed.main(["--check"]) == 0
    for path in TEMPLATES:
        assert embed.embedded(path.read_text()) == path.read_text()
    stale = TEMPLATES[2].read_text().replace("def handler", "def another")
    assert embed.embedded(stale) != stale


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_templates_are_deployed(aws: SimulatedAws, name: str) -> None:
    cloudformation = aws.client("cloudformation")
    cloudformation.create_stack(
        StackName=f"sagescope-{name}",
        TemplateBody=deployable((AWS / "cloudformation" / f"{name}.yaml").read_text()),
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in PARAMETERS[name].items()],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    (stack,) = cloudformation.describe_stacks(StackName=f"sagescope-{name}")["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    outputs = {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", ())}
    match name:
        case "cloudtrail":
            trail = outputs["BucketName"]
            assert trail == f"sagescope-trail-{ACCOUNT}-{REGION}"
            queue = aws.client("sqs").get_queue_attributes(
                QueueUrl=outputs["QueueUrl"], AttributeNames=["RedrivePolicy", "QueueArn"]
            )["Attributes"]
            assert "sagescope-trail-dead-letters" in queue["RedrivePolicy"]
            assert outputs["QueueArn"] == queue["QueueArn"]
        case "role":
            role = aws.client("iam").get_role(RoleName="sagescope-read")["Role"]
            (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
            assert statement["Condition"]["StringEquals"]["sts:ExternalId"] == "sagescope:123456789012"
            allowed = aws.client("iam").list_role_policies(RoleName="sagescope-read")["PolicyNames"]
            assert {"metrics", "inventory", "bucket", "queue"} <= set(allowed)
        case "logs" | "forwarder":
            function = aws.client("lambda").get_function(FunctionName=outputs["SubscriberName"])
            variables = function["Configuration"]["Environment"]["Variables"]
            assert variables["PREFIXES"] == "/aws/sagemaker/"
            assert variables["DESTINATION_ARN"].startswith("arn:aws:")
            rules = {rule["Name"] for rule in aws.client("events").list_rules()["Rules"]}
            assert len([name for name in rules if name.endswith("new-log-groups")]) == 1


def test_the_role_allows_what_sources_call() -> None:
    from_code = set()
    for path in (AWS.parents[1] / "src" / "sagescope" / "sources").glob("*.py"):
        for word in path.read_text().split('"'):
            if word.count(":") == 1 and word.split(":")[0] in ("s3", "sqs", "cloudwatch", "tag"):
                from_code.add(word)
    from_code -= {"s3:TestEvent"}
    kinds = load_kinds()
    from_code |= {f"sagemaker:{action}" for action in kinds} | {"sagemaker:DescribeEndpointConfig"}
    template = (AWS / "cloudformation" / "role.yaml").read_text()
    assert {one for one in from_code if f"- {one}\n" not in template} == set()


def load_kinds() -> set[str]:
    """What the inventory calls."""
    from_kinds = set()
    for kind in KINDS.values():
        from_kinds |= {kind.list_action, kind.describe_action}
        if kind.parent is not None:
            from_kinds.add(kind.parent.list_action)
    return from_kinds


class Taken(ThreadingHTTPServer):
    """A receiver of Firehose deliveries: what came, and the statuses of the next answers."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.statuses: list[int] = []
        taken = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                taken.requests.append((self.headers["X-Amz-Firehose-Request-Id"], body))
                self.send_response(taken.statuses.pop(0) if taken.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), Handler)

    def events(self) -> list[str]:
        """The messages that came."""
        records = [record["data"] for _, body in self.requests for record in body["records"]]
        batches = [json.loads(gzip.decompress(base64.b64decode(record))) for record in records]
        return [event["message"] for batch in batches for event in batch["logEvents"]]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[Taken]:
    server = Taken()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv(
        "SAGESCOPE_URL", f"http://127.0.0.1:{server.server_address[1]}/receiver/v1/http/secret"
    )
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def forwarder(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load(AWS / "forwarder" / "sagescope_forwarder.py")
    monkeypatch.setattr(module.time, "sleep", lambda _: None)
    return module


def subscription(*messages: str, kind: str = "DATA_MESSAGE") -> dict[str, Any]:
    """The event of a subscription filter."""
    batch = {
        "messageType": kind,
        "owner": ACCOUNT,
        "logGroup": "/aws/sagemaker/Endpoints/churn",
        "logStream": "AllTraffic/i-0123456789abcdef0",
        "subscriptionFilters": ["sagescope"],
        "logEvents": [{"id": f"{n:056}", "timestamp": 1, "message": m} for n, m in enumerate(messages)],
    }
    return {"awslogs": {"data": base64.b64encode(gzip.compress(json.dumps(batch).encode())).decode()}}


def test_the_forwarder_sends_the_same_request_each_time(forwarder: ModuleType, taken: Taken) -> None:
    event = subscription("one", "two")
    assert forwarder.handler(event) == {"events": 2}
    assert forwarder.handler(event) == {"events": 2}
    assert forwarder.handler(subscription("health", kind="CONTROL_MESSAGE")) == {"events": 0}
    assert taken.events() == ["one", "two"] * 2
    (first, body), (second, _) = taken.requests
    assert first == second == body["requestId"]
    forwarder.handler(subscription("one"))
    assert taken.requests[-1][0] != first


def test_the_forwarder_waits_for_a_busy_server_and_halves_what_is_too_large(
    forwarder: ModuleType, taken: Taken
) -> None:
    taken.statuses = [503, 429, 413, 200, 200]
    forwarder.handler(subscription("one", "two", "three"))
    assert len(taken.requests) == 5
    assert taken.events()[-3:] == ["one", "two", "three"]


def test_what_is_not_taken_goes_through_the_dead_letter_queue(
    forwarder: ModuleType, taken: Taken, aws: SimulatedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqs = aws.client("sqs")
    queue = sqs.create_queue(QueueName="dead-letters")["QueueUrl"]
    monkeypatch.setenv("DEAD_LETTER_QUEUE_URL", queue)
    monkeypatch.setattr(forwarder, "boto3", SimpleNamespace(client=aws.client))
    event = subscription("one")
    taken.statuses = [401]
    with pytest.raises(forwarder.NotDeliveredError, match="401"):
        forwarder.handler(event)
    sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(event))
    assert forwarder.redeliver() == {"redelivered": 1}
    assert taken.requests[0][0] == taken.requests[1][0]
    assert forwarder.redeliver() == {"redelivered": 0}


def test_log_groups_are_subscribed_when_they_are_new(
    aws: SimulatedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscriber = load(AWS / "subscriber" / "sagescope_subscriber.py")
    logs = aws.client("logs")
    aws.client("s3").create_bucket(Bucket="failed")
    stream = aws.client("firehose").create_delivery_stream(
        DeliveryStreamName="logs",
        S3DestinationConfiguration={
            "RoleARN": f"arn:aws:iam::{ACCOUNT}:role/x",
            "BucketARN": "arn:aws:s3:::failed",
        },
    )["DeliveryStreamARN"]
    monkeypatch.setattr(subscriber, "boto3", SimpleNamespace(client=aws.client))
    for name, value in (
        ("PREFIXES", "/aws/sagemaker/,/custom/"),
        ("DESTINATION_ARN", stream),
        ("ROLE_ARN", f"arn:aws:iam::{ACCOUNT}:role/x"),
        ("FILTER_PATTERN", ""),
    ):
        monkeypatch.setenv(name, value)
    for name in ("/aws/sagemaker/TrainingJobs", "/aws/lambda/other", "/custom/app"):
        logs.create_log_group(logGroupName=name)
    assert subscriber.handler({}) == {"subscribed": 2, "unchanged": 0, "failed": 0}
    assert subscriber.handler({}) == {"subscribed": 0, "unchanged": 2, "failed": 0}
    logs.create_log_group(logGroupName="/aws/sagemaker/Endpoints/churn")
    made = {"detail": {"requestParameters": {"logGroupName": "/aws/sagemaker/Endpoints/churn"}}}
    assert subscriber.handler(made)["subscribed"] == 1
    other = {"detail": {"requestParameters": {"logGroupName": "/aws/lambda/other"}}}
    assert subscriber.handler(other) == {"subscribed": 0, "unchanged": 0, "failed": 0}
    gone = {"detail": {"requestParameters": {"logGroupName": "/aws/sagemaker/gone"}}}
    assert subscriber.handler(gone)["failed"] == 1
    held = logs.describe_subscription_filters(logGroupName="/aws/sagemaker/TrainingJobs")[
        "subscriptionFilters"
    ]
    assert [one["destinationArn"] for one in held] == [stream]
    assert subscriber.handler({"action": "remove"})["subscribed"] == 3
    assert not logs.describe_subscription_filters(logGroupName="/custom/app")["subscriptionFilters"]


@NEEDS_COMMAND
def test_the_aws_command_line_deploys_a_template(aws: SimulatedAws, tmp_path: Path) -> None:
    printed = aws.command(
        tmp_path,
        *("cloudformation", "deploy", "--stack-name", "sagescope-role"),
        *("--capabilities", "CAPABILITY_NAMED_IAM"),
        *("--template-file", str(AWS / "cloudformation" / "role.yaml"), "--parameter-overrides"),
        *(f"{key}={value}" for key, value in PARAMETERS["role"].items()),
    )
    assert "Successfully created" in printed


def test_the_terraform_module_is_formatted() -> None:
    terraform = shutil.which("terraform")
    if terraform is None:
        pytest.skip("terraform is not installed")
    done = subprocess.run(
        [terraform, "fmt", "-check", "-diff", "-recursive", str(AWS / "terraform")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
