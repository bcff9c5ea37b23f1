"""Rows and faults in the terminal and for machines."""

import csv
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sagescope.errors import Refusal
from sagescope.span import Source

TIMES = frozenset({"_messagetime", "_receipttime", "_timeslice", "__timeslice_end", "time"})
"""Columns that hold milliseconds and are shown as times."""


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"


def console() -> Console:
    """Standard output; colours only on a terminal, and room enough where there is none."""
    out = Console(soft_wrap=False)
    return out if out.is_terminal or "COLUMNS" in os.environ else Console(soft_wrap=False, width=160)


def errors() -> Console:
    """Standard error."""
    return Console(stderr=True)


def tell(text: str) -> None:
    """A line on standard error as it is, neither coloured nor broken."""
    errors().print(text, highlight=False, markup=False, soft_wrap=True)


def write_rows(names: Sequence[str], rows: Iterable[Sequence[Any]], format: Format) -> int:
    """Write rows to standard output; returns how many."""
    count = 0
    match format:
        case Format.TABLE:
            return _table(names, list(rows))
        case Format.JSON:
            held = [dict(zip(names, row, strict=True)) for row in rows]
            json.dump(held, sys.stdout, ensure_ascii=False, indent=2)
            sys.stdout.write("\n")
            return len(held)
        case Format.NDJSON:
            for row in rows:
                sys.stdout.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
                count += 1
        case Format.CSV:
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(names)
            for row in rows:
                writer.writerow([_cell(v) for v in row])
                count += 1
    return count


def _cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return value


def _table(names: Sequence[str], rows: list[Sequence[Any]]) -> int:
    out = console()
    # Columns that are empty in every row only take room.
    shown = [
        i for i, _ in enumerate(names) if not rows or any(row[i] not in (None, "") for row in rows)
    ] or list(range(len(names)))
    table = Table(box=None, header_style="bold", pad_edge=False, show_edge=False)
    with_text = any(names[i] == "_raw" for i in shown)
    rooms = {i: _room(names[i], rows, i) for i in shown if with_text and names[i] != "_raw"}
    # The text of a message has no width of its own: it takes what the other columns leave.
    left = max(20, out.width - sum(room + 2 for room in rooms.values()))
    for i in shown:
        numeric = (
            bool(rows)
            and all(isinstance(row[i], (int, float)) or row[i] is None for row in rows)
            and names[i].lower() not in TIMES
        )
        width = left if names[i] == "_raw" else rooms.get(i)
        table.add_column(
            names[i],
            justify="right" if numeric else "left",
            overflow="ellipsis" if with_text else "fold",
            no_wrap=with_text or names[i].lower() in TIMES,
            width=width,
        )
    for row in rows:
        table.add_row(*(Text(shown_value(names[i], row[i])) for i in shown))
    out.print(table)
    return len(rows)


def _room(name: str, rows: list[Sequence[Any]], at: int) -> int:
    """The width that a column keeps beside the text of messages, which takes all the rest."""
    widest = max((len(shown_value(name, row[at])) for row in rows), default=0)
    return min(24, max(len(name), widest))


def shown_value(name: str, value: Any) -> str:
    """A value as a table shows it."""
    if value is None:
        return ""
    if name.lower() in TIMES and isinstance(value, (int, float)):
        return (
            datetime.fromtimestamp(value / 1000, UTC)
            .isoformat(sep=" ", timespec="milliseconds")
            .removesuffix("+00:00")
            .removesuffix(".000")
        )
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.6g}"
    return str(value)


def fail(refused: Refusal, text: str | None = None) -> int:
    """Write faults to standard error; returns the exit code."""
    out = errors()
    source = Source(text) if text is not None else None
    for fault in refused.faults:
        head, *rest = fault.text(source).split("\n")
        out.print(Text("error: ", style="bold red") + Text(head), soft_wrap=True)
        for line in rest:
            out.print(Text(line, style="dim" if line.startswith("  hint") else ""), soft_wrap=True)
    return 2
