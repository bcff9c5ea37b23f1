"""The nodes of a plan. Operators emit only these; only `plan.pack` knows which SQL clause each becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from sagescope.plan.schema import Col
from sagescope.sql.nodes import Expr


@dataclass(frozen=True, slots=True)
class Scan:
    """All rows of a physical table; its columns are read by their physical names.

    `final` asks a table that replaces rows for the newest of each key.
    """

    table: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows that a local stage left; `stage` is its place among the stages of the plan.

    The engine's table for them is named when the stage runs.
    """

    stage: int
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
class Window:
    """Every row with further columns that look at other rows: every expression holds an `Over`."""

    input: "Node"
    items: tuple[tuple[Col, Expr], ...]


@dataclass(frozen=True, slots=True)
class Explode:
    """A row for every element of the array `values`, which is put into `col`; none for an empty array."""

    input: "Node"
    col: Col
    values: Expr


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
class LimitBy:
    """The first `count` rows of every distinct tuple of the columns `keys`."""

    input: "Node"
    count: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Locate:
    """Every row with columns of the range table that covers the address in `address`.

    `outputs` pairs each new column with a column of the places (or networks) table named `table`.
    """

    input: "Node"
    address: Col
    table: str
    outputs: tuple[tuple[Col, str], ...]


class Match(Enum):
    """Which rows a join leaves: pairs only; all of the left with every, or with any one, row of the right; or
    those of the left that have some partner."""

    INNER = "inner"
    LEFT = "left"
    LEFT_ANY = "left any"
    SEMI = "semi"


@dataclass(frozen=True, slots=True)
class Join:
    """Rows of `left` with those of `right` whose columns are equal, null being equal to nothing.

    `on` pairs columns of the left with columns of the right. `outputs` names the columns of the right
    anew: both sides may be made of the same relation, and then share the names of their columns.
    """

    left: "Node"
    right: "Node"
    match: Match
    on: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[Col, str], ...]


@dataclass(frozen=True, slots=True)
class Union:
    """The rows of several nodes, one after the other.

    Every branch is a node with its columns in the order of `columns`, which are what they are called above.
    """

    branches: tuple[tuple["Node", tuple[str, ...]], ...]
    columns: tuple[Col, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """An input of a local stage: `columns` are those that it is given, in this order."""

    node: "Node"
    columns: tuple[Col, ...]


@dataclass(frozen=True, slots=True)
class Local:
    """A stage that is not SQL: the function of that name works on the Arrow tables of the inputs.

    `outputs` are the columns it leaves that later stages can name. `arguments` are plain values for
    the function. A `rowwise` one looks at each row by itself, so that a limit may come before it.
    """

    inputs: tuple[Given, ...]
    name: str
    outputs: tuple[Col, ...]
    arguments: Mapping[str, object]
    rowwise: bool = False


Node = (
    Scan
    | Stored
    | Filter
    | Extend
    | Window
    | Explode
    | Aggregate
    | Sort
    | Limit
    | LimitBy
    | Locate
    | Join
    | Union
    | Local
)
