"""Amazon Data Firehose's HTTP endpoint protocol at the address of a source (reference protocols.md, section 2).

A delivery is answered when it is durable. Firehose sends one again that it got no good answer to, by the same
request id: its messages are stored once (`ingest.delivery`), and its points replace themselves.
"""

from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sagescope.api.envelope import retry_header
from sagescope.api.reception import Reception, check_key, noting, received
from sagescope.errors import Refusal
from sagescope.ingest.encoding import decode
from sagescope.ingest.formats import cloudwatch_logs, cloudwatch_stream, firehose
from sagescope.ingest.intake import is_small
from sagescope.ingest.metric_formats import STREAM
from sagescope.ingest.points import Points
from sagescope.ingest.streams import Decoded
from sagescope.model.source_kinds import SourceKind
from sagescope.telemetry import REQUESTS

REQUEST_ID = "x-amz-firehose-request-id"
_ACCESS_KEY = "x-amz-firehose-access-key"
_ATTRIBUTES = "x-amz-firehose-common-attributes"
_SOURCE_ARN = "x-amz-firehose-source-arn"


async def receive_delivery(request: Request) -> Response:
    """Take a delivery of logs or of a metric stream; a refusal is answered as Firehose reads it."""
    request_id = request.headers[REQUEST_ID]
    now = request.app.state.services.clock.now
    try:
        given = await received(request)
        with noting(given.services, given.active.source.id):
            await _accepted(given, request_id)
    except Refusal as refused:
        REQUESTS.labels("receiver", str(refused.cause.value)).inc()
        message = "; ".join(fault.sentence for fault in refused.faults)
        answer = firehose.answer(request_id, now(), message)
        return JSONResponse(answer, refused.cause.value, retry_header(refused))
    REQUESTS.labels("receiver", "200").inc()
    return JSONResponse(firehose.answer(request_id, now()))


async def _accepted(given: Reception, request_id: str) -> None:
    active, envelope, intake = given.active, given.envelope, given.services.intake
    check_key(active, given.headers.get(_ACCESS_KEY, ""))
    most = given.services.settings.ingest.max_bytes
    attributes = firehose.common_attributes(given.headers.get(_ATTRIBUTES, ""))

    def read() -> tuple[list[bytes], list[bytes]]:
        delivery = firehose.parse(decode(given.body, given.encoding, most), request_id)
        return firehose.parted(delivery.records, metrics=active.source.kind is SourceKind.FIREHOSE_METRICS)

    small = is_small(given.body, given.encoding)
    metrics, logs = read() if small else await run_in_threadpool(read)
    if metrics:

        def points() -> Points:
            return cloudwatch_stream.parse(metrics, envelope.receipt, dimensions=attributes)

        await intake.metrics.accept_points(envelope, STREAM, len(given.body), points)
        if not logs:
            return

    def messages() -> Decoded:
        region = firehose.region_of(given.headers.get(_SOURCE_ARN, ""))
        return cloudwatch_logs.parse(logs, active.boundary, most, region)

    sent = replace(envelope, fields={**envelope.fields, **attributes}) if attributes else envelope
    await intake.accept(active, sent, small, messages, delivery=request_id)
