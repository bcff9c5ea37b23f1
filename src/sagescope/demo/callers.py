"""Who calls the account's API and from where: people, sessions of roles, AWS services.

The addresses belong to cloud and hosting providers in some forty countries, so that a map has something
to show; nobody behind them has anything to do with the calls, which never happened.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from sagescope.demo.account import DEV, PROD, Account, Site
from sagescope.demo.draws import dice, lower_token
from sagescope.demo.stamps import iso_seconds


class Agent(Enum):
    """The program a caller uses, as CloudTrail's `userAgent` tells it."""

    CONSOLE = (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/143.0.0.0 Safari/537.36"
    )
    CLI = "aws-cli/2.32.25 md/awscrt#0.29.1 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.11"
    BOTO = "Boto3/1.42.19 md/Botocore#1.42.19 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/python#3.12.12"
    TERRAFORM = "APN/1.0 HashiCorp/1.0 Terraform/1.14.3 terraform-provider-aws/6.27.0"
    JAVA = "aws-sdk-java/2.40.17 Linux/6.1 OpenJDK_64-Bit_Server_VM/21.0.9 Java/21.0.9"


@dataclass(frozen=True, slots=True)
class Person:
    """An IAM user and the addresses they work from."""

    name: str
    account: Account
    agent: Agent
    addresses: tuple[str, ...]

    @property
    def arn(self) -> str:
        """`arn:aws:iam::<account>:user/<name>`."""
        return f"arn:aws:iam::{self.account.id}:user/{self.name}"


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a role that somebody or something assumed."""

    role: str
    session: str
    account: Account
    agent: Agent
    addresses: tuple[str, ...]

    @property
    def arn(self) -> str:
        """`arn:aws:sts::<account>:assumed-role/<role>/<session>`."""
        return f"arn:aws:sts::{self.account.id}:assumed-role/{self.role}/{self.session}"


@dataclass(frozen=True, slots=True)
class Service:
    """An AWS service that acts through its own role: its address is a name such as `config.amazonaws.com`."""

    role: str
    session: str
    principal: str


_A, _C, _B, _T, _J = Agent.CONSOLE, Agent.CLI, Agent.BOTO, Agent.TERRAFORM, Agent.JAVA

PEOPLE = (
    Person("alice.meyer", PROD, _C, ("88.198.24.108", "2a01:4f8:c17:b0f::2")),
    Person("bruno.costa", PROD, _A, ("200.160.2.3", "18.228.60.9")),
    Person("chloe.martin", PROD, _A, ("51.210.14.9", "13.36.90.11")),
    Person("daniel.okafor", PROD, _C, ("154.113.16.10",)),
    Person("emi.tanaka", PROD, _A, ("133.242.10.20", "2405:6580:1::5")),
    Person("farid.haddad", PROD, _A, ("3.28.60.4", "15.184.20.6")),
    Person("grace.lee", PROD, _C, ("211.115.10.20",)),
    Person("hugo.lindqvist", PROD, _A, ("13.48.60.25", "194.63.248.10")),
    Person("isabel.rojas", PROD, _A, ("34.176.20.15", "190.210.9.10")),
    Person("jonas.virtanen", PROD, _C, ("95.216.12.40",)),
    Person("kavya.rao", PROD, _B, ("139.59.10.20", "3.6.90.20")),
    Person("liam.oconnor", PROD, _A, ("34.240.10.22", "2a05:d018:11a:4c00::9")),
    Person("mia.rossi", PROD, _A, ("62.149.128.40",)),
    Person("noah.vandenberg", PROD, _C, ("188.166.20.31",)),
    Person("olga.nowak", DEV, _C, ("79.96.10.20", "77.75.74.172")),
    Person("pedro.alvarez", DEV, _A, ("82.223.10.20",)),
    Person("quinn.taylor", DEV, _B, ("104.131.22.41", "2604:a880:400:d0::1a2f:3001")),
    Person("rahul.sharma", DEV, _B, ("45.64.104.10",)),
    Person("sofia.dimitriou", DEV, _A, ("185.4.132.10", "91.196.124.10")),
    Person("thabo.nkosi", DEV, _C, ("102.130.112.10",)),
    Person("uma.wijaya", DEV, _A, ("16.78.40.5", "43.216.20.7")),
    Person("viktor.ilves", DEV, _C, ("45.129.199.204", "185.25.48.10")),
    Person("wei.chen", DEV, _A, ("34.80.40.9", "16.162.30.8")),
    Person("xenia.popescu", DEV, _A, ("89.46.100.10",)),
    Person("zara.ahmed", DEV, _C, ("203.124.44.10", "103.230.106.10")),
)

BY_HAND = next(person for person in PEOPLE if person.name == "hugo.lindqvist")
"""Who changes production in the console once a day."""

INTERN = Person("jlee-intern", DEV, Agent.CONSOLE, ("192.99.34.20", "3.96.18.7"))
"""Tries everything and may do little of it: the source of most denied calls."""

POLLER = Session("MLOpsDashboardRole", "status-poller", PROD, Agent.BOTO, ("168.119.44.12",))
"""The tool that polls job status until it is throttled."""

DEPLOYER = Session(
    "SageMakerDeployRole", "github-actions", PROD, Agent.TERRAFORM, ("34.201.77.14", "2600:1f18:4a2:9d00::17")
)
"""The delivery pipeline that creates and updates endpoints."""

PROGRAMS = (
    Session("ChurnServiceRole", "churn-api", PROD, Agent.BOTO, ("3.80.14.21", "3.64.120.33", "51.16.30.9")),
    Session(
        "SupportBotRole",
        "support-bot",
        PROD,
        Agent.JAVA,
        ("178.62.10.20", "3.24.50.9", "13.244.40.8", "78.12.40.11"),
    ),
    Session(
        "MobileBackendRole",
        "mobile-backend",
        PROD,
        Agent.JAVA,
        ("128.199.100.20", "43.208.30.6", "103.1.208.10", "124.105.10.10", "2400:6180:0:d0::e4a:1001"),
    ),
    Session(
        "PricingServiceRole",
        "pricing",
        PROD,
        Agent.BOTO,
        ("46.30.210.10", "16.62.20.8", "185.112.144.10", "93.103.10.10"),
    ),
    Session(
        "DataScienceRole",
        "notebook-lab",
        DEV,
        Agent.BOTO,
        ("34.18.20.4", "34.166.20.9", "185.9.156.10", "190.90.160.20"),
    ),
    Session("LoadTestRole", "k6-load", DEV, Agent.BOTO, ("52.10.44.9", "178.77.10.10", "41.60.200.10")),
)
"""Programs that call endpoints and models."""

SESSIONS = (
    DEPLOYER,
    POLLER,
    Session("SageMakerDeployRole", "gitlab-runner", DEV, Agent.TERRAFORM, ("65.108.70.14",)),
    *PROGRAMS,
)

CONFIG = Service("AWSServiceRoleForConfig", "ConfigResourceCompositionSession", "config.amazonaws.com")
SAGEMAKER = Service("AmazonSageMaker-ExecutionRole", "SageMaker", "sagemaker.amazonaws.com")
AUTOSCALING = Service(
    "AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint",
    "AutoScaling-UpdateCapacity",
    "sagemaker.application-autoscaling.amazonaws.com",
)

Caller = Person | Session | Service

CLIENT_ADDRESSES = tuple(
    dict.fromkeys(address for p in PROGRAMS for address in p.addresses if ":" not in address)
)
"""IPv4 addresses of the programs that call endpoints."""


def people_of(site: Site) -> tuple[Person, ...]:
    """The IAM users of a site's account."""
    return tuple(p for p in PEOPLE if p.account == site.account)


def makers_of(site: Site) -> tuple[Person, ...]:
    """Those of them who change things: by programs of their own, not in the console."""
    return tuple(p for p in people_of(site) if p.agent is not Agent.CONSOLE)


def deployers_of(site: Site) -> tuple[Session, ...]:
    """The sessions that deliver what serves."""
    return tuple(s for s in sessions_of(site) if s.role == DEPLOYER.role)


def sessions_of(site: Site) -> tuple[Session, ...]:
    """The role sessions of a site's account."""
    return tuple(s for s in SESSIONS if s.account == site.account)


def programs_of(site: Site) -> tuple[Session, ...]:
    """The programs of a site's account that call endpoints and models."""
    return tuple(p for p in PROGRAMS if p.account == site.account)


def address_of(caller: Caller, choice: float) -> str:
    """Where a call comes from; `choice` in [0, 1) picks among the caller's addresses."""
    if isinstance(caller, Service):
        return caller.principal
    return caller.addresses[int(choice * len(caller.addresses))]


def arn_of(caller: Caller, site: Site) -> str:
    """The caller's ARN as `userIdentity.arn` has it."""
    if isinstance(caller, Service):
        return f"arn:aws:sts::{site.account.id}:assumed-role/{caller.role}/{caller.session}"
    return caller.arn


@lru_cache(maxsize=1024)
def _principal(prefix: str, *names: str) -> str:
    """A principal or key id that anybody sees is an example: it ends as AWS's documented ones do."""
    return prefix + lower_token(dice(0, prefix, *names), 9).upper() + "EXAMPLE"


def identity(caller: Caller, site: Site, at_ms: int) -> dict[str, object]:
    """CloudTrail's `userIdentity` of a call, keys in CloudTrail's order.

    A role's session began a second before the call when a service made it, and at the last half hour
    when anybody else did.
    """
    account = site.account.id
    if isinstance(caller, Person):
        return {
            "type": "IAMUser",
            "principalId": _principal("AIDA", account, caller.name),
            "arn": caller.arn,
            "accountId": account,
            "accessKeyId": _principal("AKIA", account, caller.name),
            "userName": caller.name,
        }
    is_service = isinstance(caller, Service)
    principal = _principal("AROA", account, caller.role)
    folder = f"aws-service-role/{caller.principal}/" if isinstance(caller, Service) else ""
    began = at_ms - 1000 if is_service else at_ms // 1_800_000 * 1_800_000
    made: dict[str, object] = {
        "type": "AssumedRole",
        "principalId": f"{principal}:{caller.session}",
        "arn": arn_of(caller, site),
        "accountId": account,
        "accessKeyId": _principal("ASIA", account, caller.role, caller.session),
        "sessionContext": {
            "sessionIssuer": {
                "type": "Role",
                "principalId": principal,
                "arn": f"arn:aws:iam::{account}:role/{folder}{caller.role}",
                "accountId": account,
                "userName": caller.role,
            },
            "attributes": {"creationDate": iso_seconds(began), "mfaAuthenticated": "false"},
        },
    }
    if isinstance(caller, Service):
        made["invokedBy"] = caller.principal
    return made
