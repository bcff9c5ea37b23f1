"""Which group a row or a series of a monitor's query belongs to, and rows as notifications show them."""

from collections.abc import Iterator, Mapping, Sequence

from sagescope.model.alert import Group, Row
from sagescope.model.monitor import Monitor
from sagescope.monitors.conditions import MOST_GROUPS, Sample
from sagescope.search.frames import Frame, display
from sagescope.search.metrics import TimeSeries

MOST_RECORDS = 100_000
"""Rows of a result that are looked at."""


def series_group(monitor: Monitor, series: TimeSeries) -> Group:
    """The group that a series is of: itself, or what it has of the fields that the monitor groups by."""
    if monitor.per_series:
        return (("metric", series.metric), *sorted(series.dimensions.items()))
    held = {name.lower(): value for name, value in series.dimensions.items()} | {"metric": series.metric}
    values = [held.get(field.lower()) for field in monitor.group_fields]
    # What lacks one of the fields belongs to the monitor as a whole (reference monitors.md, 3).
    if any(value is None or value == "" for value in values):
        return ()
    return tuple(zip(monitor.group_fields, (str(value) for value in values), strict=True))


def series_name(series: TimeSeries) -> str:
    """A series as people read it."""
    named = [f"{name}={value}" for name, value in series.dimensions.items()]
    return ", ".join(([series.metric] if series.metric else []) + named)


def groups_of_rows(frame: Frame, fields: Sequence[str]) -> Iterator[Group]:
    """The group of each row, as far as rows are looked at; that of the whole monitor where a row lacks a field."""
    places = [frame.place(field) for field in fields]
    if not fields or any(place is None for place in places):
        yield from (() for _ in range(min(frame.rows, MOST_RECORDS)))
        return
    columns = [frame.column(place)[:MOST_RECORDS] for place in places if place is not None]
    for values in zip(*columns, strict=True):
        texts = [display(value) for value in values]
        yield tuple(zip(fields, texts, strict=True)) if all(texts) else ()


def shown_rows(frame: Frame, most: int) -> tuple[Row, ...]:
    """The first rows as texts by name."""
    names = [c.name for c in frame.columns]
    return tuple(
        tuple((name, display(value)) for name, value in zip(names, row, strict=True) if value is not None)
        for row in frame.records(0, most)
    )


def limited(found: Mapping[Group, Sequence[Sample]]) -> tuple[Mapping[Group, Sequence[Sample]], int]:
    """As many groups as a monitor has at most, and how many more there are."""
    if len(found) <= MOST_GROUPS:
        return found, 0
    kept = dict(list(found.items())[:MOST_GROUPS])
    return kept, len(found) - MOST_GROUPS
