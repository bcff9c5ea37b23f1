"""A relation under construction: a plan node, and what its columns are called.

The verbs return new relations and keep the schema in step, so that an operator never does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from sagescope.plan.nodes import Aggregate, Extend, Filter, Limit, Locate, Node, Sort, SortKey
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.nodes import Column, Expr


class OpenFields(Protocol):
    """What a relation of messages can still read beside the columns already made."""

    def column(self, name: str) -> Col | None:
        """The physical column of a field, whatever the case of its name."""
        ...

    def names(self) -> Iterable[str]:
        """The names that can be read, as users know them."""
        ...


@dataclass(frozen=True, slots=True)
class SystemFields:
    """The fields of messages that `fields` leaves readable: those whose names start with `_`."""

    all: OpenFields

    def column(self, name: str) -> Col | None:
        """The physical column of a system field."""
        return self.all.column(name) if name.startswith("_") else None

    def names(self) -> Iterable[str]:
        """The names of the system fields."""
        return (n for n in self.all.names() if n.startswith("_"))


@dataclass(frozen=True, slots=True)
class Relation:
    """The rows after a stage.

    `columns` maps lower-case names to visible columns in their order. `open` resolves fields of
    messages on demand and is None after an aggregate. `hidden` are names that `fields` took away.
    `order` is the order the rows have; `natural` tells that it is still that of the scan, which
    nobody has asked the engine for yet. `matched` is the condition under which a run of `nodrop`
    parse stages has matched, while such a run goes on. `dynamic` tells that there are further columns
    which only the data names, as after a transpose; they stay in the result until a stage chooses columns.
    """

    node: Node
    ids: Ids
    columns: Mapping[str, Col]
    open: OpenFields | None = None
    hidden: frozenset[str] = frozenset()
    order: tuple[SortKey, ...] = ()
    natural: bool = False
    matched: Expr | None = None
    dynamic: bool = False

    def find(self, name: str) -> Col | None:
        """The column of that name, in any case, or None."""
        folded = name.lower()
        if (col := self.columns.get(folded)) is not None:
            return col
        if self.open is None or folded in self.hidden:
            return None
        return self.open.column(folded)

    def known(self) -> list[str]:
        """Names that a reference could mean, for suggestions."""
        names = [c.label for c in self.columns.values()]
        if self.open is not None:
            names += [n for n in self.open.names() if n.lower() not in self.columns]
        return names

    @property
    def is_records(self) -> bool:
        """Whether an aggregate has made the rows."""
        return self.open is None

    def filter(self, condition: Expr) -> "Relation":
        """The rows for which `condition` holds."""
        return replace(self, node=Filter(self.node, condition))

    def extend(self, items: Mapping[str, tuple[Expr, Kind]]) -> "Relation":
        """Further columns, or new values for existing ones; all are worked out from the present ones."""
        made = {name: (self.ids.column(name, kind), expr) for name, (expr, kind) in items.items()}
        columns = dict(self.columns)
        for name, (col, _) in made.items():
            columns[name.lower()] = col
        return replace(
            self,
            node=Extend(self.node, tuple(made.values())),
            columns=columns,
            hidden=self.hidden - {n.lower() for n in made},
        )

    def alias(self, name: str, col: Col) -> "Relation":
        """`col` under a further name, without a new expression."""
        columns = dict(self.columns)
        columns[name.lower()] = replace(col, label=name)
        return replace(self, columns=columns, hidden=self.hidden - {name.lower()})

    def value(self, expr: Expr, label: str, kind: Kind) -> tuple["Relation", Col]:
        """A helper column that has no name for the user."""
        col = self.ids.column(label, kind)
        return replace(self, node=Extend(self.node, ((col, expr),))), col

    def keep(self, cols: Iterable[Col]) -> "Relation":
        """Only these columns, in this order; of messages also the system fields."""
        kept = {c.label.lower(): c for c in cols}
        if self.open is None:
            return replace(self, columns=kept, dynamic=False)
        kept |= {k: c for k, c in self.columns.items() if k.startswith("_") and k not in kept}
        return replace(self, columns=kept, open=SystemFields(self.open))

    def drop(self, names: Iterable[str]) -> "Relation":
        """Without the columns of these names."""
        gone = {n.lower() for n in names}
        return replace(
            self, columns={k: c for k, c in self.columns.items() if k not in gone}, hidden=self.hidden | gone
        )

    def aggregate(
        self, keys: Iterable[tuple[str, Col]], values: Iterable[tuple[str, Expr, Kind]]
    ) -> "Relation":
        """One row a group: `keys` are (name, column), `values` (name, aggregate expression, kind)."""
        made_keys = [(self.ids.column(name, col.kind, key=True), Column(col.sql)) for name, col in keys]
        made_values = [(self.ids.column(name, kind), expr) for name, expr, kind in values]
        columns = {col.label.lower(): col for col, _ in (*made_keys, *made_values)}
        return Relation(Aggregate(self.node, tuple(made_keys), tuple(made_values)), self.ids, columns)

    def sort(self, keys: Iterable[SortKey]) -> "Relation":
        """The rows by `keys`, equal ones as they were."""
        added = tuple(keys)
        names = {k.column for k in added}
        order = added + tuple(k for k in self.order if k.column not in names)
        return replace(self, node=Sort(self.node, order), order=order, natural=False)

    def ordered(self) -> "Relation":
        """The same rows with their natural order made explicit, for stages that depend on it."""
        if not self.natural:
            return self
        return replace(self, node=Sort(self.node, self.order), natural=False)

    def limit(self, count: int) -> "Relation":
        """The first `count` rows in the present order."""
        first = self.ordered()
        return replace(first, node=Limit(first.node, count))

    def locate(self, address: Col, table: str, outputs: Iterable[tuple[str, str, Kind]]) -> "Relation":
        """Columns of a range table for the address in `address`: (name, source column, kind)."""
        made = [(self.ids.column(name, kind), source) for name, source, kind in outputs]
        columns = dict(self.columns)
        for col, _ in made:
            columns[col.label.lower()] = col
        return replace(self, node=Locate(self.node, address, table, tuple(made)), columns=columns)
