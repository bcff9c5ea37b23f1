"""Masked texts: what varies in a message by its form gives way to a mark, so that like messages become equal.

Dates become `$DATE`, addresses of pages `$URL`; numbers, network addresses, ids and everything else with
digits in it become `*` (reference search-language.md, 2, logreduce). A single digit at the end of a word
stays, since it mostly belongs to a name: `utf8`, `p9`, `S3`. White space is one blank.
"""

from collections.abc import Sequence

from sagescope.lang.operator import Reduced
from sagescope.lang.parsing import source_text
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.sql.build import f
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Name

MOST_CHARACTERS = 4_096
"""Characters of a message that are looked at."""

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_TIME = r"\d{1,2}:\d\d:\d\d(?:[.,]\d+)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\b)?"

_DATES = (
    rf"\b\d{{4}}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?{_ZONE})?",
    rf"\b\d{{1,2}}/{_MONTH}/\d{{4}}[: ]{_TIME}{_ZONE}",
    rf"\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?{_MONTH} \d{{1,2}},? (?:\d{{4}} )?{_TIME}{_ZONE}(?: \d{{4}}\b)?",
    rf"\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\d{{1,2}}[- ]{_MONTH}[- ]\d{{4}}(?: {_TIME}{_ZONE})?",
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{4}(?:[ ,T]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AP]M)?)?\b",
    rf"\b{_TIME}\b",
)
_IDS = (
    r"\d+(?:[.:]\d+)*",
    r"\w*\d\w*\d\w*",
    r"\w*\d\w*[A-Za-z_]\w*",
    r"[A-Za-z0-9+/_-]{32,}",
)

_MASKS = (
    (r"\s+", " "),
    (r"""\b[A-Za-z][A-Za-z0-9+.-]*://[^\s"'<>]+""", "$URL"),
    ("|".join(_DATES), "$DATE"),
    (rf"\b(?:{'|'.join(_IDS)})\b", "*"),
    # A list of varying parts is one varying part, however long it is.
    (r"\*(?:[\s,;:./-]{1,2}\*)+", "*"),
)


def masked(text: Expr) -> Expr:
    """The masked form of a text; absent texts are empty."""
    held: Expr = f.leftUTF8(f.ifNull(text, ""), MOST_CHARACTERS)
    for pattern, mark in _MASKS:
        held = f.replaceRegexpAll(held, pattern, mark)
    return f.trimBoth(held)


def masked_counts(
    source: Name | None, span: Span, keys: Sequence[Col], rel: Relation
) -> tuple[Relation, Reduced]:
    """How many rows there are of each tuple of the keys and each masked text, in columns of that order.

    The text is the field `source`, or the message. With the counts come the messages and the column of
    their masked texts, for `details`.
    """
    marked, text = rel.value(masked(source_text(source, span, rel).expr), "masked", Kind.TEXT)
    labelled = [(str(i), column) for i, column in enumerate((*keys, text))]
    counted = marked.aggregate(labelled, [("count", f.toInt64(f.count()), Kind.INT)])
    return counted, Reduced(marked, text)
