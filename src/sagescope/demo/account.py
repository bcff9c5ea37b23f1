"""The simulated world at rest: accounts, regions, endpoints, models, feature groups.

The two account ids are the ones that the SageMaker document's `AWS Accounts` rule maps to the aliases
dev and prod; everything else is invented.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Account:
    """An AWS account: twelve-digit id and the alias that people call it by."""

    id: str
    alias: str


@dataclass(frozen=True, slots=True)
class Site:
    """An account in a region: the unit that has its own sources."""

    account: Account
    region: str
    utc_offset_hours: int

    @property
    def key(self) -> str:
        """`prod-us-east-1`."""
        return f"{self.account.alias}-{self.region}"

    def arn(self, resource: str) -> str:
        """The ARN of a SageMaker resource such as `endpoint/churn`."""
        return f"arn:aws:sagemaker:{self.region}:{self.account.id}:{resource}"


class ModelServer(Enum):
    """What runs in an endpoint's container and so decides how its log lines look."""

    TORCHSERVE = "TorchServe"
    MMS = "Multi Model Server"
    TENSORFLOW_SERVING = "TensorFlow Serving"
    TRITON = "Triton"
    SCIKIT_LEARN = "scikit-learn"
    DJL = "DJL Serving"


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance type with what utilisation is a percentage of: 100 per vCPU and 100 per GPU."""

    type: str
    vcpus: int
    gpus: int = 0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A real-time endpoint with one variant; `per_minute` is its mean of requests a minute."""

    name: str
    site: Site
    server: ModelServer
    instance: Instance
    instances: int
    per_minute: float
    latency_ms: float

    @property
    def group(self) -> str:
        """Its CloudWatch log group."""
        return f"/aws/sagemaker/Endpoints/{self.name}"


@dataclass(frozen=True, slots=True)
class HostedModel:
    """A model that callers name by id; `per_minute` is its mean of invocations a minute."""

    id: str
    site: Site
    per_minute: float
    latency_ms: float
    tokens_in: int
    tokens_out: int
    operations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeatureGroup:
    """An online feature group with its mean of reads and writes a minute."""

    name: str
    site: Site
    reads: float
    writes: float


DEV = Account("956882123456", "dev")
PROD = Account("567680881046", "prod")

DEV_US = Site(DEV, "us-east-1", -5)
PROD_US = Site(PROD, "us-east-1", -5)
PROD_EU = Site(PROD, "eu-west-1", 1)
SITES = (DEV_US, PROD_US, PROD_EU)

M5_LARGE = Instance("ml.m5.large", 2)
M5_XLARGE = Instance("ml.m5.xlarge", 4)
C5_LARGE = Instance("ml.c5.large", 2)
C5_XLARGE = Instance("ml.c5.xlarge", 4)
G4DN_XLARGE = Instance("ml.g4dn.xlarge", 4, 1)
G5_2XLARGE = Instance("ml.g5.2xlarge", 8, 1)
G5_12XLARGE = Instance("ml.g5.12xlarge", 48, 4)
P3_2XLARGE = Instance("ml.p3.2xlarge", 8, 1)

ENERGY = "prophet-energy-forecast-v1"

ENDPOINTS = (
    Endpoint(ENERGY, PROD_US, ModelServer.TORCHSERVE, M5_XLARGE, 2, 6.0, 42.0),
    Endpoint("churn-xgboost-prod", PROD_US, ModelServer.SCIKIT_LEARN, C5_XLARGE, 2, 8.0, 9.0),
    Endpoint("support-llm-mistral-7b", PROD_US, ModelServer.DJL, G5_2XLARGE, 2, 3.0, 1450.0),
    Endpoint("image-moderation-triton", PROD_US, ModelServer.TRITON, G4DN_XLARGE, 1, 4.0, 18.0),
    Endpoint("demand-forecast-tfserving", PROD_US, ModelServer.TENSORFLOW_SERVING, C5_LARGE, 2, 6.0, 27.0),
    Endpoint("search-rerank-mms", PROD_US, ModelServer.MMS, M5_LARGE, 1, 3.0, 65.0),
    Endpoint("churn-xgboost-eu", PROD_EU, ModelServer.SCIKIT_LEARN, C5_XLARGE, 1, 3.0, 10.0),
    Endpoint("support-llm-eu", PROD_EU, ModelServer.DJL, G5_2XLARGE, 1, 1.5, 1600.0),
    Endpoint("prophet-energy-forecast-dev", DEV_US, ModelServer.TORCHSERVE, M5_LARGE, 1, 1.2, 55.0),
    Endpoint("sentiment-hf-dev", DEV_US, ModelServer.MMS, M5_LARGE, 1, 1.0, 88.0),
    # Somebody has tried it once and forgotten it: it costs money and nobody calls it.
    Endpoint("pricing-lab-llm", DEV_US, ModelServer.DJL, G5_2XLARGE, 1, 0.0, 1500.0),
)

_INVOKE = ("InvokeModel",)
_STREAM = ("InvokeModel", "InvokeModel", "InvokeModelWithResponseStream")
_ENDPOINT = ("InvokeEndpoint", "InvokeEndpoint", "InvokeEndpoint", "InvokeEndpointAsync")

J2_MID = "ai21.j2-mid-v1"

MODELS = (
    HostedModel(J2_MID, PROD_US, 1.8, 900.0, 420, 160, _INVOKE),
    HostedModel("anthropic.claude-v2", PROD_US, 1.6, 2400.0, 900, 310, _STREAM),
    HostedModel("meta.llama3-8b", PROD_US, 1.1, 1300.0, 600, 240, _STREAM),
    HostedModel("Support-Router-V2", PROD_US, 0.8, 120.0, 80, 6, _ENDPOINT),
    HostedModel("Energy-Prophet-V1", PROD_US, 0.5, 45.0, 48, 24, _ENDPOINT),
    HostedModel(J2_MID, DEV_US, 0.6, 980.0, 300, 120, _INVOKE),
    HostedModel("meta.llama3-8b", DEV_US, 0.6, 1500.0, 520, 260, _STREAM),
    HostedModel("ChurnXGB-v3-Candidate", DEV_US, 0.4, 14.0, 20, 1, _ENDPOINT),
    HostedModel("anthropic.claude-v2", PROD_EU, 0.7, 2500.0, 850, 300, _STREAM),
    HostedModel(J2_MID, PROD_EU, 0.3, 950.0, 380, 150, _INVOKE),
    HostedModel("ChurnXGB-v3", PROD_EU, 0.6, 11.0, 20, 1, _ENDPOINT),
)

FEATURE_GROUPS = (
    FeatureGroup("customers-fg", PROD_US, 90.0, 12.0),
    FeatureGroup("transactions-fg", PROD_US, 40.0, 150.0),
    FeatureGroup("customers-eu-fg", PROD_EU, 30.0, 6.0),
)
"""The feature groups of the account."""


def endpoints_of(site: Site) -> tuple[Endpoint, ...]:
    """The endpoints of a site."""
    return tuple(e for e in ENDPOINTS if e.site == site)


def called_endpoints_of(site: Site) -> tuple[Endpoint, ...]:
    """Those of them that anybody calls."""
    return tuple(e for e in endpoints_of(site) if e.per_minute)


def models_of(site: Site) -> tuple[HostedModel, ...]:
    """The models that a site hosts."""
    return tuple(m for m in MODELS if m.site == site)


def feature_groups_of(site: Site) -> tuple[FeatureGroup, ...]:
    """The feature groups of a site."""
    return tuple(g for g in FEATURE_GROUPS if g.site == site)
