"""`transpose`: turn the values of a column into columns."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.syntax.cursor import Cursor, Name, StageFault


@operator(
    "transpose",
    family="records",
    syntax=("transpose row <field>, … column <field>, … [as <name>, …]",),
    examples=(
        "* | timeslice 1h | count by _timeslice, _sourceHost | transpose row _timeslice column _sourceHost",
    ),
    options={
        "row": "The fields whose values make a row each.",
        "column": "The fields whose values make a column each.",
        "as": "Lists columns that come first, and are there whether they occur or not; * is the rest.",
    },
)
@dataclass(frozen=True, slots=True)
class Transpose(Operator):
    """Turns the values of a column into columns.

    One row a distinct tuple of the row fields, one column a distinct value of the column fields, and
    the aggregate's value in the cell; where there is none, the cell is absent. Columns come in
    alphabetical order, 300 at most. Later stages can name the row fields and the columns listed after
    `as`; `*` in that list stands for the others.
    """

    rows: tuple[Name, ...]
    columns: tuple[Name, ...]
    listed: tuple[str, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        before = _columns(cursor, "after transpose") if cursor.peek().is_word("column") else ()
        cursor.expect_word("row", after="after transpose")
        rows = cursor.names("a field for the rows")
        columns = before or _columns(cursor, "after the fields of the rows")
        listed: list[str] = []
        if cursor.word("as"):
            while True:
                listed.append("*" if cursor.sign("*") else cursor.name("a column").text)
                if not cursor.sign(","):
                    break
        return cls(cursor.span_since(mark), rows, columns, tuple(listed))

    def defines(self) -> tuple[str, ...]:
        return (*(name.text for name in self.rows), *self.listed)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if not rel.is_records:
            raise StageFault(
                Fault(
                    "transpose.messages",
                    "transpose works on the records of an aggregate.",
                    "Put a stage such as `count by a, b` before it.",
                    self.span,
                )
            )
        named = field_columns((*self.rows, *self.columns), rel, cx)
        rows, columns = named[: len(self.rows)], named[len(self.rows) :]
        used = {c.sql for c in (*rows, *columns)}
        values = [c for c in rel.columns.values() if c.sql not in used]
        if not values:
            raise StageFault(
                Fault(
                    "transpose.no_value",
                    "No column is left for the cells.",
                    "The aggregate before needs a value beside the row and column fields.",
                    self.span,
                )
            )
        kinds = {v.kind for v in values}
        kind = kinds.pop() if len(kinds) == 1 else Kind.DOUBLE
        outputs = [rel.ids.column(c.label, c.kind, key=True) for c in rows]
        outputs += [rel.ids.column(name, kind) for name in self.listed if name != "*"]
        return rel.local(
            "transpose",
            (*rows, *columns, *values),
            outputs,
            {"rows": len(rows), "columns": len(columns), "listed": self.listed},
            dynamic=not self.listed or "*" in self.listed,
            loose=outputs[len(rows) :],
        )


def _columns(cursor: Cursor, after: str) -> tuple[Name, ...]:
    cursor.expect_word("column", after=after)
    return cursor.names("a field for the columns")
