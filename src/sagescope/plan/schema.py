"""Columns of a relation: what they are called for the user and for the engine, and their kind."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a column holds; the value is the field type of Sumo's API."""

    TEXT = "string"
    INT = "int"
    LONG = "long"
    DOUBLE = "double"
    BOOL = "boolean"
    NULL = "null"

    @property
    def numeric(self) -> bool:
        """Whether arithmetic takes it as it is."""
        return self in (Kind.INT, Kind.LONG, Kind.DOUBLE)

    @property
    def integral(self) -> bool:
        """Whether it is a whole number."""
        return self in (Kind.INT, Kind.LONG)


@dataclass(frozen=True, slots=True)
class Col:
    """A column: `sql` is its physical name or fresh id, `label` the name that the user wrote.

    `key` marks a group-by key, which the API reports.
    """

    sql: str
    label: str
    kind: Kind
    key: bool = False


class Ids:
    """Fresh column ids of one compilation: no user text is ever a name in SQL."""

    def __init__(self) -> None:
        self._last = 0

    def column(self, label: str, kind: Kind, *, key: bool = False) -> Col:
        """A new column."""
        return Col(self.name("c"), label, kind, key)

    def name(self, letter: str) -> str:
        """A new name that starts with `letter`."""
        self._last += 1
        return f"{letter}{self._last}"
