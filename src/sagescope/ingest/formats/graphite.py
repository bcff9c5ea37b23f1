"""Graphite lines: `servers.web1.cpu 1.5 1439992022`. (Reference protocols.md, 1.6.)"""

from collections.abc import Mapping

from sagescope.ingest.points import NONE, BadLine, Points, PointsBuilder
from sagescope.ingest.text import to_text

_NOW = frozenset({"-1", "N", "n", "now"})


def parse(
    body: bytes,
    receipt: int,
    *,
    dimensions: Mapping[str, str] = NONE,
    meta: Mapping[str, str] = NONE,
    window: int | None = None,
) -> Points:
    """The points of a body of Graphite lines.

    The metric is the last segment of the path, and the whole path is the dimension `_rawName`. Tags in the
    manner of Graphite 1.1 (`path;key=value`) become dimensions. A time of -1 or N, as Graphite's own senders
    write it, is the time of receipt. A line of other than three parts is rejected, and hurts no other; blank
    lines and lines that begin with `#` are nothing. The other parameters are those of PointsBuilder.
    """
    builder = PointsBuilder(receipt, dimensions, meta, window)
    known: dict[str, int] = {}
    for number, line in enumerate(to_text(body).text.split("\n"), 1):
        parts = line.split()
        try:
            if len(parts) != 3:
                if not parts or parts[0].startswith("#"):
                    continue
                raise BadLine("it needs a path, a value and a time")
            path, value, time = parts
            series = known.get(path)
            if series is None:
                if path.startswith("#"):
                    continue
                series = known[path] = _series(path, builder)
            builder.add(series, value, None if time in _NOW else time)
        except BadLine as reason:
            builder.reject(number, line.strip(), str(reason))
    return builder.points


def _series(path: str, builder: PointsBuilder) -> int:
    name, *pairs = path.split(";")
    metric = name.rpartition(".")[2]
    if not metric:
        raise BadLine("the path has no last segment")
    tags: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not (key and equals):
            raise BadLine(f"{pair[:40]!r} is not a tag like key=value")
        tags[key] = value
    return builder.series(metric, tags, own={"_rawName": name})
