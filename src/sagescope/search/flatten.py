"""A text as flat fields, the way `json auto` and `keyvalue auto` name them.

The expressions of `lang.flattened` and `lang.pairs` find single fields by the same rules.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice

import orjson

from sagescope.lang.flattened import LAST_OBJECT
from sagescope.lang.pairs import MOST_PAIRS, field_name, pair_pattern

_LAST_OBJECT = re.compile(LAST_OBJECT)
_FIRST_TO_LAST = re.compile(r"(?s)\{.*\}")


def json_fields(text: str, how: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The fields of the JSON object in a text, in its order.

    `maxdepth` is how many levels are taken apart, None for all; `extractarrays` whether plain arrays are too.
    """
    depth = how["maxdepth"]
    assert depth is None or isinstance(depth, int)
    for document in _documents(text):
        try:
            held = orjson.loads(document)
        except orjson.JSONDecodeError:
            continue
        if isinstance(held, dict) and held:
            yield from _flat(held, "", 0, depth or 0, extractarrays=bool(how["extractarrays"]))
            return


def pair_fields(text: str, how: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The first pairs of a key and a value in a text; of pairs with one key the last counts."""
    delimiter = how["delimiter"]
    assert delimiter is None or isinstance(delimiter, str)
    found: dict[str, tuple[str, str]] = {}
    for pair in islice(re.finditer(pair_pattern(delimiter), text), MOST_PAIRS):
        key, in_double, in_single, bare = pair.groups()
        name = field_name(key)
        unescaped = re.sub(r"\\([\"\\])", r"\1", in_double or "")
        found[name.lower()] = (name, unescaped + (in_single or "") + (bare or ""))
    yield from found.values()


def _documents(text: str) -> Iterator[str]:
    if (found := _FIRST_TO_LAST.search(text)) is not None:
        yield found[0]
    if (found := _LAST_OBJECT.search(text)) is not None:
        yield found[1]


def _flat(
    value: object, name: str, depth: int, most: int, *, extractarrays: bool
) -> Iterator[tuple[str, str]]:
    match value:
        case None:
            return
        case dict() if value and (not depth or depth != most):
            for key, inner in value.items():
                key = key.replace(" ", "_")
                below = f"{name}.{key}" if depth else key
                yield from _flat(inner, below, depth + 1, most, extractarrays=extractarrays)
        case list() if value and depth != most and (extractarrays or _nested(value)):
            for i, inner in enumerate(value):
                yield from _flat(inner, f"{name}[{i}]", depth + 1, most, extractarrays=extractarrays)
        case dict() | list():
            yield name, _json(value)
        case str():
            yield name, value
        case _:
            yield name, _json(value)


def _nested(items: list[object]) -> bool:
    return any(isinstance(item, dict | list) for item in items)


def _json(value: object) -> str:
    """A value as compact JSON, its numbers as the store's engine writes them."""
    match value:
        case dict():
            return "{" + ",".join(f"{_json(key)}:{_json(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ",".join(map(_json, value)) + "]"
        case float():
            return _decimal(value)
        case _:
            return orjson.dumps(value).decode()


def _decimal(number: float) -> str:
    """A number as the store's engine writes it: the shortest digits, an exponent only for the very large and small."""
    if number.is_integer() and abs(number) < 1e21:
        return f"{number:.0f}"
    if 1e-6 <= abs(number) < 1e21:
        return format(Decimal(repr(number)), "f")
    digits, exponent = repr(number).split("e")
    return f"{digits}e{int(exponent)}"
