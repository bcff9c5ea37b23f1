"""The nodes of a plan. Operators emit only these; only `plan.pack` knows which SQL clause each becomes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sagescope.plan.schema import Col
from sagescope.sql.nodes import Expr


@dataclass(frozen=True, slots=True)
class Scan:
    """All rows of a physical table; its columns are read by their physical names."""

    table: str


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows that a local stage left; the engine's table for them is named when the stage runs."""

    columns: tuple[Col, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows for which `condition` is true; null is not true."""

    input: "Node"
    condition: Expr


@dataclass(frozen=True, slots=True)
class Extend:
    """Every row with further columns; each may read the ones before it."""

    input: "Node"
    items: tuple[tuple[Col, Expr], ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One row a distinct tuple of `keys`, or a single row without keys."""

    input: "Node"
    keys: tuple[tuple[Col, Expr], ...]
    values: tuple[tuple[Col, Expr], ...]


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column to order by; nulls come last both ways."""

    column: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Sort:
    """The rows ordered, equal ones in the order that they had."""

    input: "Node"
    keys: tuple[SortKey, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """The first `count` rows."""

    input: "Node"
    count: int


@dataclass(frozen=True, slots=True)
class Locate:
    """Every row with columns of the range table that covers the address in `address`.

    `outputs` pairs each new column with a column of the places (or networks) table named `table`.
    """

    input: "Node"
    address: Col
    table: str
    outputs: tuple[tuple[Col, str], ...]


@dataclass(frozen=True, slots=True)
class Local:
    """A stage that is not SQL: the function of that name works on the Arrow table of the input.

    `columns` are those of the input that it is given, in this order; `outputs` the ones it leaves that
    later stages can name. `arguments` are plain values for the function.
    """

    input: "Node"
    name: str
    columns: tuple[Col, ...]
    outputs: tuple[Col, ...]
    arguments: Mapping[str, object]


Node = Scan | Stored | Filter | Extend | Aggregate | Sort | Limit | Locate | Local
