"""A relation under construction: a plan node, and what its columns are called.

The verbs return new relations and keep the schema in step, so that an operator never does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sagescope.plan.limits import limited
from sagescope.plan.nodes import (
    Aggregate,
    Explode,
    Extend,
    Filter,
    Given,
    Join,
    LimitBy,
    Local,
    Locate,
    Match,
    Node,
    Sort,
    SortKey,
    Window,
)
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.nodes import Call, Column, Expr, Over

PLACE = "place"
"""The column of the rows that a local stage left which holds their places, from 0."""


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
class NoFields:
    """Nothing beside the columns of the relation: what a local stage over messages leaves readable."""

    def column(self, name: str) -> Col | None:
        """None."""
        return None

    def names(self) -> Iterable[str]:
        """No names."""
        return ()


@dataclass(frozen=True, slots=True)
class Discovery:
    """A text with fields that no stage names, which only the result shows (`json auto`).

    `arguments` say how they are found. `older` are the ids of the columns that were there before, whose
    values such a field replaces; `made` those of the columns for the fields that later stages name.
    """

    text: Col
    arguments: Mapping[str, object]
    older: frozenset[str]
    made: frozenset[str]


@dataclass(frozen=True, slots=True)
class Relation:
    """The rows after a stage.

    `columns` maps lower-case names to visible columns in their order. `open` resolves fields of
    messages on demand and is None after an aggregate. `hidden` are names that `fields` took away.
    `order` is the order the rows have; `natural` tells that it is still that of the scan, which
    nobody has asked the engine for yet; `total` that no two rows are equal in it. `number` is the column of the
    rows' numbers while they are ordered by it. `matched` is the condition under which a run of `nodrop`
    parse stages has matched, while such a run goes on. `dynamic` tells that there are further columns
    which only the data names, as after a transpose; they stay in the result until a stage chooses columns.
    `aliases` are further names of visible columns, both in lower case.
    `stored` tells that a local stage lies below. `discoveries` are texts whose fields a result of messages
    shows as well.
    """

    node: Node
    ids: Ids
    columns: Mapping[str, Col]
    open: OpenFields | None = None
    hidden: frozenset[str] = frozenset()
    order: tuple[SortKey, ...] = ()
    natural: bool = False
    total: bool = False
    number: Col | None = None
    matched: Expr | None = None
    dynamic: bool = False
    stored: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    discoveries: tuple[Discovery, ...] = ()
    loose: frozenset[str] = frozenset()

    def find(self, name: str) -> Col | None:
        """The column of that name, in any case, or None."""
        folded = name.lower()
        if (col := self.columns.get(folded) or self.columns.get(self.aliases.get(folded, ""))) is not None:
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
        """Further columns, or new values for existing ones; all are worked out from the present ones.

        What a key of groups is given anew stays a key.
        """
        keys = {name for name, col in self.columns.items() if col.key}
        made = {
            name: (self.ids.column(name, kind, key=name.lower() in keys), expr)
            for name, (expr, kind) in items.items()
        }
        added = self._with(col for col, _ in made.values())
        return replace(added, node=Extend(self.node, tuple(made.values())))

    def _with(self, cols: Iterable[Col]) -> "Relation":
        """With these columns, each under its name, that its node has to give."""
        added = {col.label.lower(): col for col in cols}
        return replace(self, columns={**self.columns, **added}, hidden=self.hidden - added.keys())

    def window(self, items: Mapping[str, tuple[Expr, Kind]]) -> "Relation":
        """As `extend`, for expressions that look at other rows: every one holds an `Over`."""
        made = self.extend(items)
        assert isinstance(made.node, Extend)
        return replace(made, node=Window(made.node.input, made.node.items))

    def looking(self, expr: Expr, label: str, kind: Kind) -> tuple["Relation", Col]:
        """A helper column that looks at other rows and has no name for the user."""
        col = self.ids.column(label, kind)
        return replace(self, node=Window(self.node, ((col, expr),))), col

    def placed(self) -> tuple["Relation", tuple[SortKey, ...]]:
        """The rows in an order in which no two are equal, and its keys.

        Windows over several stages have to agree on which of two rows comes first.
        """
        if self.total:
            return self, self.order
        numbered, _ = self.numbered()
        return numbered, numbered.order

    def numbered(self) -> tuple["Relation", Col]:
        """The rows with their numbers in the present order, from 1, by which they are ordered from then on."""
        if self.number is not None:
            return self, self.number
        number = self.ids.column("number", Kind.LONG)
        order = tuple(Column(k.column) for k in self.order)
        over = Over(Call("row_number", ()), (), order, tuple(k.descending for k in self.order))
        node = Window(self.node, ((number, Call("toInt64", (over,))),))
        by_number = (SortKey(number.sql, descending=False),)
        return replace(self, node=node, order=by_number, natural=True, total=True, number=number), number

    def explode(self, name: str, values: Expr, kind: Kind) -> tuple["Relation", Col]:
        """A row for every element of the array `values`, and the helper column that holds it."""
        col = self.ids.column(name, kind)
        return replace(self, node=Explode(self.node, col, values), total=False, number=None), col

    def alias(self, name: str, col: Col) -> "Relation":
        """`col` under a further name, without a new expression."""
        return self._with([replace(col, label=name)])

    def value(self, expr: Expr, label: str, kind: Kind) -> tuple["Relation", Col]:
        """A helper column that has no name for the user; a column is one itself."""
        if isinstance(expr, Column) and expr.source is None:
            return self, Col(expr.name, label, kind)
        col = self.ids.column(label, kind)
        return replace(self, node=Extend(self.node, ((col, expr),))), col

    def keep(self, cols: Iterable[Col]) -> "Relation":
        """Only these columns, in this order; of messages also the system fields."""
        kept = {c.label.lower(): c for c in cols}
        if self.open is None:
            return replace(self, columns=kept, dynamic=False)
        kept |= {k: c for k, c in self.columns.items() if k.startswith("_") and k not in kept}
        return replace(self, columns=kept, open=SystemFields(self.open), discoveries=())

    def drop(self, names: Iterable[str]) -> "Relation":
        """Without the columns of these names."""
        folded = {n.lower() for n in names}
        gone = folded | {self.aliases[n] for n in folded if n in self.aliases}
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
        return Relation(
            Aggregate(self.node, tuple(made_keys), tuple(made_values)),
            self.ids,
            columns,
            # Groups have no order of their own; that of their keys makes every result repeatable.
            order=tuple(SortKey(col.sql, descending=False) for col, _ in made_keys),
            natural=True,
            total=True,
            stored=self.stored,
        )

    def sort(self, keys: Iterable[SortKey]) -> "Relation":
        """The rows by `keys`, equal ones as they were."""
        added = tuple(keys)
        names = {k.column for k in added}
        order = added + tuple(k for k in self.order if k.column not in names)
        return replace(self, node=Sort(self.node, order), order=order, natural=False, number=None)

    def ordered(self) -> "Relation":
        """The same rows with their natural order made explicit, for stages that depend on it."""
        if not self.natural or not self.order:
            return self
        return replace(self, node=Sort(self.node, self.order), natural=False)

    @property
    def rows(self) -> Node:
        """The node whose rows come in the present order, for results and local stages."""
        return self.node if isinstance(self.node, Local) else self.ordered().node

    def limit(self, count: int) -> "Relation":
        """The first `count` rows in the present order."""
        first = self.ordered()
        return replace(first, node=limited(first.node, count))

    def limit_by(self, count: int, keys: Iterable[Col]) -> "Relation":
        """The first `count` rows, in the present order, of every distinct tuple of the keys."""
        first = self.ordered()
        return replace(first, node=LimitBy(first.node, count, tuple(k.sql for k in keys)))

    def join(
        self,
        other: "Relation",
        match: Match,
        on: Iterable[tuple[Col, Col]],
        outputs: Iterable[tuple[str, Col]] = (),
    ) -> "Relation":
        """The rows with those of `other` where the columns in `on` are equal, ours with theirs.

        `outputs` are names for columns of `other`. The order of the rows stays ours, and then theirs. Both have
        to share their ids, and paired columns their kind.
        """
        made = [(self.ids.column(name, col.kind), col.sql) for name, col in outputs]
        pairs = tuple((ours.sql, theirs.sql) for ours, theirs in on)
        order = list(self.order)
        kept: list[tuple[Col, str]] = []
        if match in (Match.INNER, Match.LEFT):
            there = {source: col for col, source in made}
            for key in other.order:
                if key.column not in there:
                    there[key.column] = self.ids.column("", Kind.NULL)
                    kept.append((there[key.column], key.column))
                order.append(SortKey(there[key.column].sql, key.descending))
        node = Join(self.node, other.node, match, pairs, (*made, *kept))
        return replace(
            self._with(col for col, _ in made),
            node=node,
            # A join mixes the rows; their order has to be asked for again.
            order=tuple(order),
            natural=True,
            total=self.total and (other.total or match not in (Match.INNER, Match.LEFT)),
            number=self.number if match in (Match.SEMI, Match.LEFT_ANY) else None,
            stored=self.stored or other.stored,
        )

    def local(
        self,
        name: str,
        columns: Sequence[Col],
        outputs: Sequence[Col],
        arguments: Mapping[str, object],
        *,
        others: Sequence[Given] = (),
        records: bool = True,
        dynamic: bool = False,
        rowwise: bool = False,
        loose: Iterable[Col] = (),
    ) -> "Relation":
        """The rows that the function `name` leaves of `columns` of these rows, and of the inputs `others`.

        `outputs` are the columns it leaves, `records` whether its rows count as records, `loose` those of the
        columns whose kind only the data knows for sure; the rest as in `Local`. Rows keep the order in which
        the function leaves them.
        """
        node = Local((Given(self.rows, tuple(columns)), *others), name, tuple(outputs), arguments, rowwise)
        return Relation(
            node,
            self.ids,
            {c.label.lower(): c for c in outputs if c.label},
            None if records else NoFields(),
            order=(SortKey(PLACE, descending=False),),
            natural=True,
            total=True,
            dynamic=dynamic,
            stored=True,
            loose=frozenset(c.sql for c in loose),
        )

    def locate(self, address: Col, table: str, outputs: Iterable[tuple[str, str, Kind]]) -> "Relation":
        """Columns of a range table for the address in `address`: (name, source column, kind)."""
        made = [(self.ids.column(name, kind), source) for name, source, kind in outputs]
        return replace(
            self._with(col for col, _ in made), node=Locate(self.node, address, table, tuple(made))
        )
