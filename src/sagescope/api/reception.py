"""A request to a receiver: whose address it is, its body, and the answer's headers."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from sagescope.api.security import services_of
from sagescope.api.services import Services
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ingest.envelope import Envelope, make_envelope
from sagescope.ingest.metric_intake import Accepted
from sagescope.ingest.sources import ActiveSource

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, PUT, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "600",
}


@dataclass(frozen=True, slots=True)
class Reception:
    """What a sender posted to a source; names of `headers` are lower case."""

    services: Services
    active: ActiveSource
    envelope: Envelope
    headers: dict[str, str]
    body: bytes

    @property
    def encoding(self) -> str | None:
        """The content codings of the body."""
        return self.headers.get("content-encoding")


async def received(request: Request) -> Reception:
    """Read a request to the address of a source.

    Raises Refusal UNAUTHENTICATED where the secret is that of no source, TOO_LARGE above the limit of
    bytes, TIMEOUT where the request breaks off.
    """
    services = services_of(request)
    token = request.path_params.get("token") or request.headers.get("x-sumo-token", "")
    # A thread only for the database: a busy source is remembered.
    active = services.sources.remembered(token)
    if active is None:
        active = await run_in_threadpool(services.sources.find, token)
    with noting(services, active.source.id):
        body = await _body(request, services.settings.ingest.max_bytes)
    headers = {name.lower(): value for name, value in request.headers.items()}
    client = request.client.host if request.client else ""
    envelope = make_envelope(active.source, active.collector, headers, client, services.clock.now())
    return Reception(services, active, envelope, headers, body)


@contextmanager
def noting(services: Services, source_id: int) -> Iterator[None]:
    """Keep a refusal of the block as part of the source's state."""
    try:
        yield
    except Refusal as refused:
        services.health.failed(source_id, refused)
        raise


def check_key(active: ActiveSource, sent: str) -> None:
    """Return where a sender shows the access key of the source, or needs none.

    Raises Refusal `receiver.access_key` (UNAUTHENTICATED).
    """
    expected = active.access_key.encode()
    if expected and not hmac.compare_digest(expected, sent.encode("latin-1", "replace")):
        raise Refusal(
            Fault(
                "receiver.access_key",
                "The request does not have the access key of this source.",
                "Give the sender the access key that the source has, or give the source a new one.",
            ),
            Cause.UNAUTHENTICATED,
        )


def report(accepted: Accepted) -> dict[str, str]:
    """The headers that say what became of a request."""
    headers = {"X-Sagescope-Accepted": str(accepted.rows)}
    if accepted.damaged:
        headers["X-Sagescope-Damaged"] = str(accepted.damaged)
    if accepted.rejected:
        headers["X-Sagescope-Rejected"] = str(accepted.rejected)
    if accepted.dropped:
        headers["X-Sagescope-Dropped"] = str(accepted.dropped)
    if accepted.notes:
        notes = "; ".join(accepted.notes)[:1_000]
        headers["X-Sagescope-Notes"] = "".join(
            c if c.isprintable() else " " for c in notes.encode("ascii", "backslashreplace").decode()
        )
    return headers


async def _body(request: Request, most: int) -> bytes:
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise _too_large(most)
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise _too_large(most)
            parts.append(part)
    except ClientDisconnect:
        raise Refusal(
            Fault("receiver.broken_off", "The request broke off before its end.", "Send it again."),
            Cause.TIMEOUT,
        ) from None
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(most: int) -> Refusal:
    return Refusal(
        Fault("receiver.too_large", f"The body is larger than {most:,} bytes.", "Send it in smaller parts."),
        Cause.TOO_LARGE,
    )
