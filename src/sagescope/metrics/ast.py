"""A metrics query as written."""

from dataclasses import dataclass
from enum import Enum

from sagescope.span import Span
from sagescope.syntax.cursor import Name


@dataclass(frozen=True, slots=True)
class Term:
    """`key=value`, or a list of values of which one has to match."""

    key: Name
    values: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word that the metric, a key or a value has to be."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class AllOf:
    """All parts hold; of none it holds always."""

    parts: "tuple[Selector, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds."""

    parts: "tuple[Selector, ...]"


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The part does not hold."""

    part: "Selector"


Selector = Term | Word | AllOf | AnyOf | NoneOf


class Rollup(Enum):
    """How the points of a bucket become one, or the series of a group."""

    AVG = "avg"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Quantize:
    """`quantize [to] <interval> using <rollup>`; what is None is left to the default."""

    interval: int | None
    rollup: Rollup | None
    span: Span


@dataclass(frozen=True, slots=True)
class Across:
    """`avg by a, b`: the series of each group become one."""

    rollup: Rollup
    by: tuple[Name, ...]
    span: Span


MetricOperator = Quantize | Across


@dataclass(frozen=True, slots=True)
class MetricQuery:
    """A selector and its operators."""

    selector: Selector
    operators: tuple[MetricOperator, ...]
