"""Events of EventBridge as an API destination posts them: one JSON object each (reference sagemaker.md, 3.6)."""

from dataclasses import dataclass

import msgspec

from sagescope.errors import Fault, Refusal
from sagescope.ingest.boundaries import chunks
from sagescope.ingest.streams import Decoded, Stream
from sagescope.ingest.text import to_text

AGENT = "amazon/eventbridge/apidestinations"
"""How the user agent of API destinations begins, in lower case."""


class _Event(msgspec.Struct):
    id: str
    source: str
    detail_type: str = msgspec.field(name="detail-type")
    account: str = ""
    region: str = ""


_READ = msgspec.json.Decoder(_Event)
_UNREADABLE = (msgspec.DecodeError, UnicodeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Event:
    """An event, and its id, which is the same each time that it is sent."""

    id: str
    decoded: Decoded


def parse(body: bytes) -> Event:
    """The message of an event: its text as it was sent, without the spaces around it.

    Its host is the service that it is of (`aws.sagemaker`), its name its detail type; `accountid` and `region`
    are fields. Raises Refusal `eventbridge.body` where the body is no event.
    """
    try:
        event = _READ.decode(body)
    except _UNREADABLE as wrong:
        raise Refusal(
            Fault(
                "eventbridge.body",
                f"The body is not an event of EventBridge: {wrong}.",
                "Let the rule send the matched event as it is, without an input transformer; other JSON goes to an "
                "HTTP source.",
            )
        ) from wrong
    text = to_text(body.strip())
    pieces = chunks(text.text)
    fields = {"accountid": event.account, "region": event.region}
    stream = Stream(
        pieces,
        host=event.source,
        name=event.detail_type,
        fields={name: value for name, value in fields.items() if value},
    )
    return Event(event.id, Decoded([stream], len(body), text.damaged, long=len(pieces) > 1))
