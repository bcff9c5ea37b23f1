"""The HTTP receiver: `POST /receiver/v1/http/{token}` (reference protocols.md, section 1).

Answered with 200 when everything decodable of the request is durable. What became of it is in the
answer's headers, since its body stays empty as clients expect.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sagescope.api.reception import CORS, Reception, noting, received, report
from sagescope.api.routes.firehose import REQUEST_ID, receive_delivery
from sagescope.ingest.metric_formats import format_of
from sagescope.ingest.metric_intake import Accepted
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
    metric_format = format_of(given.headers)
    if metric_format is not None:
        return await intake.metrics.accept(given.envelope, given.body, given.encoding, metric_format)
    boundary = given.active.boundary_for(given.headers.get("content-type", "").lower())
    return await intake.accept_body(given.active, given.envelope, given.body, given.encoding, boundary)


_METHODS = ["POST", "PUT", "OPTIONS"]

routes = [
    Route("/receiver/v1/http/{token}", receive, methods=_METHODS),
    Route("/receiver/v1/http", receive, methods=_METHODS),
]
