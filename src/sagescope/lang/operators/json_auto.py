"""`json auto`: all fields of the JSON object in a text."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.discovery import discovered, named_later
from sagescope.lang.flattened import document_in, field_of
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import AutoOptions, Extracted, Wanted, add_fields, source_document
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.syntax.cursor import Cursor, Name, StageFault


@operator(
    "json auto",
    "json keys",
    family="parse",
    syntax=(
        "json auto [field=<field>] [maxdepth <n>] [extractarrays]",
        'json auto [field=<field>] keys "<name>", … [as <name>, …] [refonly]',
    ),
    examples=(
        '* | json auto | where eventName matches "Create*" | count by eventName, %userIdentity.type',
        '* | json auto keys "eventName", "userIdentity.arn" as event, arn refonly',
        "* | json auto maxdepth 2 extractarrays",
    ),
    options={
        "auto": "All fields of the object.",
        "keys": "Single fields, which may get other names after as.",
        "refonly": "Nothing but the keys that are listed.",
        "maxdepth": "How many levels are taken apart; what lies deeper stays JSON.",
        "extractarrays": "Takes plain arrays apart as well.",
    },
)
@dataclass(frozen=True, slots=True)
class JsonAuto(Operator):
    """Makes fields of everything in the JSON object of a text.

    The object may stand among other text. Its fields are called by their way down: `a.b`, `users[2].name`;
    blanks in keys become `_`, and names have no case, so `count by %users[2].name` works without more ado.
    Objects and arrays that hold others are taken apart; plain arrays stay JSON unless `extractarrays` is
    there, and everything below `maxdepth` levels does. What later stages name is found by its name; a
    result of messages shows the first 100 fields of every message.

    No row is ever dropped. A field that is found replaces one of that name from before; `_raw` and the
    metadata stay. `keys` takes single fields under new names, and with `refonly` nothing else; where several
    keys share a name, the last one that is found counts. The stage stands outside of runs of `nodrop`.
    """

    wanted: Wanted
    maxdepth: int | None
    extractarrays: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        options = AutoOptions()
        maxdepth: int | None = None
        extractarrays = False
        while not cursor.at_end:
            if maxdepth is None and cursor.word("maxdepth"):
                cursor.sign("=")
                token = cursor.number("The number of levels")
                if not token.text.isdigit() or int(token.text) < 1:
                    raise StageFault(
                        Fault(
                            "json.maxdepth",
                            "maxdepth is a whole number from 1.",
                            "Write maxdepth 2.",
                            token.span,
                        )
                    )
                maxdepth = int(token.text)
            elif not extractarrays and cursor.word("extractarrays"):
                extractarrays = True
            elif not options.take(cursor):
                break
        return cls(cursor.span_since(mark), options.wanted(), maxdepth, extractarrays)

    def defines(self) -> tuple[str, ...]:
        return tuple(name.text for _, name in self.wanted.keys)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        before = rel
        source = source_document(self.wanted.source, self.span, rel)
        rel, text = rel.value(source.expr, "text", Kind.TEXT)
        rel, document = document_in(rel, source.expr)
        named = [] if self.wanted.refonly else named_later(cx)
        wanted = [(key.text.lower(), alias) for key, alias in self.wanted.keys]
        asked = {alias.text.lower() for _, alias in wanted}
        wanted += [(name, Name(name, self.span)) for name in named if name not in asked]
        extracted: list[Extracted] = []
        for name, alias in wanted:
            rel, value = field_of(rel, document, name, self.maxdepth)
            extracted.append(Extracted(alias.text, value, alias.span))
        rel = add_fields(rel, extracted)
        if self.wanted.refonly:
            return rel
        how = {"parser": "json", "maxdepth": self.maxdepth, "extractarrays": self.extractarrays}
        return discovered(rel, before, text, how, named)
