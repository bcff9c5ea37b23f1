"""`fields`: choose the columns."""

from dataclasses import dataclass, replace
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_columns
from sagescope.plan.relation import Relation
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown


@operator(
    "fields",
    family="columns",
    syntax=("fields <field>, …", "fields - <field>, …"),
    ingest=True,
    examples=(
        '* | json "eventName", "awsRegion" | fields eventName, awsRegion',
        "* | count by _sourceHost, _sourceName | fields - _sourceName",
    ),
)
@dataclass(frozen=True, slots=True)
class Fields(Operator):
    """Keeps only the listed fields, or takes the listed ones away after a minus.

    The minus counts for the whole list, and may be written before every name. On messages the fields that start
    with `_` stay; after an aggregate only the listed columns do, in the order of the list.
    """

    names: tuple[Name, ...]
    without: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        without = cursor.sign("-") is not None
        names = _each_with_a_minus(cursor) if without else cursor.names()
        seen: set[str] = set()
        for name in names:
            if name.text.lower() in seen:
                raise StageFault(
                    Fault(
                        "fields.repeated",
                        f"The field {name.text!r} is listed twice.",
                        "List it once.",
                        name.span,
                    )
                )
            seen.add(name.text.lower())
        return cls(cursor.span_since(mark), names, without)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if self.without:
            # A column that is not there is as good as taken away, and only worth a word.
            cx.warnings += [_absent(name, rel) for name in self.names if rel.find(name.text) is None]
            left = rel.drop(name.text for name in self.names)
            if left.is_records and not left.columns and not (left.dynamic or cx.lenient):
                raise StageFault(
                    Fault("fields.none", "No column would be left.", "Leave one of them out.", self.span)
                )
            return left
        field_columns(self.names, rel, cx)
        kept = [replace(col, label=name.text) for name in self.names if (col := rel.find(name.text))]
        return rel.keep(kept)


def _each_with_a_minus(cursor: Cursor) -> tuple[Name, ...]:
    """The names behind a minus, which may be repeated before each of them."""
    if cursor.peek().is_sign("("):
        return cursor.names()
    names = [cursor.name()]
    while cursor.sign(","):
        cursor.sign("-")
        names.append(cursor.name())
    return tuple(names)


def _absent(name: Name, rel: Relation) -> Fault:
    fault = unknown("field.unknown", "field", name, rel.known(), "Leave it out of the list.").fault
    return replace(fault, fix=None)
