"""Signatures of SNS. A certificate that is made here stands for AWS's, whose private key nobody else has."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import given
from hypothesis import strategies as st

from running_server import RunningServer, post
from sagescope.errors import Cause, Refusal
from sagescope.sources.signatures import Signatures, is_at_sns, is_of_sns
from simulated_aws import KEY_ID, SECRET

URL = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-example.pem"
TOPIC = "arn:aws:sns:us-east-1:123456789012:example"
MESSAGE = {"Records": [{"eventName": "ObjectCreated:Put"}]}


@cache
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@cache
def certificate() -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key().public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key(), hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


def notification(**changes: Any) -> dict[str, Any]:
    return {
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": TOPIC,
        "Subject": "Amazon S3 Notification",
        "Message": json.dumps(MESSAGE),
        "Timestamp": "2026-01-31T10:00:00.000Z",
        "SignatureVersion": "1",
        "SigningCertURL": URL,
        **changes,
    }


def confirmation(**changes: Any) -> dict[str, Any]:
    held = notification(
        Type="SubscriptionConfirmation",
        Token="2336412f37",
        SubscribeURL="https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription",
    )
    del held["Subject"]
    return held | changes


# The texts that the developer guide has signed, written out.
_NOTIFIED = "Message\n{Message}\nMessageId\n{MessageId}\nSubject\n{Subject}\nTimestamp\n{Timestamp}\nTopicArn\n{TopicArn}\nType\n{Type}\n"
_CONFIRMED = "Message\n{Message}\nMessageId\n{MessageId}\nSubscribeURL\n{SubscribeURL}\nTimestamp\n{Timestamp}\nToken\n{Token}\nTopicArn\n{TopicArn}\nType\n{Type}\n"


def signed(held: dict[str, Any]) -> bytes:
    shape = _NOTIFIED if held["Type"] == "Notification" else _CONFIRMED
    if "Subject" not in held:
        shape = shape.replace("Subject\n{Subject}\n", "")
    algorithm = hashes.SHA1() if held["SignatureVersion"] == "1" else hashes.SHA256()
    signature = key().sign(shape.format(**held).encode(), padding.PKCS1v15(), algorithm)
    return json.dumps({**held, "Signature": base64.b64encode(signature).decode()}).encode()


def without(held: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in held.items() if key != name}


def verifier(asked: list[str] | None = None) -> Signatures:
    def fetch(url: str) -> bytes:
        if asked is not None:
            asked.append(url)
        return certificate()

    return Signatures(fetch)


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize(
    "made",
    [
        notification,
        lambda **changes: without(notification(**changes), "Subject"),
        confirmation,
        lambda **changes: confirmation(**changes, Type="UnsubscribeConfirmation"),
    ],
    ids=["notification", "without subject", "confirmation", "end of a subscription"],
)
def test_what_is_signed_is_taken_and_its_certificate_fetched_once(
    made: Callable[..., dict[str, Any]], version: str
) -> None:
    asked: list[str] = []
    signatures = verifier(asked)
    for _ in range(2):
        signatures.verify(signed(made(SignatureVersion=version)))
    assert asked == [URL]


@pytest.mark.parametrize("name", ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"])
def test_a_changed_value_is_refused(name: str) -> None:
    held = json.loads(signed(notification()))
    held[name] = "Notification " if name == "Type" else f"{held[name]}x"
    with pytest.raises(Refusal, match="signature is not right") as refused:
        verifier().verify(json.dumps(held).encode())
    assert refused.value.cause is Cause.UNAUTHENTICATED


@pytest.mark.parametrize(
    "url",
    [
        "https://sns.us-east-1.amazonaws.com.example.com/a.pem",
        "https://example.com/sns.us-east-1.amazonaws.com/a.pem",
        "https://s3.amazonaws.com/bucket/a.pem",
        "https://sns.us-east-1.amazonaws.com@example.com/a.pem",
        "https://sns.us-east-1.amazonaws.com:8443/a.pem",
        "https://sns.us-east-1.amazonaws.com:x/a.pem",
        "http://sns.us-east-1.amazonaws.com/a.pem",
        "https://sns.us-east-1.amazonaws.com/a.txt",
        "file:///etc/a.pem",
        "",
    ],
)
def test_certificates_are_fetched_from_sns_alone(url: str) -> None:
    asked: list[str] = []
    with pytest.raises(Refusal) as refused:
        verifier(asked).verify(signed(notification(SigningCertURL=url)))
    assert refused.value.faults[0].code == "sns.certificate"
    assert asked == []


@pytest.mark.parametrize("version", ["", "3", "SHA1"])
def test_an_unknown_version_is_refused(version: str) -> None:
    with pytest.raises(Refusal, match="no signature"):
        verifier().verify(
            signed(notification()).replace(
                b'"SignatureVersion": "1"', f'"SignatureVersion": "{version}"'.encode()
            )
        )


def test_china_has_addresses_of_its_own() -> None:
    assert is_at_sns("https://sns.cn-north-1.amazonaws.com.cn/a.pem")


@given(st.one_of(st.binary(), st.dictionaries(st.text(), st.text()).map(lambda d: json.dumps(d).encode())))
def test_whatever_comes_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(Refusal):
        verifier().verify(body)
    assert is_of_sns(body) in (True, False)


def test_a_server_takes_nothing_that_aws_has_not_signed(tmp_path: Path) -> None:
    # Its sources are at AWS itself, so nothing may be fetched for them here.
    running = RunningServer(tmp_path, environment={"SAGESCOPE_SOURCES__ENABLED": "false"})
    running.start()
    try:
        made = running.command(
            *("sources", "add", "s3", "--name", "signed", "--bucket", "example-signed", "--topic", TOPIC),
            *("--access-key-id", KEY_ID, "--secret", "-", "-f", "json"),
            stdin=SECRET,
        )
        assert made.returncode == 0, made.stderr
        url = json.loads(made.stdout)["url"]
        evil = signed(notification(SigningCertURL="https://example.com/a.pem"))
        unsigned = json.dumps(notification(SignatureVersion="")).encode()
        for body, told in (
            (unsigned, "no signature"),
            (evil, "which is not SNS"),
            (json.dumps(MESSAGE).encode(), "no signature"),
        ):
            answer = post(url, body)
            assert (answer.status_code, told in answer.text) == (401, True), answer.text
    finally:
        running.stop()
