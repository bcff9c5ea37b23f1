"""Requests of OTLP over HTTP, in protobuf and JSON (OpenTelemetry specification, "OTLP Specification", 1.x)."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from google.protobuf import json_format
from google.protobuf.message import DecodeError, Message

from sagescope.errors import Fault, Refusal

DEEPEST = 32
"""How far values within values are followed."""

R = TypeVar("R", bound=Message)


def from_protobuf(request: type[R], signal: str, body: bytes) -> R:
    """A request in protobuf; `signal` is what it is of, as its path has it.

    Raises Refusal `receive.otlp` for a body that is none.
    """
    try:
        return request.FromString(body)
    except DecodeError as wrong:
        raise _refused(signal, "protobuf") from wrong


def from_json(request: type[R], signal: str, body: bytes, adapted: Callable[[Any], Any]) -> R:
    """A request in JSON; keys that it does not have are ignored. Raises Refusal as `from_protobuf` does.

    `adapted` rewrites what OTLP's JSON has otherwise than the protobuf library reads it: ids are hex, not base64.
    """
    try:
        held = adapted(json.loads(body))
        if not isinstance(held, dict):
            raise _refused(signal, "JSON")
        return json_format.ParseDict(held, request(), ignore_unknown_fields=True)
    except (
        json_format.ParseError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as wrong:
        raise _refused(signal, "JSON") from wrong


def _refused(signal: str, encoding: str) -> Refusal:
    return Refusal(
        Fault(
            "receive.otlp",
            f"The body is not an OTLP {signal} request in {encoding}.",
            "Send application/x-protobuf or application/json as the Content-Type says, "
            f"{signal} to …/v1/{signal} only.",
        )
    )
