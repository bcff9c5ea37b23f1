"""The accounts that a source looks into, with a client of each service and region."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config

import sagescope
from sagescope.clock import Clock
from sagescope.errors import Refusal
from sagescope.model.aws import AccessKey, AccountRole, AwsAccess, Environment, Role
from sagescope.sources.faults import calling

DEFAULT_REGION = "us-east-1"
"""Where nobody names a region: there AWS itself begins."""

_SESSION_NAME = "sagescope"
_RENEW_BEFORE = 5 * 60_000
_MOST_HELD = 500


@dataclass(frozen=True, slots=True)
class Account:
    """An account that a source looks into.

    `number` is its id, empty where AWS does not tell; `alias` what the field `account` of its data gets, unless
    the source says otherwise. `client` gives a client of a service in a region.
    """

    number: str
    alias: str
    regions: tuple[str, ...]
    client: Callable[[str, str], Any]


@dataclass(frozen=True, slots=True)
class _Session:
    """Credentials as AWS's client holds them; `expires` is milliseconds, 0 for those that do not."""

    boto: Any
    key: str
    expires: int = 0


class Accounts:
    """Opens accounts; sessions of roles are renewed before they expire. May be used from several threads."""

    def __init__(self, open_secret: Callable[[str], str], clock: Clock) -> None:
        self._open_secret = open_secret
        self._clock = clock
        # Sessions and the making of clients are not safe for threads; clients themselves are.
        self._lock = threading.RLock()
        self._sessions: dict[str, _Session] = {}
        self._clients: dict[tuple[str, str, str, str], Any] = {}
        self._numbers: dict[str, str] = {}

    def of(self, access: AwsAccess) -> list[Account]:
        """The accounts of an access, each role after the other.

        Raises Refusal where AWS does not let in by the credentials of the source themselves. A role of the list that
        cannot be assumed fails when its client is asked for, so that one account does not hold up the others.
        """
        if not access.roles:
            return [self._own(access)]
        return [self._of_role(access, role) for role in access.roles]

    def _own(self, access: AwsAccess) -> Account:
        session = self._base(access)
        regions = access.regions or (str(session.boto.region_name or DEFAULT_REGION),)

        def client(service: str, region: str) -> Any:
            return self._client(self._base(access), access, service, region)

        number = self._number(session.key, client, regions[0])
        return Account(number, number, regions, client)

    def _of_role(self, access: AwsAccess, role: AccountRole) -> Account:
        number = role.arn.split(":")[4]
        regions = role.regions or access.regions or (DEFAULT_REGION,)

        def client(service: str, region: str) -> Any:
            base = self._base(access)
            assumed = self._assumed(base, access, role.arn, role.external_id, regions[0])
            return self._client(assumed, access, service, region)

        return Account(number, role.account or number, regions, client)

    def _number(self, key: str, client: Callable[[str, str], Any], region: str) -> str:
        if key not in self._numbers:
            try:
                with calling("sts:GetCallerIdentity", "the account"):
                    self._numbers[key] = str(client("sts", region).get_caller_identity()["Account"])
            except Refusal:
                # Some networks reach S3 alone; the number is then read from keys of objects, or stays unknown.
                return ""
        return self._numbers[key]

    def _base(self, access: AwsAccess) -> _Session:
        match access.credentials:
            case AccessKey() as key:
                return self._held(
                    f"key {key.key_id} {key.secret} {key.session_token}",
                    lambda name: _Session(
                        boto3.Session(
                            aws_access_key_id=key.key_id,
                            aws_secret_access_key=self._open_secret(key.secret),
                            aws_session_token=self._open_secret(key.session_token) or None,
                        ),
                        name,
                    ),
                )
            case Role() as role:
                own = self._environment()
                region = access.regions[0] if access.regions else str(own.boto.region_name or DEFAULT_REGION)
                return self._assumed(own, access, role.arn, role.external_id, region)
            case Environment():
                return self._environment()

    def _environment(self) -> _Session:
        return self._held("environment", lambda name: _Session(boto3.Session(), name))

    def _assumed(
        self, base: _Session, access: AwsAccess, arn: str, external_id: str, region: str
    ) -> _Session:
        def assume(name: str) -> _Session:
            with calling("sts:AssumeRole", arn):
                external = {"ExternalId": external_id} if external_id else {}
                given = self._client(base, access, "sts", region).assume_role(
                    RoleArn=arn, RoleSessionName=_SESSION_NAME, **external
                )["Credentials"]
            session = boto3.Session(
                aws_access_key_id=given["AccessKeyId"],
                aws_secret_access_key=given["SecretAccessKey"],
                aws_session_token=given["SessionToken"],
            )
            return _Session(session, name, round(given["Expiration"].timestamp() * 1_000))

        return self._held(f"{base.key} role {arn} {external_id} {access.endpoint}", assume)

    def _held(self, name: str, make: Callable[[str], _Session]) -> _Session:
        with self._lock:
            held = self._sessions.get(name)
            if held is None or (held.expires and held.expires - self._clock.now() < _RENEW_BEFORE):
                for key in [key for key in self._clients if key[0] == name]:
                    del self._clients[key]
                if len(self._sessions) >= _MOST_HELD:
                    self._sessions.clear()
                    self._clients.clear()
                held = self._sessions[name] = make(name)
            return held

    def _client(self, session: _Session, access: AwsAccess, service: str, region: str) -> Any:
        key = (session.key, service, region, access.endpoint)
        with self._lock:
            if key not in self._clients:
                with calling(f"{service}:*", service):
                    self._clients[key] = session.boto.client(
                        service,
                        region_name=region,
                        endpoint_url=access.endpoint or None,
                        config=_config(own_endpoint=bool(access.endpoint)),
                    )
            return self._clients[key]


def _config(*, own_endpoint: bool) -> Config:
    return Config(
        connect_timeout=10,
        read_timeout=60,
        retries={"mode": "standard", "total_max_attempts": 3},
        max_pool_connections=32,
        user_agent_extra=f"sagescope/{sagescope.__version__}",
        # Buckets are no names of hosts at an endpoint of one's own.
        s3={"addressing_style": "path"} if own_endpoint else {},
    )
