"""Aggregates across series: the series of each group become one, bucket by bucket.

Reference metrics-language.md, 5.1. Series without a point in a bucket do not count there, and a bucket in which
no series has one stays empty.
"""

from dataclasses import dataclass
from typing import ClassVar, Self

from sagescope.metrics.operator import Bind, Operator
from sagescope.metrics.reading import by_option
from sagescope.metrics.series import Series
from sagescope.syntax.cursor import Cursor, Name


@dataclass(frozen=True, slots=True)
class AcrossSeries(Operator):
    """An aggregate without arguments, `sum by a, b`; `keeps_unit` tells that it has the unit of its input."""

    by: tuple[Name, ...]

    keeps_unit: ClassVar[bool] = True

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        by = by_option(cursor)
        return cls(name.span.to(cursor.span_since(mark)) if by else name.span, by)

    def bind(self, rel: Series, cx: Bind) -> Series:
        name = self.about.name
        return rel.grouped_by(self.by, name, name, keeps_unit=self.keeps_unit)
