"""Examples of the manual with the rows that go in and the rows that come out, found by running them.

`manual/examples.toml` declares the rows; what comes out is never written by hand.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sagescope.search.frames import Frame, display
from sagescope.store.fields import Schema, catalog

FILE = Path(__file__).resolve().parent / "manual" / "examples.toml"

NEWEST = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
"""The end of the range that examples run over, a day."""

_TIMES = frozenset({"_messagetime", "_timeslice", "__timeslice_end"})
_SYSTEM = frozenset(catalog(Schema(fields=())).fields)

Message = Mapping[str, Any]

Run = Callable[[str, Sequence[Message]], Frame]
"""Runs a query over messages, the newest first, whose other names are declared fields."""


@dataclass(frozen=True, slots=True)
class ShownExample:
    """An example as the manual shows it: cells are texts."""

    about: str
    query: str
    given_columns: tuple[str, ...]
    given: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shown_examples(run: Run) -> dict[str, list[ShownExample]]:
    """The examples by the operator, aggregate or function that each is of."""
    found: dict[str, list[ShownExample]] = {}
    for raw in tomllib.loads(FILE.read_text(encoding="utf-8"))["example"]:
        messages = tuple(raw["rows"])
        names = tuple(dict.fromkeys(name for message in messages for name in message))
        frame = run(raw["query"], messages)
        columns = _shown_columns([c.name for c in frame.columns], names)
        found.setdefault(raw["of"], []).append(
            ShownExample(
                raw.get("about", "Over these messages, the newest first,"),
                raw["query"],
                names,
                tuple(tuple(_cell(name, message.get(name)) for name in names) for message in messages),
                tuple(frame.columns[i].name for i in columns),
                tuple(
                    tuple(_cell(frame.columns[i].name, record[i]) for i in columns)
                    for record in frame.records()
                ),
            )
        )
    return found


def milliseconds(message: Message) -> dict[str, Any]:
    """A message with its times as the store has them."""
    return {k: round(v.timestamp() * 1000) if isinstance(v, datetime) else v for k, v in message.items()}


def _shown_columns(names: Sequence[str], given: Sequence[str]) -> list[int]:
    """The places of the columns that say something: metadata that nobody gave does not.

    Of messages, which have their metadata, what was given comes first.
    """
    shown = [i for i, name in enumerate(names) if name.lower() not in _SYSTEM or name in given]
    if "_messageTime" not in names:
        return shown
    return sorted(shown, key=lambda i: list(given).index(names[i]) if names[i] in given else len(given))


def _cell(name: str, value: object) -> str:
    if isinstance(value, int) and name.lower() in _TIMES:
        value = datetime.fromtimestamp(value / 1000, UTC)
    if isinstance(value, datetime):
        return f"{value:%H:%M}" if value.date() == NEWEST.date() else f"{value:%Y-%m-%d %H:%M}"
    return display(value)
