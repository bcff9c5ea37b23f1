"""Carbon 2.0 lines: `metric=cpu host=web1  rack=r7 1.5 1439992022`.

Tags in front of two blanks identify the series, those behind them are meta tags; then come the value and the
time. Without meta tags there still are two blanks. (Reference protocols.md, 1.6.)
"""

import re
from collections.abc import Mapping

from sagescope.ingest.points import NONE, BadLine, Made, Points, PointsBuilder, SeriesTexts
from sagescope.ingest.text import to_text

_TAG = re.compile(r'[ \t]*([^=\s"]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]\S*))?(?=\s|\Z)')
_TEXTS = SeriesTexts()
_ESCAPE = re.compile(r"\\(.)")


def parse(
    body: bytes,
    receipt: int,
    *,
    dimensions: Mapping[str, str] = NONE,
    meta: Mapping[str, str] = NONE,
    window: int | None = None,
) -> Points:
    r"""The points of a body of Carbon 2.0 lines.

    A value may be in double quotes (`\"` and `\\` inside) and then hold blanks. A line without a `metric`
    tag, without the two blanks, or with a value that is not finite is rejected, and hurts no other; blank
    lines and lines that begin with `#` are nothing. The other parameters are those of PointsBuilder.
    """
    builder = PointsBuilder(receipt, dimensions, meta, window)
    made = builder.remembered(_TEXTS)
    known: dict[str, int] = {}  # the tags of a line as they are written → the series
    for number, line in enumerate(to_text(body).text.split("\n"), 1):
        line = line.strip("\r\t ")
        parts = line.rsplit(" ", 2)
        try:
            if len(parts) != 3:
                if not line or line.startswith("#"):
                    continue
                raise BadLine("it needs tags, a value and a time")
            tags, value, time = parts
            series = known.get(tags)
            if series is None:
                if line.startswith("#"):
                    continue
                if (held := made.get(tags)) is None:
                    held = made[tags] = _series(tags, builder)
                series = known[tags] = builder.placed(held)
            builder.add(series, value, time)
        except BadLine as reason:
            builder.reject(number, line, str(reason))
    return builder.points


def _series(text: str, builder: PointsBuilder) -> Made:
    """The series of the part of a line in front of its value."""
    identifying, at = _tags(text, 0)
    if at == len(text):
        raise BadLine("two blanks are missing between the tags and what follows them")
    meta, at = _tags(text, at)
    if text[at:].strip():
        raise BadLine("two blanks occur twice")
    metric = identifying.pop("metric", "")
    if not metric:
        raise BadLine("it has no metric tag")
    return builder.made(metric, identifying, meta)


def _tags(text: str, at: int) -> tuple[dict[str, str], int]:
    """The tags from `at` up to two blanks or the end, and where they end."""
    found: dict[str, str] = {}
    while at < len(text):
        if found and text.startswith(" ", at) and (at + 1 == len(text) or text[at + 1] in " \t"):
            break
        match = _TAG.match(text, at)
        if match is None:
            if not text[at:].strip():
                break
            raise BadLine(f"{text[at:].split()[0][:40]!r} is not a tag like key=value")
        quoted = match[2]
        found[match[1]] = (match[3] or "") if quoted is None else _ESCAPE.sub(r"\1", quoted)
        at = match.end()
    return found, at
