"""The text format of Prometheus: `requests_total{code="200"} 17 1439992022365`.

(Reference protocols.md, 1.6; Prometheus documentation, "Exposition formats".)
"""

import re
from collections.abc import Mapping

from sagescope.ingest.points import NONE, BadLine, Points, PointsBuilder, SeriesTexts
from sagescope.ingest.text import to_text

_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_LABEL = re.compile(
    r'[ \t]*([a-zA-Z_][a-zA-Z0-9_]*|"(?:[^"\\]|\\.)+")[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*(,|(?=\}))'
)
_QUOTED_NAME = re.compile(r'[ \t]*"((?:[^"\\]|\\.)+)"[ \t]*(,|(?=\}))')
_UNIT = re.compile(r'#[ \t]+UNIT[ \t]+("(?:[^"\\]|\\.)+"|\S+)[ \t]+(\S+)[ \t]*\Z')
_OF_VALUES = re.compile(r"_(?:sum|total|min|max)\Z")
_CLOSE = re.compile(r"[ \t]*\}")
_ESCAPE = re.compile(r"\\(.)")
_TEXTS = SeriesTexts()
_ESCAPES = {"n": "\n", "\\": "\\", '"': '"'}


def parse(
    body: bytes,
    receipt: int,
    *,
    dimensions: Mapping[str, str] = NONE,
    meta: Mapping[str, str] = NONE,
    window: int | None = None,
) -> Points:
    r"""The points of a body in the text format.

    A name may stand in quotes inside the braces, `{"my.metric",code="200"}`, and so may names of labels. `# UNIT` gives
    the series of its metric the dimension `unit`, but not those that count; other lines that begin with `#` are
    ignored, and so is what follows a `#` behind the value (an exemplar). The
    time is optional, in milliseconds or seconds; without it a point has the time of receipt. Labels know the
    escapes `\\`, `\"` and `\n`. Values that are not finite are rejected (a label `le="+Inf"` is fine), as
    are malformed labels; no line hurts another. The other parameters are those of PointsBuilder.
    """
    builder = PointsBuilder(receipt, dimensions, meta, window)
    made = builder.remembered(_TEXTS)
    known: dict[str, int] = {}  # name and labels as they are written → the series
    units: dict[str, str] = {}
    for number, line in enumerate(to_text(body).text.split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            if (unit := _UNIT.match(line)) is not None:
                units[_unquoted(unit[1])] = unit[2]
                # What a series is called is remembered without its unit.
                made = {}
            continue
        try:
            end = line.rfind("}") + 1 if "{" in line else len(line.split(None, 1)[0])
            text = line[:end]
            series = known.get(text)
            if series is None:
                if (held := made.get(text)) is None:
                    name, labels, end = _series(line)
                    text = line[:end]
                    if (of := _unit(name, units)) and "unit" not in labels:
                        labels["unit"] = of
                    held = made[text] = builder.made(name, labels)
                series = known[text] = builder.placed(held)
            rest = line[end:].split()
            if "#" in rest:
                rest = rest[: rest.index("#")]
            if not 1 <= len(rest) <= 2:
                raise BadLine("it needs a value, and at most a time behind it")
            builder.add(series, rest[0], rest[1] if len(rest) == 2 else None)
        except BadLine as reason:
            builder.reject(number, line, str(reason))
    return builder.points


def _series(line: str) -> tuple[str, dict[str, str], int]:
    """The name and the labels that a line begins with, and where they end."""
    found = _NAME.match(line)
    name = found[0] if found else ""
    at = len(name)
    while at < len(line) and line[at] in " \t":
        at += 1
    labels: dict[str, str] = {}
    if not line.startswith("{", at):
        if not name:
            raise BadLine("it does not begin with the name of a metric")
        if at == len(name):
            raise BadLine("blank or { must follow the name of the metric")
        return name, labels, len(name)
    at += 1
    if not name and (quoted := _QUOTED_NAME.match(line, at)) is not None:
        name, at = _unquoted(f'"{quoted[1]}"'), quoted.end()
    while (label := _LABEL.match(line, at)) is not None:
        key = _unquoted(label[1])
        if key in labels:
            raise BadLine(f"the label {key[:40]} occurs twice")
        labels[key] = _ESCAPE.sub(_unescape, label[2]) if "\\" in label[2] else label[2]
        at = label.end()
    close = _CLOSE.match(line, at)
    if close is None:
        raise BadLine('its labels are not of the form {name="value",…}')
    if not name:
        raise BadLine("it does not begin with the name of a metric")
    return name, labels, close.end()


def _unit(name: str, units: Mapping[str, str]) -> str:
    """The unit of a metric's values, empty where none is told."""
    return units.get(name) or units.get(_OF_VALUES.sub("", name), "") if units else ""


def _unquoted(name: str) -> str:
    return _ESCAPE.sub(_unescape, name[1:-1]) if name.startswith('"') else name


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[1], match[0])
