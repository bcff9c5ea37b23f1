"""The HTTP receiver: `POST /receiver/v1/http/{token}` (reference protocols.md, section 1).

Answered with 200 when everything decodable of the request is durable. What became of it is in the
answer's headers, since its body stays empty as clients expect.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sagescope.api.reception import CORS, Reception, check_key, noting, received, report
from sagescope.api.routes.firehose import REQUEST_ID, receive_delivery
from sagescope.api.routes.receive_notices import take_notice
from sagescope.ingest.encoding import decode
from sagescope.ingest.formats import eventbridge
from sagescope.ingest.metric_formats import format_of
from sagescope.ingest.metric_intake import Accepted
from sagescope.model.source_kinds import BucketSettings, EventBridgeSettings
from sagescope.telemetry import REQUESTS


async def receive(request: Request) -> Response:
    """Take the logs or metrics of one request."""
    if request.method == "OPTIONS":
        return Response(status_code=200, headers=CORS)
    if REQUEST_ID in request.headers:
        return await receive_delivery(request)
    given = await received(request)
    with noting(given.services, given.active.source.id):
        accepted = await _accepted(given)
    REQUESTS.labels("receiver", "200").inc()
    return Response(
        status_code=200, headers={**report(accepted), **(CORS if "origin" in given.headers else {})}
    )


async def _accepted(given: Reception) -> Accepted:
    intake = given.services.intake
    if isinstance(given.active.source.settings, BucketSettings):
        return await take_notice(given, given.active.source.settings)
    if isinstance(given.active.source.settings, EventBridgeSettings) or given.headers.get(
        "user-agent", ""
    ).lower().startswith(eventbridge.AGENT):
        return await _event(given)
    metric_format = format_of(given.headers)
    if metric_format is not None:
        return await intake.metrics.accept(given.envelope, given.body, given.encoding, metric_format)
    boundary = given.active.boundary_for(given.headers.get("content-type", "").lower())
    return await intake.accept_body(given.active, given.envelope, given.body, given.encoding, boundary)


async def _event(given: Reception) -> Accepted:
    settings, services = given.active.source.settings, given.services
    if isinstance(settings, EventBridgeSettings):
        check_key(given.active, given.headers.get(settings.header, ""))
    event = eventbridge.parse(decode(given.body, given.encoding, services.settings.ingest.max_bytes))
    # EventBridge sends an event again for up to a day, by the same id.
    return await services.intake.accept(
        given.active, given.envelope, True, lambda: event.decoded, delivery=f"event {event.id}"
    )


_METHODS = ["POST", "PUT", "OPTIONS"]

routes = [
    Route("/receiver/v1/http/{token}", receive, methods=_METHODS),
    Route("/receiver/v1/http", receive, methods=_METHODS),
]
