"""Signatures of SNS: that a message at the address of a source comes from AWS.

("Verifying the signatures of Amazon SNS messages", Amazon SNS developer guide.) The certificate is fetched from SNS's own
addresses alone, over TLS, and kept for as long as the process runs.
"""

import base64
import binascii
import re
import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx2
import orjson
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sagescope.errors import Cause, Fault, Refusal

Fetch = Callable[[str], bytes]
"""Gives the certificate at an address, in PEM. Raises Refusal UNAVAILABLE where it cannot."""

TYPES = frozenset({"Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"})

_HOST = re.compile(r"sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")
_SIGNED = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_SIGNED_CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
_HASHES: Mapping[str, hashes.HashAlgorithm] = {"1": hashes.SHA1(), "2": hashes.SHA256()}  # noqa: S303
_TIMEOUT = 5.0
_MOST_BYTES = 64 << 10
_MOST_KEPT = 32


def is_at_sns(url: str) -> bool:
    """Whether an address is one of SNS, over TLS at its usual port."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return (
        parts.scheme == "https"
        and port in (None, 443)
        and not parts.username
        and _HOST.fullmatch(host) is not None
    )


def fetched(url: str) -> bytes:
    """The certificate at an address, as SNS has it."""
    try:
        answer = httpx2.get(url, timeout=_TIMEOUT, follow_redirects=False)
    except httpx2.HTTPError as wrong:
        raise _unfetched(str(wrong)) from wrong
    if answer.status_code != 200 or len(answer.content) > _MOST_BYTES:
        raise _unfetched(f"it answered {answer.status_code} with {len(answer.content)} bytes")
    return answer.content


class Signatures:
    """Verifies messages; keeps the keys of certificates by their addresses. May be used from any thread."""

    def __init__(self, fetch: Fetch = fetched) -> None:
        self._fetch = fetch
        self._lock = threading.Lock()
        self._keys: dict[str, rsa.RSAPublicKey] = {}

    def verify(self, body: bytes) -> None:
        """Return where a message is signed by AWS.

        Raises Refusal `sns.signature` (UNAUTHENTICATED) where it is not, `sns.certificate` where its certificate is at no
        address of SNS, UNAVAILABLE where that cannot be fetched now.
        """
        held = _message(body)
        algorithm = _HASHES.get(_text(held, "SignatureVersion"))
        if algorithm is None:
            raise _refused("it has no signature of version 1 or 2")
        url = _text(held, "SigningCertURL") or _text(held, "SigningCertUrl")
        if not is_at_sns(url) or not urlsplit(url).path.endswith(".pem"):
            raise Refusal(
                Fault(
                    "sns.certificate",
                    f"The certificate of the message is at {urlsplit(url).hostname or 'nowhere'}, which is not SNS.",
                    "Let AWS itself send to the address.",
                ),
                Cause.UNAUTHENTICATED,
            )
        try:
            signature = base64.b64decode(_text(held, "Signature"), validate=True)
            self._key(url).verify(signature, signed_text(held), padding.PKCS1v15(), algorithm)
        except (InvalidSignature, binascii.Error, ValueError):
            raise _refused("its signature is not right") from None

    def _key(self, url: str) -> rsa.RSAPublicKey:
        with self._lock:
            found = self._keys.get(url)
        if found is not None:
            return found
        key = x509.load_pem_x509_certificate(self._fetch(url)).public_key()
        if not isinstance(key, rsa.RSAPublicKey):
            raise _refused("its certificate has no key of RSA")
        with self._lock:
            if len(self._keys) >= _MOST_KEPT:
                self._keys.clear()
            self._keys[url] = key
        return key


def is_of_sns(body: bytes) -> bool:
    """Whether a body is a message of SNS, by what it says of itself."""
    return _text(_message(body), "Type") in TYPES


def signed_text(held: Mapping[str, Any]) -> bytes:
    """What of a message is signed: names and values by lines, in the order of the names; an absent subject is left out."""
    names = _SIGNED if held.get("Type") == "Notification" else _SIGNED_CONFIRMATION
    return "".join(f"{name}\n{held[name]}\n" for name in names if isinstance(held.get(name), str)).encode(
        "utf-8", "surrogatepass"
    )


def _message(body: bytes) -> Mapping[str, Any]:
    try:
        held = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return held if isinstance(held, dict) else {}


def _text(held: Mapping[str, Any], key: str) -> str:
    found = held.get(key)
    return found if isinstance(found, str) else ""


def _refused(why: str) -> Refusal:
    return Refusal(
        Fault(
            "sns.signature",
            f"The message does not come from SNS: {why}.",
            "Subscribe the address to the topic, without raw message delivery; nothing else may send to it.",
        ),
        Cause.UNAUTHENTICATED,
    )


def _unfetched(why: str) -> Refusal:
    return Refusal(
        Fault(
            "sns.certificate_unreachable",
            f"The certificate of SNS could not be fetched: {why}.",
            "Let the server reach SNS by https; SNS sends the message again.",
        ),
        Cause.UNAVAILABLE,
    )
