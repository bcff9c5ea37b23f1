"""How AWS is reached: credentials, the roles of further accounts, regions (reference protocols.md, 4.3)."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from sagescope.errors import Fault, Refusal
from sagescope.model.checks import check_text
from sagescope.model.entity import Entity, broken
from sagescope.model.sealed import Seal, Sealed, masked, sealed_text

MOST_ROLES = 500
MOST_REGIONS = 64

_ROLE = re.compile(r"arn:aws[a-z-]*:iam::\d{1,12}:role/[\w+=,.@/-]{1,512}")
_ARN = re.compile(r"arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d{0,12}:\S{1,1024}")
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d{1,2}")
_KEY_ID = re.compile(r"[A-Z0-9]{16,128}")


def _role(arn: str) -> str:
    if _ROLE.fullmatch(arn) is None:
        raise broken(
            f"is {arn!r}, which is no ARN of a role", "Write arn:aws:iam::123456789012:role/sagescope-read."
        )
    return arn


def _arn(arn: str) -> str:
    if arn and _ARN.fullmatch(arn) is None:
        raise broken(f"is {arn!r}, which is no ARN", "Copy it from the AWS console.")
    return arn


def _region(name: str) -> str:
    if REGION.fullmatch(name) is None:
        raise broken(f"has {name!r}, which is no region", "Write one such as us-east-1.")
    return name


def _key_id(text: str) -> str:
    if _KEY_ID.fullmatch(text) is None:
        raise broken(f"is {text!r}, which is no id of an access key", "It begins with AKIA or ASIA.")
    return text


def _external(text: str) -> str:
    check_text(text, 1_224, lines=False)
    if text and len(text) < 2:
        raise broken("is shorter than two characters", "Write at least two, as AWS asks for.")
    return text


def _url(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise broken("does not begin with https:// or http://", "Give the address of the endpoint.")
    return check_text(text, 2_048, lines=False)


RoleArn = Annotated[str, AfterValidator(_role)]
Arn = Annotated[str, AfterValidator(_arn)]
Region = Annotated[str, AfterValidator(_region)]
Regions = Annotated[tuple[Region, ...], Field(max_length=MOST_REGIONS)]
ExternalId = Annotated[str, AfterValidator(_external)]
EndpointUrl = Annotated[str, AfterValidator(_url)]


class Environment(Entity):
    """The credentials that the server itself runs with: its instance profile, environment or profile."""

    noun: ClassVar[str] = "source"

    type: Literal["environment"] = "environment"


class AccessKey(Entity):
    """An access key of a user; `session_token` goes with temporary ones."""

    noun: ClassVar[str] = "source"

    type: Literal["key"] = "key"
    key_id: Annotated[str, AfterValidator(_key_id)]
    secret: Sealed
    session_token: Sealed = ""


class Role(Entity):
    """A role that the server assumes with its own credentials."""

    noun: ClassVar[str] = "source"

    type: Literal["role"] = "role"
    arn: RoleArn
    external_id: ExternalId = ""


Credentials = Annotated[Environment | AccessKey | Role, Field(discriminator="type")]


class AccountRole(Entity):
    """A role in one more account, assumed with the credentials of the source.

    Empty `regions` mean those of the source; `account` is what the field `account` of its data gets, empty
    meaning the account's number.
    """

    noun: ClassVar[str] = "source"

    arn: RoleArn
    external_id: ExternalId = ""
    account: str = ""
    regions: Regions = ()


class AwsAccess(Entity):
    """Who the source is in AWS, and where it looks.

    Without `roles` it looks into the account of its credentials, with them into each of theirs instead.
    `endpoint` is an address to use in place of AWS's own (a VPC endpoint, or a simulator).
    """

    noun: ClassVar[str] = "source"

    credentials: Credentials = Environment()
    roles: Annotated[tuple[AccountRole, ...], Field(max_length=MOST_ROLES)] = ()
    regions: Regions = ()
    endpoint: EndpointUrl = ""


_KEYS = "S3BucketAuthentication"
_ROLES = "AWSRoleBasedAuthentication"
_NONE = "NoAuthentication"


def access_json(access: AwsAccess) -> dict[str, Any]:
    """The `authentication` of a source's JSON; secrets are masked."""
    shown: dict[str, Any]
    match access.credentials:
        case Role(arn=arn, external_id=external_id):
            shown = {"type": _ROLES, "roleARN": arn}
            if external_id:
                shown["externalId"] = external_id
        case AccessKey() as key:
            shown = {"type": _KEYS, "awsId": key.key_id, "awsKey": masked(key.secret)}
            if key.session_token:
                shown["sessionToken"] = masked(key.session_token)
        case Environment():
            shown = {"type": _NONE}
    if access.regions:
        shown["region"] = access.regions[0]
    if access.endpoint:
        shown["endpoint"] = access.endpoint
    if access.roles:
        shown["accounts"] = [
            {
                "roleARN": role.arn,
                "externalId": role.external_id,
                "account": role.account,
                "regions": list(role.regions),
            }
            for role in access.roles
        ]
    return shown


def access_of(
    given: Mapping[str, Any], regions: tuple[str, ...], seal: Seal, held: AwsAccess | None
) -> AwsAccess:
    """The access that an `authentication` describes; a masked secret stays the one that is `held`.

    `regions` are those of the path, which count before the one region of the authentication.
    """
    kind = given.get("type", _NONE)
    old = held.credentials if held is not None and isinstance(held.credentials, AccessKey) else None
    credentials: Credentials
    if kind == _ROLES:
        credentials = Role(
            arn=str(given.get("roleARN") or ""), external_id=str(given.get("externalId") or "")
        )
    elif kind == _KEYS:
        key_id = str(given.get("awsId") or "")
        # The secret of another key would never be the right one.
        same = old if old is not None and old.key_id == key_id else None
        credentials = AccessKey(
            key_id=key_id,
            secret=sealed_text(given, "awsKey", seal, same.secret if same else ""),
            session_token=sealed_text(given, "sessionToken", seal, same.session_token if same else ""),
        )
        if not credentials.secret:
            raise Refusal(
                Fault("source.secret", "The access key has no secret.", "Give it as awsKey, beside awsId.")
            )
    elif kind == _NONE:
        credentials = Environment()
    else:
        raise Refusal(
            Fault(
                "source.authentication",
                f"There is no authentication {kind!r}.",
                f"Use {_ROLES}, {_KEYS}, or {_NONE} for the server's own credentials.",
            )
        )
    region = str(given.get("region") or "")
    return AwsAccess(
        credentials=credentials,
        roles=tuple(_account(account) for account in given.get("accounts") or ()),
        regions=regions or ((region,) if region else ()),
        endpoint=str(given.get("endpoint") or ""),
    )


def _account(given: Any) -> AccountRole:
    if isinstance(given, str):
        return AccountRole(arn=given)
    if not isinstance(given, Mapping):
        raise Refusal(
            Fault("source.accounts", "An account is an ARN of a role, or an object with roleARN.", "")
        )
    return AccountRole(
        arn=str(given.get("roleARN") or ""),
        external_id=str(given.get("externalId") or ""),
        account=str(given.get("account") or ""),
        regions=tuple(map(str, given.get("regions") or ())),
    )
