"""What the tables of the store take."""

from dataclasses import dataclass

from sagescope.store.engine import Engine


@dataclass(frozen=True, slots=True)
class TableSize:
    """Rows of a table, and their bytes on the disk."""

    rows: int
    bytes: int


def table_sizes(engine: Engine) -> dict[str, TableSize]:
    """The sizes of all tables that hold something, by their names."""
    text = (
        "SELECT table, sum(rows) AS held, sum(bytes_on_disk) AS bytes FROM system.parts"
        " WHERE active AND database = currentDatabase() GROUP BY table"
    )
    found = engine.query_text(text).table
    return {
        name: TableSize(rows, size)
        for name, rows, size in zip(
            *(found[column].to_pylist() for column in ("table", "held", "bytes")), strict=True
        )
    }
