"""Expressions of the language over values of one column, worked out by the real engine."""

from collections.abc import Sequence

from sagescope.lang.operator import Bind
from sagescope.lang.operators.assign import Assign
from sagescope.lang.tree import parse_pipeline
from sagescope.lang.typed import bind_expression
from sagescope.plan.nodes import Scan
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.build import NULL, array_of, cast, col, f
from sagescope.sql.nodes import Derived, Expr, Item, Select
from sagescope.sql.types import FLOAT64, INT64, STRING, SqlType, array, low_cardinality, nullable
from sagescope.store.fields import Schema, catalog
from store_world import DAY, world

Value = str | int | float | None

_TYPES: dict[Kind, SqlType] = {Kind.TEXT: STRING, Kind.LONG: INT64, Kind.DOUBLE: FLOAT64}


def worked_out(
    expression: str,
    values: Sequence[Value],
    kind: Kind = Kind.TEXT,
    zone_offset: int = 0,
    *,
    few: bool = False,
) -> list[object]:
    """What an expression over the field `v` gives for each of these values of it.

    `few` makes it a column of few distinct values, as declared fields may be.
    """
    tree = parse_pipeline(f"{expression} as r")
    assert not tree.faults, tree.faults
    (stage,) = tree.operators
    assert isinstance(stage, Assign)
    ids = Ids()
    rel = Relation(Scan("given"), ids, {"v": Col("v", "v", kind)})
    cx = Bind(DAY, catalog(Schema()), zone_offset)
    bound = bind_expression(stage.expression, rel, cx)
    assert not cx.faults, cx.faults
    items: list[Expr] = [NULL if value is None else _literal(value) for value in values]
    type_ = nullable(_TYPES[kind])
    column = cast(array_of(*items), array(low_cardinality(type_) if few else type_))
    rows = Select((Item(f.arrayJoin(column), "v"),), None)
    given = Derived(rows, "given")
    answer = world().tuples(Select((Item(col("r"), "r"),), given, lets=(Item(bound.expr, "r"),)))
    return [row[0] for row in answer]


def _literal(value: str | int | float) -> Expr:
    # Through text, since the literal of a large or special number has a type of its own.
    return f.toFloat64(str(value)) if isinstance(value, float) else _plain(value)


def _plain(value: str | int) -> Expr:
    return f.toInt64(str(value)) if isinstance(value, int) else f.toString(value)
