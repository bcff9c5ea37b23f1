"""Changes of the store's tables, in order. Each runs once; `store.schema` keeps the status table."""

from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.sql.ddl import Statement
from sagescope.store.migrations.m0001_first_tables import STATEMENTS as FIRST_TABLES
from sagescope.store.migrations.m0002_metric_rollups import STATEMENTS as METRIC_ROLLUPS
from sagescope.store.migrations.m0003_deliveries import STATEMENTS as DELIVERIES
from sagescope.store.migrations.m0004_signs_of_all_alphabets import STATEMENTS as SIGNS_OF_ALL_ALPHABETS


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered change: its statements can be repeated after a crash in between."""

    number: int
    name: str
    statements: Sequence[Statement]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first tables", FIRST_TABLES),
    Migration(2, "metric rollups", METRIC_ROLLUPS),
    Migration(3, "deliveries", DELIVERIES),
    Migration(4, "signs of all alphabets part words", SIGNS_OF_ALL_ALPHABETS),
)
