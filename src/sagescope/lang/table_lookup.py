"""Looking into a table: its columns beside the rows whose fields equal its key, and whether there are any."""

from collections.abc import Sequence

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed
from sagescope.lang.lookups import TableSchema, folded_key, newest_of_each, table_rows
from sagescope.lang.table_source import resolved
from sagescope.lang.table_syntax import Equality, Source
from sagescope.plan.nodes import Match
from sagescope.plan.pack import pack
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import FALSE, col, f
from sagescope.sql.nodes import Expr, InQuery, TupleOf
from sagescope.syntax.cursor import StageFault


def look_up(
    rel: Relation,
    table: TableSchema,
    where: Source,
    conditions: Sequence[Equality],
    outputs: Sequence[tuple[str, Col]],
) -> Relation:
    """The rows with columns of the table, absent where it has no row for them.

    `outputs` are names for its columns. Raises StageFault where the conditions do not fit.
    """
    pairs = matched_columns(rel, table, where, conditions)
    rows = table_rows(table, rel.ids)
    if table.is_file:
        # Of several rows with the same values the last one counts (reference, lookup).
        keys = [column for _, column in pairs]
        kept = [c for c in dict.fromkeys(c for _, c in outputs) if c not in keys]
        rows = newest_of_each(rows, keys, kept)
        held = {c.label.lower(): c for c in rows.columns.values()}
        pairs = [(value, held[c.label.lower()]) for value, c in pairs]
        outputs = [(name, held[c.label.lower()]) for name, c in outputs]
    return joined(rel, rows, pairs, outputs, folded=not table.is_file)


def joined(
    rel: Relation,
    rows: Relation,
    pairs: Sequence[tuple[Typed, Col]],
    outputs: Sequence[tuple[str, Col]],
    *,
    folded: bool,
    match: Match = Match.LEFT_ANY,
) -> Relation:
    """The rows of `rel` with those of `rows`; `folded` tells that texts are compared without case."""
    on: list[tuple[Col, Col]] = []
    for value, column in pairs:
        ours, theirs = _comparable(value.expr, value.kind, col(column.sql), column.kind, folded=folded)
        kind = Kind.TEXT if Kind.TEXT in (value.kind, column.kind) else column.kind
        rel, left = rel.value(ours, "key", kind)
        rows, right = rows.value(theirs, "key", kind)
        on.append((left, right))
    return rel.join(rows, match, on, outputs)


def contains(rel: Relation, table: TableSchema, where: Source, conditions: Sequence[Equality]) -> Expr:
    """Whether the table has a row whose columns equal the fields; false where a field is absent."""
    pairs = matched_columns(rel, table, where, conditions)
    if not pairs:
        return FALSE
    rows = table_rows(table, rel.ids)
    ours: list[Expr] = []
    theirs: list[Col] = []
    for value, column in pairs:
        left, right = _comparable(
            value.expr, value.kind, col(column.sql), column.kind, folded=not table.is_file
        )
        rows, key = rows.value(right, "key", column.kind)
        theirs.append(key)
        ours.append(left)
    inner = pack(rows.node, [key.sql for key in theirs], rows.ids)
    subject = ours[0] if len(ours) == 1 else TupleOf(tuple(ours))
    return f.ifNull(InQuery(subject, inner), FALSE)


def matched_columns(
    rel: Relation, table: TableSchema, where: Source, conditions: Sequence[Equality]
) -> list[tuple[Typed, Col]]:
    """The conditions as fields and columns, which of a table with a primary key are just that key.

    Raises StageFault.
    """
    pairs = resolved(conditions, table.columns, where.written, rel)
    if table.is_file:
        return pairs
    compared = {column.label.lower() for _, column in pairs}
    missing = [
        c.label for c in table.columns if c.label.lower() in table.keys and c.label.lower() not in compared
    ]
    more = [column.label for _, column in pairs if column.label.lower() not in table.keys]
    if missing or more:
        keys = [c.label for c in table.columns if c.label.lower() in table.keys]
        said = f"{', '.join(map(repr, missing))} is missing" if missing else ""
        said = f"{', '.join(map(repr, more))} is none of it" if more else said
        raise StageFault(
            Fault(
                "lookup.key",
                f"{where.written} is looked into by its primary key, {', '.join(keys)}: {said}.",
                "Write on " + " and ".join(f"<field>={key}" for key in keys) + ".",
                conditions[0].span.to(conditions[-1].span),
            )
        )
    return pairs


def _comparable(
    ours: Expr, our_kind: Kind, theirs: Expr, their_kind: Kind, *, folded: bool
) -> tuple[Expr, Expr]:
    """Both values in one type of the engine, and texts without case where `folded`."""
    if our_kind.numeric and their_kind.numeric and our_kind.integral != their_kind.integral:
        return f.toFloat64(ours), f.toFloat64(theirs)
    if their_kind is Kind.NULL:
        return f.toString(ours), f.toString(theirs)
    if our_kind is Kind.NULL:
        return f.if_(FALSE, _constant(their_kind), None), theirs
    if folded:
        return folded_key(ours, our_kind), folded_key(theirs, their_kind)
    return ours, theirs


def _constant(kind: Kind) -> Expr:
    """A constant of a kind, to give a column of nothing but nulls its type."""
    match kind:
        case Kind.TEXT | Kind.NULL:
            return f.toString("")
        case Kind.DOUBLE:
            return f.toFloat64(0)
        case Kind.BOOL:
            return FALSE
        case _:
            return f.toInt64(0)
