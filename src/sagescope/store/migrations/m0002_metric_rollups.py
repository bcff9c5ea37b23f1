"""Rollups of metric points, and the marks that say which hours have to be rolled up."""

from sagescope.metrics.storage import RESOLUTIONS
from sagescope.sql.ddl import Statement
from sagescope.store.tables.metrics import marks_view, rolled_table, rollup_table

STATEMENTS: tuple[Statement, ...] = (
    *(rollup_table(resolution) for resolution in RESOLUTIONS),
    rolled_table(),
    marks_view(),
)
