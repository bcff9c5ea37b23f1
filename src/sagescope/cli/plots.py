"""What a plot of a result shows; a result that is no picture over time is refused with what would make it one."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sagescope.errors import Fault, Refusal

MOST_DRAWN = 12
"""Lines of a plot; more could not be told apart."""

SUFFIXES = (".svg", ".png", ".pdf")
"""Files that a plot can be written to."""

_TIMES = ("_timeslice", "_messagetime")


@dataclass(slots=True)
class Line:
    """A line: what the legend calls it, its times in milliseconds since the epoch, and its values."""

    label: str
    times: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, time: int, value: float) -> None:
        """A further point."""
        self.times.append(time)
        self.values.append(value)


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines over time, and what the values are measured in."""

    lines: tuple[Line, ...]
    unit: str = ""
    left_out: int = 0


def plot_of_metrics(results: Sequence[Mapping[str, Any]]) -> Plot:
    """The plot of the rows of a metrics answer. Raises Refusal where there is no point."""
    lines: list[Line] = []
    units: set[str] = set()
    for result in results:
        series = result["timeSeriesList"]["timeSeries"]
        units.add(result["timeSeriesList"]["unit"] or "")
        row = f"#{result['rowId']} " if len(results) > 1 else ""
        shared = _shared([s["metricDefinition"]["dimensions"] for s in series])
        for s in series:
            told = [f"{k}={v}" for k, v in s["metricDefinition"]["dimensions"].items() if k not in shared]
            label = row + ", ".join([s["metricDefinition"]["metric"], *told])
            lines.append(Line(label, s["points"]["timestamps"], s["points"]["values"]))
    return _plot(lines, units.pop() if len(units) == 1 else "")


def _shared(dimensions: Sequence[Mapping[str, str]]) -> set[str]:
    """The names of the dimensions that tell no two series apart."""
    names = {name for each in dimensions for name in each}
    return (
        {name for name in names if len({each.get(name) for each in dimensions}) == 1} if dimensions else set()
    )


def plot_of_rows(
    names: Sequence[str], kinds: Sequence[str], rows: Iterable[Sequence[Any]], *, records: bool
) -> Plot:
    """The plot of the rows of a log query: a line for every column of numbers and combination of texts.

    `kinds` are the types of the columns as the API names them. Raises Refusal where the rows have no time,
    no numbers, or are none.
    """
    if not records:
        raise Refusal(
            Fault(
                "plot.messages",
                "Messages have nothing to draw.",
                "Count them in slices of time: | timeslice 5m | count by _timeslice",
            )
        )
    folded = [name.lower() for name in names]
    time = next((folded.index(name) for name in _TIMES if name in folded), None)
    if time is None:
        raise Refusal(
            Fault(
                "plot.time",
                "The result has no time to draw along.",
                "Group by slices of time: | timeslice 5m | count by _timeslice",
            )
        )
    skipped = {time} | {i for i, name in enumerate(folded) if name == "__timeslice_end"}
    numbers = [i for i, kind in enumerate(kinds) if kind in ("int", "long", "double") and i not in skipped]
    texts = [i for i in range(len(names)) if i not in skipped and i not in numbers]
    if not numbers:
        raise Refusal(
            Fault(
                "plot.numbers",
                "The result has no column of numbers.",
                "Add an aggregate such as count or avg(…).",
            )
        )
    lines: dict[tuple[int, tuple[str, ...]], Line] = {}
    for row in rows:
        if row[time] is None:
            continue
        told = tuple("" if row[i] is None else str(row[i]) for i in texts)
        for at in numbers:
            if isinstance(row[at], (int, float)) and math.isfinite(row[at]):
                label = ", ".join([*told, names[at]] if len(numbers) > 1 or not told else told)
                lines.setdefault((at, told), Line(label)).add(int(row[time]), float(row[at]))
    return _plot(list(lines.values()), "")


def _plot(lines: Sequence[Line], unit: str) -> Plot:
    held = [line for line in lines if line.times]
    if not held:
        raise Refusal(
            Fault("plot.empty", "The result has no points to draw.", "Take a longer range, or a wider query.")
        )
    for line in held:
        order = sorted(range(len(line.times)), key=line.times.__getitem__)
        line.times, line.values = [line.times[i] for i in order], [line.values[i] for i in order]
    return Plot(tuple(held[:MOST_DRAWN]), unit, len(held) - len(held[:MOST_DRAWN]))


def check_file(path: Path) -> None:
    """Raise Refusal unless a plot can be written to a file of that name."""
    if path.suffix.lower() not in SUFFIXES:
        raise Refusal(
            Fault(
                "plot.format",
                f"A plot cannot be written as {path.suffix or 'a file without an ending'}.",
                f"End the name with {', '.join(SUFFIXES)}.",
            )
        )
