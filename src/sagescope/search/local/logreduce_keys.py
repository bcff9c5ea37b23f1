"""`logreduce keys`: the schemas of structured messages, and how many messages have each."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress

import orjson

from sagescope.lang.structure import JSON_TOKEN, MOST_KEYS
from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.signatures import NO_ID, text_id

UNKNOWN = "unknown"
"""The schema of messages that have no keys."""

_TOKEN = re.compile(JSON_TOKEN)


def logreduce_keys(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The schemas of structures, which come with their numbers of messages.

    A structure is what `lang.structure` makes of a text, by the `parser` `json` or `keyvalue`; `depth` bounds
    the levels of JSON. The columns are `_signature_id`, `_schema`, `_count`, a row for each schema; or with
    `structures` the structure instead of the count, a row for each structure.
    """
    depth = arguments["depth"]
    assert isinstance(depth, int)
    is_json = arguments["parser"] == "json"
    structures, counts = frame.column(0), frame.column(1)
    schemas = [json_schema(s, depth) if is_json else s or UNKNOWN for s in structures]
    ids = [FrameColumn("_signature_id", Kind.TEXT, key=True), FrameColumn("_schema", Kind.TEXT, key=True)]
    if arguments["structures"]:
        return Frame.of(
            [*ids, FrameColumn("", Kind.TEXT)], [[schema_id(s) for s in schemas], schemas, structures]
        )
    totals: Counter[str] = Counter()
    for schema, count in zip(schemas, counts, strict=True):
        totals[schema] += count
    ranked = sorted(totals, key=lambda s: (-totals[s], s))
    return Frame.of(
        [*ids, FrameColumn("_count", Kind.INT)],
        [[schema_id(s) for s in ranked], ranked, [totals[s] for s in ranked]],
    )


def schema_id(schema: str) -> str:
    """The id of a schema."""
    return NO_ID if schema == UNKNOWN else text_id(schema)


def json_schema(structure: str, depth: int) -> str:
    """The sorted paths of the keys in the structure of a JSON object, `depth` levels at the most."""
    paths: dict[str, None] = {}
    for path in _paths(structure, depth):
        paths[path.lower()] = None
        if len(paths) == MOST_KEYS:
            break
    return ", ".join(sorted(paths)) or UNKNOWN


def _paths(structure: str, depth: int) -> Iterable[str]:
    # The objects that are open, each as the path of its keys; None for what lies in arrays or too deep.
    open_: list[tuple[str, ...] | None] = []
    key: tuple[str, ...] | None = None
    for token in _TOKEN.findall(structure):
        match token:
            case "{" if not open_:
                open_.append(())
            case "{" if key is not None and len(key) < depth:
                open_.append(key)
                # Until a key comes, the object is itself what its key leads to.
                continue
            case "{" | "[":
                if key is not None:
                    yield ".".join(key)
                open_.append(None)
            case "}" | "]":
                if key is not None:
                    yield ".".join(key)
                open_.pop()
            case _:
                within = open_[-1]
                if key is not None and key != within:
                    yield ".".join(key)
                key = (*within, _name(token)) if within is not None else None
                continue
        key = None


def _name(token: str) -> str:
    quoted = token[:-1].rstrip()
    if "\\" in quoted:
        # Half of a pair of surrogates is no text; such a key stays as it is written.
        with suppress(orjson.JSONDecodeError):
            return str(orjson.loads(quoted))
    return quoted[1:-1]
