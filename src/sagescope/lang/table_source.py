"""Which table a query means, and which of its columns a field has to equal."""

from collections.abc import Sequence

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed
from sagescope.lang.lookups import TableSchema
from sagescope.lang.operator import Bind
from sagescope.lang.references import field_column
from sagescope.lang.table_syntax import Equality, Source
from sagescope.near_names import closest
from sagescope.paths import normal_path, path_key
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.syntax.cursor import Name, StageFault, unknown

_WORDS = {
    Kind.TEXT: "text",
    Kind.INT: "whole numbers",
    Kind.LONG: "whole numbers",
    Kind.DOUBLE: "numbers",
    Kind.BOOL: "true or false",
}


def table_of(where: Source, cx: Bind) -> TableSchema:
    """The table that a source names. Raises StageFault `lookup.table`."""
    # A subquery that saves a table has run when the query around it does, but not when that is checked.
    tables = {**cx.catalog.tables, **({} if cx.answers else cx.saved)}
    table = tables.get(path_key(where.path))
    if table is not None:
        return table
    near = closest(path_key(where.path), list(tables))
    if near:
        hint = "Did you mean " + " or ".join(tables[key].path for key in near) + "?"
    elif where.path.lower().startswith(("https:", "http:")):
        hint = "Files of the web are not fetched: upload the CSV, with this address as the path of the table."
    else:
        hint = "`sagescope lookups list` shows the tables there are."
    raise StageFault(
        Fault("lookup.table", f"There is no lookup table {normal_path(where.path)!r}.", hint, where.span)
    )


def column_of(name: Name, columns: Sequence[Col], what: str) -> Col:
    """The column of that name of the source `what`, in any case. Raises StageFault `lookup.column`."""
    found = next((c for c in columns if c.label.lower() == name.text.lower()), None)
    if found is None:
        labels = [c.label for c in columns]
        hint = "Its columns are " + ", ".join(labels) + "."
        raise unknown("lookup.column", f"column of {what}", name, labels, hint)
    return found


def resolved(
    conditions: Sequence[Equality], columns: Sequence[Col], what: str, rel: Relation
) -> list[tuple[Typed, Col]]:
    """Each condition as the field of the rows and the column of the source `what`, whichever way it is written.

    Where both sides could be either, the field stands first. Raises StageFault for unknown names, a column
    twice, and kinds that do not agree.
    """
    named = {c.label.lower(): c for c in columns}
    pairs: list[tuple[Typed, Col]] = []
    for condition in conditions:
        left, right = condition.left, condition.right
        column, field = named.get(right.text.lower()), left
        flipped = named.get(left.text.lower())
        if column is None or (flipped is not None and rel.find(left.text) is None):
            column, field = flipped, right
        if column is None:
            column = column_of(right, columns, what)
        if any(column is taken for _, taken in pairs):
            raise StageFault(
                Fault(
                    "lookup.twice",
                    f"The column {column.label!r} is compared twice.",
                    "Compare each column once.",
                    condition.span,
                )
            )
        value = field_column(field, rel)
        if not _agree(value.kind, column.kind):
            raise _kinds_differ(field, value.kind, column, what)
        pairs.append((value, column))
    return pairs


def _agree(field: Kind, column: Kind) -> bool:
    if Kind.NULL in (field, column):
        return True
    return field is column or (field.numeric and column.numeric)


def _kinds_differ(field: Name, kind: Kind, column: Col, what: str) -> StageFault:
    cast = {Kind.TEXT: "toString", Kind.BOOL: "toBoolean"}.get(column.kind, "num")
    hint = f"Turn the field into that first: {cast}({field.text})."
    if column.kind is Kind.BOOL:
        hint = f'Make it true or false first: {field.text} = "true" as {field.text}.'
    return StageFault(
        Fault(
            "lookup.kind",
            f"The field {field.text!r} holds {_WORDS[kind]}, and the column {column.label!r} of {what} holds "
            f"{_WORDS[column.kind]}.",
            hint,
            field.span,
        )
    )
