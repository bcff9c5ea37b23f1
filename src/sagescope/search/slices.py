"""Compiled queries by slices of time: which can be, and the rows of slices that are fetched or kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pyarrow as pa

from sagescope.lang.catalog import Catalog
from sagescope.lang.compile import Compiled, result_columns
from sagescope.lang.operators.timeslice import Timeslice
from sagescope.lang.slices import bucket_width, slice_shift
from sagescope.plan.pack import pack
from sagescope.plan.slices import Grid, Sliced, repeatable, sliced
from sagescope.plan.stages import cut
from sagescope.search.frames import Frame, FrameColumn
from sagescope.sql.build import col, floored
from sagescope.sql.nodes import Select, Setting
from sagescope.sql.print import query
from sagescope.timerange import TimeRange

SLICES_OF_RANGE = 100
"""Slices of a range at the most: a refresh recomputes one or two of them."""

FEWEST = 4
"""Slices of a range at the least, for slices to be of use."""

MOST_ROWS = 200_000
"""Rows of all slices of a query; one with more is run as a whole."""

Fetch = Callable[[Sequence[TimeRange]], pa.Table]
"""Runs the query's aggregate over stretches of time: a row a slice and group."""


class SliceKeeper(Protocol):
    """Whoever keeps the rows of slices between runs."""

    def rows(self, key: object, grid: Grid, range_: TimeRange, fetch: Fetch) -> pa.Table | None:
        """The rows of a range, kept ones or fetched; None where there are more than `MOST_ROWS`.

        The first column is the start of the slice. `key` stands for everything but the range that the rows depend on.
        """
        ...


@dataclass(frozen=True, slots=True)
class CutUp:
    """A query by slices: its first two stages are the rows of them. `key` tells those from any other's."""

    compiled: Compiled
    made: Sliced
    key: object

    def rows(
        self,
        keeper: SliceKeeper,
        range_: TimeRange,
        settings: tuple[Setting, ...],
        run: Callable[[Select], pa.Table],
    ) -> Frame | None:
        """The rows of its slices, kept ones or run; None where there are too many."""

        def fetch(stretches: Sequence[TimeRange]) -> pa.Table:
            node = self.made.over(stretches, MOST_ROWS + 1)
            return run(pack(node, names, self.compiled.ids, settings=settings))

        names = [c.sql for c in self.made.columns]
        table = keeper.rows(self.key, self.made.grid, range_, fetch)
        if table is None:
            return None
        return Frame(tuple(FrameColumn(c.label, c.kind, c.key) for c in self.made.columns), table)


def by_slices(compiled: Compiled, catalog: Catalog, range_: TimeRange, zone_offset: int) -> CutUp | None:
    """The query by slices; None where its rows are not made of slices."""
    if not compiled.is_records or not _reads_messages(compiled):
        return None
    grid = Grid(bucket_width(range_.length, SLICES_OF_RANGE))
    timed = []
    for operator in compiled.tree.operators:
        if isinstance(operator, Timeslice):
            width = operator.width or (
                bucket_width(range_.length, operator.buckets) if operator.buckets else 0
            )
            if width:
                own = Grid(width, slice_shift(width, zone_offset))
                timed.append((floored(col(catalog.time), own.width, own.shift), own))
    made = sliced(compiled.relation.rows, catalog.time, grid, compiled.ids, timed)
    if made is None or made.grid.width * FEWEST > range_.length:
        return None
    # What the text of the aggregate does not say, its rows do not depend on.
    key = (catalog, query(pack(made.over(None, MOST_ROWS + 1), [c.sql for c in made.columns], compiled.ids)))
    outputs = result_columns(compiled.relation, catalog)
    return CutUp(replace(compiled, stages=cut(made.root, outputs)), made, key)


def depends_on_messages_alone(compiled: Compiled, catalog: Catalog) -> bool:
    """Whether a query gives the same until messages come: it reads no other table and no clock."""
    return _reads_messages(compiled) and repeatable(compiled.relation.node, catalog.table)


def _reads_messages(compiled: Compiled) -> bool:
    return not compiled.tree.inner and compiled.save is None and compiled.tree.source is None
