"""Generated CloudTrail and model invocation messages: the same for the same seed on every machine."""

import random
from collections.abc import Iterator

START = 1_767_225_600_000
"""1 January 2026, UTC, in milliseconds: where the generated day begins."""
DAY = 86_400_000

_EVENTS = (
    "ListTags", "DescribeEndpoint", "DescribeTrainingJob", "CreateModel", "CreateEndpoint", "UpdateEndpoint", "ListModels",
    "CreateTrainingJob", "DescribeModel", "DeleteModel", "CreateProcessingJob", "GetSearchSuggestions", "PutRecord",
    "CreateTransformJob", "ListEndpoints", "StopTrainingJob", "DescribePipelineExecution", "InvokeEndpoint", "AddTags",
)  # fmt: skip
_NAMED = {
    "Endpoint": "endpointName",
    "TrainingJob": "trainingJobName",
    "ProcessingJob": "processingJobName",
    "TransformJob": "transformJobName",
    "Model": "modelName",
}
"""By what their names end in, the parameter of events that says what they are about."""

_EACH = 50
"""One event of so many says that: of the calls of an account, few change something."""

_SOURCES = ("sagemaker.amazonaws.com",) * 6 + (
    "s3.amazonaws.com",
    "iam.amazonaws.com",
    "ec2.amazonaws.com",
    "sts.amazonaws.com",
)
_REGIONS = ("us-east-1",) * 7 + ("eu-west-1", "us-west-2", "ap-southeast-2")
_MODELS = ("ai21.j2-mid-v1", "anthropic.claude-v2", "meta.llama3-8b", "amazon.titan-text", "churn-xgb-v3")
_ERRORS = (
    ("AccessDeniedException", "User is not authorized to perform: sagemaker:CreateModel"),
    ("ThrottlingException", "Rate exceeded"),
    ("ValidationException", "Could not find model data at s3 location"),
    ("ResourceLimitExceeded", "The account-level service limit was exceeded"),
)
_OPERATIONS = ("InvokeModel", "InvokeModelWithResponseStream", "InvokeEndpoint", "InvokeEndpointAsync")
_ROLES = ("PricingService", "SupportBot", "DataScience", "MLOps", "AWSServiceRoleForConfig")


def cloudtrail(count: int, seed: int = 1, start: int = START) -> Iterator[tuple[int, str]]:
    """Times and texts of CloudTrail messages of about 1.1 KB, spread over a day."""
    rng = random.Random(seed)
    pick = rng.choice
    addresses = [
        f"{rng.randint(11, 200)}.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"
        for _ in range(900)
    ]
    addresses += ["config.amazonaws.com"] * 60
    people = [f"user{n}" for n in range(120)]
    for i in range(count):
        at = start + i * DAY // count
        account = pick(("956882123456", "567680881046"))
        seconds = at // 1000 % 86_400
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        region = pick(_REGIONS)
        if rng.random() < 0.4:
            name = pick(people)
            who = f'{{"type":"IAMUser","principalId":"AIDA{i % 99991:012d}","arn":"arn:aws:iam::{account}:user/{name}","accountId":"{account}","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"{name}"}}'
        else:
            role = pick(_ROLES)
            who = f'{{"type":"AssumedRole","principalId":"AROA55SVHNHFJXEP65NAE:s{i % 997}","arn":"arn:aws:sts::{account}:assumed-role/{role}/s{i % 997}","accountId":"{account}","accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROA55SVHNHFJXEP65NAE","arn":"arn:aws:iam::{account}:role/{role}","accountId":"{account}","userName":"{role}"}},"attributes":{{"creationDate":"2026-01-01T00:00:00Z","mfaAuthenticated":"false"}}}}}}'
        model = f'"modelId":"{pick(_MODELS)}",' if rng.random() < 0.3 else ""
        failed = ""
        if rng.random() < 0.1:
            code, message = pick(_ERRORS)
            failed = f'"errorCode":"{code}","errorMessage":"{message}",'
        event = pick(_EVENTS)
        named = i % _EACH == 0
        parameter = next((p for noun, p in _NAMED.items() if named and event.endswith(noun)), "")
        about = f'"{parameter}":"bench-{i // _EACH % 500}",' if parameter else ""
        yield (
            at,
            (
                f'{{"eventVersion":"1.11","userIdentity":{who},"eventTime":"2026-01-01T{clock}Z","eventSource":"{pick(_SOURCES)}",'
                f'"eventName":"{event}","awsRegion":"{region}","sourceIPAddress":"{pick(addresses)}",'
                f'"userAgent":"Boto3/1.34.{i % 40} md/Botocore#1.34.{i % 40} ua/2.0 os/linux#5.10 md/arch#x86_64 lang/python#3.11",'
                f'{failed}"requestParameters":{{{model}{about}"resourceArn":"arn:aws:sagemaker:{region}:{account}:endpoint/endpoint-{i % 500}"}},'
                f'"responseElements":null,"requestID":"{rng.getrandbits(128):032x}","eventID":"{rng.getrandbits(128):032x}","readOnly":true,'
                f'"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"{account}","eventCategory":"Management"}}'
            ),
        )


def invocations(count: int, seed: int = 2, start: int = START) -> Iterator[tuple[int, str]]:
    """Times and texts of model invocation messages of about 450 bytes, spread over a day."""
    rng = random.Random(seed)
    pick = rng.choice
    for i in range(count):
        at = start + i * DAY // count
        account = pick(("956882123456", "567680881046"))
        arn = (
            f"arn:aws:iam::{account}:user/user{rng.randint(0, 80)}"
            if rng.random() < 0.5
            else f"arn:aws:sts::{account}:assumed-role/{pick(_ROLES)}/s{rng.randint(0, 60)}"
        )
        yield (
            at,
            (
                f'{{"timestamp":{at},"schemaType":"ModelInvocationLog","accountId":"{account}","region":"{pick(_REGIONS)}",'
                f'"requestId":"{rng.getrandbits(128):032x}","operation":"{pick(_OPERATIONS)}","identity":{{"arn":"{arn}"}},"modelId":"{pick(_MODELS)}",'
                f'"input":{{"inputContentType":"application/json","inputTokenCount":{rng.randint(3, 4000)}}},"output":{{"outputContentType":"application/json",'
                f'"outputTokenCount":{rng.randint(1, 1500)}}}}}'
            ),
        )
