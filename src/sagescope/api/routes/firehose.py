"""Amazon Data Firehose's HTTP endpoint protocol at the address of a source (reference protocols.md, section 2).

A delivery is answered when its points are durable. Firehose sends one again that it got no good answer to;
its points then replace themselves.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sagescope.api.reception import Reception, received
from sagescope.errors import Fault, Refusal
from sagescope.ingest.encoding import decode
from sagescope.ingest.formats import cloudwatch_stream, firehose
from sagescope.ingest.metric_formats import STREAM
from sagescope.ingest.metric_intake import Accepted
from sagescope.ingest.points import Points
from sagescope.telemetry import REQUESTS

REQUEST_ID = "x-amz-firehose-request-id"
_ATTRIBUTES = "x-amz-firehose-common-attributes"
_GZIP = b"\x1f\x8b"


async def receive_delivery(request: Request) -> Response:
    """Take a delivery of a CloudWatch metric stream; a refusal is answered as Firehose reads it."""
    request_id = request.headers[REQUEST_ID]
    now = request.app.state.services.clock.now
    try:
        given = await received(request)
        await _accepted(given, request_id)
    except Refusal as refused:
        REQUESTS.labels("receiver", str(refused.cause.value)).inc()
        message = "; ".join(fault.sentence for fault in refused.faults)
        headers = (
            {} if refused.retry_after is None else {"Retry-After": str(max(1, round(refused.retry_after)))}
        )
        return JSONResponse(firehose.answer(request_id, now(), message), refused.cause.value, headers)
    REQUESTS.labels("receiver", "200").inc()
    return JSONResponse(firehose.answer(request_id, now()))


async def _accepted(given: Reception, request_id: str) -> Accepted:
    envelope = given.envelope
    attributes = firehose.common_attributes(given.headers.get(_ATTRIBUTES, ""))

    def points() -> Points:
        most = given.services.settings.ingest.max_bytes
        delivery = firehose.parse(decode(given.body, given.encoding, most), request_id)
        if any(record.startswith(_GZIP) for record in delivery.records):
            raise Refusal(
                Fault(
                    "firehose.logs",
                    "The delivery has compressed records, as those of CloudWatch Logs are.",
                    "Only CloudWatch metric streams are taken by Firehose; send logs by the Lambda forwarder.",
                )
            )
        return cloudwatch_stream.parse(delivery.records, envelope.receipt, dimensions=attributes)

    return await given.services.intake.metrics.accept_points(envelope, STREAM, len(given.body), points)
