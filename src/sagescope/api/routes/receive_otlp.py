"""OTLP over HTTP, below the address of a source (reference protocols.md, 1.1).

`POST /receiver/v1/http/{token}/v1/metrics` and `…/v1/logs`, in protobuf and JSON. Answered when everything
decodable of the request is durable, with what of it was rejected.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from google.protobuf import json_format
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceResponse
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sagescope.api.envelope import retry_header
from sagescope.api.reception import CORS, Reception, noting, received, report
from sagescope.errors import Cause, Refusal
from sagescope.ingest.encoding import decode
from sagescope.ingest.formats import otlp_logs
from sagescope.ingest.formats.protobuf_messages import message_classes
from sagescope.ingest.intake import is_small
from sagescope.ingest.metric_formats import is_otlp_protobuf, is_protobuf, otlp_format
from sagescope.ingest.metric_intake import Accepted
from sagescope.ingest.streams import Decoded
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


async def receive_metrics(request: Request) -> Response:
    """Take an OTLP metrics request."""
    return await _received(request, _metrics)


async def receive_logs(request: Request) -> Response:
    """Take an OTLP logs request."""
    return await _received(request, _logs)


_Answer = ExportMetricsServiceResponse | ExportLogsServiceResponse
_Take = Callable[[Reception], Awaitable[tuple[Accepted, _Answer]]]


async def _metrics(given: Reception) -> tuple[Accepted, _Answer]:
    metric_format = otlp_format(given.headers)
    accepted = await given.services.intake.metrics.accept(
        given.envelope, given.body, given.encoding, metric_format
    )
    answer = ExportMetricsServiceResponse()
    if accepted.rejected or accepted.notes:
        answer.partial_success.rejected_data_points = accepted.rejected
        answer.partial_success.error_message = "; ".join(accepted.notes)[:4_000]
    return accepted, answer


async def _logs(given: Reception) -> tuple[Accepted, _Answer]:
    parse = otlp_logs.parse if is_otlp_protobuf(given.headers) else otlp_logs.parse_json
    most, receipt = given.services.settings.ingest.max_bytes, given.envelope.receipt

    def decoded() -> Decoded:
        return parse(decode(given.body, given.encoding, most), receipt)

    small = is_small(given.body, given.encoding)
    accepted = await given.services.intake.accept(given.active, given.envelope, small, decoded)
    answer = ExportLogsServiceResponse()
    if accepted.notes:
        answer.partial_success.error_message = "; ".join(accepted.notes)[:4_000]
    return accepted, answer


async def _received(request: Request, take: _Take) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=200, headers=CORS)
    # The answer has the encoding of the request, and JSON where that is none of the two.
    in_protobuf = is_protobuf(request.headers.get("content-type", "").lower())
    try:
        given = await received(request)
        with noting(given.services, given.active.source.id):
            accepted, answer = await take(given)
    except Refusal as refused:
        return _refused(refused, in_protobuf)
    REQUESTS.labels("receiver", "200").inc()
    content = answer.SerializeToString() if in_protobuf else orjson.dumps(json_format.MessageToDict(answer))
    headers = {**report(accepted), **(CORS if "origin" in given.headers else {})}
    return Response(content, 200, headers, _PROTOBUF if in_protobuf else _JSON)


def _refused(refused: Refusal, in_protobuf: bool) -> Response:
    REQUESTS.labels("receiver", str(refused.cause.value)).inc()
    status: dict[str, Any] = {
        "code": _CODES.get(refused.cause, _UNAVAILABLE),
        "message": "; ".join(fault.sentence for fault in refused.faults),
    }
    headers = retry_header(refused)
    if not in_protobuf:
        return Response(orjson.dumps(status), refused.cause.value, headers, _JSON)
    message = _STATUS(code=status["code"], message=status["message"].encode("utf-8", "backslashreplace"))
    return Response(message.SerializeToString(), refused.cause.value, headers, _PROTOBUF)


_POST = ["POST", "PUT", "OPTIONS"]

routes = [
    Route(f"/receiver/v1/http{token}/v1/{kind}", take, methods=_POST)
    for token in ("/{token}", "")
    for kind, take in (("metrics", receive_metrics), ("logs", receive_logs))
]
