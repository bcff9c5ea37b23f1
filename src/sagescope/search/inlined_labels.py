"""Labels of few series put into a plan as values, in place of a join that looks them up.

What series are called is known (`search/known_series`); a join would have the engine read it again with every query.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pyarrow as pa

from sagescope.metrics.storage import POINTS, RESOLUTIONS, SERIES
from sagescope.plan.nodes import Extend, Join, Limit, Local, Match, Node, Scan, Stored, Union
from sagescope.plan.pack import pack
from sagescope.plan.schema import Ids
from sagescope.plan.stages import SqlStage, Stage
from sagescope.sql.build import col, f, lit
from sagescope.sql.nodes import Constants, Expr, Select
from sagescope.sql.types import STRING, UINT64

Known = Callable[[Select], pa.Table]
"""The rows of a SELECT over series."""

MOST_LISTED = 1_000
"""Series that may stand in a query's text."""


def inlined_stages(stages: Sequence[Stage], ids: Ids, known: Known) -> list[Stage]:
    """The stages with the plans of `inlined`."""
    return [
        replace(stage, node=inlined(stage.node, ids, known)) if isinstance(stage, SqlStage) else stage
        for stage in stages
    ]


def inlined(node: Node, ids: Ids, known: Known) -> Node:
    """The same rows: points and labels come of one selector, so every point has its series among the labels."""
    above: list[Node] = []
    while not isinstance(node, Local | Scan | Stored | Join | Union):
        above.append(node)
        node = node.input
    made: Node = node
    match node:
        case Join(left, right):
            left = inlined(left, ids, known)
            values = _values(node, ids, known)
            if values is None:
                made = replace(node, left=left, right=inlined(right, ids, known))
            else:
                items = zip((new for new, _ in node.outputs), values, strict=True)
                made = Extend(left, tuple(items))
        case Union(branches):
            made = replace(node, branches=tuple((inlined(b, ids, known), names) for b, names in branches))
    for outer in reversed(above):
        assert not isinstance(outer, Scan | Stored | Join | Union | Local)
        made = replace(outer, input=made)
    return made


def _values(node: Join, ids: Ids, known: Known) -> list[Expr] | None:
    """What a join with labels gives a point, by the number of its series; None where that has to be looked up."""
    if node.match is not Match.INNER or len(node.on) != 1 or not _only_reads(node.right, SERIES):
        return None
    # Rows that a function left have their numbers in another type.
    if not _only_reads(node.left, POINTS, *(r.table for r in RESOLUTIONS)):
        return None
    ((left, right),) = node.on
    few = Limit(node.right, MOST_LISTED + 1)
    rows = known(pack(few, [right, *(old for _, old in node.outputs)], ids))
    if not 0 < rows.num_rows <= MOST_LISTED:
        return None
    numbers = rows.column(0).to_pylist()
    if len(set(numbers)) < len(numbers):
        return None
    listed = Constants(tuple(numbers), UINT64)
    found: list[Expr] = []
    for column in rows.columns[1:]:
        values = tuple(column.to_pylist())
        if pa.types.is_uint64(column.type):
            found.append(f.transform(col(left), listed, Constants(values, UINT64), f.toUInt64(lit(0))))
        elif pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            found.append(f.transform(col(left), listed, Constants(values, STRING), ""))
        else:
            return None
    return found


def _only_reads(node: Node, *tables: str) -> bool:
    """Whether the rows come of nothing but some of the tables."""
    while not isinstance(node, Local | Scan | Stored | Join | Union):
        node = node.input
    match node:
        case Scan(table):
            return table in tables
        case Union(branches):
            return all(_only_reads(branch, *tables) for branch, _ in branches)
        case _:
            return False
