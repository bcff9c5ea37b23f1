"""JSON paths: their text, and the extraction of the values that they lead to."""

import re
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.catalog import JsonPath
from sagescope.span import Span
from sagescope.sql.build import NULL_TEXT, col, f, fn, ne
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import StageFault

_STEP = re.compile(
    r"""
    \.?\[ \s* (?: (?P<index>-?\d+) | (?P<all>\*) | '(?P<single>(?:[^'\\]|\\.)*)' | "(?P<double>(?:[^"\\]|\\.)*)" ) \s* \]
  | (?:^|\.) (?P<star>\*) (?=\.|\[|$)
  | (?:^|\.) (?P<name>[^.\[\]]+)
""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Path:
    """A JSON path: keys, array indexes, and `AnyStep` for wildcards."""

    text: str
    steps: "tuple[str | int | AnyStep, ...]"
    span: Span

    @property
    def plain(self) -> JsonPath | None:
        """The path without wildcards, or None where it has some."""
        steps = tuple(s for s in self.steps if not isinstance(s, AnyStep))
        return steps if len(steps) == len(self.steps) else None


@dataclass(frozen=True, slots=True)
class AnyStep:
    """`[*]` or `.*`."""


def parse_path(text: str, span: Span) -> Path:
    """A JSON path from its text.

    Raises StageFault `json.path` for what is no path, and for forms that are not supported
    (recursive descent, slices, unions, filters).
    """
    body = text.strip()
    if body.startswith("$"):
        body = body[1:].removeprefix(".")
    steps: list[str | int | AnyStep] = []
    at = 0
    while at < len(body):
        step = _STEP.match(body, at)
        if step is None or step.end() == at:
            raise StageFault(
                Fault(
                    "json.path",
                    f"{text!r} is not a JSON path that is understood here.",
                    "Write keys parted by dots, [n], ['a key'] or [*].",
                    span,
                )
            )
        if step["index"] is not None:
            steps.append(int(step["index"]))
        elif step["all"] or step["star"]:
            steps.append(AnyStep())
        else:
            quoted = step["single"] if step["single"] is not None else step["double"]
            steps.append(re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else step["name"].strip())
        at = step.end()
    if not steps:
        raise StageFault(
            Fault("json.path", "The JSON path is empty.", 'Write a key such as "eventName".', span)
        )
    return Path(text, tuple(steps), span)


def extraction(source: Expr, path: Path) -> Expr:
    """The value at `path` in the document `source`, null where it is missing."""
    plain = path.plain
    if plain is not None:
        return plain_extraction(source, plain)
    return _wild_extraction(source, path)


def plain_extraction(source: Expr, path: JsonPath) -> Expr:
    """The value at a path without wildcards: the definition that promoted columns hold to."""
    return f.JSONExtract(source, *(_index(step) for step in path), "Nullable(String)")


def _index(step: str | int) -> str | int:
    # The engine counts elements from 1, and from the end with -1.
    return step if isinstance(step, str) or step < 0 else step + 1


def _wild_extraction(source: Expr, path: Path) -> Expr:
    found: Expr = f.array(f.ifNull(source, ""))
    for step in path.steps:
        match step:
            case AnyStep():
                values = f.arrayConcat(
                    f.JSONExtractArrayRaw(col("x")),
                    f.arrayMap(
                        fn("kv", f.tupleElement(col("kv"), 2)), f.JSONExtractKeysAndValuesRaw(col("x"))
                    ),
                )
                found = f.arrayFlatten(f.arrayMap(fn("x", values), found))
            case _:
                inner = f.JSONExtractRaw(col("x"), _index(step))
                found = f.arrayFilter(fn("x", ne(col("x"), "")), f.arrayMap(fn("x", inner), found))
    joined = f.concat("[", f.arrayStringConcat(found, ","), "]")
    return f.if_(f.empty(found), NULL_TEXT, joined)
