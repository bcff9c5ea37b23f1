"""Messages and points as Arrow tables of the store's landing and metric tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
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
    counts = [len(part.texts) for part in parts]
    total = sum(counts)
    # A delivery may have hundreds of streams with a few messages each, so nothing is made for each part alone.
    of_part = pa.array(np.repeat(np.arange(len(parts)), counts))
    about = [part.envelope for part in parts]

    def shared(values: Iterable[object], type_: pa.DataType) -> pa.Array:
        return pa.array(list(values), type_).take(of_part)

    def own(values: Iterable[Iterable[object]], type_: pa.DataType) -> pa.Array:
        return pa.array(list(chain.from_iterable(values)), type_)

    rows = (part.rows or range(len(part.texts)) for part in parts)
    return pa.table(
        {
            "message_time": own((part.times for part in parts), _LONG),
            "receipt_time": shared((e.receipt for e in about), _LONG),
            "message_id": pa.array(np.arange(first_id, first_id + total, dtype=np.int64)),
            "raw": own((part.texts for part in parts), _TEXT),
            "collector": shared((e.collector for e in about), _TEXT),
            "collector_id": shared((e.collector_id for e in about), _LONG),
            "source": shared((e.source for e in about), _TEXT),
            "source_id": shared((e.source_id for e in about), _LONG),
            "source_name": shared((e.name for e in about), _TEXT),
            "source_host": shared((e.host for e in about), _TEXT),
            "source_category": shared((e.category for e in about), _TEXT),
            "format": own((part.formats for part in parts), _TEXT),
            "delivery": shared((part.delivery for part in parts), pa.uint64()),
            "delivery_row": own(rows, pa.uint32()),
            # Keys are lower-case in the landing table: names of fields have no case.
            "fields": shared(([(k.lower(), v) for k, v in part.fields.items()] for part in parts), _FIELDS),
        }
    )


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
