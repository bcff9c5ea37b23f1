"""JSON paths: from their text to their steps.

`json_values` says what a path finds in a document. The forms are those of the reference
(search-language.md, 2, json).
"""

import re
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.catalog import JsonPath
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault

MOST_STEPS = 50
"""Steps of a path; documents are hardly ever half as deep."""

_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_STEP = re.compile(
    rf"""
    (?P<deep>\.\.)? \.? \[ \s* (?:
        (?P<filter>\?\s*\(.*?\)) | (?P<last>\(\s*@\.length\s*-\s*(?P<back>\d+)\s*\))
      | (?P<slice>(?P<start>-?\d*)\s*:\s*(?P<end>-?\d*)(?:\s*:\s*(?P<step>\d*))?)
      | (?P<all>\*) | (?P<items>(?:{_QUOTED}|-?\d+)(?:\s*,\s*(?:{_QUOTED}|-?\d+))*)
    ) \s* \]
  | (?P<deep_name>\.\.) (?P<below>\*|[^.\[\]*]+)
  | (?P<length>(?:^|\.)length\(\)$)
  | (?:^|\.|(?<=\])) (?P<star>\*) (?=\.|\[|$)
  | (?:^|\.) (?P<name>[^.\[\]]+)
""",
    re.VERBOSE,
)
_ITEM = re.compile(rf"\s*({_QUOTED}|-?\d+)\s*,?")
_CONDITION = re.compile(
    r"\?\s*\(\s*(?P<left>@(?:[.\[][^=!<>]*)?)\s*(?:(?P<sign>==|!=|<=|>=|<|>)\s*(?P<right>.+?))?\s*\)"
)


@dataclass(frozen=True, slots=True)
class Every:
    """`[*]` or `.*`: all elements, all values."""


@dataclass(frozen=True, slots=True)
class Deep:
    """`..`: the document itself and everything in it, at any depth; the next step looks there."""


@dataclass(frozen=True, slots=True)
class Several:
    """`[0,2]`, `['a','b']`: some keys or elements."""

    items: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """`[start:end:step]`: elements from one place up to another, None for the ends."""

    start: int | None
    end: int | None
    step: int


@dataclass(frozen=True, slots=True)
class Condition:
    """`[?(@.key == value)]`: the elements for which it holds; without a sign, those that have the key."""

    path: JsonPath
    sign: str
    value: str | float | bool | None


Step = str | int | Every | Deep | Several | Slice | Condition


@dataclass(frozen=True, slots=True)
class Path:
    """A JSON path: keys, indexes of elements, and the steps that lead to several values.

    `counts` tells that the number of elements is wanted, as `length()` at the end says.
    """

    text: str
    steps: tuple[Step, ...]
    span: Span
    counts: bool = False

    @property
    def plain(self) -> JsonPath | None:
        """The path if it leads to one value at the most and asks for that; None otherwise."""
        steps = tuple(s for s in self.steps if isinstance(s, str | int))
        return steps if len(steps) == len(self.steps) and not self.counts else None


def parse_path(text: str, span: Span) -> Path:
    """A JSON path from its text. Raises StageFault `json.path` for what is none."""
    # A leading $ or @ is the document; a dot at the end leads nowhere.
    body = re.sub(r"^[$@](?=$|[.\[])", "", text.strip())
    body = re.sub(r"^\.(?!\.)|(?<=[^.])\.$", "", body)
    steps: list[Step] = []
    at, counts = 0, False
    while at < len(body):
        step = _STEP.match(body, at)
        if step is None or step.end() == at:
            raise _fault(text, span)
        counts = step["length"] is not None
        steps += _steps(step, span)
        at = step.end()
    if not steps and not counts:
        raise _fault(text, span)
    if len(steps) > MOST_STEPS:
        raise StageFault(
            Fault(
                "json.depth",
                f"A JSON path of {len(steps):,} steps leads too deep; {MOST_STEPS} are the most.",
                "Read an object on the way first, and go on from it with field=.",
                span,
            )
        )
    return Path(text, tuple(steps), span, counts)


def _steps(step: re.Match[str], span: Span) -> list[Step]:
    deep: list[Step] = [Deep()] if step["deep"] or step["deep_name"] else []
    if step["length"]:
        return []
    if step["filter"]:
        return [*deep, _condition(step["filter"], span)]
    if step["last"]:
        return [*deep, -int(step["back"])]
    if step["slice"]:
        start, end = (int(step[end]) if step[end] else None for end in ("start", "end"))
        return [*deep, Slice(start, end, int(step["step"] or 1) or 1)]
    if step["all"] or step["star"] or step["below"] == "*":
        return [*deep, Every()]
    if step["items"]:
        items = tuple(_item(item) for item in _ITEM.findall(step["items"]))
        return [*deep, items[0] if len(items) == 1 else Several(items)]
    return [*deep, (step["below"] or step["name"]).strip()]


def _item(text: str) -> str | int:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text[0] in "'\"" else int(text)


def _condition(text: str, span: Span) -> Condition:
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise _fault(text, span)
    left = found["left"].strip()
    path = parse_path(left, span).plain if left != "@" else ()
    if path is None:
        raise _fault(text, span)
    return Condition(path, found["sign"] or "", _literal(found["right"], span))


def _literal(text: str | None, span: Span) -> str | float | bool | None:
    match text:
        case None | "null":
            return None
        case "true" | "false":
            return text == "true"
        case _ if text[0] in "'\"" and len(text) > 1 and text[-1] == text[0]:
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        case _ if re.fullmatch(r"-?\d+(?:\.\d+)?", text):
            return float(text)
        case _:
            raise _fault(text, span)


def _fault(text: str, span: Span) -> StageFault:
    return StageFault(
        Fault(
            "json.path",
            f"{text!r} is not understood as a JSON path or a part of one.",
            "Write keys parted by dots, [n], ['a key'], [*] or [?(@.key == 'x')].",
            span,
        )
    )
