"""A panel's results as a flat list of rows, for readers of JSON that know nothing of dashboards. Pure."""

from collections.abc import Iterator
from typing import Any, Literal

from sagescope.dashboards.service import PanelResult
from sagescope.search.frames import Frame
from sagescope.search.metrics import MetricOutcome
from sagescope.search.service import Outcome

Shape = Literal["table", "series"]
MOST_ROWS = 50_000
_NUMBERS = frozenset({"int", "long", "double"})

Row = dict[str, Any]


def flat_rows(result: PanelResult, shape: Shape) -> list[Row]:
    """The rows of all queries that a panel shows, at the most 50,000.

    A `table` has a row for each of a log search, and one for each series of metrics with its latest, smallest, largest and
    mean value. As `series` each value is a row of its own: `time` in milliseconds, the name of its `series`, `value`.
    """
    found: list[Row] = []
    for row in result.rows:
        if row.answer is None or row.answer.result is None:
            continue
        match row.answer.result:
            case MetricOutcome() as outcome:
                rows = _points(outcome) if shape == "series" else _summaries(outcome)
            case Outcome(frame=frame):
                rows = _values(frame) if shape == "series" else _records(frame)
        for one in rows:
            if len(found) == MOST_ROWS:
                return found
            found.append(one)
    return found


def _name(metric: str, dimensions: dict[str, str]) -> str:
    return " · ".join(dimensions.values()) or metric


def _points(outcome: MetricOutcome) -> Iterator[Row]:
    for series in outcome.series:
        name = _name(series.metric, dict(series.dimensions))
        for time, value in zip(series.times, series.values, strict=True):
            if value == value:
                yield {"time": time, "series": name, "value": value}


def _summaries(outcome: MetricOutcome) -> Iterator[Row]:
    for series in outcome.series:
        values = [value for value in series.values if value == value]
        if values:
            numbers = {
                "latest": values[-1],
                "min": min(values),
                "max": max(values),
                "avg": sum(values) / len(values),
            }
            yield {
                "series": _name(series.metric, dict(series.dimensions)),
                **dict(series.dimensions),
                **numbers,
            }


def _records(frame: Frame) -> Iterator[Row]:
    names = [column.name for column in frame.columns]
    for row in frame.records(0, MOST_ROWS):
        yield dict(zip(names, row, strict=True))


def _values(frame: Frame) -> Iterator[Row]:
    """Values over time: what is neither the time nor a number is part of a series' name."""
    time = next((at for at, c in enumerate(frame.columns) if c.name.lower().startswith("_timeslice")), None)
    if time is None:
        return
    values = [at for at, c in enumerate(frame.columns) if at != time and c.type in _NUMBERS and not c.key]
    naming = [at for at in range(len(frame.columns)) if at != time and at not in values]
    for row in frame.records(0, MOST_ROWS):
        when = row[time]
        if not isinstance(when, int | float):
            continue
        keys = " · ".join(str(row[at]) for at in naming if row[at] is not None)
        for at in values:
            if row[at] is None:
                continue
            measure = frame.columns[at].name
            name = " · ".join(filter(None, (keys, measure if len(values) > 1 or not keys else "")))
            yield {"time": int(when), "series": name, "value": row[at]}
