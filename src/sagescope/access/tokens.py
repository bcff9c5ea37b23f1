"""Secrets: how they are made, and how they are stored.

They are random enough (256 bits and more) that one round of SHA-256 keeps them: a slow hash, as passwords
need, would cost a third of a second on each API call and protect nothing.
"""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """A secret of 43 url-safe characters, 256 random bits: for sessions and links."""
    return secrets.token_urlsafe(32)


def new_access_id() -> str:
    """`su` and 14 random url-safe characters; not a secret."""
    return "su" + secrets.token_urlsafe(10)[:14]


def new_key() -> str:
    """A secret of 64 url-safe characters, 384 random bits: the key of an access id."""
    return secrets.token_urlsafe(48)


def digest(secret: str) -> str:
    """What is stored of a secret: its SHA-256 in lower-case hex."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def same(first: str, second: str) -> bool:
    """Whether two digests are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(first, second)
