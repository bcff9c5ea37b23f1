"""`logreduce`: messages that say the same, as one signature."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.masking import masked_counts
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.options import choice, flag, names_until_options, option, whole_number
from sagescope.lang.requirements import messages_only
from sagescope.lang.typed import field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.syntax.cursor import Cursor, Name

MOST = 10_000
"""Signatures that `limit` may ask for."""


@operator(
    "logreduce",
    "summarize",
    family="patterns",
    syntax=(
        "logreduce [field=<field>] [by <field>, …] [limit=<n>] [, criteria=mostcommon|leastcommon] [optimize]",
        "logreduce(<field>) [by <field>, …] …",
    ),
    aggregates=True,
    examples=(
        "error | logreduce",
        "* | timeslice 1h | logreduce by _timeslice limit=5, criteria=mostcommon"
        " | transpose row _timeslice column signature",
        "* | logreduce field=_raw limit=20",
    ),
    options={
        "limit": "How many signatures are left.",
        "criteria": "Which ones: mostcommon or leastcommon, without it those of the highest relevance.",
        "mostcommon": "Those of most messages.",
        "leastcommon": "Those of fewest messages.",
        "optimize": "Leaves the relevance out.",
    },
)
@dataclass(frozen=True, slots=True)
class LogReduce(Operator):
    """Puts messages that say the same together, each kind as one signature.

    What varies is shown as a run of stars, dates as `$DATE`, addresses of pages as `$URL`. Messages that have
    nothing in common with others, or that are of too many kinds, are the signature `Others`. The text
    is that of the message, or of `field`, of which the first 4,096 characters count; `Others` also
    holds those without a text. The same messages always give the same signatures, in whatever order they
    come.

    The columns are `_count`, `_relevance`, `signature` and `_signature_id`, for `details`. The relevance is
    from 0 to 10, where 5 is neutral: words that tell of errors and warnings raise it, and so does being rare.
    `optimize` leaves it out. With `by` there is a row for each tuple of the fields and each signature, with
    `_count`.

    `limit` leaves so many signatures: those of the highest relevance, or the most or least common ones
    by `criteria`.
    """

    field: Name | None
    keys: tuple[Name, ...]
    limit: int | None
    criteria: str
    optimize: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        field: Name | None = None
        keys: tuple[Name, ...] = ()
        limit: int | None = None
        criteria, optimize = "relevance", False
        if cursor.sign("("):
            field = cursor.name("the field to reduce")
            cursor.expect_sign(")", after="after the field of logreduce")
        while True:
            if field is None and option(cursor, "field"):
                field = cursor.name("the field to reduce")
            elif not keys and cursor.word("by"):
                keys = names_until_options(cursor, "a field to group by")
            elif limit is None and option(cursor, "limit"):
                limit = whole_number(cursor, "limit", MOST)
            elif criteria == "relevance" and option(cursor, "criteria"):
                criteria = choice(cursor, "criteria", ("mostcommon", "leastcommon"))
            elif not optimize and flag(cursor, "optimize"):
                optimize = True
            else:
                break
        span = cursor.span_since(mark - 1)
        return cls(span, field, keys, limit, criteria, optimize)

    def defines(self) -> tuple[str, ...]:
        own = ("signature", "_count")
        return (*(k.text for k in self.keys), *own) if self.keys else (*own, "_relevance", "_signature_id")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        messages_only("logreduce", self.span, rel)
        keys = field_columns(self.keys, rel, cx)
        counted, messages = masked_counts(self.field, self.span, keys, rel)
        outputs = [rel.ids.column(key.label, key.kind, key=True) for key in keys]
        if not keys:
            outputs = [rel.ids.column("_count", Kind.INT), rel.ids.column("_relevance", Kind.DOUBLE)]
            if self.optimize:
                del outputs[1]
        outputs.append(rel.ids.column("signature", Kind.TEXT, key=True))
        outputs.append(rel.ids.column(*(("_count", Kind.INT) if keys else ("_signature_id", Kind.TEXT))))
        cx.reduced = messages
        return counted.local(
            "logreduce",
            tuple(counted.columns.values()),
            outputs,
            {
                "keys": tuple(key.label for key in keys),
                "limit": self.limit,
                "criteria": self.criteria,
                "optimize": self.optimize,
            },
        )
