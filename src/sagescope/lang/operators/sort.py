"""`sort`: order the rows."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_columns
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.syntax.cursor import Cursor, Name, StageFault


@dataclass(frozen=True, slots=True)
class Key:
    """A field to order by, and whether the largest comes first."""

    name: Name
    descending: bool


@operator(
    "sort",
    "order",
    family="rows",
    syntax=("sort [by] [+|-]<field> [asc|desc], …", "sort"),
    examples=(
        "* | count by _sourceHost | sort by _count, _sourceHost asc",
        "* | count by _sourceHost | order by +_sourceHost",
    ),
    options={
        "by": "May stand before the fields.",
        "ascending": "The same as asc.",
        "descending": "The same as desc.",
    },
)
@dataclass(frozen=True, slots=True)
class Sort(Operator):
    """Orders the rows by one or several fields.

    Without a field it is `_count`, or the last column. The default is descending; `asc` or `+` before the field makes it
    ascending, each field by itself. Text is ordered by code point, so `a` comes after `Z`. Absent values come
    last both ways, and rows that are equal keep the order they had.
    """

    keys: tuple[Key, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        if cursor.at_end:
            return cls(cursor.span_since(mark - 1), ())
        if cursor.peek().is_word("by") and not cursor.peek(1).is_sign(","):
            cursor.take()
        keys = sort_keys(cursor)
        return cls(cursor.span_since(mark), keys)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if not self.keys:
            return self._by_count(rel)
        columns = field_columns([key.name for key in self.keys], rel, cx)
        return rel.sort(SortKey(col.sql, key.descending) for col, key in zip(columns, self.keys, strict=True))

    def _by_count(self, rel: Relation) -> Relation:
        """By the count, or by the last column where there is none: that is what an aggregate has worked out."""
        last = next(reversed([*rel.columns.values()]), None) if rel.is_records else None
        column = rel.find("_count") or last
        if column is None:
            raise StageFault(
                Fault("sort.field", "sort has no field to order by.", "Write sort by <field>.", self.span)
            )
        return rel.sort([SortKey(column.sql, descending=True)])


def sort_keys(cursor: Cursor) -> tuple[Key, ...]:
    """Take fields to order by, parted by commas."""
    keys = [_key(cursor)]
    while cursor.sign(","):
        keys.append(_key(cursor))
    return tuple(keys)


def _key(cursor: Cursor) -> Key:
    sign = cursor.sign("+", "-")
    name = cursor.name("a field to sort by")
    word = cursor.word("asc", "desc", "ascending", "descending")
    if word is not None:
        return Key(name, word.text.lower().startswith("desc"))
    return Key(name, sign is None or sign.text == "-")
