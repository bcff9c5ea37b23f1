"""What only the data can say of arithmetic over rows: whether units fit, and how many pairs of series there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sagescope.metrics.ast import RowExpression, rows_in
from sagescope.metrics.layouts import column
from sagescope.metrics.selection import row_count
from sagescope.metrics.series import Series
from sagescope.metrics.units import clashes
from sagescope.plan.nodes import Aggregate
from sagescope.plan.pack import pack
from sagescope.plan.stages import cut
from sagescope.span import Span
from sagescope.sql.build import col, f
from sagescope.sql.nodes import Select


@dataclass(frozen=True, slots=True)
class UnitCheck:
    """Two rows that are added or compared: what gives their units, and the place where these should be one."""

    left: Select
    right: Select
    rows: tuple[str, str]
    span: Span


@dataclass(frozen=True, slots=True)
class PairCheck:
    """Rows of which every series goes with every other: what counts the series of each.

    `called` counts those that are there, `pointed` those that have points, which takes longer; a row with a local
    stage has only the former.
    """

    called: tuple[Select, ...]
    pointed: tuple[Select | None, ...]
    rows: tuple[str, ...]
    span: Span


def unit_checks(row: RowExpression, held: Mapping[str, Series]) -> Iterator[UnitCheck]:
    """The places of the arithmetic where rows have to have one unit."""
    for clash in clashes(row.expression):
        left, right = (_units(held[letter]) for letter in (clash.left, clash.right))
        yield UnitCheck(left, right, (clash.left, clash.right), clash.span)


def pair_check(row: RowExpression, held: Mapping[str, Series]) -> PairCheck | None:
    """The check of a row that combines every series of several rows with every other."""
    letters = tuple(reference.row for reference in rows_in(row.expression))
    if row.along is not None or len(letters) < 2:
        return None
    rels = [held[letter] for letter in letters]
    return PairCheck(tuple(map(_called, rels)), tuple(map(_pointed, rels)), letters, row.span)


def _units(rel: Series) -> Select:
    return pack(rel.labels.node, [rel.labels.unit], rel.ids)


def _called(rel: Series) -> Select:
    return row_count(rel.labels.node, rel.ids)


def _pointed(rel: Series) -> Select | None:
    count = rel.ids.name("n")
    distinct = f.toInt64(f.uniqExact(col(rel.points.series)))
    node = Aggregate(rel.points.node, (), ((column(count), distinct),))
    return pack(node, [count], rel.ids) if len(cut(node, ())) == 1 else None
