"""The values of a field, for completion."""

from sagescope.sql.build import all_of, col, f, infix
from sagescope.sql.nodes import Item, Op, Order, Select, Setting, Table
from sagescope.store.schema import Store
from sagescope.timerange import TimeRange

MOST = 50


def field_values(
    store: Store,
    name: str,
    prefix: str,
    range_: TimeRange,
    *,
    most: int = MOST,
    seconds: float = 5.0,
    most_read: int = 0,
) -> list[tuple[str, int]]:
    """The most frequent values of a field in the range that start with `prefix`, in any case, and their counts.

    A field that nothing has gives none. `most` values are given; what has been read after so many `seconds`, or
    when `most_read` messages are (0 being all), is what counts.
    """
    catalog = store.catalog
    place = catalog.fields.get(name.lower())
    if place is None or name.lower() in ("_raw", "_messagetime", "_receipttime", "_messageid"):
        return []
    value = f.toString(f.assumeNotNull(col(place.col.sql)))
    time = col(catalog.time)
    where = all_of(infix(Op.GE, time, range_.start), infix(Op.LT, time, range_.end), place.present)
    if prefix:
        where = all_of(where, f.startsWith(place.folded, prefix.lower()))
    select = Select(
        (Item(col("value"), "value"), Item(f.count(), "found")),
        Table(catalog.table),
        lets=(Item(value, "value"),),
        where=where,
        group_by=(col("value"),),
        order_by=(Order(col("found"), descending=True), Order(col("value"))),
        limit=most,
        settings=(
            Setting("max_execution_time", seconds),
            Setting("timeout_overflow_mode", "break"),
            Setting("max_rows_to_read", most_read),
            Setting("read_overflow_mode", "break"),
        ),
    )
    table = store.engine.query(select).table
    return list(zip(table["value"].to_pylist(), table["found"].to_pylist(), strict=True))
