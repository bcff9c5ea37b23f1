"""The three extraction rules of the SageMaker document, as it writes them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoRule:
    """A rule to install."""

    name: str
    scope: str
    expression: str


RULES: tuple[DemoRule, ...] = (
    DemoRule(
        "AwsObservabilitySagemakerCloudTrailLogsFER",
        'account=* eventname eventsource "sagemaker.amazonaws.com"',
        """json "eventSource", "awsRegion", "recipientAccountId" as event_source, region, accountid nodrop
| where event_source matches "sagemaker.amazonaws.com"
| "aws/sagemaker" as namespace
| json "requestParameters.modelId", "responseElements.modelId" as reqModelid, resmodelId nodrop
| if (!isBlank(reqModelid), reqModelid, resmodelId) as modelId
| fields accountid, region, namespace, modelId""",
    ),
    DemoRule(
        "AwsObservabilitySagemakerCloudWatchLogsFER",
        "account=* region=* _sourceHost=/aws/sagemaker/*",
        """if (isEmpty(namespace),"unknown",namespace) as namespace
| if (_sourceHost matches "/aws/sagemaker/*", "aws/sagemaker", namespace) as namespace
| json "modelId" as modelId nodrop
| tolowercase(modelId) as modelId
| fields namespace, modelId""",
    ),
    DemoRule(
        "AWS Accounts",
        "_sourceCategory=aws/observability/cloudtrail/logs",
        """json "recipientAccountId"
// Manually map your AWS account id with the AWS account alias you set up earlier for the individual child account
| "" as account
| if (recipientAccountId = "956882123456",  "dev", account) as account
| if (recipientAccountId = "567680881046",  "prod", account) as account
| fields account""",
    ),
)
