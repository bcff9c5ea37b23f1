"""What AWS refuses becomes the state of the source, with the next step; told by a stand-in that refuses at will."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pulling_world import Works
from sagescope.errors import Refusal
from sagescope.model.aws import AccountRole
from sagescope.model.source_health import SourceState
from sagescope.sources.waiting import FIRST_RETRY
from simulated_aws import SimulatedAws


class Refusing(ThreadingHTTPServer):
    """An endpoint that answers every call with one error of S3."""

    def __init__(self) -> None:
        self.status, self.code = 403, "AccessDenied"
        self.headers: dict[str, str] = {}
        refusing = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                error = f"<Error><Code>{refusing.code}</Code><Message>no</Message></Error>"
                # Services with a query protocol, such as STS, wrap it.
                body = (
                    f"<ErrorResponse>{error}</ErrorResponse>" if self.command == "POST" else error
                ).encode()
                self.send_response(refusing.status)
                for name, value in {"Content-Length": str(len(body)), **refusing.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_HEAD = do_POST = do_GET

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), Handler)


@pytest.fixture
def refusing() -> Iterator[Refusing]:
    server = Refusing()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("status", "code", "fault", "hint", "passing"),
    [
        (403, "AccessDenied", "aws.denied", "Allow s3:ListBucket", False),
        (403, "InvalidAccessKeyId", "aws.key", "new access key", False),
        (403, "SignatureDoesNotMatch", "aws.key", "new access key", False),
        (400, "ExpiredToken", "aws.expired", "role", False),
        (403, "RequestTimeTooSkewed", "aws.clock", "NTP", False),
        (400, "AuthorizationHeaderMalformed", "aws.elsewhere", "region", False),
        (503, "SlowDown", "aws.throttled", "by itself", True),
        (500, "InternalError", "aws.outage", "by itself", True),
        (418, "Teapot", "aws.refused", "settings", False),
    ],
)
def test_each_refusal_has_its_next_step(
    works: Works, refusing: Refusing, status: int, code: str, fault: str, hint: str, passing: bool
) -> None:
    refusing.status, refusing.code = status, code
    url = f"http://127.0.0.1:{refusing.server_address[1]}"
    source = works.bucket("example", endpoint=url)
    with pytest.raises(Refusal):
        works.runner.run_once(source.id)
    state, codes = works.state(source)
    assert (state, codes) == (SourceState.FAILING, [fault])
    (told,) = works.health.of(source.id).faults
    assert hint in told.hint
    assert told.retry_at == works.clock.now() + (FIRST_RETRY if passing else 300_000)


def test_nobody_at_the_endpoint_is_told_and_tried_again_soon(works: Works) -> None:
    source = works.bucket("example", endpoint="http://127.0.0.1:9")
    with pytest.raises(Refusal, match="not reached"):
        works.runner.run_once(source.id)
    assert works.state(source) == (SourceState.FAILING, ["aws.unreachable"])


def test_a_role_that_may_not_be_assumed_says_what_its_trust_needs(works: Works, refusing: Refusing) -> None:
    url = f"http://127.0.0.1:{refusing.server_address[1]}"
    role = AccountRole(arn="arn:aws:iam::123456789012:role/read", external_id="ext")
    source = works.bucket("example", endpoint=url, roles=(role,))
    with pytest.raises(Refusal, match="assume"):
        works.runner.run_once(source.id)
    (told,) = works.health.of(source.id).faults
    assert told.code == "aws.role" and "external id" in told.hint


def test_a_source_recovers_and_says_so(works: Works, refusing: Refusing, aws: SimulatedAws) -> None:
    aws.client("s3").create_bucket(Bucket="recovers")
    aws.client("s3").put_object(Bucket="recovers", Key="a", Body=b"there all the time")
    source = works.bucket("recovers", endpoint=f"http://127.0.0.1:{refusing.server_address[1]}")
    with pytest.raises(Refusal):
        works.runner.run_once(source.id)
    good = source.settings.model_copy(update={"access": works.access()})
    works.change(source.model_copy(update={"settings": good}))
    # Whoever corrects a source need not wait for its next scan.
    for begun in works.runner.start_due():
        begun.result(60)
    assert works.stored(source) == ["there all the time"]
    assert works.state(source)[0] is SourceState.WARNING
