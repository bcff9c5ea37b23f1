"""`logreduce keys`: messages by the keys that they have."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.options import choice, flag, option, whole_number
from sagescope.lang.parsing import source_text
from sagescope.lang.requirements import messages_only
from sagescope.lang.structure import json_structure, pair_keys
from sagescope.plan.nodes import Match
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.syntax.cursor import Cursor, Name

DEPTH = 5
"""Levels of a JSON text that are looked at where the stage does not say."""


@operator(
    "logreduce keys",
    family="patterns",
    syntax=("logreduce keys [parser=json|keyvalue] [maxdepth=<n>] [field=<field>] [noaggregate]",),
    aggregates=True,
    examples=(
        "* | logreduce keys",
        "* | logreduce keys parser=keyvalue | sort by _count",
        '* | logreduce keys maxdepth=2 noaggregate | where _schema != "unknown"',
    ),
    options={
        "parser": "What the text is: json or keyvalue.",
        "json": "A JSON object, which may have words before it.",
        "keyvalue": "Keys and values with =, :, -> or => between them.",
        "maxdepth": "How deep keys count, 5 levels.",
        "noaggregate": "The messages stay, with their schemas as fields.",
    },
)
@dataclass(frozen=True, slots=True)
class LogReduceKeys(Operator):
    """Counts messages by their schemas, which are the keys that they have.

    A schema is the sorted list of the paths of all keys in lower case, parted by commas; the values do not
    count. `parser` says what the text is: `json`, which may have words before the object, or `keyvalue` with
    `=`, `:`, `->` or `=>` between a key and its value. Keys below `maxdepth` levels (5) and keys in arrays do
    not count, nor do those after the first 100. The text is that of the message, or of `field`.

    The columns are `_signature_id`, `_schema` and `_count`. Messages without keys have the schema `unknown`
    and the id 0000000000000000. With `noaggregate` the messages stay, with `_signature_id` and `_schema` as fields.
    """

    parser: str
    depth: int
    field: Name | None
    noaggregate: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        parser, depth = "", 0
        field: Name | None = None
        noaggregate = False
        while True:
            if not parser and option(cursor, "parser"):
                parser = choice(cursor, "parser", ("json", "keyvalue"))
            elif not depth and option(cursor, "maxdepth"):
                depth = whole_number(cursor, "maxdepth", 100)
            elif field is None and option(cursor, "field"):
                field = cursor.name("the field to read")
            elif not noaggregate and flag(cursor, "noaggregate"):
                noaggregate = True
            else:
                break
        return cls(cursor.span_since(mark - 2), parser or "json", depth or DEPTH, field, noaggregate)

    def defines(self) -> tuple[str, ...]:
        return ("_signature_id", "_schema", "_count")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        messages_only("logreduce keys", self.span, rel)
        text = source_text(self.field, self.span, rel).expr
        cut = json_structure if self.parser == "json" else pair_keys
        messages, structure = rel.value(f.ifNull(cut(text), ""), "structure", Kind.TEXT)
        counted = messages.aggregate([("0", structure)], [("1", f.toInt64(f.count()), Kind.INT)])
        made = [
            rel.ids.column("_signature_id", Kind.TEXT, key=True),
            rel.ids.column("_schema", Kind.TEXT, key=True),
        ]
        last = rel.ids.column(*(("", Kind.TEXT) if self.noaggregate else ("_count", Kind.INT)))
        schemas = counted.local(
            "logreduce_keys",
            tuple(counted.columns.values()),
            (*made, last),
            {"parser": self.parser, "depth": self.depth, "structures": self.noaggregate},
        )
        if not self.noaggregate:
            return schemas
        # Every message has its structure among those counted, so no row goes and none comes twice.
        return messages.join(schemas, Match.LEFT_ANY, [(structure, last)], [(c.label, c) for c in made])
