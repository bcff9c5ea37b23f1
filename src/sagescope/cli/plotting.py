"""Plots as lines of text in the terminal, by plotille, and as files, by matplotlib."""

import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sagescope.cli.output import console, errors
from sagescope.cli.plots import Plot, check_file
from sagescope.errors import Fault, Refusal

LINES = 18
"""Height of a plot in the terminal, without its axis and legend."""


def show(plot: Plot, terminal: bool, file: Path | None, title: str) -> None:
    """Draw the plot in the terminal, write it to a file, or both. Raises Refusal where it cannot be written."""
    if file is not None:
        written(plot, file, " ".join(title.split()))
        errors().print(f"written: {file}", style="dim", highlight=False)
    if terminal:
        out = console()
        height = min(LINES, max(6, out.height - len(plot.lines) - 10))
        out.file.write(drawn(plot, out.width, height, colours=out.is_terminal and not out.no_color) + "\n")
    if plot.left_out:
        errors().print(
            f"note: {plot.left_out:,} more lines are not drawn; choose with topk or a narrower query.",
            style="yellow",
            markup=False,
            highlight=False,
        )


def drawn(plot: Plot, width: int, height: int, *, colours: bool) -> str:
    """The plot as text of that many columns and lines, the legend below it."""
    from plotille import Figure

    figure = Figure()
    figure.width, figure.height = max(20, width - 24), max(5, height)
    figure.with_colors = colours
    figure.color_mode = "names"
    figure.x_label, figure.y_label = "UTC", plot.unit or "value"
    figure.set_x_display_timezone(UTC)
    names = ("bright_blue", "bright_red", "bright_green", "bright_yellow", "bright_magenta", "bright_cyan")
    low = min(min(line.values) for line in plot.lines)
    high = max(max(line.values) for line in plot.lines)
    room = (high - low) * 0.05 or abs(high) * 0.1 or 1.0
    figure.set_y_limits(min_=0.0 if low == 0 else low - room, max_=high + room)
    first = min(line.times[0] for line in plot.lines)
    last = max(line.times[-1] for line in plot.lines)
    margin = 0 if last > first else 30_000
    figure.set_x_limits(min_=_at(first - margin), max_=_at(last + margin))
    figure.register_label_formatter(
        float, lambda value, chars, delta, left=False: f"{value:.6g}".rjust(chars)
    )
    for i, line in enumerate(plot.lines):
        times = [_at(time) for time in line.times]
        draw = figure.plot if len(times) > 1 else figure.scatter
        draw(times, line.values, lc=names[i % len(names)], label=line.label)
    return str(figure.show(legend=True))


def written(plot: Plot, path: Path, title: str) -> None:
    """Write the plot to an SVG, PNG or PDF file. Raises Refusal where it cannot be."""
    check_file(path)
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise Refusal(
            Fault(
                "plot.library",
                "Plots are written to files by matplotlib, which is not installed.",
                "Install it: pip install 'sagescope[plots]'.",
            )
        ) from None
    figure = Figure(figsize=(10, 5), layout="constrained")
    axes = figure.subplots()
    for line in plot.lines:
        times: Any = [_at(time) for time in line.times]
        axes.plot(times, line.values, marker="o" if len(times) == 1 else "", label="line", linewidth=1.4)
    axes.set_ylabel(plot.unit)
    axes.set_xlabel("UTC")
    axes.grid(alpha=0.3)
    axes.set_title(title if len(title) <= 100 else f"{title[:99]}…", fontsize=9, parse_math=False)
    # Labels are set when the legend is there: one that starts with `_` would be left out of it.
    legend = axes.legend(fontsize=8, loc="best")
    for text, line in zip(legend.get_texts(), plot.lines, strict=True):
        text.set_text(line.label)
        text.set_parse_math(False)  # texts of users are texts, not formulas
    figure.autofmt_xdate()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # signs that no font here has are boxes
            figure.savefig(path, dpi=150)
    except OSError as wrong:
        raise Refusal(
            Fault("plot.file", f"{path} cannot be written: {wrong.strerror}.", "Choose another place.")
        ) from None


def _at(time: int) -> datetime:
    return datetime.fromtimestamp(time / 1000, UTC)
