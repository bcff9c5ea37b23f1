"""`save`: keep the rows of a result in a lookup table."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.lookups import SaveTarget, TableSchema
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.table_source import table_of
from sagescope.lang.table_syntax import Source, source
from sagescope.paths import path_key
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.syntax.cursor import Cursor, StageFault


@operator(
    "save",
    family="lookup",
    syntax=('save [append] path://"<path>"', "save [append] <path>"),
    examples=('* | json "userIdentity.userName" as user | count by user | save shared/aws/users',),
    options={
        "append": "Puts the rows among those of the table, in place of taking their place.",
    },
)
@dataclass(frozen=True, slots=True)
class Save(Operator):
    """Keeps the rows of the result in a lookup table, and ends the query.

    A *lookup table*, `path://"/Library/…"`, has to be there; the result has to have all of its columns, of the same
    kinds, and further ones are left out. Without `append` the rows take the place of all rows of the table; with it they
    are put among them, and rows with the same primary key are replaced. A *saved file*, `shared/aws/users`, is made
    where it is not there, with the columns of the result; appended rows need the same columns.

    Either all rows are kept or none. The result is shown as without `save`. In a subquery `save` stands before
    `compose`, and the query around it can look into the table.
    """

    append: bool
    target: Source

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        # `append/x` is the path of a file.
        append = cursor.peek().is_word("append") and not (
            cursor.peek(1).glued and cursor.peek(1).is_sign("/")
        )
        if append:
            cursor.take()
        target = source(cursor)
        return cls(cursor.span_since(mark), append, target)

    def checked(self, columns: tuple[Col, ...], cx: Bind) -> SaveTarget:
        """Where the rows go, when the columns of the result fit. Raises StageFault."""
        table = cx.catalog.tables.get(path_key(self.target.path))
        if table is None and self.target.scheme:
            table_of(self.target, cx)
        if table is not None and not table.is_file:
            held = {c.label.lower(): c for c in columns}
            missing = [c.label for c in table.columns if c.label.lower() not in held]
            if missing:
                raise self._misfit(
                    f"lacks the columns {', '.join(missing)} of {table.path}", "Add them with as."
                )
            for column in table.columns:
                kind = held[column.label.lower()].kind
                if not _fits(kind, column.kind):
                    raise self._misfit(
                        f"has {kind.value} in {column.label!r}, and {table.path} has {column.kind.value}",
                        "Turn it into that with num(), toLong() or toString() before.",
                    )
        return SaveTarget(self.target.path, self.append)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        """In a subquery the rows go on to its compose; the query around it may look into what was saved."""
        if not cx.inner:
            raise StageFault(
                Fault("save.place", "save ends a query.", "Take it out of the parentheses.", self.span)
            )
        columns = tuple(rel.columns.values())
        self.checked(columns, cx)
        cx.saved[path_key(self.target.path)] = TableSchema(self.target.path, "saved_rows", columns)
        return rel

    def _misfit(self, what: str, hint: str) -> StageFault:
        return StageFault(Fault("save.schema", f"The result {what}.", hint, self.target.span))


def _fits(kind: Kind, wanted: Kind) -> bool:
    """Whether values of a kind go into a column; whole numbers go into all columns of numbers."""
    if kind is Kind.NULL or kind is wanted:
        return True
    return kind.integral and wanted.numeric
