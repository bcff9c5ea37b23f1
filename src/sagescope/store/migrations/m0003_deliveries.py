"""The delivery that each message came by."""

from sagescope.sql.ddl import AddColumn, AddIndex, ColumnDef, Statement
from sagescope.store.tables.logs import DELIVERY, DELIVERY_INDEXES, LANDING, LOGS

STATEMENTS: tuple[Statement, ...] = (
    *(AddColumn(LANDING, ColumnDef(column.name, column.type)) for column in DELIVERY),
    *(AddColumn(LOGS, column) for column in DELIVERY),
    *(AddIndex(LOGS, index) for index in DELIVERY_INDEXES),
)
