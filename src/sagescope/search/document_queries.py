"""The queries of the SageMaker document: what a new account is asked first.

The demo answers them, the benchmarks time them, and the JSON paths that they read are promoted at the
first start.
"""

from sagescope.lang.catalog import JsonPath
from sagescope.lang.operators.json import message_paths
from sagescope.lang.tree import parse_query

_AUDIT_SCOPE = (
    r'account=* region=us-east-1 namespace=aws/sagemaker "\"eventSource\":\"sagemaker.amazonaws.com\""'
)

_AUDIT_STAGES = """| json "eventSource", "eventName", "eventType", "sourceIPAddress", "errorCode", "errorMessage" nodrop
| json "userIdentity.type", "userIdentity.userName", "userIdentity.arn", "recipientAccountId", "awsRegion" as user_type, user_name, arn, accountid, region nodrop
| parse field=arn "arn:aws:sts::*:*/*" as f1, user_type, user_name nodrop
| json "requestParameters.modelId", "responseElements.modelId" as reqModelid, resmodelId nodrop
| if (!isBlank(reqModelid), reqModelid, resmodelId) as modelid
| where eventSource matches "sagemaker.amazonaws.com"
| where modelid matches "ai21.j2-mid-v1" or isBlank(modelid)"""

_INVOCATIONS = '''account=* region=* namespace=aws/sagemaker
| json "accountId", "region", "operation", "identity.arn", "modelId" as accountid, region, operation, arn, modelid nodrop
| parse field=arn "arn:aws:*::*:user/*" as user_type, f1, user_name nodrop
| parse field=arn "arn:aws:sts::*:*/*" as f1, user_type, user_name nodrop
| where accountid matches "*" and operation matches "*" and user_name matches "*" and modelid matches "*"'''

LOG_QUERIES: dict[str, str] = {
    "locations": f"""{_AUDIT_SCOPE} !errorCode
{_AUDIT_STAGES}
| count as eventCount by sourceIPAddress
| lookup latitude, longitude from geo://location on ip=sourceIPAddress""",
    "errors": f"""{_AUDIT_SCOPE} errorCode
{_AUDIT_STAGES}
| count as eventCount by errorMessage | sort by eventCount, errorMessage asc""",
    "events": f"""{_AUDIT_SCOPE}
{_AUDIT_STAGES}
| where !(eventName matches "Get*") and !(eventName matches "List*") | count as eventCount by eventName | sort by eventCount, eventName asc | limit 20""",
    "callers": f"""{_INVOCATIONS}
| count as events by accountid, region, operation, user_type, user_name, modelid
| sort by events, accountid asc, region asc, operation asc, user_type asc, user_name asc, modelid asc""",
    "operations": f"{_INVOCATIONS} | timeslice 1h | count by _timeslice, operation | transpose row _timeslice column operation",
    "models": f"{_INVOCATIONS} | timeslice 1h | count by _timeslice, modelid | transpose row _timeslice column modelid",
}

METRIC_QUERIES: dict[str, str] = {
    "latency": "account=* region=* namespace=aws/sagemaker modelid=* metric=InvocationLatency statistic=average | avg by modelid ",
    "invocations": "account=* region=* namespace=aws/sagemaker modelid=* metric=Invocations statistic= sum | quantize using sum | sum by modelid",
}

FIELDS = (
    "account",
    "region",
    "accountid",
    "namespace",
    "endpointname",
    "transform_job",
    "instance_id",
    "training_job",
    "algo_name",
    "processing_job",
    "pipelinename",
    "stepname",
    "operationname",
    "featuregroupname",
    "modelid",
)
"""The fields that the document's content uses; they are declared at the first start."""

PAIRS = ("eventSource",)
"""Keys whose `"key":"value"` phrases the document's scopes look for."""


def json_paths(queries: dict[str, str]) -> list[JsonPath]:
    """The JSON paths of the message that queries read, in the order in which they first stand."""
    return message_paths(operator for text in queries.values() for operator in parse_query(text).operators)
