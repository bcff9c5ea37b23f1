"""Metrics of CloudWatch and the inventory of SageMaker, from a simulated AWS to the store."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from pulling_world import Works
from sagescope.errors import Refusal
from sagescope.model.source import Source
from sagescope.model.source_health import SourceState
from sagescope.model.source_kinds import CloudWatchSettings, InventorySettings
from sagescope.model.source_kinds.cloudwatch import DimensionFilter
from sagescope.sources.resources import KINDS, instances_of, status_of
from sagescope.store.tables.metrics import POINTS, SERIES
from simulated_aws import ACCOUNT, SimulatedAws

MINUTE = 60_000


def put(cloudwatch: Any, ms: int, value: float, namespace: str = "AWS/SageMaker", **dimensions: str) -> None:
    held = dimensions or {"EndpointName": "churn", "VariantName": "AllTraffic"}
    cloudwatch.put_metric_data(
        Namespace=namespace,
        MetricData=[
            {
                "MetricName": "ModelLatency",
                "Dimensions": [{"Name": name, "Value": value} for name, value in held.items()],
                "Timestamp": datetime.fromtimestamp(ms / 1_000, UTC),
                "Value": value,
                "Unit": "Microseconds",
            }
        ],
    )


def series(works: Works, *, account: str) -> dict[tuple[str, ...], list[tuple[int, float]]]:
    """The points of each series by its statistic and endpoint, of series with a value of `account`."""
    answer = works.here.select(
        "SELECT dimensions['statistic'] AS s, dimensions['endpointname'] AS e, p.time AS t, p.value AS v "
        f"FROM {POINTS} AS p FINAL JOIN (SELECT DISTINCT series, dimensions FROM {SERIES}) AS d ON d.series = p.series "
        f"WHERE dimensions['account'] = '{account}' ORDER BY s, e, t"
    ).table.to_pylist()
    found: dict[tuple[str, ...], list[tuple[int, float]]] = {}
    for row in answer:
        found.setdefault((row["s"], row["e"]), []).append((row["t"], row["v"]))
    return found


def source_of(works: Works, account: str, **settings: Any) -> Source:
    held = CloudWatchSettings.model_validate(
        {"access": works.access(), "statistics": ("Average", "Maximum"), **settings}
    )
    return works.source(held, fields={"account": account})


def test_points_are_fetched_with_their_names_and_nothing_is_missed_or_doubled(
    works: Works, aws: SimulatedAws
) -> None:
    cloudwatch = aws.client("cloudwatch")
    now = works.clock.now()
    start = now - now % MINUTE
    for minutes, value in ((10, 100.0), (9, 200.0), (5, 300.0)):
        put(cloudwatch, start - minutes * MINUTE, value)
    put(cloudwatch, start - 9 * MINUTE, 400.0)
    source = source_of(works, "fetched")
    assert works.runner.run_once(source.id).points == 6
    found = series(works, account="fetched")
    assert found["maximum", "churn"] == [
        (start - 10 * MINUTE, 100.0),
        (start - 9 * MINUTE, 400.0),
        (start - 5 * MINUTE, 300.0),
    ]
    assert found["average", "churn"][1] == (start - 9 * MINUTE, 300.0)
    one = works.here.select(
        f"SELECT dimensions FROM {SERIES} WHERE dimensions['account'] = 'fetched' LIMIT 1"
    )
    held = dict(one.table["dimensions"][0].as_py())
    assert held["namespace"] == "AWS/SageMaker" and held["accountid"] == ACCOUNT
    assert held["region"] == "us-east-1" and held["variantname"] == "AllTraffic"
    # Late data of a stretch that was fetched already, then an outage of two hours.
    put(cloudwatch, start - 9 * MINUTE, 900.0)
    works.clock.advance(120 * MINUTE)
    put(cloudwatch, start + 20 * MINUTE, 500.0)
    put(cloudwatch, start + 100 * MINUTE, 600.0)
    works.runner.run_once(source.id)
    assert series(works, account="fetched")["maximum", "churn"] == [
        (start - 10 * MINUTE, 100.0),
        (start - 9 * MINUTE, 900.0),
        (start - 5 * MINUTE, 300.0),
        (start + 20 * MINUTE, 500.0),
        (start + 100 * MINUTE, 600.0),
    ]
    assert works.state(source)[0] is SourceState.HEALTHY


def test_only_metrics_with_the_wanted_dimensions_are_fetched(works: Works, aws: SimulatedAws) -> None:
    cloudwatch = aws.client("cloudwatch")
    at = works.clock.now() - works.clock.now() % MINUTE - 10 * MINUTE
    put(cloudwatch, at, 1.0, EndpointName="churn-1")
    put(cloudwatch, at, 2.0, EndpointName="fraud-1")
    filters = (DimensionFilter(name="EndpointName", values=("churn-*",)),)
    source = source_of(works, "filtered", statistics=("Sum",), dimension_filters=filters)
    works.runner.run_once(source.id)
    assert list(series(works, account="filtered")) == [("sum", "churn-1")]


def test_many_metrics_take_many_calls(works: Works, aws: SimulatedAws) -> None:
    cloudwatch = aws.client("cloudwatch")
    at = works.clock.now() - works.clock.now() % MINUTE - 10 * MINUTE
    for first in range(0, 260, 20):
        cloudwatch.put_metric_data(
            Namespace="AWS/SageMaker",
            MetricData=[
                {
                    "MetricName": "Invocations",
                    "Dimensions": [{"Name": "EndpointName", "Value": f"e{n}"}],
                    "Timestamp": datetime.fromtimestamp(at / 1_000, UTC),
                    "Value": n,
                }
                for n in range(first, first + 20)
            ],
        )
    source = source_of(works, "many", statistics=("Sum", "Maximum"))
    assert works.runner.run_once(source.id).points == 520
    assert series(works, account="many")["sum", "e259"] == [(at, 259.0)]


def test_roles_of_several_accounts_and_regions(works: Works, aws: SimulatedAws) -> None:
    at = works.clock.now() - works.clock.now() % MINUTE - 10 * MINUTE
    # The simulation keeps the data of an account that a role of it was assumed in.
    sts = aws.client("sts")
    for number, name, region in (("111111111111", "dev", "us-east-1"), ("222222222222", "prod", "eu-west-1")):
        given = sts.assume_role(RoleArn=f"arn:aws:iam::{number}:role/read", RoleSessionName="test")[
            "Credentials"
        ]
        put(aws.client_of(given, "cloudwatch", region), at, float(number[0]), EndpointName=name)
    roles = [
        {"arn": "arn:aws:iam::111111111111:role/read", "external_id": "ext", "account": "dev-team"},
        {"arn": "arn:aws:iam::222222222222:role/read", "regions": ("eu-west-1",)},
    ]
    settings = CloudWatchSettings.model_validate(
        {"access": works.access(roles=roles), "statistics": ("Sum",)}
    )
    source = works.source(settings)
    works.runner.run_once(source.id)
    assert series(works, account="dev-team") == {("sum", "dev"): [(at, 1.0)]}
    assert series(works, account="222222222222") == {("sum", "prod"): [(at, 2.0)]}


def test_jobs_and_endpoints_are_messages_once_for_each_state(works: Works, aws: SimulatedAws) -> None:
    sagemaker = aws.client("sagemaker")
    role = "arn:aws:iam::123456789012:role/execution"
    sagemaker.create_training_job(
        TrainingJobName="train-1",
        AlgorithmSpecification={"TrainingImage": "image", "TrainingInputMode": "File"},
        RoleArn=role,
        OutputDataConfig={"S3OutputPath": "s3://example/out"},
        ResourceConfig={"InstanceType": "ml.g5.xlarge", "InstanceCount": 2, "VolumeSizeInGB": 50},
        StoppingCondition={"MaxRuntimeInSeconds": 60},
    )
    sagemaker.create_model(ModelName="churn", PrimaryContainer={"Image": "image"}, ExecutionRoleArn=role)
    variant = {
        "VariantName": "AllTraffic",
        "ModelName": "churn",
        "InitialInstanceCount": 3,
        "InstanceType": "ml.m5.large",
    }
    sagemaker.create_endpoint_config(EndpointConfigName="churn-v1", ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName="churn", EndpointConfigName="churn-v1")
    resources = ("training_jobs", "endpoints", "models")
    source = works.source(InventorySettings(access=works.access(), resources=resources))
    works.runner.run_once(source.id)
    told = {json.loads(text)["detail-type"]: json.loads(text) for text in works.stored(source)}
    job, endpoint = told["SageMaker Training Job Inventory"], told["SageMaker Endpoint Inventory"]
    assert job["instances"] == [{"name": "", "type": "ml.g5.xlarge", "count": 2}]
    assert job["status"] == job["detail"]["TrainingJobStatus"] == "Completed"
    assert job["source"] == "aws.sagemaker" and job["account"] == ACCOUNT
    assert [(i["name"], i["type"]) for i in endpoint["instances"]] == [("AllTraffic", "ml.m5.large")]
    assert "SageMaker Model Inventory" in told
    assert works.column(source, "source_host") == ["sagemaker"]
    # What instances things run on is known to metrics from now on.
    assert works.instance_types.of({"training_job": "train-1"}) == "ml.g5.xlarge"
    assert works.instance_types.of({"endpointname": "churn", "variantname": "AllTraffic"}) == "ml.m5.large"
    before = len(works.stored(source))
    works.runner.run_once(source.id)
    assert len(works.stored(source)) == before
    works.runner.forget(source.id)
    works.runner.run_once(source.id)
    assert len(works.stored(source)) == before


def test_every_kind_of_resource_has_calls_that_the_client_knows(aws: SimulatedAws) -> None:
    client = aws.client("sagemaker")
    for kind in KINDS.values():
        for call in (kind.list_call, kind.describe_call):
            assert callable(getattr(client, call)), call
        model = client.meta.service_model.operation_model(kind.list_action)
        listed = model.output_shape.members[kind.summaries].member.members
        assert {kind.name, kind.arn} <= set(listed), kind.title
        assert not kind.status or kind.status in listed, kind.title
        assert not kind.after or kind.after in model.input_shape.members, kind.title
        described = client.meta.service_model.operation_model(kind.describe_action)
        assert kind.name in described.input_shape.members, kind.title


def test_instances_and_reasons_of_descriptions() -> None:
    processing = {"InstanceType": "ml.m5.large", "InstanceCount": 1}
    assert instances_of({"ProcessingResources": {"ClusterConfig": processing}}) == [
        {"name": "", "type": "ml.m5.large", "count": 1}
    ]
    groups = [{"InstanceGroupName": "a", "InstanceType": "ml.p5.48xlarge", "CurrentCount": 4}]
    assert instances_of({"InstanceGroups": groups}) == [{"name": "a", "type": "ml.p5.48xlarge", "count": 4}]
    assert instances_of({"EndpointName": "serverless", "ProductionVariants": [{"VariantName": "v"}]}) == []
    assert status_of({"TransformJobStatus": "Failed", "FailureReason": "no data"}) == ("Failed", "no data")


def test_a_region_that_is_refused_holds_up_no_other(works: Works, aws: SimulatedAws) -> None:
    at = works.clock.now() - works.clock.now() % MINUTE - 10 * MINUTE
    put(aws.client("cloudwatch"), at, 1.0, EndpointName="here")
    roles = [
        {
            "arn": "arn:aws:iam::123456789012:role/read",
            "account": "refused",
            "regions": ("us-east-1", "xx-nowhere-1"),
        }
    ]
    settings = CloudWatchSettings.model_validate(
        {"access": works.access(roles=roles), "statistics": ("Sum",)}
    )
    source = works.source(settings)
    try:
        works.runner.run_once(source.id)
    except Refusal:
        assert works.state(source)[0] is SourceState.FAILING
    assert series(works, account="refused") == {("sum", "here"): [(at, 1.0)]}


@pytest.fixture(autouse=True)
def _empty(works: Works) -> None:
    works.here.empty()
