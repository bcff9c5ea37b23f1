"""Words of the text index are parted by the signs of all alphabets, not of ASCII alone."""

from sagescope.sql.ddl import AddColumn, AddIndex, DropIndex, MaterializeIndex, Statement
from sagescope.store.tables.logs import LANDING, LOGS, TERMS, TERMS_INDEX

STATEMENTS: tuple[Statement, ...] = (
    AddColumn(LANDING, TERMS),
    AddColumn(LOGS, TERMS),
    DropIndex(LOGS, TERMS_INDEX.name),
    AddIndex(LOGS, TERMS_INDEX),
    MaterializeIndex(LOGS, TERMS_INDEX.name),
)
