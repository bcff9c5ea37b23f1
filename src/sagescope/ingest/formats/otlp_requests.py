"""Requests of OTLP over HTTP, in protobuf and JSON (OpenTelemetry specification, "OTLP Specification", 1.x)."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from google.protobuf import json_format
from google.protobuf.message import DecodeError, Message

from sagescope.errors import Refusal

DEEPEST = 32
"""How far values within values are followed."""

R = TypeVar("R", bound=Message)


def from_protobuf(request: type[R], body: bytes, refused: Callable[[str], Refusal]) -> R:
    """A request in protobuf. Raises what `refused` makes of the encoding for a body that is none."""
    try:
        return request.FromString(body)
    except DecodeError as wrong:
        raise refused("protobuf") from wrong


def from_json(
    request: type[R], body: bytes, adapted: Callable[[Any], Any], refused: Callable[[str], Refusal]
) -> R:
    """A request in JSON; keys that it does not have are ignored. Raises as `from_protobuf` does.

    `adapted` rewrites what OTLP's JSON has otherwise than the protobuf library reads it: ids are hex, not base64.
    """
    try:
        held = adapted(json.loads(body))
        if not isinstance(held, dict):
            raise refused("JSON")
        return json_format.ParseDict(held, request(), ignore_unknown_fields=True)
    except (
        json_format.ParseError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as wrong:
        raise refused("JSON") from wrong
