"""Users, and the three ways in which they prove who they are: access key, session, sign-in link.

Secrets are never part of a value here: `*_hash` is the SHA-256 of one, in lower-case hex.
"""

import re
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from sagescope.model.checks import HexId, Millis, Name, check_text
from sagescope.model.entity import Entity, broken

LABEL_LENGTH = 128
EMAIL_LENGTH = 254

_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+")
_HASH = re.compile(r"[0-9a-f]{64}")
_ACCESS_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def _email(text: str) -> str:
    text = text.strip().lower()
    if _EMAIL.fullmatch(text) is None or len(text) > EMAIL_LENGTH:
        raise broken(f"is {text!r}, which is not an e-mail address", "Write one such as ana@example.com.")
    return text


def _hash(text: str) -> str:
    if _HASH.fullmatch(text) is None:
        raise broken("is not a SHA-256 in lower-case hex", "Hash the secret before it is stored.")
    return text


def is_access_id(text: str) -> bool:
    """Whether an access id can look like this: 1 to 64 letters, digits, dots, underscores and hyphens."""
    return _ACCESS_ID.fullmatch(text) is not None


def _access_id(text: str) -> str:
    if not is_access_id(text):
        raise broken(
            f"is {text!r}, not 1 to 64 letters, digits, dots, underscores and hyphens",
            "Choose another access id.",
        )
    return text


def _label(text: str) -> str:
    return check_text(text.strip(), LABEL_LENGTH, empty=False, lines=False)


Hash = Annotated[str, AfterValidator(_hash)]


class Role(StrEnum):
    """What a user is; the capabilities of each are in `access.roles`."""

    ADMINISTRATOR = "administrator"
    ANALYST = "analyst"
    VIEWER = "viewer"


class User(Entity):
    """A person or a machine that uses Sagescope; the e-mail address is kept in lower case."""

    noun: ClassVar[str] = "user"

    id: HexId
    email: Annotated[str, AfterValidator(_email)]
    name: Name
    role: Role
    enabled: bool = True
    created_at: Millis
    modified_at: Millis


class AccessKey(Entity):
    """An access id with the hash of its key (reference protocols-schemas.md, Access keys)."""

    noun: ClassVar[str] = "key"

    access_id: Annotated[str, AfterValidator(_access_id)]
    label: Annotated[str, AfterValidator(_label)]
    user_id: HexId
    secret_hash: Hash
    enabled: bool = True
    created_at: Millis
    modified_at: Millis
    last_used_at: Millis | None = None


class WebSession(Entity):
    """A signed-in browser; it ends at `expires_at` unless it is used before."""

    noun: ClassVar[str] = "session"

    token_hash: Hash
    user_id: HexId
    created_at: Millis
    last_seen_at: Millis
    expires_at: Millis


class SignInLink(Entity):
    """A link that signs its user in once, until `expires_at`; `used_at` is set when it was."""

    noun: ClassVar[str] = "link"

    token_hash: Hash
    user_id: HexId
    created_at: Millis
    expires_at: Millis
    used_at: Millis | None = None
