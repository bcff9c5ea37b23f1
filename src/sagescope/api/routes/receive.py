"""The HTTP receiver: `POST /receiver/v1/http/{token}` (reference protocols.md, section 1).

Answered with 200 when everything decodable of the request is durable. What became of it is in the
answer's headers, since its body stays empty as clients expect.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from sagescope.api.security import services_of
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ingest.envelope import make_envelope
from sagescope.ingest.intake import METRIC_FORMATS, Accepted
from sagescope.telemetry import REQUESTS

_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, PUT, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "600",
}


async def receive(request: Request) -> Response:
    """Take the logs or metrics of one request."""
    services = services_of(request)
    if request.method == "OPTIONS":
        return Response(status_code=200, headers=_CORS)
    token = request.path_params.get("token") or request.headers.get("x-sumo-token", "")
    # A thread only for the database: a busy source is remembered.
    active = services.sources.remembered(token)
    if active is None:
        active = await run_in_threadpool(services.sources.find, token)
    body = await _body(request, services.settings.ingest.max_bytes)
    headers = {name.lower(): value for name, value in request.headers.items()}
    client = request.client.host if request.client else ""
    envelope = make_envelope(active.source, active.collector, headers, client, services.clock.now())
    content_type = headers.get("content-type", "").lower()
    encoding = headers.get("content-encoding")
    metric_type = next((kind for kind in METRIC_FORMATS if kind in content_type), None)
    if metric_type is not None:
        accepted = await services.intake.accept_metrics(envelope, body, encoding, metric_type)
    else:
        accepted = await services.intake.accept_logs(
            envelope, body, encoding, active.boundary_for(content_type), active.recognizer
        )
    REQUESTS.labels("receiver", "200").inc()
    return Response(status_code=200, headers={**_report(accepted), **(_CORS if "origin" in headers else {})})


def _report(accepted: Accepted) -> dict[str, str]:
    report = {"X-Sagescope-Accepted": str(accepted.rows)}
    if accepted.damaged:
        report["X-Sagescope-Damaged"] = str(accepted.damaged)
    if accepted.rejected:
        report["X-Sagescope-Rejected"] = str(accepted.rejected)
    if accepted.notes:
        notes = "; ".join(accepted.notes)[:1_000]
        report["X-Sagescope-Notes"] = (
            notes.encode("ascii", "backslashreplace").decode().replace("\n", " ").replace("\r", " ")
        )
    return report


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


_METHODS = ["POST", "PUT", "OPTIONS"]

routes = [
    Route("/receiver/v1/http/{token}", receive, methods=_METHODS),
    Route("/receiver/v1/http", receive, methods=_METHODS),
]
