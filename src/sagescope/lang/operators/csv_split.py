"""`split`, `csv`: take a delimited text apart."""

from dataclasses import dataclass, replace
from typing import Self

from sagescope.errors import Fault, Fix
from sagescope.lang.delimited import Marks, Part, check_marks, mark, parts, parts_of
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import Extracted, add_fields, check_distinct, source_text
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL_TEXT, col, f, infix
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import Cursor, Name, StageFault

_OPTIONS = {
    "extract": "The parts that are wanted follow.",
    "escape": "The character that makes the next one a part of the text.",
    "quote": "The character around parts that hold delimiters.",
}
_SYNTAX = "[escape='<c>'] [quote='<c>'] extract <place> as <name> | <name> | _, …"


@dataclass(frozen=True, slots=True)
class _Delimited(Operator):
    """What `csv` and `split` share."""

    source: Name
    parts: tuple[Part, ...]
    marks: Marks

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        start = cursor.mark()
        first = cursor.peek()
        if first.is_word("extract"):
            raise cursor.fault(
                "delimited.field",
                f"{cls.about.name} has no field to read.",
                "Write _raw for the message, or the name of a field, before extract.",
            )
        source = cursor.name("the field to read")
        given: dict[str, str] = {}
        while not cursor.peek().is_word("extract"):
            cursor.sign(",")
            options = [o for o in cls._options() if o not in given and cursor.peek().is_word(o)]
            if not options:
                break
            given |= {o: c for o in options if (c := mark(cursor, o)) is not None}
            if options[0] not in given:
                break
        marks = replace(
            Marks(),
            **{{"delim": "delimiter"}.get(option, option): char for option, char in given.items()},
        )
        check_marks(marks, first)
        if (word := cursor.word("delim")) is not None and cls.about.name == "csv":
            raise StageFault(
                Fault(
                    "delimited.delim",
                    "csv has no delim: its delimiter is the comma.",
                    "Use split.",
                    word.span,
                )
            )
        cursor.expect_word("extract", after=f"after the field of {cls.about.name}")
        found = parts(cursor)
        check_distinct([part.name for part in found])
        if (word := cursor.word("nodrop")) is not None:
            raise StageFault(
                Fault(
                    "delimited.nodrop",
                    f"{cls.about.name} has no nodrop: it keeps every row.",
                    "Leave nodrop out.",
                    word.span,
                    Fix(word.span, ""),
                )
            )
        return cls(cursor.span_since(start), source, found, marks)

    @classmethod
    def _options(cls) -> tuple[str, ...]:
        return ("delim", "escape", "quote") if cls.about.name == "split" else ("escape", "quote")

    def defines(self) -> tuple[str, ...]:
        return tuple(part.name.text for part in self.parts)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        source = source_text(self.source, self.source.span, rel).expr
        rel, text = rel.value(f.ifNull(source, ""), "text", Kind.TEXT)
        rel, held = rel.value(parts_of(col(text.sql), self.marks), "parts", Kind.TEXT)
        found = col(held.sql)
        extracted: list[Extracted] = []
        for part in self.parts:
            # The empty text has one part, a text that is absent has none.
            there: Expr = infix(Op.GE, f.length(found), part.place) if part.place > 1 else f.isNotNull(source)
            value = f.if_(there, f.arrayElement(found, part.place), NULL_TEXT)
            extracted.append(Extracted(part.name.text, value, part.name.span))
        return add_fields(rel, extracted)


@operator(
    "csv",
    family="parse",
    syntax=(f"csv <field> {_SYNTAX}",),
    ingest=True,
    examples=(
        "* | csv _raw extract 1 as user, 3 as name",
        "* | csv _raw extract user, _, name",
    ),
    options=_OPTIONS,
)
@dataclass(frozen=True, slots=True)
class Csv(_Delimited):
    """Takes a text apart at its commas.

    The parts that are wanted are told by their places from 1, or by their names in order, `_` for one that is
    not wanted; after `5 as e` a name alone is for the sixth. Parts in double quotes may hold commas;
    a backslash makes a comma or a quote after it a character. `quote` and `escape` set other characters.

    Every row stays. A part that is not there leaves its field absent, or what it was before.
    """


@operator(
    "split",
    family="parse",
    syntax=(f"split <field> [delim='<c>'] {_SYNTAX}",),
    ingest=True,
    examples=(
        "* | split _raw delim=':' extract 1 as user, 2 as account",
        "* | split _raw delim=' ' extract a, b, 5 as e, rest",
    ),
    options={"delim": "The character between the parts.", **_OPTIONS},
)
@dataclass(frozen=True, slots=True)
class Split(_Delimited):
    """Takes a text apart at a delimiter, which is a comma unless `delim` says otherwise.

    The rest is as with `csv`: places from 1 or names in order, quotes, escapes, and every row stays. The
    three characters have to differ.
    """
