"""Messages and points as Arrow tables of the store's landing and metric tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from sagescope.ingest.envelope import Envelope
from sagescope.ingest.points import DAY, Series

MOST_DAYS = 90
"""Days of one insert: each is a partition, and the engine refuses more than 100 of them at once."""

_TEXT, _LONG = pa.string(), pa.int64()
_FIELDS = pa.map_(_TEXT, _TEXT)


@dataclass(frozen=True, slots=True)
class LogPart:
    """Messages that share an envelope: their texts, times and how these were recognised.

    `fields` are those of the envelope that the schema admits. `size` is the bytes that they hold. `delivery`
    is the key of the delivery that they came by, 0 for none, and `rows` their places in it.
    """

    envelope: Envelope
    fields: Mapping[str, str]
    texts: list[str]
    times: list[int]
    formats: list[str]
    size: int
    delivery: int = 0
    rows: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class MetricPart:
    """The points of one request, their series completed with the envelope's dimensions."""

    series: list[tuple[int, Series]]
    index: list[int]
    times: list[int]
    values: list[float]
    receipt: int
    size: int


def log_table(parts: Sequence[LogPart], first_id: int) -> pa.Table:
    """The rows of the landing table; message ids count up from `first_id` in the order of the parts."""
    tables: list[pa.Table] = []
    for part in parts:
        n = len(part.texts)
        e = part.envelope
        tables.append(
            pa.table(
                {
                    "message_time": pa.array(part.times, _LONG),
                    "receipt_time": pa.repeat(pa.scalar(e.receipt, _LONG), n),
                    "message_id": pa.array(range(first_id, first_id + n), _LONG),
                    "raw": pa.array(part.texts, _TEXT),
                    "collector": _same(e.collector, n),
                    "collector_id": pa.repeat(pa.scalar(e.collector_id, _LONG), n),
                    "source": _same(e.source, n),
                    "source_id": pa.repeat(pa.scalar(e.source_id, _LONG), n),
                    "source_name": _same(e.name, n),
                    "source_host": _same(e.host, n),
                    "source_category": _same(e.category, n),
                    "format": pa.array(part.formats, _TEXT),
                    "delivery": pa.repeat(pa.scalar(part.delivery, pa.uint64()), n),
                    "delivery_row": pa.array(part.rows or range(n), pa.uint32()),
                    "fields": _fields(part.fields, n),
                }
            )
        )
        first_id += n
    return pa.concat_tables(tables).combine_chunks()


def _same(value: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, _TEXT), count)


def _fields(fields: Mapping[str, str], count: int) -> pa.Array:
    # Keys are lower-case in the landing table: names of fields have no case.
    keys, values = [k.lower() for k in fields], list(fields.values())
    offsets = pa.array(
        range(0, len(keys) * count + 1, len(keys) or 1) if keys else [0] * (count + 1), pa.int32()
    )
    return pa.MapArray.from_arrays(offsets, pa.array(keys * count, _TEXT), pa.array(values * count, _TEXT))


def series_table(series: Mapping[int, Series], now: int) -> pa.Table:
    """The rows of the series table."""
    items = list(series.items())
    return pa.table(
        {
            "series": pa.array([i for i, _ in items], pa.uint64()),
            "metric": pa.array([s.metric for _, s in items], _TEXT),
            "dimensions": pa.array([list(s.dimensions) for _, s in items], _FIELDS),
            "meta": pa.array([list(s.meta) for _, s in items], _FIELDS),
            "seen": pa.repeat(pa.scalar(now, _LONG), len(items)),
        }
    )


def points_table(parts: Sequence[MetricPart]) -> pa.Table:
    """The rows of the points table."""
    tables = []
    for part in parts:
        ids = [i for i, _ in part.series]
        tables.append(
            pa.table(
                {
                    "series": pa.array([ids[at] for at in part.index], pa.uint64()),
                    "time": pa.array(part.times, _LONG),
                    "value": pa.array(part.values, pa.float64()),
                    "received": pa.repeat(pa.scalar(part.receipt, _LONG), len(part.times)),
                }
            )
        )
    return pa.concat_tables(tables).combine_chunks()


def days_of(rows: pa.Table, time: str) -> Iterator[pa.Table]:
    """Rows in as few tables as have at most MOST_DAYS days of the column `time` each."""
    day = pc.divide(rows[time], DAY)
    days = sorted(pc.unique(day).to_pylist())
    if len(days) <= MOST_DAYS:
        yield rows
        return
    for start in range(0, len(days), MOST_DAYS):
        yield rows.filter(pc.is_in(day, pa.array(days[start : start + MOST_DAYS], pa.int64())))
