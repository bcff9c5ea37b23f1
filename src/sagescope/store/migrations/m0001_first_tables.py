"""The first tables: logs with their landing, metrics, geolocation."""

from sagescope.sql.ddl import Statement
from sagescope.store.tables.geo import PLACE_COLUMNS, geo_dictionaries, geo_tables
from sagescope.store.tables.logs import landing_table, logs_table
from sagescope.store.tables.metrics import points_table, series_table

STATEMENTS: tuple[Statement, ...] = (
    landing_table(),
    logs_table(),
    series_table(),
    points_table(),
    *(table for kind in PLACE_COLUMNS for table in geo_tables(kind)),
    *(dictionary for kind in PLACE_COLUMNS for dictionary in geo_dictionaries(kind)),
)
