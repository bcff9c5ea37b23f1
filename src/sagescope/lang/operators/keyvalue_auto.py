"""`keyvalue auto`: all pairs of a key and a value in a text."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.discovery import discovered, named_later
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.pairs import MOST_PAIRS, field_name, last_value, pair_pattern
from sagescope.lang.parsing import AutoOptions, Extracted, Wanted, add_fields, source_text
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import col, f
from sagescope.syntax.cursor import Cursor


@operator(
    "keyvalue auto",
    "kv auto",
    family="parse",
    syntax=(
        'keyvalue auto [delim "<delimiter>"] [field=<field>]',
        'keyvalue auto [delim "<delimiter>"] [field=<field>] keys "<key>", … [as <name>, …] [refonly]',
    ),
    examples=(
        "* | keyvalue auto | where status >= 400 | count by status",
        '* | kv auto delim ":" keys "user id" as user refonly',
    ),
    options={
        "auto": "All pairs of the text.",
        "delim": "The only text that parts keys from values.",
        "keys": "Single pairs, which may get other names after as.",
        "refonly": "Nothing but the keys that are listed.",
    },
)
@dataclass(frozen=True, slots=True)
class KeyValueAuto(Operator):
    """Makes fields of all pairs of a key and a value in a text.

    The first 100 pairs count, and the last of those with one key. A key begins with a letter; `=`, `:`, `->`
    or `=>` parts it from its value, or only what `delim` says. In names every character but letters, digits
    and `_` becomes `_`. What later stages name is found by its name; a result of messages shows all fields.

    No row is ever dropped. A field that is found replaces one of that name from before; `_raw` and the
    metadata stay. `keys` takes single fields under new names, and with `refonly` nothing else; where several
    keys share a name, the last one that is found counts. The stage stands outside of runs of `nodrop`.
    """

    wanted: Wanted
    delimiter: str | None

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        options = AutoOptions()
        delimiter: str | None = None
        while not cursor.at_end:
            if delimiter is None and cursor.word("delim"):
                cursor.sign("=")
                delimiter = cursor.string("The delimiter").value or None
            elif not options.take(cursor):
                break
        return cls(cursor.span_since(mark), options.wanted(), delimiter)

    def defines(self) -> tuple[str, ...]:
        return tuple(alias for _, alias in self._fields())

    def _fields(self) -> list[tuple[str, str]]:
        """The keys that are listed, as names of fields, and the names that they get."""
        listed = self.wanted.keys
        return [(field_name(k.text), a.text if a is not k else field_name(k.text)) for k, a in listed]

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        before = rel
        source = source_text(self.wanted.source, self.span, rel)
        rel, text = rel.value(f.ifNull(source.expr, ""), "text", Kind.TEXT)
        found = f.extractAllGroupsVertical(col(text.sql), pair_pattern(self.delimiter))
        rel, pairs = rel.value(f.arraySlice(found, 1, MOST_PAIRS), "pairs", Kind.TEXT)
        named = [] if self.wanted.refonly else named_later(cx)
        wanted = self._fields()
        asked = {alias.lower() for _, alias in wanted}
        wanted += [(name, name) for name in named if name not in asked]
        extracted = [
            Extracted(alias, last_value(col(pairs.sql), name.lower()), self.span) for name, alias in wanted
        ]
        rel = add_fields(rel, extracted)
        if self.wanted.refonly:
            return rel
        return discovered(rel, before, text, {"parser": "keyvalue", "delimiter": self.delimiter}, named)
