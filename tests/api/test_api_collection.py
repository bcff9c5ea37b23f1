"""Collectors and sources by the management API and the command line."""

import json
import sqlite3
from copy import deepcopy
from typing import Any

import httpx2
import pytest

from running_server import RunningServer, post
from sagescope.model.source_kinds import KINDS, SourceKind

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
KEYS = {"type": "S3BucketAuthentication", "awsId": "AKIAIOSFODNN7EXAMPLE", "awsKey": SECRET}
ROLE = {
    "type": "AWSRoleBasedAuthentication",
    "roleARN": "arn:aws:iam::123456789012:role/sagescope-read",
    "externalId": "ext-1",
    "accounts": [
        {"roleARN": "arn:aws:iam::111122223333:role/r", "account": "prod", "regions": ["eu-west-1"]}
    ],
}


def third_party(service: str, path: dict[str, Any], authentication: dict[str, Any]) -> dict[str, Any]:
    return {"resources": [{"serviceType": service, "path": path, "authentication": authentication}]}


def bucket(kind: str, authentication: dict[str, Any] = KEYS) -> dict[str, Any]:
    path = {
        "type": "S3BucketPathExpression",
        "bucketName": "trail-bucket",
        "pathExpression": "AWSLogs/*/CloudTrail/*",
        "useVersionedApi": False,
        "sqsQueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q",
    }
    return {
        "sourceType": "Polling",
        "contentType": kind,
        "scanInterval": 60_000,
        "thirdPartyRef": third_party(kind, path, authentication),
    }


BODIES: dict[SourceKind, dict[str, Any]] = {
    SourceKind.HTTP: {"sourceType": "HTTP", "messagePerRequest": True, "multilineProcessingEnabled": False},
    SourceKind.OTLP: {"sourceType": "HTTP", "contentType": "Otlp"},
    SourceKind.EVENTBRIDGE: {"sourceType": "HTTP", "contentType": "AwsEventBridge", "apiKey": SECRET},
    SourceKind.FIREHOSE_LOGS: {
        "sourceType": "HTTP",
        "contentType": "KinesisLog",
        "accessKey": SECRET,
        "thirdPartyRef": third_party(
            "KinesisLog",
            {
                "type": "KinesisLogPath",
                "bucketName": "failed-bucket",
                "pathExpression": "p/http-endpoint-failed/*",
                "scanInterval": 300_000,
            },
            KEYS,
        ),
    },
    SourceKind.FIREHOSE_METRICS: {
        "sourceType": "HTTP",
        "contentType": "KinesisMetric",
        "accessKey": SECRET,
        "thirdPartyRef": third_party(
            "KinesisMetric",
            {
                "type": "KinesisMetricPath",
                "tagFilters": [{"type": "TagFilters", "namespace": "AWS/EC2", "tags": ["env=prod"]}],
            },
            ROLE,
        ),
    },
    **{
        kind: bucket(kind.value)
        for kind in (SourceKind.CLOUDTRAIL, SourceKind.ELB, SourceKind.CLOUDFRONT, SourceKind.S3_AUDIT)
    },
    SourceKind.S3: bucket("AwsS3Bucket", ROLE),
    SourceKind.CLOUDWATCH: {
        "sourceType": "Polling",
        "contentType": "AwsCloudWatch",
        "scanInterval": -1,
        "thirdPartyRef": third_party(
            "AwsCloudWatch",
            {
                "type": "CloudWatchPath",
                "limitToRegions": ["us-east-1", "eu-west-1"],
                "limitToNamespaces": ["AWS/SageMaker"],
                "customServices": [{"serviceName": "Shop", "prefixes": ["App/", "Web/"]}],
                "tagFilters": [{"type": "TagFilters", "namespace": "AWS/SageMaker", "tags": ["env=prod"]}],
                "dimensionFilters": [{"namespace": "", "name": "EndpointName", "values": ["churn*"]}],
                "statistics": ["Average", "p99", "TM(10%:90%)"],
                "period": 300,
                "delay": 60,
            },
            KEYS,
        ),
    },
    SourceKind.INVENTORY: {
        "sourceType": "Polling",
        "contentType": "AwsInventory",
        "scanInterval": 300_000,
        "thirdPartyRef": third_party(
            "AwsInventory",
            {"type": "AwsInventoryPath", "limitToRegions": ["us-east-1"], "resources": ["endpoints"]},
            KEYS,
        ),
    },
}


@pytest.fixture(scope="module")
def http(server: RunningServer) -> Any:
    with server.client() as client:
        yield client


@pytest.fixture(scope="module")
def collector(http: httpx2.Client) -> int:
    body = {"collector": {"collectorType": "Hosted", "name": "crud", "category": "tests/crud"}}
    answer = http.post("/api/v1/collectors", json=body)
    assert answer.status_code == 201
    return int(answer.json()["collector"]["id"])


def contains(held: Any, wanted: Any) -> bool:
    """Whether everything of `wanted` is in `held`, apart from secrets."""
    if isinstance(wanted, dict):
        return all(key in held and contains(held[key], value) for key, value in wanted.items())
    if isinstance(wanted, list):
        return len(held) == len(wanted) and all(map(contains, held, wanted))
    return bool(held == ("********" if wanted == SECRET else wanted))


def test_services_are_shown_as_terraform_writes_them(http: httpx2.Client, collector: int) -> None:
    body = deepcopy(BODIES[SourceKind.CLOUDWATCH])
    path = body["thirdPartyRef"]["resources"][0]["path"]
    path["customServices"] = ["Shop=App/;Web/", "Lone="]
    answer = http.post(
        f"/api/v1/collectors/{collector}/sources", json={"source": {**body, "name": "terraform's services"}}
    )
    assert answer.status_code == 201, answer.text
    shown = answer.json()["source"]["thirdPartyRef"]["resources"][0]["path"]
    assert shown["customServices"] == path["customServices"]


def test_every_kind_has_a_body_here() -> None:
    assert set(BODIES) == set(KINDS) == set(SourceKind)


@pytest.mark.parametrize("kind", BODIES)
def test_a_source_of_each_kind(
    server: RunningServer, http: httpx2.Client, collector: int, kind: SourceKind
) -> None:
    body = {
        "name": f"crud {kind}",
        "description": "d",
        "category": "a/b",
        "fields": {"account": "dev"},
        "timeZone": "Europe/Madrid",
        "forceTimeZone": True,
        "defaultDateFormats": [{"format": "yyyy-MM-dd HH:mm:ss", "locator": ""}],
        "filters": [
            {"filterType": "Exclude", "name": "debug", "regexp": ".*DEBUG.*"},
            {"filterType": "Mask", "name": "keys", "regexp": "key=(\\S+)", "mask": "K"},
        ],
        "hashAlgorithm": "SHA-256",
        "cutoffRelativeTime": "-24h",
        "somebodyElse": {"keeps": ["this"]},
        **BODIES[kind],
    }
    path = f"/api/v1/collectors/{collector}/sources"
    made = http.post(path, json={"api.version": "v1", "source": body})
    assert made.status_code == 201, made.text
    held = made.json()["source"]
    assert contains(held, body)
    assert held["url"].startswith(server.url) and held["alive"] is True
    one = f"{path}/{held['id']}"
    got = http.get(one)
    assert got.json()["source"] == held and got.headers["ETag"] == made.headers["ETag"]

    # What is read can be written: nothing changes, and masked secrets stay.
    tag = {"If-Match": got.headers["ETag"]}
    again = http.put(one, json={"source": held}, headers=tag)
    assert again.status_code == 200 and again.headers["ETag"] == got.headers["ETag"]
    renamed = http.put(one, json={"source": {**held, "name": f"other {kind}"}}, headers=tag)
    assert renamed.json()["source"]["name"] == f"other {kind}"
    assert http.put(one, json={"source": held}, headers=tag).status_code == 412
    missing = http.put(one, json={"source": held})
    assert (missing.status_code, missing.json()["code"]) == (403, "service.ifthen.missing")

    downloaded = http.get(one, params={"download": "true"}).json()
    assert downloaded["api.version"] == "v1" and "id" not in downloaded["source"]
    assert "url" not in downloaded["source"]
    for text in (made.text, got.text, renamed.text, json.dumps(downloaded)):
        assert SECRET not in text
    assert http.delete(one).status_code == 200
    assert http.get(one).status_code == 404


def test_secrets_are_nowhere_in_clear(server: RunningServer, http: httpx2.Client, collector: int) -> None:
    path = f"/api/v1/collectors/{collector}/sources"
    held = http.post(path, json={"source": {**bucket("AwsCloudTrailBucket"), "name": "sealed"}}).json()[
        "source"
    ]
    with sqlite3.connect(f"file:{server.data}/meta.db?mode=ro", uri=True) as database:
        (settings,) = database.execute("SELECT settings FROM sources WHERE id = ?", (held["id"],)).fetchone()
    database.close()
    assert SECRET not in settings and "sealed:" in settings
    for file in ("meta.db", "meta.db-wal"):
        assert SECRET.encode() not in (server.data / file).read_bytes()
    assert (server.data / "secrets.key").stat().st_mode & 0o777 == 0o600
    assert SECRET not in http.get("/api/v1/sources").text
    http.delete(f"{path}/{held['id']}")


def test_another_key_id_needs_its_own_secret(http: httpx2.Client, collector: int) -> None:
    path = f"/api/v1/collectors/{collector}/sources"
    made = http.post(path, json={"source": {**bucket("AwsS3Bucket"), "name": "keys"}})
    held, one = made.json()["source"], f"{path}/{made.json()['source']['id']}"
    held["thirdPartyRef"]["resources"][0]["authentication"]["awsId"] = "AKIAI44QH8DHBEXAMPLE"
    answer = http.put(one, json={"source": held}, headers={"If-Match": made.headers["ETag"]})
    assert answer.status_code == 400 and "secret" in answer.json()["message"]
    http.delete(one)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ({"sourceType": "Syslog"}, "collectors.source.type_invalid"),
        ({"sourceType": "Polling", "contentType": "GcpMetrics"}, "collectors.source.type_invalid"),
        ({"filters": [{"filterType": "Forward", "name": "x", "regexp": "x"}]}, "filter.kind"),
        ({"filters": [{"filterType": "Mask", "name": "x", "regexp": "x"}]}, "filter.groups"),
        ({"filters": [{"filterType": "Exclude", "name": "x" * 33, "regexp": "x"}]}, "filter.name"),
        ({"filters": [{"filterType": "Exclude", "name": "x", "regexp": "("}]}, "filter.pattern"),
        ({"filters": "x"}, "body.list"),
        ({"fields": {"_raw": "x"}}, "source.fields"),
        ({"timeZone": "Mars/Base"}, "source.time"),
        ({"defaultDateFormats": [{"format": "nonsense QQ"}]}, "time.format"),
        ({"useAutolineMatching": False, "manualPrefixRegexp": "(a+)+"}, "pattern.choice"),
        ({"cutoffRelativeTime": "yesterday"}, "source.relative"),
        ({"hashAlgorithm": "CRC"}, "source.hash_algorithm"),
        ({**bucket("AwsS3Bucket"), "scanInterval": 10}, "source.scan_interval"),
        ({"sourceType": "Polling", "contentType": "AwsS3Bucket"}, "source.bucket"),
        (bucket("AwsS3Bucket", {"type": "S3BucketAuthentication", "awsId": "AKIAIOSFODNN7EXAMPLE"}), "source.secret"),
        (bucket("AwsS3Bucket", {"type": "AWSRoleBasedAuthentication", "roleARN": "me"}), "source.arn"),
        (bucket("AwsS3Bucket", {"type": "Magic"}), "source.authentication"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(
    http: httpx2.Client, collector: int, source: dict[str, Any], code: str
) -> None:
    answer = http.post(
        f"/api/v1/collectors/{collector}/sources", json={"source": {"name": "wrong", **source}}
    )
    assert answer.status_code == 400, answer.text
    (fault,) = answer.json()["faults"]
    assert fault["code"].startswith(code.split(".")[0]) and fault["message"], fault
    if "." in code and code.split(".")[0] != "pattern":
        assert fault["code"].startswith(code), fault


def test_collectors_are_changed_and_named_once(http: httpx2.Client) -> None:
    body = {"collector": {"collectorType": "Hosted", "name": "changed"}}
    made = http.post("/api/v1/collectors", json=body)
    one = f"/api/v1/collectors/{made.json()['collector']['id']}"
    twice = http.post("/api/v1/collectors", json=body)
    assert (twice.status_code, twice.json()["code"]) == (400, "collectors.validation.name.duplicate")
    assert http.get("/api/v1/collectors/name/changed").json() == made.json()
    held = made.json()["collector"] | {"fields": {"team": "ml"}, "timeZone": "Asia/Tokyo"}
    assert http.put(one, json={"collector": held}).status_code == 403
    changed = http.put(one, json={"collector": held}, headers={"If-Match": made.headers["ETag"]})
    assert changed.json()["collector"]["fields"] == {"team": "ml"}
    assert (
        http.put(one, json={"collector": held}, headers={"If-Match": made.headers["ETag"]}).status_code == 412
    )
    assert http.get("/api/v1/collectors/offline").json() == {"collectors": []}
    assert http.delete(one).status_code == 200


def test_a_paused_source_has_senders_come_back(server: RunningServer, http: httpx2.Client) -> None:
    url = server.source("pausing", category="tests/pausing")
    (id_,) = [s["id"] for s in http.get("/api/v1/sources").json()["sources"] if s["name"] == "pausing"]
    assert post(url, "pausing one").status_code == 200
    assert http.post(f"/api/v1/sources/{id_}/pause").json()["source"]["paused"] is True
    refused = post(url, "pausing two")
    assert refused.status_code == 503 and int(refused.headers["Retry-After"]) > 0
    assert http.get(f"/api/v1/sources/{id_}/health").json()["state"] == "Paused"
    http.post(f"/api/v1/sources/{id_}/resume")
    assert post(url, "pausing three").status_code == 200
    moved = http.post(f"/api/v1/sources/{id_}/token").json()["source"]["url"]
    assert post(url, "pausing four").status_code == 401
    assert post(moved, "pausing five").status_code == 200
    assert {str(r["_raw"]) for r in server.records("pausing _sourceCategory=tests/pausing")} == {
        "pausing one", "pausing three", "pausing five",
    }  # fmt: skip
    state = http.get(f"/api/v1/sources/{id_}/health").json()
    assert (state["state"], state["messages"]) == ("Healthy", 3)
    assert sum(volume["messages"] for volume in state["volumes"]) == 3


def test_headers_become_fields_where_the_source_says_so(server: RunningServer, http: httpx2.Client) -> None:
    http.post("/api/v1/fields", json={"fieldName": "x-team"})
    url = server.source("headers", fields={"_convertHeadersToFields": "true"})
    post(url, "convertedheader", X_Team="ml", X_Nobody_Knows="x", X_Sumo_Fields="tier=web")
    (row,) = server.records("convertedheader")
    assert (row["x-team"], row["tier"]) == ("ml", "web")
    assert "x-nobody-knows" not in row and "user-agent" not in row


def test_the_command_line_keeps_sources(server: RunningServer) -> None:
    added = server.command("collectors", "add", "--name", "cli", "--category", "cli/all")
    assert added.returncode == 0, added.stderr
    collector = added.stdout.strip()
    made = server.command(
        "sources", "add", "firehose", "--name", "cli fh", "--collector", "cli", "--access-key", "-",
        "--drop-health-checks", "--format", "json", stdin="from-stdin\n",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    id_ = str(json.loads(made.stdout)["id"])
    changed = server.command(
        "sources", "change", id_, "--category", "cli/fh", "--field", "team=ml", "--filter", "mask:keys:key=(\\S+)",
        "--remove-filter", "health checks",
    )  # fmt: skip
    assert changed.returncode == 0, changed.stderr
    shown = json.loads(server.command("sources", "show", id_).stdout)
    assert (shown["category"], shown["fields"], shown["accessKey"]) == ("cli/fh", {"team": "ml"}, "********")
    assert [one["name"] for one in shown["filters"]] == ["keys"]
    assert server.command("sources", "pause", id_).returncode == 0
    health = server.command("sources", "health", id_, "--format", "ndjson")
    assert json.loads(health.stdout)["state"] == "Paused"
    assert server.command("sources", "resume", id_).returncode == 0
    assert "/receiver/" in server.command("sources", "renew", id_).stdout
    for kind in ("otlp", "eventbridge"):
        assert server.command("sources", "add", kind, "--name", kind, "--collector", "cli").returncode == 0
    document = json.dumps({"source": {"name": "cli json", **bucket("AwsCloudTrailBucket")}})
    assert server.command("sources", "add", "json", "-", "--collector", "cli", stdin=document).returncode == 0
    listed = server.command("sources", "list", "--format", "ndjson").stdout
    assert {json.loads(line)["name"] for line in listed.splitlines()} >= {"cli fh", "otlp", "cli json"}
    bad = server.command("sources", "change", id_, "--filter", "nonsense")
    assert bad.returncode == 2 and "kind:name:regex" in bad.stderr
    assert server.command("sources", "remove", id_).returncode == 0
    assert server.command("sources", "remove", id_).returncode == 2
    assert server.command("collectors", "change", collector, "--description", "d").returncode == 0
    assert json.loads(server.command("collectors", "show", collector).stdout)["description"] == "d"
    assert "cli/all" in server.command("collectors", "list").stdout
    assert server.command("collectors", "remove", collector, "--yes").returncode == 0
