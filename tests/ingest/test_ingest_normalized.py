"""Units that people expect: what is normalised, by which instance type, and where that is known from."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beside import CORPUS, needs
from sagescope.clock import FixedClock
from sagescope.demo import account
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.instance_types import InstanceTypes, facts_in
from sagescope.ingest.instances import gpus_of, vcpus_of
from sagescope.ingest.metric_rules import MetricRules
from sagescope.ingest.normalized import Normalized, normalized
from sagescope.ingest.points import PointsBuilder
from sagescope.ingest.sagemaker_metrics import unit_of
from sagescope.ingest.sagemaker_rules import RULES
from sagescope.ingest.series import SeriesCompleter
from sagescope.meta.db import Database
from sagescope.meta.repositories import instance_types as rows

NOW = 1_769_851_800_000
ANA = "00000000000000AA"
DOCUMENTED = CORPUS / "sagemaker" / "metrics_awsdocs.csv"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'meta.db'}")
    made.migrate()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("type_", "vcpus", "gpus"),
    [
        ("ml.t3.medium", 2, 0), ("ml.m5.large", 2, 0), ("ml.m5.xlarge", 4, 0), ("ml.c5.9xlarge", 36, 0),
        ("ml.c4.8xlarge", 36, 0), ("ml.c5.18xlarge", 72, 0), ("ml.p3.2xlarge", 8, 1), ("ml.p3.16xlarge", 64, 8),
        ("ml.p4d.24xlarge", 96, 8), ("ml.p5.48xlarge", 192, 8), ("ml.g4dn.12xlarge", 48, 4), ("ml.g5.16xlarge", 64, 1),
        ("ml.g5.48xlarge", 192, 8), ("ml.inf2.48xlarge", 192, 0), ("ml.trn1.32xlarge", 128, 0),
        ("ML.G5.XLARGE", 4, 1), ("g5.xlarge", 4, 1), ("ml.g5.metal", 0, 0), ("local", 0, 0), ("", 0, 0),
    ],
)  # fmt: skip
def test_instances(type_: str, vcpus: int, gpus: int) -> None:
    assert (vcpus_of(type_), gpus_of(type_)) == (vcpus, gpus)


def test_instances_are_those_of_the_demo_account() -> None:
    held = [i for i in vars(account).values() if isinstance(i, account.Instance)]
    assert len(held) > 5
    for instance in held:
        assert (vcpus_of(instance.type), gpus_of(instance.type)) == (instance.vcpus, instance.gpus)


ENDPOINT = {"namespace": "AWS/SageMaker", "endpointname": "e", "statistic": "average"}
HOST = {"namespace": "/aws/sagemaker/TrainingJobs", "statistic": "average", "unit": "Percent"}


@pytest.mark.parametrize(
    ("metric", "dimensions", "type_", "expected"),
    [
        ("ModelLatency", {**ENDPOINT, "unit": "Microseconds"}, "", Normalized("ModelLatencyNormalized", "Milliseconds", 1000)),
        ("ModelLatency", ENDPOINT, "", Normalized("ModelLatencyNormalized", "Milliseconds", 1000)),
        ("OwnLatency", {**ENDPOINT, "unit": "microseconds"}, "", Normalized("OwnLatencyNormalized", "Milliseconds", 1000)),
        ("ModelLatency", {**ENDPOINT, "unit": "Milliseconds"}, "", None),
        ("ModelLatency", {**ENDPOINT, "statistic": "SampleCount"}, "", None),
        ("ModelLatency", {**ENDPOINT, "namespace": "My/App"}, "", None),
        ("TotalProcessingTime", ENDPOINT, "", None),
        ("CPUUtilization", HOST, "ml.m5.4xlarge", Normalized("CPUUtilizationNormalized", "Percent", 16)),
        ("GPUUtilization", HOST, "ml.g5.12xlarge", Normalized("GPUUtilizationNormalized", "Percent", 4)),
        ("GPUMemoryUtilization", HOST, "ml.g5.xlarge", Normalized("GPUMemoryUtilizationNormalized", "Percent", 1)),
        ("CPUUtilization", HOST, "", None),
        ("CPUUtilization", HOST, "ml.own.thing", None),
        ("GPUUtilization", HOST, "ml.m5.xlarge", None),
        ("MemoryUtilization", HOST, "ml.m5.xlarge", None),
        ("CPUUtilizationNormalized", HOST, "ml.m5.xlarge", None),
        ("CPUUtilization", {**HOST, "namespace": "AWS/EC2"}, "ml.m5.xlarge", None),
    ],
)  # fmt: skip
def test_what_is_normalized(
    metric: str, dimensions: dict[str, str], type_: str, expected: Normalized | None
) -> None:
    assert normalized(metric, dimensions, type_) == expected


@needs(DOCUMENTED)
def test_units_are_those_of_the_documentation() -> None:
    known = 0
    with DOCUMENTED.open() as file:
        for row in csv.DictReader(file):
            unit, metric = row["unit"].strip(), row["metric"].strip()
            if unit in ("Microseconds", "Milliseconds", "Seconds"):
                known += 1
                assert unit_of("AWS/SageMaker", metric) == unit, metric
    assert known > 5
    assert unit_of("AWS/EC2", "CPUUtilization") == ""


def cloudtrail(name: str, **parameters: Any) -> str:
    return json.dumps(
        {"eventSource": "sagemaker.amazonaws.com", "eventName": name, "requestParameters": parameters}
    )


def test_facts_of_events() -> None:
    events = [
        cloudtrail("CreateTrainingJob", trainingJobName="t", resourceConfig={"instanceType": "ml.p3.2xlarge", "instanceCount": 1}),
        cloudtrail("CreateProcessingJob", processingJobName="p", processingResources={"clusterConfig": {"instanceType": "ml.m5.large"}}),
        cloudtrail("CreateTransformJob", transformJobName="x", transformResources={"instanceType": "ml.c5.large"}),
        cloudtrail(
            "CreateEndpointConfig",
            endpointConfigName="c",
            productionVariants=[{"variantName": "A", "instanceType": "ml.g5.xlarge"}, {"variantName": "S", "serverlessConfig": {}}],
        ),
        cloudtrail("UpdateEndpoint", endpointName="e", endpointConfigName="c"),
        json.dumps(
            {
                "source": "aws.sagemaker",
                "detail-type": "SageMaker Training Job State Change",
                "detail": {"TrainingJobName": "t2", "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 1}},
            }
        ),
        json.dumps({"source": "aws.sagemaker", "detail": {"EndpointName": "e2", "EndpointConfigName": "c2"}}),
    ]  # fmt: skip
    assert facts_in(events) == [
        ("training_job", "t", "ml.p3.2xlarge"),
        ("processing_job", "p", "ml.m5.large"),
        ("transform_job", "x", "ml.c5.large"),
        ("endpoint_config", "c/A", "ml.g5.xlarge"),
        ("endpoint", "e", "c"),
        ("training_job", "t2", "ml.m5.xlarge"),
        ("endpoint", "e2", "c2"),
    ]
    ec2 = '{"eventSource":"ec2.amazonaws.com","requestParameters":{"instanceType":"t3.micro"}}'
    assert (
        facts_in(
            [ec2, "instanceType sagemaker", '{"instanceType": "sagemaker"', '["instanceType","sagemaker"]']
        )
        == []
    )


JSON = st.recursive(
    st.none() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "requestParameters",
                    "detail",
                    "trainingJobName",
                    "resourceConfig",
                    "instanceType",
                    "productionVariants",
                    "endpointConfigName",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_event_is_read_or_passed_over(event: object) -> None:
    facts_in([json.dumps({"x": "instanceType sagemaker", "detail": event, "requestParameters": event})])


def test_what_is_learned_is_kept_and_the_oldest_forgotten(database: Database) -> None:
    types = InstanceTypes(database, FixedClock(NOW))
    types.load()
    event = cloudtrail(
        "CreateTrainingJob", trainingJobName="t", resourceConfig={"instanceType": "ml.m5.xlarge"}
    )
    facts = types.news_in([event])
    assert facts == [("training_job", "t", "ml.m5.xlarge")]
    version = types.version
    types.learn([*facts, ("endpoint", "e", "c"), ("endpoint_config", "c/A", "ml.g5.xlarge")])
    assert types.version > version and types.news_in([event]) == []
    again = InstanceTypes(database, FixedClock(NOW))
    again.load()
    for one in (types, again):
        assert one.of({"training_job": "t"}) == "ml.m5.xlarge"
        assert one.of({"endpointname": "e", "variantname": "A"}) == "ml.g5.xlarge"
        assert (
            one.of({"endpointname": "e", "variantname": "B"})
            == one.of({"endpointname": "f"})
            == one.of({})
            == ""
        )
        assert one.of({"instance_type": "own", "training_job": "t"}) == "own"
    with database.session() as session:
        rows.put(session, [("training_job", f"n{n}", "x") for n in range(5)], NOW + 1, 5)
        assert {name for _, name, _ in rows.listed(session)} == {f"n{n}" for n in range(5)}


def test_normalized_series_stand_beside_their_originals(database: Database) -> None:
    rules, types = MetricRules(database, FixedClock(NOW)), InstanceTypes(database, FixedClock(NOW))
    rules.install(RULES, ANA)
    completer = SeriesCompleter(rules, types, lambda _: False)
    builder = PointsBuilder(NOW, {}, {}, None)
    host = {
        "namespace": "/aws/sagemaker/TrainingJobs",
        "host": "job-1/algo-1",
        "statistic": "average",
        "unit": "Percent",
    }
    cpu = builder.series("CPUUtilization", host)
    memory = builder.series("MemoryUtilization", host)
    for n, value in enumerate((100.0, 300.0)):
        builder.put(cpu, value, NOW + n)
        builder.put(memory, value, NOW + n)
    envelope = Envelope(1, "c", 2, "s", "", "", "", {}, {}, {}, NOW)

    def found() -> list[tuple[str, int, float]]:
        part = completer.complete(builder.points, envelope, "Test", 1)
        assert len({i for i, _ in part.series}) == len(part.series)
        return [
            (part.series[at][1].metric, ms - NOW, v)
            for at, ms, v in zip(part.index, part.times, part.values, strict=True)
        ]

    sent = [
        ("CPUUtilization", 0, 100),
        ("MemoryUtilization", 0, 100),
        ("CPUUtilization", 1, 300),
        ("MemoryUtilization", 1, 300),
    ]
    assert found() == sent
    types.learn([("training_job", "job-1", "ml.m5.xlarge")])
    assert found() == [*sent, ("CPUUtilizationNormalized", 0, 25), ("CPUUtilizationNormalized", 1, 75)]
