"""`top`: the first few by a count or a value."""

from dataclasses import dataclass, replace
from typing import Self

from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.operators.limit import row_count
from sagescope.lang.operators.sort import Key, sort_keys
from sagescope.lang.typed import field_columns
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.syntax.cursor import Cursor, Name

_COUNT = "_count"


@operator(
    "top",
    family="aggregate",
    syntax=("top <n> <field>, … [by <field> [asc|desc], …]",),
    aggregates=True,
    examples=(
        "* | top 10 _sourceHost",
        "* | sum(_size) as bytes by _sourceHost | top 5 _sourceHost by bytes",
    ),
)
@dataclass(frozen=True, slots=True)
class Top(Operator):
    """The first n rows by a count or a value, the largest first.

    Messages are counted by the fields, in a column `_count`. Records, and messages with a field after `by`, are
    ordered by it, and the fields and that one are left. Without `by`, records are ordered by `_count` where
    they have it, and counted like messages where they have not; `by count` says the same. Of rows that are equal the
    first ones stay, of groups those whose fields come first.
    """

    count: int
    fields: tuple[Name, ...]
    keys: tuple[Key, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        count = row_count(cursor, "top")
        cursor.sign(",")
        fields = cursor.names("a field to list")
        keys = sort_keys(cursor) if cursor.word("by") else ()
        return cls(cursor.span_since(mark), count, fields, keys)

    def defines(self) -> tuple[str, ...]:
        return (*(name.text for name in self.fields), *(key.name.text for key in self.keys), _COUNT)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        keys = self.keys or (Key(Name(_COUNT, self.span), descending=True),)
        keys = tuple(_meant(key, rel) for key in keys)
        if {key.name.text.lower() for key in keys} == {_COUNT} and rel.find(_COUNT) is None:
            return self._counted(rel, cx)
        fields = field_columns([*self.fields, *(key.name for key in keys)], rel, cx)
        sort = [
            SortKey(col.sql, key.descending)
            for col, key in zip(fields[len(self.fields) :], keys, strict=True)
        ]
        rel = rel.sort(sort).limit(self.count)
        return replace(rel, columns={c.label.lower(): c for c in fields}, open=None, dynamic=False)

    def _counted(self, rel: Relation, cx: Bind) -> Relation:
        fields = [(c.label, c) for c in field_columns(self.fields, rel, cx)]
        rel = rel.aggregate(fields, [(_COUNT, f.toInt64(f.count()), Kind.INT)])
        count = rel.find(_COUNT)
        assert count is not None
        descending = self.keys[0].descending if self.keys else True
        return rel.sort([SortKey(count.sql, descending)]).limit(self.count)


def _meant(key: Key, rel: Relation) -> Key:
    """`by count` means the count where no field is called so."""
    if key.name.text.lower() != "count" or rel.find("count") is not None:
        return key
    return replace(key, name=replace(key.name, text=_COUNT))
