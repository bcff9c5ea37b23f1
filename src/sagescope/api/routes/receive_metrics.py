"""Prometheus remote write, below the address of a source: `POST /receiver/v1/http/{token}/api/v1/write`.

It is answered in its own way, when everything decodable of the request is durable.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sagescope.api.reception import noting, received, report
from sagescope.ingest.metric_formats import remote_write_format
from sagescope.ingest.metric_intake import Accepted
from sagescope.telemetry import REQUESTS


async def receive_remote_write(request: Request) -> Response:
    """Take a remote write request; version 2 is told how many samples were written."""
    given = await received(request)
    with noting(given.services, given.active.source.id):
        metric_format = remote_write_format(given.headers)
        accepted = await given.services.intake.metrics.accept(
            given.envelope, given.body, given.encoding, metric_format
        )
    REQUESTS.labels("receiver", "204").inc()
    return Response(status_code=204, headers={**report(accepted), **written(accepted)})


def written(accepted: Accepted) -> dict[str, str]:
    """The headers by which a sender of version 2 learns what was written; exemplars are not kept."""
    return {
        "X-Prometheus-Remote-Write-Samples-Written": str(max(0, accepted.rows - sum(accepted.histograms))),
        "X-Prometheus-Remote-Write-Histograms-Written": str(len(accepted.histograms)),
        "X-Prometheus-Remote-Write-Exemplars-Written": "0",
    }


routes = [
    Route("/receiver/v1/http/{token}/api/v1/write", receive_remote_write, methods=["POST"]),
    Route("/receiver/v1/http/api/v1/write", receive_remote_write, methods=["POST"]),
]
