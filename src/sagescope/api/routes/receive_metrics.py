"""OTLP metrics and Prometheus remote write, below the address of a source.

`POST /receiver/v1/http/{token}/v1/metrics` (reference protocols.md, 1.1) and `…/api/v1/write`. Both are answered
in their own ways, when everything decodable of the request is durable.
"""

from typing import Any

import orjson
from google.protobuf import json_format
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sagescope.api.reception import CORS, noting, received, report
from sagescope.errors import Cause, Refusal
from sagescope.ingest.formats.protobuf_messages import message_classes
from sagescope.ingest.metric_formats import OTLP, is_protobuf, otlp_format, remote_write_format
from sagescope.ingest.metric_intake import Accepted
from sagescope.telemetry import REQUESTS

_JSON = "application/json"
_PROTOBUF = "application/x-protobuf"

# google.rpc.Status, of which no more than these two fields is ever sent.
_STATUS = message_classes("sagescope.otlp", {"Status": {"code": (1, "int32"), "message": (2, "bytes")}})[
    "Status"
]
_CODES = {
    Cause.INVALID: 3,  # INVALID_ARGUMENT
    Cause.UNAUTHENTICATED: 16,
    Cause.TOO_LARGE: 3,
    Cause.TIMEOUT: 1,  # CANCELLED
    Cause.BUSY: 8,  # RESOURCE_EXHAUSTED
}
_UNAVAILABLE = 14


async def receive_otlp(request: Request) -> Response:
    """Take an OTLP metrics request, and answer with what of it was rejected (partial success)."""
    if request.method == "OPTIONS":
        return Response(status_code=200, headers=CORS)
    # A refusal has the encoding of the request too, and JSON where that is none of the two.
    in_protobuf = is_protobuf(request.headers.get("content-type", "").lower())
    try:
        metric_format = otlp_format({k.lower(): v for k, v in request.headers.items()})
        given = await received(request)
        with noting(given.services, given.active.source.id):
            accepted = await given.services.intake.metrics.accept(
                given.envelope, given.body, given.encoding, metric_format
            )
    except Refusal as refused:
        return _refused(refused, in_protobuf)
    REQUESTS.labels("receiver", "200").inc()
    answer = _otlp_answer(accepted)
    content = (
        answer.SerializeToString()
        if metric_format is OTLP
        else orjson.dumps(json_format.MessageToDict(answer))
    )
    headers = {**report(accepted), **(CORS if "origin" in given.headers else {})}
    return Response(content, 200, headers, _PROTOBUF if metric_format is OTLP else _JSON)


def _otlp_answer(accepted: Accepted) -> ExportMetricsServiceResponse:
    answer = ExportMetricsServiceResponse()
    if accepted.rejected or accepted.notes:
        answer.partial_success.rejected_data_points = accepted.rejected
        answer.partial_success.error_message = "; ".join(accepted.notes)[:4_000]
    return answer


def _refused(refused: Refusal, in_protobuf: bool) -> Response:
    REQUESTS.labels("receiver", str(refused.cause.value)).inc()
    status: dict[str, Any] = {
        "code": _CODES.get(refused.cause, _UNAVAILABLE),
        "message": "; ".join(fault.sentence for fault in refused.faults),
    }
    headers = {} if refused.retry_after is None else {"Retry-After": str(max(1, round(refused.retry_after)))}
    if not in_protobuf:
        return Response(orjson.dumps(status), refused.cause.value, headers, _JSON)
    message = _STATUS(code=status["code"], message=status["message"].encode("utf-8", "backslashreplace"))
    return Response(message.SerializeToString(), refused.cause.value, headers, _PROTOBUF)


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


_POST = ["POST", "PUT", "OPTIONS"]

routes = [
    Route("/receiver/v1/http/{token}/v1/metrics", receive_otlp, methods=_POST),
    Route("/receiver/v1/http/v1/metrics", receive_otlp, methods=_POST),
    Route("/receiver/v1/http/{token}/api/v1/write", receive_remote_write, methods=["POST"]),
    Route("/receiver/v1/http/api/v1/write", receive_remote_write, methods=["POST"]),
]
