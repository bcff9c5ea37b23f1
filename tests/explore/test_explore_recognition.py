"""What series, logs and events tell of entities."""

import json
import re

import pytest
from explore_data import PLACE, call, event, forwarded
from hypothesis import example, given
from hypothesis import strategies as st

from sagescope.explore.kinds import Calls, Dimension, Kind, Kinds, LogPlace
from sagescope.explore.recognition import (
    LONGEST_DETAILS,
    Place,
    events_in,
    of_logs,
    of_series,
    text_at,
)
from sagescope.explore.sagemaker import SAGEMAKER
from sagescope.model.aws_entity import Action

SERIES = [
    ({"namespace": "AWS/SageMaker", "endpointname": "e"}, {("endpoint", "", "e")}),
    (
        {"namespace": "AWS/SageMaker", "endpointname": "e", "variantname": "v"},
        {("endpoint", "", "e"), ("variant", "e", "v")},
    ),
    (
        {"namespace": "/aws/sagemaker/Endpoints", "endpointname": "e", "variantname": "v"},
        {("endpoint", "", "e"), ("variant", "e", "v")},
    ),
    ({"aws.sagemaker.endpoint.name": "e"}, {("endpoint", "", "e")}),
    ({"namespace": "AWS/SageMaker", "variantname": "v"}, set()),
    ({"namespace": "aws/sagemaker", "modelid": "m"}, {("model", "", "m")}),
    ({"namespace": "/aws/sagemaker/TrainingJobs", "host": "job/algo-1"}, {("training_job", "", "job")}),
    ({"namespace": "AWS/SAGEMAKER/trainingjobs/", "training_job": "job"}, {("training_job", "", "job")}),
    ({"namespace": "/aws/sagemaker/TrainingJobs", "trainingjobname": "job"}, {("training_job", "", "job")}),
    ({"namespace": "/aws/sagemaker/ProcessingJobs", "host": "job/algo-1"}, {("processing_job", "", "job")}),
    ({"namespace": "/aws/sagemaker/TransformJobs", "host": "job/i-0"}, {("transform_job", "", "job")}),
    ({"namespace": "/aws/sagemaker/TransformJobs", "host": "job"}, set()),
    ({"namespace": "CWAgent", "host": "job/algo-1"}, set()),
    ({"namespace": "AWS/Lambda", "endpointname": "e"}, set()),
    (
        {"namespace": "AWS/Sagemaker/ModelBuildingPipeline", "pipelinename": "p", "stepname": "s"},
        {("pipeline", "", "p"), ("pipeline_step", "p", "s")},
    ),
    (
        {"namespace": "AWS/SageMaker", "featuregroupname": "g", "operationname": "PutRecord"},
        {("feature_group", "", "g")},
    ),
]


@pytest.mark.parametrize(("dimensions", "wanted"), SERIES)
def test_series_are_of_the_entities_that_their_dimensions_name(
    dimensions: dict[str, str], wanted: set[tuple[str, str, str]]
) -> None:
    found = of_series(dimensions, PLACE, SAGEMAKER)
    assert {(key.kind, key.parent, key.name) for key in found} == wanted
    assert {(key.account, key.region) for key in found} <= {("prod", "us-east-1")}


LOGS = [
    (
        "/aws/sagemaker/Endpoints/e",
        "AllTraffic/i-0abc",
        {("endpoint", "", "e"), ("variant", "e", "AllTraffic")},
    ),
    ("/aws/sagemaker/Endpoints/e", "v/i-0abc/data-log", {("endpoint", "", "e"), ("variant", "e", "v")}),
    ("/aws/sagemaker/Endpoints/e", "something", {("endpoint", "", "e")}),
    ("/aws/sagemaker/TrainingJobs", "job/algo-1-1700000000", {("training_job", "", "job")}),
    ("/AWS/SageMaker/ProcessingJobs", "job/algo-1-1700000000", {("processing_job", "", "job")}),
    ("/aws/sagemaker/TransformJobs", "job/i-0abc-1700000000/data-log", {("transform_job", "", "job")}),
    ("/aws/sagemaker/InferenceComponents/c", "AllTraffic/x", {("inference_component", "", "c")}),
    ("/aws/sagemaker/NotebookInstances", "n/jupyter.log", {("notebook_instance", "", "n")}),
    ("/aws/lambda/f", "x", set()),
]


@pytest.mark.parametrize(("group", "stream", "wanted"), LOGS)
def test_log_streams_are_of_the_entities_that_they_name(
    group: str, stream: str, wanted: set[tuple[str, str, str]]
) -> None:
    found = of_logs(group, stream, PLACE, SAGEMAKER)
    assert {(key.kind, key.parent, key.name) for key in found} == wanted


CALLS = [
    (call("CreateEndpoint", endpointName="e"), "endpoint", "e", Action.CREATE),
    (call("UpdateEndpointWeightsAndCapacities", endpointName="e"), "endpoint", "e", Action.UPDATE),
    (call("DeleteEndpoint", endpointName="e"), "endpoint", "e", Action.DELETE),
    (call("CreateEndpointConfig", endpointConfigName="c"), "endpoint_config", "c", Action.CREATE),
    (call("CreateModel", modelName="m"), "model", "m", Action.CREATE),
    (call("CreateTrainingJob", trainingJobName="j"), "training_job", "j", Action.CREATE),
    (call("StopTrainingJob", trainingJobName="j"), "training_job", "j", Action.STOP),
    (call("CreateProcessingJob", processingJobName="j"), "processing_job", "j", Action.CREATE),
    (call("CreateTransformJob", transformJobName="j"), "transform_job", "j", Action.CREATE),
    (call("UpdatePipeline", pipelineName="p"), "pipeline", "p", Action.UPDATE),
    (
        call(
            "StopPipelineExecution",
            pipelineExecutionArn="arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/abc",
        ),
        "pipeline",
        "p",
        Action.STOP,
    ),
    (call("CreateFeatureGroup", featureGroupName="g"), "feature_group", "g", Action.CREATE),
    (call("StopNotebookInstance", notebookInstanceName="n"), "notebook_instance", "n", Action.STOP),
]


@pytest.mark.parametrize(("record", "kind", "name", "action"), CALLS)
def test_calls_change_entities(record: dict[str, object], kind: str, name: str, action: Action) -> None:
    for text in (json.dumps(record), forwarded(record), forwarded(record, as_text=True)):
        [found] = events_in(text, 1, PLACE, SAGEMAKER)
        assert (found.key.kind, found.key.name, found.action) == (kind, name, action)
        assert found.at == 1_767_265_200_000
        assert found.caller == "arn:aws:iam::123456789012:user/ana"
        assert found.address == "192.0.2.7"


def test_a_call_that_failed_and_one_that_reads_change_nothing() -> None:
    refused = call("DeleteEndpoint", endpointName="e") | {"errorCode": "AccessDenied"}
    elsewhere = call("CreateModel", modelName="m") | {"eventSource": "apigateway.amazonaws.com"}
    for record in (refused, elsewhere, call("DescribeEndpoint", endpointName="e")):
        assert events_in(json.dumps(record), 1, PLACE, SAGEMAKER) == []


EVENTS = [
    (
        event(
            "SageMaker Training Job State Change",
            TrainingJobName="j",
            TrainingJobStatus="Failed",
            FailureReason="why",
        ),
        ("training_job", "", "j", "Failed", "why"),
    ),
    (
        event("SageMaker Endpoint State Change", EndpointName="e", EndpointStatus="IN_SERVICE"),
        ("endpoint", "", "e", "IN_SERVICE", ""),
    ),
    (
        event(
            "SageMaker Model Building Pipeline Execution Status Change",
            pipelineArn="arn:aws:sagemaker:us-east-1:123456789012:pipeline/p",
            currentPipelineExecutionStatus="Failed",
            failureReason="step",
        ),
        ("pipeline", "", "p", "Failed", "step"),
    ),
    (
        event(
            "SageMaker Model Building Pipeline Execution Step Status Change",
            pipelineArn="arn:aws:sagemaker:us-east-1:123456789012:pipeline/p",
            stepName="s",
            currentStepStatus="Succeeded",
        ),
        ("pipeline_step", "p", "s", "Succeeded", ""),
    ),
    (
        event("SageMaker Endpoint Inventory", EndpointName="e", EndpointStatus="InService"),
        ("endpoint", "", "e", "InService", ""),
    ),
    (
        event(
            "SageMaker Model Building Pipeline Execution Inventory",
            PipelineArn="arn:aws:sagemaker:us-east-1:123456789012:pipeline/p",
            PipelineExecutionStatus="Succeeded",
        ),
        ("pipeline", "", "p", "Succeeded", ""),
    ),
    (
        event("SageMaker Feature Group State Change", FeatureGroupName="g", FeatureGroupStatus="Created"),
        ("feature_group", "", "g", "Created", ""),
    ),
]


@pytest.mark.parametrize(("message", "wanted"), EVENTS)
def test_events_tell_statuses(message: dict[str, object], wanted: tuple[str, ...]) -> None:
    for text in (json.dumps(message), forwarded(message), forwarded(message, as_text=True)):
        [found] = events_in(text, 1, Place("", ""), SAGEMAKER)
        key = found.key
        assert (key.kind, key.parent, key.name, found.status, found.reason) == wanted
        # Where nobody says better, the account is that of the event.
        assert (key.account, key.region) == ("123456789012", "us-east-1")


def test_what_an_event_tells_of_a_call_is_that_call() -> None:
    wrapped = event("AWS API Call via CloudTrail") | {"detail": call("DeleteModel", modelName="m")}
    [found] = events_in(json.dumps(wrapped), 1, PLACE, SAGEMAKER)
    assert (found.key.kind, found.key.name, found.action) == ("model", "m", Action.DELETE)


def test_details_have_keys_in_lower_case_and_a_limit() -> None:
    [found] = events_in(
        json.dumps(call("CreateTrainingJob", trainingJobName="j", hyperParameters={"Deep": {"Er": "1"}})),
        1,
        PLACE,
        SAGEMAKER,
    )
    assert text_at(found.details, "requestparameters.hyperparameters.deep.er") == "1"
    [long] = events_in(
        json.dumps(call("CreateTrainingJob", trainingJobName="j", environment={"x": "y" * 100_000})),
        1,
        PLACE,
        SAGEMAKER,
    )
    assert text_at(long.details, "requestparameters.trainingjobname") == "j"
    assert len(json.dumps(long.details)) <= LONGEST_DETAILS


def test_another_service_is_an_addition_of_rows() -> None:
    function = Kind(
        "lambda_function",
        "Function",
        "Functions",
        ("aws/lambda",),
        ("functionname",),
        dimensions=(Dimension("functionname", namespace="aws/lambda"),),
        places=(LogPlace(re.compile(r"/aws/lambda/(?P<name>[^/]+)"), re.compile("")),),
        calls=(
            Calls(
                "lambda.amazonaws.com",
                {"DeleteFunction20150331": Action.DELETE},
                ("requestParameters.functionName",),
            ),
        ),
    )
    kinds = Kinds((*SAGEMAKER.rows, function))
    [series] = of_series({"namespace": "AWS/Lambda", "functionname": "f"}, PLACE, kinds)
    [stream] = of_logs("/aws/lambda/f", "2026/01/01/[$LATEST]abc", PLACE, kinds)
    deleted = call("DeleteFunction20150331", functionName="f") | {"eventSource": "lambda.amazonaws.com"}
    [change] = events_in(json.dumps(deleted), 1, PLACE, kinds)
    assert series == stream == change.key
    assert series.kind == "lambda_function"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        "eventName",
        "eventSource",
        "requestParameters",
        "detail",
        "detail-type",
        "source",
        "message",
        "logGroup",
        "eventTime",
        "time",
        "eventID",
        "id",
        "userIdentity",
        "errorCode",
    ]
)
VALUES = ANYTHING | st.sampled_from(
    ["CreateEndpoint", "sagemaker.amazonaws.com", "aws.sagemaker", "SageMaker Endpoint State Change"]
)


@given(st.dictionaries(KEYS, VALUES))
@example({"eventName": "CreateEndpoint", "eventSource": "sagemaker.amazonaws.com", "detail": "eventname"})
@example(call("CreateEndpoint", endpointName=["e"]) | {"userIdentity": "root", "eventTime": "99999-01"})
@example(event("SageMaker Endpoint State Change", EndpointName={"a": 1}, EndpointStatus=3))
def test_nothing_is_raised_for_what_a_message_is(message: dict[str, object]) -> None:
    for text in (json.dumps(message), forwarded(message), forwarded(message, as_text=True)):
        for found in events_in(text, 1, PLACE, SAGEMAKER):
            assert found.key.name


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "replace")))
def test_nothing_is_raised_for_texts_and_streams(text: str) -> None:
    assert events_in(text, 1, PLACE, SAGEMAKER) == []
    of_logs(text, text, PLACE, SAGEMAKER)
    of_logs(f"/aws/sagemaker/Endpoints/{text}", f"{text}/i-0", PLACE, SAGEMAKER)
    of_series({"namespace": "aws/sagemaker", "endpointname": text, "host": text}, PLACE, SAGEMAKER)
