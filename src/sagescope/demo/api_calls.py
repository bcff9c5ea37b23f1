"""The calls that people, programs and services make, as CloudTrail describes them.

Event names and parameters: sagemaker.md 3.2 to 3.4. Parameters are camelCase; `responseElements` holds an
ARN for calls that make something and null for the others.
"""

from dataclasses import dataclass
from random import Random

from sagescope.demo.account import (
    J2_MID,
    M5_XLARGE,
    Instance,
    Site,
    called_endpoints_of,
    feature_groups_of,
    models_of,
)
from sagescope.demo.draws import hex_text, mixed_token


@dataclass(frozen=True, slots=True)
class Call:
    """An API operation on one kind of thing. `source` is `eventSource` without `.amazonaws.com`."""

    name: str
    thing: str
    weight: int
    source: str = "sagemaker"
    is_data: bool = False

    @property
    def is_read(self) -> bool:
        """CloudTrail's `readOnly`."""
        return self.name.startswith(("List", "Describe", "Get", "BatchGet", "Search", "Head"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What one call was about, in the words of the event."""

    arn: str
    request: dict[str, object] | None
    response: dict[str, object] | None


CONFIGURE = Call("CreateEndpointConfig", "endpoint-config", 1)

WATCHING = (
    Call("ListEndpoints", "list", 7),
    Call("ListTrainingJobs", "list", 6),
    Call("ListModels", "list", 5),
    Call("ListPipelines", "list", 3),
    Call("ListNotebookInstances", "list", 3),
    Call("ListDomains", "list", 3),
    Call("ListPipelineExecutions", "pipeline", 3),
    Call("ListTags", "notebook-instance", 2),
    Call("DescribeEndpoint", "endpoint", 7),
    Call("DescribeTrainingJob", "training-job", 6),
    Call("DescribeModel", "model", 4),
    Call("DescribePipelineExecution", "pipeline", 3),
    Call("DescribeNotebookInstance", "notebook-instance", 2),
    Call("GetSearchSuggestions", "list", 2),
    Call("Search", "list", 2),
    Call("GetModelPackageGroupPolicy", "model-package-group", 1),
)
CHANGING = (
    Call("CreateTrainingJob", "training-job", 5),
    Call("CreateModel", "model", 5),
    Call("StopNotebookInstance", "notebook-instance", 2),
    Call("AddTags", "endpoint", 3),
    Call("StartPipelineExecution", "pipeline", 3),
    Call("StopTrainingJob", "training-job", 1),
    Call("CreateModelPackage", "model-package-group", 2),
    Call("UpdateModelPackage", "model-package-group", 2),
    Call("CreateProcessingJob", "processing-job", 2),
    Call("CreateTransformJob", "transform-job", 2),
)
"""What data scientists change, by programs of their own."""
OPENING = (
    Call("CreatePresignedDomainUrl", "domain", 6),
    Call("CreateApp", "app", 4),
    Call("DeleteApp", "app", 3),
    Call("StartNotebookInstance", "notebook-instance", 2),
    Call("CreatePresignedNotebookInstanceUrl", "notebook-instance", 2),
)
"""What everybody does all day, in the console too: open and close where they work."""
DEPLOYING = (
    Call("CreateModel", "model", 5),
    Call("CreateEndpointConfig", "endpoint-config", 4),
    Call("UpdateEndpoint", "endpoint", 3),
    Call("CreateEndpoint", "endpoint", 2),
    Call("UpdatePipeline", "pipeline", 1),
)
"""What serves is changed by the delivery alone, incidents apart."""
CLEANING = (
    Call("DeleteEndpoint", "endpoint", 1),
    Call("DeleteEndpointConfig", "endpoint-config", 1),
    Call("DeleteModel", "model", 1),
)
"""What is deleted in production is deleted by incidents alone."""
PREDICTING = (
    Call("InvokeEndpoint", "endpoint", 5, is_data=True),
    Call("InvokeModel", "hosted-model", 6, is_data=True),
    Call("InvokeModelWithResponseStream", "hosted-model", 3, is_data=True),
    Call("InvokeEndpointAsync", "endpoint", 1, is_data=True),
)
FEATURES = (
    Call("GetRecord", "feature-group", 5, is_data=True),
    Call("PutRecord", "feature-group", 3, is_data=True),
    Call("BatchGetRecord", "feature-group", 1, is_data=True),
)
SWEEPING = (
    Call("ListTags", "endpoint", 5),
    Call("ListTags", "notebook-instance", 4),
    Call("DescribeModel", "model", 4),
    Call("DescribeEndpointConfig", "endpoint-config", 3),
    Call("ListEndpointConfigs", "list", 2),
    Call("DescribeDomain", "domain", 2),
    Call("ListCodeRepositories", "list", 1),
)
SCALING = (Call("DescribeEndpoint", "endpoint", 6), Call("UpdateEndpointWeightsAndCapacities", "endpoint", 1))
POLLING = (
    Call("DescribeTrainingJob", "training-job", 6),
    Call("ListTrainingJobs", "list", 3),
    Call("DescribeEndpoint", "endpoint", 3),
)
ELSEWHERE = (
    Call("GetObject", "bucket", 6, "s3", True),
    Call("PutObject", "bucket", 4, "s3", True),
    Call("ListBuckets", "nothing", 2, "s3"),
    Call("GetBucketAcl", "bucket", 2, "s3"),
    Call("ListRoles", "nothing", 2, "iam"),
    Call("GetRole", "role", 3, "iam"),
    Call("AssumeRole", "role", 4, "sts"),
    Call("DescribeLogGroups", "nothing", 2, "logs"),
)
DENIED = (*CHANGING, *OPENING, *DEPLOYING, Call("DescribeModel", "model", 3))

_MODEL_NAMES = (
    "churn-xgb-2026-01",
    "prophet-energy-v7",
    "support-router-v2",
    "demand-tf-2025-12",
    "rerank-bert-v4",
)
_IMAGE = "683313688378.dkr.ecr.{region}.amazonaws.com/sagemaker-xgboost:1.7-1"


def subject(call: Call, site: Site, rng: Random) -> Subject:
    """What a call of this kind is about: drawn among the things that the site has."""
    account, region = site.account.id, site.region
    made = call.name.startswith(("Create", "Start", "Update"))
    name = str(rng.choice(_MODEL_NAMES))
    match call.thing:
        case "list" | "nothing":
            arn = site.arn("*") if call.source == "sagemaker" else "*"
            page: dict[str, object] = {"maxResults": rng.choice((10, 50, 100))}
            return Subject(arn, page if call.thing == "list" else None, None)
        case "endpoint":
            serving = rng.choice(called_endpoints_of(site))
            endpoint = serving.name
            if call.name in ("CreateEndpoint", "UpdateEndpoint", "DeleteEndpoint"):
                # the endpoints that serve are changed by incidents alone; these come and go
                endpoint = f"canary-{name}"
            arn = site.arn(f"endpoint/{endpoint}")
            if call.is_data:
                model = rng.choice(models_of(site)).id
                return Subject(
                    arn, {"endpointName": endpoint, "contentType": "application/json", "modelId": model}, None
                )
            if call.name in ("AddTags", "ListTags"):
                tags: dict[str, object] = {"tags": [{"key": "team", "value": "ml"}]} if made else {}
                return Subject(arn, {"resourceArn": arn, **tags}, None)
            if call.name == "UpdateEndpointWeightsAndCapacities":
                wanted = {
                    "variantName": "AllTraffic",
                    "desiredWeight": 1,
                    "desiredInstanceCount": serving.instances,
                }
                capacities: dict[str, object] = {
                    "endpointName": endpoint,
                    "desiredWeightsAndCapacities": [wanted],
                }
                return Subject(arn, capacities, {"endpointArn": arn})
            if call.name in ("CreateEndpoint", "UpdateEndpoint"):
                return deployed(site, endpoint, f"{endpoint}-config-{rng.randrange(2, 9)}")
            return Subject(arn, {"endpointName": endpoint}, {"endpointArn": arn} if made else None)
        case "endpoint-config":
            config_name = f"{name}-config-{rng.randrange(2, 9)}"
            if made:
                return configuration(site, config_name, name, 1, M5_XLARGE)
            arn = site.arn(f"endpoint-config/{config_name}")
            return Subject(arn, {"endpointConfigName": config_name}, None)
        case "model":
            arn = site.arn(f"model/{name}")
            if not made:
                return Subject(arn, {"modelName": name}, None)
            model_id = rng.choice(models_of(site)).id
            request: dict[str, object] = {
                "modelName": name,
                "primaryContainer": {"image": _IMAGE.format(region=region)},
                "executionRoleArn": f"arn:aws:iam::{account}:role/AmazonSageMaker-ExecutionRole",
            }
            # the id is now in the request, now in the answer: the document's query reads whichever is there
            if rng.random() < 0.5:
                return Subject(arn, request | {"modelId": model_id}, {"modelArn": arn})
            return Subject(arn, request, {"modelArn": arn, "modelId": model_id})
        case "hosted-model":
            model_id = J2_MID if rng.random() < 0.3 else rng.choice(models_of(site)).id
            return Subject(
                site.arn(f"hosted-model/{model_id}"),
                {"modelId": model_id, "contentType": "application/json"},
                None,
            )
        case "feature-group":
            groups = feature_groups_of(site)
            group = rng.choice(groups).name if groups else "sandbox-fg"
            return Subject(site.arn(f"feature-group/{group}"), {"featureGroupName": group}, None)
        case "training-job" | "processing-job" | "transform-job":
            job = f"{name}-{hex_text(rng, 6)}"
            prefix = {
                "training-job": "trainingJob",
                "processing-job": "processingJob",
                "transform-job": "transformJob",
            }[call.thing]
            arn = site.arn(f"{call.thing}/{job}")
            return Subject(arn, {f"{prefix}Name": job}, {f"{prefix}Arn": arn} if made else None)
        case "pipeline":
            pipeline = rng.choice(("ChurnModelPipeline", "RerankRefresh"))
            arn = site.arn(f"pipeline/{pipeline}")
            execution = {"pipelineExecutionArn": f"{arn}/execution/{mixed_token(rng, 12).lower()}"}
            by_execution = call.name == "DescribePipelineExecution"
            return Subject(
                arn,
                dict(execution) if by_execution else {"pipelineName": pipeline},
                dict(execution)
                if call.name == "StartPipelineExecution"
                else {"pipelineArn": arn}
                if made
                else None,
            )
        case "notebook-instance":
            notebook = rng.choice(("eda-notebook", "pricing-lab", "anemaNoteBook"))
            arn = site.arn(f"notebook-instance/{notebook}")
            if call.name == "ListTags":
                return Subject(arn, {"resourceArn": arn}, None)
            return Subject(arn, {"notebookInstanceName": notebook}, _address(call))
        case "domain" | "app":
            profile = rng.choice(("chloe-martin", "emi-tanaka", "sofia-dimitriou", "shared"))
            request = {"domainId": "d-demo0example", "userProfileName": profile}
            arn = site.arn(f"user-profile/d-demo0example/{profile}")
            if call.thing == "app":
                return Subject(arn, request | {"appType": "JupyterLab", "appName": "default"}, None)
            return Subject(arn, request, _address(call))
        case "model-package-group":
            return Subject(
                site.arn("model-package/churn"),
                {"modelPackageGroupName": "churn"},
                {"modelPackageArn": site.arn("model-package/churn/12")} if made else None,
            )
        case "bucket":
            bucket = f"demo-sagemaker-{region}-{account}"
            key = f"train/{hex_text(rng, 8)}.csv"
            return Subject(f"arn:aws:s3:::{bucket}", {"bucketName": bucket, "key": key}, None)
        case _:
            role = "AmazonSageMaker-ExecutionRole"
            return Subject(f"arn:aws:iam::{account}:role/{role}", {"roleName": role}, None)


def configuration(site: Site, name: str, model: str, instances: int, instance: Instance) -> Subject:
    """What the call that makes a configuration of an endpoint is about: its model and its machines."""
    arn = site.arn(f"endpoint-config/{name}")
    variants = [
        {
            "variantName": "AllTraffic",
            "modelName": model,
            "initialInstanceCount": instances,
            "instanceType": instance.type,
        }
    ]
    request: dict[str, object] = {"endpointConfigName": name, "productionVariants": variants}
    return Subject(arn, request, {"endpointConfigArn": arn})


def deployed(site: Site, endpoint: str, config: str) -> Subject:
    """What the call that gives an endpoint a configuration is about."""
    arn = site.arn(f"endpoint/{endpoint}")
    return Subject(arn, {"endpointName": endpoint, "endpointConfigName": config}, {"endpointArn": arn})


def _address(call: Call) -> dict[str, object] | None:
    """The answer of a call that signs an address. Such an address is a secret, so the event masks it."""
    return {"authorizedUrl": "HIDDEN_DUE_TO_SECURITY_REASONS"} if "Presigned" in call.name else None
