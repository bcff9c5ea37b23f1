"""The three extraction rules of the SageMaker document set their fields whichever way a message comes."""

import base64
import gzip
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from firehose_sender import deliver, log_record
from running_server import RunningServer, eventually, post
from sagescope.apps.catalog import Catalog
from sagescope.apps.choices import Choices
from sagescope.apps.objects import wiring_of
from simulated_aws import KEY_ID, SECRET, SimulatedAws

CATEGORY = "aws/observability/cloudtrail/logs"
GROUP = "/aws/sagemaker/Endpoints/ruled"
# An account that the document's rule maps to a name.
RECORD = json.dumps(
    {
        "eventVersion": "1.11",
        "eventSource": "sagemaker.amazonaws.com",
        "eventName": "InvokeEndpoint",
        "awsRegion": "eu-west-1",
        "recipientAccountId": "956882123456",
        "requestParameters": {"modelId": "ruled-model"},
        "modelId": "Ruled-Model",
    },
    separators=(",", ":"),
)


@pytest.fixture(scope="module")
def ruled(server: RunningServer) -> Iterator[RunningServer]:
    """A server with the three rules, for as long as these tests run."""
    package = Catalog().package("amazon-sagemaker", "1.0.0")
    wiring = wiring_of(package, Choices())
    with server.client() as http:
        made = []
        for rule in package.extraction_rules:
            body = {
                "name": f"ruled {rule.name}",
                "scope": rule.scope,
                "parseExpression": wiring.expression(rule.expression).strip(),
            }
            answer = http.post("/api/v1/extractionRules", json=body)
            assert answer.status_code == 200, answer.text
            made.append(answer.json()["id"])
        assert len(made) == 3
        yield server
        for rule_id in made:
            http.delete(f"/api/v1/extractionRules/{rule_id}").raise_for_status()


def _http(url: str) -> None:
    assert post(url, RECORD, X_Sumo_Host=GROUP).status_code == 200


def _firehose(url: str) -> None:
    assert deliver(url, log_record([RECORD], group=GROUP)).status_code == 200


def _otlp(url: str) -> None:
    request = ExportLogsServiceRequest()
    resource = request.resource_logs.add()
    resource.resource.attributes.add(key="_sourceHost").value.string_value = GROUP
    # What a rule reads by its path stands in attributes, which OTLP's messages have at their top.
    record = resource.scope_logs.add().log_records.add()
    for name, value in json.loads(RECORD).items():
        if isinstance(value, str):
            record.attributes.add(key=name).value.string_value = value
    inner = record.attributes.add(key="requestParameters").value.kvlist_value.values.add(key="modelId")
    inner.value.string_value = "ruled-model"
    body = request.SerializeToString()
    assert post(f"{url}/v1/logs", body, Content_Type="application/x-protobuf").status_code == 200


@pytest.mark.parametrize(
    ("kind", "send"),
    [("HTTP", _http), ("KinesisLog", _firehose), ("Otlp", _otlp)],
    ids=lambda one: str(one)[:12],
)
def test_of_what_is_sent(ruled: RunningServer, kind: str, send: Any) -> None:
    more = {} if kind == "HTTP" else {"contentType": kind}
    send(
        ruled.source(
            f"ruled {kind}", category=CATEGORY, fields={"account": "sent", "region": "us-east-1"}, **more
        )
    )
    check(ruled, f"ruled {kind}")


@pytest.mark.parametrize("kind", ["AwsCloudTrailBucket", "AwsS3Bucket", "KinesisLog"])
def test_of_what_is_fetched(ruled: RunningServer, aws: SimulatedAws, kind: str) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="ruled")
    failed = json.dumps({"rawData": base64.b64encode(log_record([RECORD], group=GROUP)).decode()})
    body = {
        "AwsCloudTrailBucket": gzip.compress(f'{{"Records":[{RECORD}]}}'.encode()),
        "AwsS3Bucket": RECORD.encode(),
        "KinesisLog": failed.encode(),
    }[kind]
    s3.put_object(Bucket="ruled", Key="http-endpoint-failed/a", Body=body)
    path_type = "KinesisLogPath" if kind == "KinesisLog" else "S3BucketPathExpression"
    path = {"type": path_type, "bucketName": "ruled", "pathExpression": "*", "scanInterval": 86_400_000}
    access = {"type": "S3BucketAuthentication", "awsId": KEY_ID, "awsKey": SECRET, "endpoint": aws.url}
    source = {
        "sourceType": "HTTP" if kind == "KinesisLog" else "Polling",
        "contentType": kind,
        "name": f"ruled fetched {kind}",
        "category": CATEGORY,
        "hostName": GROUP,
        "fields": {"account": "sent", "region": "us-east-1"},
        "multilineProcessingEnabled": False,
        "scanInterval": 86_400_000,
        "thirdPartyRef": {"resources": [{"serviceType": kind, "path": path, "authentication": access}]},
    }
    with ruled.client() as http:
        collector = http.get("/api/v1/collectors/default").json()["collector"]["id"]
        made = http.post(f"/api/v1/collectors/{collector}/sources", json={"source": source})
        assert made.status_code == 201, made.text
        assert eventually(lambda: _ran(http, made.json()["source"]["id"]), 30)
    check(ruled, source["name"])


def _ran(http: httpx2.Client, source: int) -> bool:
    return http.post(f"/api/v1/sources/{source}/run").status_code == 200


def check(ruled: RunningServer, name: Any) -> None:
    """The fields that the three rules set, of the one message of a source."""
    (row,) = ruled.records(f'_source="{name}"', "-1d")
    fields = {key.lower(): value for key, value in row.items()}
    found = {key: fields.get(key) for key in ("account", "accountid", "region", "namespace", "modelid")}
    assert found == {
        "account": "dev",
        "accountid": "956882123456",
        "region": "eu-west-1",
        "namespace": "aws/sagemaker",
        "modelid": "ruled-model",
    }, row


def test_of_events_of_eventbridge(ruled: RunningServer) -> None:
    event = {
        "id": "ruled-event",
        "source": "aws.sagemaker",
        "detail-type": "SageMaker Endpoint State Change",
        "account": "956882123456",
        "region": "eu-west-1",
        "detail": {"EndpointName": "ruled"},
        **json.loads(RECORD),
    }
    url = ruled.source(
        "ruled events", contentType="AwsEventBridge", category=CATEGORY, fields={"account": "sent"}
    )
    assert post(url, json.dumps(event)).status_code == 200
    check(ruled, "ruled events")
